import type { Offer } from '../contracts/pairing.ts';
import type { OfferEnd } from '../domain/offer.ts';
import { Permanent } from '../runtime/errors.ts';
import { changeRow } from './change-row.ts';
import { freeMentors } from './free-mentors.ts';
import { wakeWaitlist, type WakeDeps } from './wake-waitlist.ts';

/**
 * Ends an open offer without a pairing: the mentors have their room back, the execution that waits goes on to the next
 * mentor, and whoever waits for a place like this one is woken. An offer that has ended stays as it is and comes back so.
 * Safe to repeat.
 */
export async function closeOffer(deps: WakeDeps, offerId: string, end: OfferEnd): Promise<Offer> {
  const { records, steps, clock } = deps;
  const before = await records.get('offer', offerId);
  if (!before) throw new Permanent('there is no such offer');
  await changeRow(records, { kind: 'couple', id: before.coupleId }, async (couple) => {
    if (couple.openOfferId !== offerId) return { result: undefined };
    const freed = await freeMentors(records, couple, { offer: end, at: clock.now() });
    return { row: freed.couple, also: freed.also, result: undefined };
  });
  const after = (await records.get('offer', offerId)) ?? before;
  if (after.taskToken !== undefined) await steps.complete(after.taskToken, { outcome: after.state });
  if (after.state !== 'accepted') await wakeWaitlist(deps);
  return after;
}
