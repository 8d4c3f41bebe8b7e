import { ExpireOfferStep } from '#shared/contracts/matching-step';
import type { Offer } from '#shared/contracts/pairing';
import { parseInput } from '#shared/runtime/errors';
import { closeOffer } from '#shared/steps/close-offer';
import type { WakeDeps } from '#shared/steps/wake-waitlist';

/**
 * Closes an offer that nobody answered in time, unless an answer came at the last moment: that one counts. Says how the
 * offer ended. Safe to repeat.
 */
export const expireOffer =
  (deps: WakeDeps) =>
  async (input: unknown): Promise<{ outcome: Offer['state'] }> => {
    const { offerId } = parseInput(ExpireOfferStep, input);
    return { outcome: (await closeOffer(deps, offerId, { as: 'expired' })).state };
  };
