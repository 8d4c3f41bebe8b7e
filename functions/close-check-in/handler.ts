import { CloseStep, type WaitOutcome } from '#shared/contracts/check-in';
import { waitOutcomeOf } from '#shared/domain/check-in';
import type { CheckInStore } from '#shared/ports/check-in-store';
import type { Clock } from '#shared/ports/clock';
import { parseInput, Permanent } from '#shared/runtime/errors';

export interface CloseCheckInDeps {
  readonly checkIns: CheckInStore;
  readonly clock: Clock;
}

/** Ends a check-in as missed, unless it ended before: a reply that came first wins. Safe to repeat. */
export const closeCheckIn =
  ({ checkIns, clock }: CloseCheckInDeps) =>
  async (input: unknown): Promise<{ outcome: WaitOutcome }> => {
    const { checkInId } = parseInput(CloseStep, input);
    const { checkIn } = await checkIns.close({ checkInId, as: 'missed', at: clock.now() });
    const outcome = waitOutcomeOf(checkIn);
    if (!outcome) throw new Permanent('a check-in that was never asked cannot be missed');
    return { outcome };
  };
