import type { CheckIn, CheckInState } from '../../contracts/check-in.ts';

/**
 * How a check-in went, as a mentor reads it. `late` came after the end and changed no score, but it is no silence [I6];
 * `broken` ended without anybody's silence: a machine's fault.
 */
export type CheckInMark = 'answered' | 'partial' | 'missed' | 'late' | 'waiting' | 'broken';

export function markOf(checkIn: CheckIn): CheckInMark {
  const { state, answers, lateAnswers, takenIn } = checkIn;
  if (state === 'answered') return 'answered';
  const replied = Object.keys(answers).length > 0 || takenIn.length > 0;
  if (replied) return 'partial';
  return lateAnswers.length > 0 ? 'late' : unanswered[state];
}

const unanswered: Record<CheckInState, CheckInMark> = {
  scheduled: 'waiting',
  asked: 'waiting',
  nudged: 'waiting',
  answered: 'answered',
  partial: 'partial',
  missed: 'missed',
  cancelled: 'broken',
  'handed-over': 'broken',
};

/** How many check-ins in a row, up to the newest that has ended, had no reply at all. */
export function missedInARowOf(marks: readonly CheckInMark[]): number {
  const told = marks.filter((mark) => mark !== 'waiting' && mark !== 'broken');
  return told.length - 1 - told.findLastIndex((mark) => mark !== 'missed');
}
