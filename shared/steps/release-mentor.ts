import type { Couple } from '../contracts/pairing.ts';
import { laden } from '../domain/offer.ts';
import { withoutMentor } from '../domain/pairing.ts';
import { changeMentor } from './change-mentor.ts';
import { changeRow, put } from './change-row.ts';
import { closeOffer } from './close-offer.ts';
import { readAll } from './read-all.ts';
import { startMatching, type StartMatchingDeps } from './start-matching.ts';
import type { WakeDeps } from './wake-waitlist.ts';

/**
 * A mentor serves no more: whoever was offered to them is offered to the next one, and for whom they accompany somebody
 * else is looked for, in the same neutral words as any change. Of a mentor couple the other goes on with those they have
 * [S22]. Call it once the mentor's row says that they have left, or they would be asked again. Safe to repeat.
 */
export async function releaseMentor(
  deps: WakeDeps & StartMatchingDeps,
  mentorId: string,
): Promise<{ readonly released: number }> {
  const { records } = deps;
  const offers = (await readAll(records, 'open-offers')).filter(({ mentorIds }) =>
    mentorIds.includes(mentorId),
  );
  for (const { offerId } of offers) await closeOffer(deps, offerId, { as: 'withdrawn' });
  let released = offers.length;
  for (const couple of await readAll(records, 'couples')) {
    if (await releasedFrom(deps, couple, mentorId)) released += 1;
    // A run before this one may have crashed between the end of the pairing and the new search.
    else if (couple.state === 'matching' && couple.previousMentorIds.includes(mentorId))
      await startMatching(deps, couple.coupleId);
  }
  return { released };
}

async function releasedFrom(
  deps: WakeDeps & StartMatchingDeps,
  { coupleId, pairingId }: Couple,
  mentorId: string,
): Promise<boolean> {
  const { records } = deps;
  if (pairingId === undefined) return false;
  const pairing = await records.get('pairing', pairingId);
  if (pairing?.state !== 'active' || !pairing.mentorIds.includes(mentorId)) return false;
  const goesOn = await changeRow(records, { kind: 'pairing', id: pairingId }, async (row) => {
    const smaller = withoutMentor(row, mentorId);
    const mentor = await records.get('mentor', mentorId);
    if (!smaller || !mentor) return { result: false };
    return {
      row: smaller,
      also: [put('mentor', laden(mentor, -row.weight), mentor.revision)],
      result: true,
    };
  });
  if (!goesOn) await changeMentor(deps, { coupleId, reason: 'mentor-left' });
  return true;
}
