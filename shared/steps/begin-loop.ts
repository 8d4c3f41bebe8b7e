import { loopExecutionOf, started } from '../domain/journey.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import type { Workflows } from '../ports/workflows.ts';
import { Permanent } from '../runtime/errors.ts';
import { changeRow } from './change-row.ts';

export interface BeginLoopDeps {
  readonly records: Records;
  readonly workflows: Pick<Workflows, 'start'>;
  readonly clock: Clock;
}

/**
 * Begins a participant's check-ins, or goes on with them after they had ended: the journey names the run, and the
 * execution of that run is started. Safe to repeat: a run is one execution. `not-now`: this number takes no texts.
 */
export async function beginLoop(
  { records, workflows, clock }: BeginLoopDeps,
  participantId: string,
): Promise<{ readonly outcome: 'started' | 'already-started' | 'not-now' }> {
  const participant = await records.get('participant', participantId);
  if (!participant) throw new Permanent('there is no such participant');
  if (participant.texts.state !== 'given') return { outcome: 'not-now' };
  const loop = await changeRow(records, { kind: 'journey', id: participantId }, (row) => {
    const { revision: _revision, ...before } = row;
    const after = started(before, participant, clock.now());
    return after === before ? { result: before.loop } : { row: after, result: after.loop };
  });
  if (!loop) return { outcome: 'not-now' };
  return workflows.start({
    workflow: loop.name,
    name: loopExecutionOf(participantId, loop),
    input: { participantId },
  });
}
