import type { CheckIn, WaitOutcome } from '../contracts/check-in.ts';
import { ended, needsAPerson, waitOutcomeOf } from '../domain/check-in.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import type { WaitingSteps } from '../ports/workflows.ts';
import { changeRow } from './change-row.ts';
import type { TaskDesk } from './task-desk.ts';

export interface CheckInEndDeps {
  readonly records: Records;
  readonly steps: WaitingSteps;
  readonly clock: Clock;
}

/**
 * Ends a check-in without its last answer. Whoever ended it first wins: the check-in comes back as it stands. The step
 * that waits for it is not told.
 */
export const closeCheckInRow = (
  { records, clock }: Pick<CheckInEndDeps, 'records' | 'clock'>,
  checkInId: string,
  end: CheckInEnd,
): Promise<CheckIn> =>
  changeRow(records, { kind: 'check-in', id: checkInId }, (row) => {
    const after = ended(row, end.as, { at: clock.now(), reason: end.reason });
    return after ? { row: after, result: after } : { result: row };
  });

export interface CheckInEnd {
  readonly as: 'missed' | 'cancelled' | 'handed-over';
  readonly reason?: string;
}

/** The same, and the step that still waits for it goes on. */
export async function endCheckIn(deps: CheckInEndDeps, checkInId: string, end: CheckInEnd): Promise<CheckIn> {
  const checkIn = await closeCheckInRow(deps, checkInId, end);
  await letGoOn(deps.steps, checkIn);
  return checkIn;
}

/** Tells the waiting step how its check-in ended. `gone` is normal: it timed out, or went on before. */
export async function letGoOn(
  steps: WaitingSteps,
  checkIn: CheckIn,
): Promise<{ readonly outcome: 'completed' | 'gone' }> {
  const outcome: WaitOutcome | undefined = waitOutcomeOf(checkIn);
  return outcome && checkIn.taskToken !== undefined
    ? steps.complete(checkIn.taskToken, { outcome })
    : { outcome: 'gone' };
}

export interface HandOverDeps extends CheckInEndDeps {
  readonly desk: TaskDesk;
}

/**
 * Hands a check-in to a person: ends it where it is open, and opens one task for it, whatever the reason and however
 * often. One that was answered or cancelled meanwhile needs nobody. Safe to repeat from any point.
 */
export async function handOverCheckIn(
  deps: HandOverDeps,
  checkInId: string,
  reason: string,
): Promise<{ readonly outcome: 'handed-over' | 'not-needed' }> {
  const checkIn = await endCheckIn(deps, checkInId, { as: 'handed-over', reason });
  if (!needsAPerson(checkIn)) return { outcome: 'not-needed' };
  const { participantId, cycle } = checkIn;
  const kind = checkIn.state === 'missed' ? 'check-in-missed' : 'check-in-failed';
  // Silence in the private screen is no reason to ring somebody up: whoever reviews it decides how [4e].
  const { taskId } = await deps.desk.open({
    ...(cycle === 0
      ? { taskId: `t-safety-${participantId}`, kind: 'safety-review' }
      : { taskId: `t-check-in-${checkInId}`, kind }),
    participantId,
    checkInId,
    reason,
  });
  // Last: until then the sweep finds it again.
  await changeRow(deps.records, { kind: 'check-in', id: checkInId }, (row) =>
    row.taskId === undefined ? { row: { ...row, taskId }, result: undefined } : { result: undefined },
  );
  return { outcome: 'handed-over' };
}
