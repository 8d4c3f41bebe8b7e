import type { CheckIn } from '../contracts/check-in.ts';
import type { NewTask } from '../contracts/task.ts';

/** What to do about a check-in that the flow gave up on. */
export type HandOverDecision =
  | { readonly kind: 'open-task'; readonly task: NewTask; readonly closeFirst: boolean }
  /** It ended well meanwhile: nobody needs to look. */
  | { readonly kind: 'not-needed' };

/**
 * Decides a hand-over. One task per check-in, whatever the reason and however often: its id comes from the check-in.
 * A check-in that is still open ends as handed over; a missed one stays missed and gets its task [4d].
 */
export function decideHandOver(checkIn: CheckIn, reason: string, now: Date): HandOverDecision {
  if (checkIn.state === 'answered' || checkIn.state === 'cancelled') return { kind: 'not-needed' };
  return {
    kind: 'open-task',
    closeFirst: checkIn.state !== 'missed' && checkIn.state !== 'handed-over',
    task: {
      taskId: `t-hand-over-${checkIn.checkInId}`,
      kind: checkIn.state === 'missed' ? 'check-in-missed' : 'check-in-failed',
      openedAt: now.toISOString(),
      participantId: checkIn.participantId,
      checkInId: checkIn.checkInId,
      reason,
    },
  };
}
