import type { CycleOutcome } from '../contracts/cadence.ts';
import type { CheckIn } from '../contracts/check-in.ts';
import type { Journey } from '../contracts/journey.ts';
import type { Participant } from '../contracts/participant.ts';
import type { QuestionSetId } from '../contracts/question.ts';
import { outcomeOf } from './check-in-questions.ts';
import { deadlineOf, dueAtOf, isOpen, scheduledCheckIn } from './check-in.ts';
import { cadenceContextOf, inState, loopExecutionOf, nextLoop, withCadence } from './journey.ts';
import { questionSetOf } from './question-sets.ts';

/** What a participant's loop does next; `journey` and `checkIn` are the rows after it. */
export type LoopPlan =
  | { readonly kind: 'ask'; readonly journey: Journey; readonly checkIn: CheckIn; readonly until: Date }
  | { readonly kind: 'hold'; readonly journey: Journey; readonly until: Date }
  /** Another execution goes on: aftercare, or the loop's own successor. */
  | { readonly kind: 'aftercare' | 'renew'; readonly journey: Journey; readonly execution: string }
  /** The check-in's own execution is gone and left it open: it is handed over first, then planned again. */
  | { readonly kind: 'hand-over'; readonly checkInId: string }
  /** Nothing more to do for this execution. */
  | { readonly kind: 'ended' };

/** A loop goes on in a fresh execution after this many days, long before the service's year [A3]. */
export const renewAfterDays = 300;

/** Somebody paused without an end is looked at again after this many days. */
export const longPauseDays = 28;

const day = 86_400_000;

/**
 * Plans what comes next for a person: counts the check-in that has ended, once; then the next one, a pause, or another
 * execution. Runs twice with the same result: what is counted or planned is in the rows that it returns.
 */
export function planCheckIn(given: {
  readonly journey: Journey;
  readonly participant: Participant;
  /** The newest check-in; none before the first. */
  readonly newest: CheckIn | undefined;
  /** The name of the execution that asks. */
  readonly execution: string;
  readonly now: Date;
}): LoopPlan {
  const { participant, newest, execution, now } = given;
  const { participantId } = participant;
  const { loop } = given.journey;
  if (!loop || given.journey.state === 'ended') return { kind: 'ended' };
  if (loopExecutionOf(participantId, loop) !== execution) return handedOn(given.journey, loop, given);

  // Its child is gone where the loop plans: what stands open was left by it, but for one that was not due yet.
  if (newest && isOpen(newest) && wasRun(newest, now))
    return { kind: 'hand-over', checkInId: newest.checkInId };
  const journey = awake(counted({ ...given.journey, replan: false }, given), given);
  if (journey.state === 'paused') {
    const until = journey.pausedUntil
      ? new Date(journey.pausedUntil)
      : new Date(now.getTime() + longPauseDays * day);
    return { kind: 'hold', journey: waiting(journey, until), until };
  }
  const { cadence } = journey;
  if (!cadence) return { kind: 'ended' };
  if (loop.name === 'weekly-check-in' && cadence.phase !== 'programme')
    return successor({ kind: 'aftercare', journey, participantId, now });
  if (now.getTime() - Date.parse(loop.startedAt) > renewAfterDays * day)
    return successor({ kind: 'renew', journey, participantId, now });

  const dueAt = new Date(cadence.step.dueAt);
  const planned = newest?.state === 'scheduled' ? newest : undefined;
  const cycle = planned?.cycle ?? journey.lastCycle + 1;
  const at = planned ? new Date(planned.createdAt) : now;
  const questionSetId = questionSetFor(cadence.everyDays, cadence.phase);
  const checkIn = scheduledCheckIn({
    participantId,
    cycle,
    questionSetId,
    dueAt,
    at,
    step: cadence.step,
  });
  return {
    kind: 'ask',
    journey: waiting({ ...journey, lastCycle: cycle }, deadlineOf(dueAt)),
    checkIn,
    until: dueAt,
  };
}

/** A loop that plans again this long after a check-in was due has run it, and in vain: never a second time. */
const runGraceMs = 60_000;

function wasRun(checkIn: CheckIn, now: Date): boolean {
  if (checkIn.state !== 'scheduled') return true;
  const from = Math.max(dueAtOf(checkIn).getTime(), Date.parse(checkIn.createdAt));
  return now.getTime() > from + runGraceMs;
}

/** The full set while the programme runs; the short one where people are asked for longer, since every text counts. */
const questionSetFor = (everyDays: number, phase: string): QuestionSetId =>
  phase === 'programme' && everyDays >= 7 ? 'check-in-1' : 'check-in-short-1';

interface Given {
  readonly participant: Participant;
  readonly newest: CheckIn | undefined;
  readonly now: Date;
}

/** Counts a check-in that has ended, unless it was counted; one that was cancelled says nothing about the person. */
function counted(journey: Journey, { participant, newest, now }: Given): Journey {
  if (!newest || isOpen(newest) || newest.cycle <= journey.countedCycle) return journey;
  const done = { ...journey, countedCycle: newest.cycle };
  const outcome = cycleOutcomeOf(newest);
  return outcome === undefined
    ? done
    : withCadence(done, { kind: 'cycle-closed', outcome }, cadenceContextOf(participant, done, now));
}

export function cycleOutcomeOf(checkIn: CheckIn): CycleOutcome | undefined {
  if (checkIn.state === 'cancelled') return undefined;
  if (checkIn.state === 'handed-over') return 'partial';
  return outcomeOf(checkIn.answers, questionSetOf(checkIn.questionSetId), checkIn.takenIn.length > 0);
}

/** A pause that has an end is over by itself. */
function awake(journey: Journey, { participant, now }: Given): Journey {
  const isOver = journey.pausedUntil !== undefined && Date.parse(journey.pausedUntil) <= now.getTime();
  if (journey.state !== 'paused' || !isOver) return journey;
  const active = inState(journey, 'active', { at: now });
  return withCadence(active, { kind: 'resumed' }, cadenceContextOf(participant, active, now));
}

const waiting = (journey: Journey, until: Date): Journey => {
  if (!journey.loop) return journey;
  const { taskToken: _taskToken, ...loop } = journey.loop;
  return { ...journey, loop: { ...loop, plansAgainBy: until.toISOString() } };
};

function successor(of: {
  readonly kind: 'aftercare' | 'renew';
  readonly journey: Journey;
  readonly participantId: string;
  readonly now: Date;
}): LoopPlan {
  const { kind, journey, participantId, now } = of;
  const name = kind === 'aftercare' ? 'aftercare' : (journey.loop?.name ?? 'aftercare');
  const loop = nextLoop(journey, name, now);
  return { kind, journey: { ...journey, loop }, execution: loopExecutionOf(participantId, loop) };
}

/** The journey names another execution: this one's successor where it was just planned and the start was lost. */
function handedOn(
  journey: Journey,
  loop: NonNullable<Journey['loop']>,
  { execution, participant: { participantId } }: { execution: string; participant: Participant },
): LoopPlan {
  const hasBegun = loop.taskToken !== undefined || loop.plansAgainBy !== loop.startedAt;
  const isNext = execution.endsWith(`-${loop.run - 1}`) && !hasBegun;
  if (!isNext) return { kind: 'ended' };
  const own = execution.startsWith(`${participantId}-${loop.name}-`);
  return { kind: own ? 'renew' : 'aftercare', journey, execution: loopExecutionOf(participantId, loop) };
}
