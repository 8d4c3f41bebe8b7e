import { AwaitOfferStep } from '#shared/contracts/matching-step';
import type { Offer } from '#shared/contracts/pairing';
import type { Records } from '#shared/ports/records';
import type { WaitingSteps } from '#shared/ports/workflows';
import { parseInput } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';
import type { Outbox } from '#shared/steps/outbox';

export interface AwaitOfferDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly steps: WaitingSteps;
}

/**
 * Saves the token of the step that waits for a mentor's answer, then emails each mentor of the unit a link of their own;
 * the first answer completes the step. Completes it at once where the offer has ended. Safe to repeat: one email each.
 */
export const awaitOffer =
  ({ records, outbox, steps }: AwaitOfferDeps) =>
  async (input: unknown): Promise<{ outcome: 'waiting' | Offer['state'] }> => {
    const { offerId, taskToken } = parseInput(AwaitOfferStep, input);
    const offer = await changeRow(records, { kind: 'offer', id: offerId }, (row) => {
      if (row.state !== 'open') return { result: row };
      const after = { ...row, taskToken };
      return { row: after, result: after };
    });
    if (offer.state !== 'open') {
      await steps.complete(taskToken, { outcome: offer.state });
      return { outcome: offer.state };
    }
    for (const mentorId of offer.mentorIds)
      await outbox.plan({
        recipient: mentorId,
        channel: 'email',
        template: 'mentor-offer',
        messageClass: 'staff',
        what: `offer-${offerId}`,
        params: { offerId, link: 'offer' },
        sendBefore: new Date(offer.expiresAt),
      });
    return { outcome: 'waiting' };
  };
