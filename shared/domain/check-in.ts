import type { CheckIn, CheckInState, Reply, WaitOutcome } from '../contracts/check-in.ts';

/** A nudge goes out after this long without a reply [4d]. */
export const nudgeAfterHours = 24;

/** Without a reply it counts as missed this long after the question [4d]. */
export const missedAfterHours = 72;

/** How long past its deadline a check-in may stand open before the sweeper hands it over [P10, P16]. */
export const sweepGraceHours = 2;

const hour = 3_600_000;

/** When a check-in that is asked now must have ended. */
export const deadlineOf = (askedAt: Date): Date => new Date(askedAt.getTime() + missedAfterHours * hour);

/** Open check-ins with a deadline before this are looked into. */
export const overdueBefore = (now: Date): Date => new Date(now.getTime() - sweepGraceHours * hour);

/**
 * From which states each state may be entered: stores write with exactly this condition. A step that runs twice finds
 * its own state permitted (`asked`, `nudged`), an end is entered once.
 */
export const permittedPriorStates = {
  scheduled: [],
  asked: ['scheduled', 'asked'],
  nudged: ['asked', 'nudged'],
  answered: ['asked', 'nudged'],
  missed: ['asked', 'nudged'],
  cancelled: ['scheduled', 'asked', 'nudged'],
  'handed-over': ['scheduled', 'asked', 'nudged'],
} as const satisfies Record<CheckInState, readonly CheckInState[]>;

/** States in which a late reply is kept. An answered check-in needs none, a cancelled one wants none. */
export const lateReplyStates = ['missed', 'handed-over'] as const satisfies readonly CheckInState[];

/** True until the check-in has reached its end. */
export const isOpen = (checkIn: Pick<CheckIn, 'state'>): boolean => openStates.has(checkIn.state);

const openStates: ReadonlySet<CheckInState> = new Set(['scheduled', 'asked', 'nudged']);

/** States that end without an answer and need a person. */
export const followUpStates = ['missed', 'handed-over'] as const satisfies readonly CheckInState[];

/** True while something must still happen: it is open, or it ended without an answer and nobody has a task yet. */
export const isUnsettled = ({ state, taskId }: Pick<CheckIn, 'state' | 'taskId'>): boolean =>
  isOpen({ state }) || (taskId === undefined && followUpStates.some((followUp) => followUp === state));

/** What an ended check-in tells the step that still waits for it; `undefined` while it is open. */
export const waitOutcomeOf = ({ state }: Pick<CheckIn, 'state'>): WaitOutcome | undefined =>
  waitOutcomes[state];

const waitOutcomes: Record<CheckInState, WaitOutcome | undefined> = {
  scheduled: undefined,
  asked: undefined,
  nudged: undefined,
  answered: 'answered',
  missed: 'missed',
  cancelled: 'opted-out',
  'handed-over': 'handed-over',
};

/** Where an answer belongs, once the check-in it was written on was found. */
export type ReplyPlace = 'answer' | 'late' | 'repeated' | 'ask-a-person';

/**
 * Decides what an answer means for a check-in. The same score again is a repetition; a different one after the end is
 * for a person, since it may be a change for the worse. A reply delivered twice is where it was before.
 */
export function placeOfReply(checkIn: CheckIn, reply: Pick<Reply, 'score' | 'inboundMessageId'>): ReplyPlace {
  const { state } = checkIn;
  if (state === 'asked' || state === 'nudged') return 'answer';
  if (state === 'scheduled' || state === 'cancelled') return 'ask-a-person';

  const kept = checkIn.reply ?? checkIn.lateReply;
  const place = state === 'answered' ? 'answer' : 'late';
  if (!kept) return place === 'late' ? 'late' : 'ask-a-person';
  if (kept.inboundMessageId === reply.inboundMessageId) return place;
  return kept.score === reply.score ? 'repeated' : 'ask-a-person';
}

/**
 * The check-in that a text written now belongs to: the newest one that was asked. One that waits to be asked does not
 * count, so that a late reply goes to the question before it.
 */
export const askedCheckIn = (
  newest: CheckIn | undefined,
  before: CheckIn | undefined,
): CheckIn | undefined => (newest?.state === 'scheduled' ? before : newest);
