import { singleOf } from '../domain/pairing.ts';
import { changeRow, put } from './change-row.ts';
import { freeMentors } from './free-mentors.ts';
import { partnersOf, whileTakingPart } from './matching-rows.ts';
import { startMatching, type StartMatchingDeps } from './start-matching.ts';
import { wakeWaitlist, type WakeDeps } from './wake-waitlist.ts';

/**
 * Two who go on apart: both stay in care, and each one's check-ins, schedule and loop stay exactly as they are [S01].
 * The pairing, or an offer, of the couple ends; each partner becomes a couple of one, matched from now on alone and
 * rather with the mentor whom they know [I9]. Nobody is told anything about the other. Safe to repeat.
 */
export async function separateCouple(
  deps: WakeDeps & StartMatchingDeps,
  coupleId: string,
): Promise<{ readonly outcome: 'separated' | 'not-a-couple'; readonly coupleIds: readonly string[] }> {
  const { records, steps, clock } = deps;
  const { taskTokens, isApart } = await changeRow(
    records,
    { kind: 'couple', id: coupleId },
    async (couple) => {
      // Before the intake has ended nobody is matched, alone or together: a coordinator decides there.
      const isEarly = couple.state === 'intake' || couple.state === 'to-decide';
      if (couple.participantIds.length < 2 || isEarly) return { result: { taskTokens: [], isApart: false } };
      const tokens = (offerToken: string | undefined) =>
        [offerToken, couple.waitlistToken].filter((token) => token !== undefined);
      if (couple.state === 'separated') return { result: { taskTokens: tokens(undefined), isApart: true } };
      const at = clock.now();
      const freed = await freeMentors(records, couple, {
        offer: { as: 'withdrawn' },
        pairing: 'separated',
        at,
      });
      const partners = await partnersOf(records, couple);
      const singles = partners.map(({ participant }) => ({
        participant,
        single: singleOf(freed.couple, participant.participantId, at),
      }));
      return {
        row: { ...freed.couple, state: 'separated' },
        also: [
          ...freed.also,
          ...whileTakingPart(partners),
          ...singles.flatMap(({ participant, single }) => [
            put('couple', single, 0),
            put('participant', { ...participant, coupleId: single.coupleId }, participant.revision),
          ]),
        ],
        result: { taskTokens: tokens(freed.taskToken), isApart: true },
      };
    },
  );
  if (!isApart) return { outcome: 'not-a-couple', coupleIds: [] };
  // The search for the couple, if one is on, finds that it is over.
  for (const token of taskTokens) await steps.complete(token, { outcome: 'withdrawn' });
  const coupleIds = await singlesOf(deps, coupleId);
  for (const single of coupleIds) await startMatching(deps, single);
  await wakeWaitlist(deps);
  return { outcome: 'separated', coupleIds };
}

/** The couples of one that came of it and wait for their search; one that has its mentor is left alone. */
async function singlesOf({ records }: StartMatchingDeps, coupleId: string): Promise<string[]> {
  const couple = await records.get('couple', coupleId);
  const singles = await Promise.all(
    (couple?.participantIds ?? []).map(async (participantId) => {
      const participant = await records.get('participant', participantId);
      return participant?.coupleId === undefined || participant.coupleId === coupleId
        ? undefined
        : records.get('couple', participant.coupleId);
    }),
  );
  return singles.flatMap((single) => (single?.state === 'matching' ? [single.coupleId] : []));
}
