import type { NeedSignal } from '../contracts/cadence.ts';
import { inNeed } from '../domain/journey.ts';
import { changeJourney } from './change-journey.ts';
import type { CheckInEndDeps } from './end-check-in.ts';
import type { TaskDesk } from './task-desk.ts';

/**
 * Brings a concern to a person, once, and makes contact weekly from now on, until it is closed and two clean check-ins
 * have passed [4c, S18]. Safe to repeat.
 */
export async function raiseConcern(
  deps: CheckInEndDeps & { readonly desk: TaskDesk },
  participantId: string,
  concern: {
    readonly taskId: string;
    readonly signal: NeedSignal;
    /** Ids of rules. */
    readonly reason: string;
    readonly checkInId?: string;
    readonly inboundMessageId?: string;
  },
): Promise<void> {
  const { signal, ...task } = concern;
  const { state } = await deps.desk.open({ ...task, kind: 'check-in-concern', participantId });
  if (state === 'closed') return;
  await changeJourney(deps, participantId, (journey, participant) =>
    journey.concerns.includes(task.taskId)
      ? undefined
      : inNeed({ ...journey, concerns: [...journey.concerns, task.taskId].slice(-100) }, participant, {
          signal,
          now: deps.clock.now(),
        }),
  );
}
