import { inNextRound, isBeingMatched, matchExecutionOf } from '../domain/offer.ts';
import type { Records } from '../ports/records.ts';
import type { Workflows } from '../ports/workflows.ts';
import { changeRow } from './change-row.ts';
import { partnersOf } from './matching-rows.ts';

export interface StartMatchingDeps {
  readonly records: Records;
  /** `statusOf` too: a round whose execution has broken is followed by the next one. */
  readonly workflows: Workflows;
}

/**
 * Has a mentor looked for: the couple names a round of matching, and the execution of that round is started. Safe to
 * repeat: while a round is on it is that one. Of a couple that has a mentor it puts right what a broken execution left
 * undone. `not-now`: everybody has left, or those who go on apart are matched each on their own.
 */
export async function startMatching(
  { records, workflows }: StartMatchingDeps,
  coupleId: string,
): Promise<{ readonly outcome: 'started' | 'already-started' | 'not-now' }> {
  const execution = await changeRow(records, { kind: 'couple', id: coupleId }, async (row) => {
    const { revision: _revision, ...couple } = row;
    const isNobody = couple.state === 'separated' || (await partnersOf(records, couple)).length === 0;
    if (isNobody) return { result: undefined };
    const isOn =
      couple.matchings > 0 &&
      isBeingMatched(couple) &&
      (await workflows.statusOf('mentor-matching', matchExecutionOf(couple))) !== 'ended';
    if (isOn) return { result: matchExecutionOf(couple) };
    const after = inNextRound(couple);
    return { row: after, result: matchExecutionOf(after) };
  });
  if (execution === undefined) return { outcome: 'not-now' };
  return workflows.start({ workflow: 'mentor-matching', name: execution, input: { coupleId } });
}
