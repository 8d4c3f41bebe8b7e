import type { Crisis, CrisisOutcome } from '../contracts/crisis.ts';
import { closed, followUpHours } from '../domain/crisis.ts';
import type { Clock } from '../ports/clock.ts';
import type { Change, Records } from '../ports/records.ts';
import type { AcknowledgeDeps } from './acknowledge-crisis.ts';
import { changeJourney } from './change-journey.ts';
import { changeRow } from './change-row.ts';
import { endLadder, followUpIdOf } from './stand-down.ts';

export interface CrisisClosing {
  readonly crisisId: string;
  readonly outcome: CrisisOutcome;
  /** The subject of the signed-in person, or a mentor's id: automation never closes a crisis [4h]. */
  readonly by: string;
}

/**
 * A person says what became of a crisis: its ladder ends, its task and its concern are closed, its code is free again,
 * and so is what it superseded. Contact stays weekly by the cadence's own rules. One that was none needs no follow-up.
 * Safe to repeat from any point; the first outcome stands.
 */
export async function closeCrisis(
  deps: AcknowledgeDeps,
  { crisisId, outcome, by }: CrisisClosing,
): Promise<Pick<Closed, 'outcome'>> {
  const { records, clock } = deps;
  const { crisis, ...result } = await changeRow<'crisis', Closed>(
    records,
    { kind: 'crisis', id: crisisId },
    async (row) => {
      const after = closed(row, { outcome, by, at: clock.now() });
      if (!after) return { result: { crisis: row, outcome: 'closed-before' } };
      return {
        row: after,
        also: await freedCode(records, after),
        result: { crisis: after, outcome: 'closed' },
      };
    },
  );
  await endLadder(deps, crisis);
  const taskId = `t-${crisisId}`;
  await closeTaskRow(deps, taskId, by);
  if (crisis.outcome === 'not-a-crisis')
    for (const hours of followUpHours) await closeTaskRow(deps, followUpIdOf(crisisId, hours), by);
  if (crisis.participantId !== undefined) await freedJourney(deps, crisis.participantId, crisisId);
  if (crisis.supersedes !== undefined) await closeCrisis(deps, { crisisId: crisis.supersedes, outcome, by });
  return result;
}

/** The crisis is no concern any more; another one that came after it stays. */
const freedJourney = (deps: AcknowledgeDeps, participantId: string, crisisId: string) =>
  changeJourney(deps, participantId, (journey) => {
    const taskId = `t-${crisisId}`;
    const { openCrisisId, ...rest } = journey;
    const isOpen = openCrisisId !== undefined && openCrisisId !== crisisId;
    if (openCrisisId !== crisisId && !journey.concerns.includes(taskId)) return undefined;
    const concerns = journey.concerns.filter((one) => one !== taskId);
    return { ...rest, ...(isOpen && { openCrisisId }), concerns };
  });

interface Closed {
  readonly crisis: Crisis;
  readonly outcome: 'closed' | 'closed-before';
}

/** Its code may mean another crisis from now on. */
async function freedCode(records: Records, { crisisId, code }: Crisis): Promise<Change[]> {
  const claim = await records.get('code-claim', code);
  return claim?.crisisId === crisisId ? [{ remove: 'code-claim', id: code, after: claim.revision }] : [];
}

async function closeTaskRow(
  { records, clock }: { readonly records: Records; readonly clock: Clock },
  taskId: string,
  by: string,
): Promise<void> {
  if (!(await records.get('task', taskId))) return;
  await changeRow(records, { kind: 'task', id: taskId }, (row) =>
    row.state === 'closed'
      ? { result: undefined }
      : {
          row: { ...row, state: 'closed', closedBy: by, closedAt: clock.now().toISOString() },
          result: undefined,
        },
  );
}
