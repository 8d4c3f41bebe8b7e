import { CloseStep, type WaitOutcome } from '#shared/contracts/check-in';
import { waitOutcomeOf } from '#shared/domain/check-in';
import { parseInput, Permanent } from '#shared/runtime/errors';
import { closeCheckInRow, type CheckInEndDeps } from '#shared/steps/end-check-in';

/**
 * Ends a check-in that nobody completed: as partial where some questions were answered, as missed where none was,
 * unless it ended before. Safe to repeat.
 */
export const closeCheckIn =
  (deps: Pick<CheckInEndDeps, 'records' | 'clock'>) =>
  async (input: unknown): Promise<{ outcome: WaitOutcome }> => {
    const { checkInId } = parseInput(CloseStep, input);
    const outcome = waitOutcomeOf(await closeCheckInRow(deps, checkInId, { as: 'missed' }));
    if (!outcome) throw new Permanent('a check-in that has ended has no outcome');
    return { outcome };
  };
