import type { PagedPerson } from '../contracts/crisis.ts';
import { acknowledged, declined } from '../domain/crisis.ts';
import type { WaitingSteps } from '../ports/workflows.ts';
import { changeRow } from './change-row.ts';
import { endLadder, type StandDownDeps } from './stand-down.ts';

export interface AcknowledgeDeps extends StandDownDeps {
  readonly steps: WaitingSteps;
}

/**
 * Somebody takes over a crisis, by text, by link or in the console: the first one does, also after the ladder has ended.
 * The ladder's waiting step goes on and stands the others down. Whoever takes a grave one has the less grave one before
 * it too. Safe to repeat: `taken` for whoever has it, `taken-by-another` for everybody else.
 */
export async function acknowledgeCrisis(
  deps: AcknowledgeDeps,
  crisisId: string,
  who: PagedPerson,
): Promise<{ readonly outcome: 'taken' | 'taken-by-another' | 'closed' }> {
  const crisis = await changeRow(deps.records, { kind: 'crisis', id: crisisId }, (row) => {
    const after = acknowledged(row, { who, at: deps.clock.now() });
    return after ? { row: after, result: after } : { result: row };
  });
  if (crisis.state === 'acknowledged') await endLadder(deps, crisis);
  if (crisis.supersedes !== undefined && crisis.acknowledgedBy === who)
    await acknowledgeCrisis(deps, crisis.supersedes, who);
  if (crisis.state === 'closed') return { outcome: 'closed' };
  return { outcome: crisis.acknowledgedBy === who ? 'taken' : 'taken-by-another' };
}

/**
 * Somebody who was paged cannot come: where nobody else was paged with them, the next rung is paged at once, without
 * waiting for the rest of their time [I16]. Safe to repeat; nothing once somebody has it.
 */
export async function passCrisisOn(
  { records, steps, clock }: Pick<AcknowledgeDeps, 'records' | 'steps' | 'clock'>,
  crisisId: string,
  who: PagedPerson,
): Promise<void> {
  const crisis = await changeRow(records, { kind: 'crisis', id: crisisId }, (row) => {
    const after = declined(row, { who, at: clock.now() });
    return after ? { row: after, result: after } : { result: undefined };
  });
  if (crisis?.taskToken !== undefined) await steps.complete(crisis.taskToken, { outcome: 'passed-on' });
}
