import { loopExecutionOf, nextLoop } from '../domain/journey.ts';
import type { Workflows } from '../ports/workflows.ts';
import { beginLoop, type BeginLoopDeps } from './begin-loop.ts';
import { changeRow } from './change-row.ts';

/**
 * Begins a participant's check-ins, and also where they should be running but their execution broke: then the next run
 * goes on where that one stopped. A run that is alive stays as it is. Safe to repeat. For a person to ask for: the sweep
 * tells somebody instead, since whatever broke one execution may break the next.
 */
export async function restartLoop(
  deps: BeginLoopDeps & { readonly workflows: Pick<Workflows, 'start' | 'statusOf'> },
  participantId: string,
): ReturnType<typeof beginLoop> {
  const begun = await beginLoop(deps, participantId);
  const journey = await deps.records.get('journey', participantId);
  const broken = journey?.loop;
  if (begun.outcome !== 'already-started' || !broken) return begun;
  const execution = loopExecutionOf(participantId, broken);
  if ((await deps.workflows.statusOf(broken.name, execution)) !== 'ended') return begun;
  await changeRow(deps.records, { kind: 'journey', id: participantId, known: journey }, (row) =>
    row.loop?.run === broken.run
      ? { row: { ...row, loop: nextLoop(row, broken.name, deps.clock.now()) }, result: undefined }
      : { result: undefined },
  );
  return beginLoop(deps, participantId);
}
