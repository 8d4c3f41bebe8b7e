import type { CadenceStep } from '../contracts/cadence.ts';
import type { CheckIn, CheckInState, WaitOutcome } from '../contracts/check-in.ts';
import { checkInIdOf } from '../contracts/ids.ts';
import type { QuestionSetId } from '../contracts/question.ts';
import { questionSetOf } from './question-sets.ts';
import { progress } from './check-in-questions.ts';

/** A nudge goes out after this long without a reply [4d]. */
export const nudgeAfterHours = 24;

/** Without a reply it counts as missed this long after the question [4d]. */
export const missedAfterHours = 72;

/** How long past its deadline a check-in may stand open before the sweep hands it over [P10, P16]. */
export const sweepGraceHours = 2;

const hour = 3_600_000;

/** When a check-in that is asked at this moment must have ended. */
export const deadlineOf = (askedAt: Date): Date => new Date(askedAt.getTime() + missedAfterHours * hour);

/** When a check-in is due that was not asked yet. */
export const dueAtOf = ({ deadline }: Pick<CheckIn, 'deadline'>): Date =>
  new Date(Date.parse(deadline) - missedAfterHours * hour);

/** Unsettled check-ins with a deadline before this are looked into. */
export const overdueBefore = (now: Date): Date => new Date(now.getTime() - sweepGraceHours * hour);

/** A check-in that will be asked; its deadline counts from the moment at which it is due. */
export function scheduledCheckIn(of: {
  readonly participantId: string;
  readonly cycle: number;
  readonly questionSetId: QuestionSetId;
  readonly dueAt: Date;
  readonly at: Date;
  readonly step?: CadenceStep;
}): CheckIn {
  const { participantId, cycle, questionSetId, dueAt, at, step } = of;
  return {
    checkInId: checkInIdOf(participantId, cycle),
    participantId,
    cycle,
    questionSetId,
    state: 'scheduled',
    ...(step && { step }),
    createdAt: at.toISOString(),
    deadline: deadlineOf(dueAt).toISOString(),
    asked: [],
    answers: {},
    takenIn: [],
    askedAgain: [],
    lateAnswers: [],
  };
}

/**
 * The check-in once the step that asks has saved its token: the first open question counts as asked. Again with the
 * token of the step's next attempt: nothing else changes [P10]. `undefined` where it has ended.
 */
export function asked(checkIn: CheckIn, taskToken: string, at: Date): CheckIn | undefined {
  if (checkIn.state !== 'scheduled' && checkIn.state !== 'asked') return undefined;
  if (checkIn.state === 'asked') return { ...checkIn, taskToken };
  const open = progress(checkIn.answers, questionSetOf(checkIn.questionSetId));
  const first =
    open.kind === 'next' ? [{ questionId: open.question.questionId, askedAt: at.toISOString() }] : [];
  return { ...checkIn, state: 'asked', taskToken, deadline: deadlineOf(at).toISOString(), asked: first };
}

/** The check-in once the nudge's step has saved its token; `undefined` where it has ended, or was never asked. */
export const nudged = (checkIn: CheckIn, taskToken: string, at: Date): CheckIn | undefined =>
  checkIn.state === 'asked' || checkIn.state === 'nudged'
    ? { ...checkIn, state: 'nudged', taskToken, nudgedAt: checkIn.nudgedAt ?? at.toISOString() }
    : undefined;

/**
 * The check-in ended without its last answer: partial answers are kept, and count as such; without any it is missed.
 * `undefined` where it has ended before: every cycle has one end [S16].
 */
export function ended(
  checkIn: CheckIn,
  as: 'missed' | 'cancelled' | 'handed-over',
  { at, reason }: { readonly at: Date; readonly reason?: string | undefined },
): CheckIn | undefined {
  if (!isOpen(checkIn)) return undefined;
  const state = as === 'missed' && Object.keys(checkIn.answers).length > 0 ? 'partial' : as;
  return { ...checkIn, state, closedAt: at.toISOString(), ...(reason !== undefined && { reason }) };
}

/** True until the check-in has reached its end. */
export const isOpen = ({ state }: Pick<CheckIn, 'state'>): boolean =>
  state === 'scheduled' || state === 'asked' || state === 'nudged';

/**
 * True while something must still happen with it: somebody was asked and it has not ended, or it ended without any
 * answer and nobody has a task yet. One that is only scheduled is its loop's business.
 */
export const isUnsettled = ({ state, taskId }: Pick<CheckIn, 'state' | 'taskId'>): boolean =>
  isOpen({ state }) || (taskId === undefined && needsAPerson({ state }));

/** It ended without an answer: a person looks after it. */
export const needsAPerson = ({ state }: Pick<CheckIn, 'state'>): boolean =>
  state === 'missed' || state === 'handed-over';

/** What an ended check-in tells the step that still waits for it; `undefined` while it is open. */
export const waitOutcomeOf = ({ state }: Pick<CheckIn, 'state'>): WaitOutcome | undefined =>
  waitOutcomes[state];

const waitOutcomes: Record<CheckInState, WaitOutcome | undefined> = {
  scheduled: undefined,
  asked: undefined,
  nudged: undefined,
  answered: 'answered',
  partial: 'partial',
  missed: 'missed',
  cancelled: 'cancelled',
  'handed-over': 'handed-over',
};
