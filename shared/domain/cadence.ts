import { Temporal } from 'temporal-polyfill';
import type {
  ActivePhase,
  CadenceEvent,
  CadencePolicy,
  CadenceReason,
  CadenceReasonCode,
  CadenceState,
  NeedSignal,
} from '../contracts/cadence.ts';
import { Weekday, type WeeklySchedule } from '../contracts/local-time.ts';
import { instantAt, localDateAt, nextWeekly } from './local-schedule.ts';

/** Now, at the person's place, and what else counts at this moment. */
export interface CadenceContext {
  readonly now: Date;
  readonly timeZone: string;
  /** The local time of day that this person is asked at. */
  readonly time: string;
  /** Concerns about this person that nobody has closed yet. */
  readonly openConcerns: number;
}

/** Weeks of a programme, where it says nothing else [E10]. */
export const defaultProgrammeWeeks = 12;

/** Clean cycles in a row that stepping down needs (product.md §8). */
export const cleanCyclesToStepDown = 2;

/** Cycles that stay weekly after a need signal [4c]. */
export const cyclesAfterNeed = 4;

/** Need means weekly or denser, in days. */
export const daysUnderNeed = 7;

/** The first check-in of the programme: the next time that the person's weekly schedule falls due. */
export function beginCadence(
  { policy, programmeWeeks = defaultProgrammeWeeks }: { policy: CadencePolicy; programmeWeeks?: number },
  schedule: WeeklySchedule,
  { now, timeZone, openConcerns }: Omit<CadenceContext, 'time'>,
): CadenceState {
  const dueAt = nextWeekly(now, timeZone, schedule);
  const dueOn = localDateAt(dueAt, timeZone);
  const counts = { cleanCycles: 0, needCyclesLeft: 0 };
  const everyDays = Math.min(daysUnderNeed, targetDays({ policy, phase: 'programme' }, dueOn));
  const reason: CadenceReason = {
    code: 'programme-began',
    rules: 1,
    event: 'began',
    fromDays: everyDays,
    toDays: everyDays,
    targetDays: everyDays,
    openConcerns,
    ...counts,
  };
  return {
    phase: 'programme',
    policy,
    everyDays,
    weekday: schedule.weekday,
    lastOn: dueOn.subtract({ days: 7 }).toString(),
    programmeWeeks,
    programmeCycles: 0,
    missedInARow: 0,
    ...counts,
    step: { dueAt: dueAt.toISOString(), dueOn: dueOn.toString(), phase: 'programme', everyDays, reason },
  };
}

/**
 * The state after an event, with the next check-in in `step`. Promises: there is always a next one; a need signal makes
 * it due within seven local days, whatever was planned; the interval grows by one rung, only after two clean cycles in a
 * row, with no concern open and not within four cycles of a need signal; it shrinks at once; what was missed during a
 * pause is not caught up on. Not idempotent: the caller's conditional write lets each event in once.
 */
export function nextStep(before: CadenceState, event: CadenceEvent, context: CadenceContext): CadenceState {
  const { now, timeZone, openConcerns } = context;
  const today = localDateAt(now, timeZone);
  const counted = countCycle(before, event);
  const state = withPhase({ ...counted, ...policyOf(event) }, event, today);
  const signal = needSignalOf(event, state);
  const target = targetDays(state, today);
  const lastOn = now.getTime() < Date.parse(before.step.dueAt) ? before.lastOn : before.step.dueOn;
  const counts = signal ? { cleanCycles: 0, needCyclesLeft: cyclesAfterNeed } : {};
  const judged = { ...state, ...counts, lastOn };
  const { everyDays, code } = signal
    ? { everyDays: Math.min(judged.everyDays, daysUnderNeed, target), code: 'need-signal' as const }
    : judge(judged, { target, openConcerns, event, phaseChanged: state.phase !== before.phase });

  const dueOn = nextDay({ ...judged, everyDays }, context, event);
  const reason: CadenceReason = {
    code,
    rules: 1,
    event: event.kind,
    ...(event.kind === 'cycle-closed' && { outcome: event.outcome }),
    ...(signal && { signal }),
    fromDays: before.everyDays,
    toDays: everyDays,
    targetDays: target,
    cleanCycles: judged.cleanCycles,
    openConcerns,
    needCyclesLeft: judged.needCyclesLeft,
  };
  return {
    ...judged,
    everyDays,
    cleanCycles: everyDays === before.everyDays ? judged.cleanCycles : 0,
    step: {
      dueAt: instantAt(dueOn, context.time, timeZone).toISOString(),
      dueOn: dueOn.toString(),
      phase: judged.phase,
      everyDays,
      reason,
    },
  };
}

/** From dense to sparse; stepping down takes one at a time. */
const rungs = [3.5, 7, 14, 28, 56, 84];

/** A cycle that closed a little after the next one was due does not cost that one. */
const catchUpHours = 12;

function countCycle(state: CadenceState, event: CadenceEvent): CadenceState {
  if (event.kind !== 'cycle-closed') return state;
  const { outcome } = event;
  return {
    ...state,
    programmeCycles: state.programmeCycles + (state.phase === 'programme' ? 1 : 0),
    cleanCycles: outcome === 'clean' ? state.cleanCycles + 1 : 0,
    missedInARow: outcome === 'missed' ? state.missedInARow + 1 : 0,
    needCyclesLeft: Math.max(0, state.needCyclesLeft - 1),
  };
}

const policyOf = (event: CadenceEvent): { policy?: CadencePolicy } =>
  event.kind === 'policy-set' ? { policy: event.policy } : {};

/** The programme ends after its cycles, the transition after three months; everything else a person sets. */
function withPhase(state: CadenceState, event: CadenceEvent, today: Temporal.PlainDate): CadenceState {
  if (event.kind === 'phase-set') return enter(state, event.phase, today);
  if (state.phase === 'programme' && state.programmeCycles >= state.programmeWeeks)
    return enter(state, 'transition', today);
  const isOver = state.outSince !== undefined && isReached(today, state.outSince, { months: 3 });
  return state.phase === 'transition' && isOver ? { ...state, phase: 'aftercare' } : state;
}

function enter(state: CadenceState, phase: ActivePhase, today: Temporal.PlainDate): CadenceState {
  const { outSince, ...rest } = state;
  if (phase === 'programme') return { ...rest, phase, programmeCycles: 0 };
  const isNewStart = phase === 'transition' && state.phase !== 'transition';
  return { ...rest, phase, outSince: isNewStart ? today.toString() : (outSince ?? today.toString()) };
}

/** What calls for weekly contact: told to us, in the answers, or two misses in a row [4c, 4h]. */
function needSignalOf(event: CadenceEvent, state: CadenceState): NeedSignal | undefined {
  if (event.kind === 'need-signal') return event.signal;
  if (event.kind !== 'cycle-closed') return undefined;
  if (event.outcome === 'concern') return 'concern-in-answers';
  return event.outcome === 'missed' && state.missedInARow >= 2 ? 'two-missed' : undefined;
}

/** The longest interval that policy and phase allow on this day (product.md §8). */
function targetDays(
  { policy, phase, outSince }: Pick<CadenceState, 'policy' | 'phase' | 'outSince'>,
  today: Temporal.PlainDate,
): number {
  if (policy.kind === 'fixed') return policy.everyDays;
  if (policy.kind === 'custom') {
    const isOver = Temporal.PlainDate.compare(today, policy.lastDay) > 0;
    return isOver
      ? targetDays({ policy: policy.afterwards, phase, ...(outSince && { outSince }) }, today)
      : policy.everyDays;
  }
  if (phase === 'programme' || outSince === undefined) return 7;
  if (phase === 'transition') return isReached(today, outSince, { weeks: 4 }) ? 7 : 3.5;
  return isReached(today, outSince, { months: 12 }) ? 84 : 14;
}

const isReached = (
  today: Temporal.PlainDate,
  since: string,
  span: { weeks?: number; months?: number },
): boolean => Temporal.PlainDate.compare(today, Temporal.PlainDate.from(since).add(span)) >= 0;

/** The interval without a need signal: denser at once, sparser by one rung where everything allows it. */
function judge(
  state: CadenceState,
  about: { target: number; openConcerns: number; event: CadenceEvent; phaseChanged: boolean },
): { everyDays: number; code: CadenceReasonCode } {
  const { everyDays } = state;
  const { target, event } = about;
  const hold = (code: CadenceReasonCode) => ({ everyDays, code });
  if (target < everyDays)
    return { everyDays: target, code: about.phaseChanged ? 'phase-is-denser' : 'policy-is-denser' };
  if (event.kind === 'resumed') return hold('resumed');
  if (target === everyDays) return hold('as-planned');
  if (state.needCyclesLeft > 0) return hold('held-for-need');
  if (about.openConcerns > 0) return hold('held-for-open-concern');
  if (state.cleanCycles < cleanCyclesToStepDown) return hold('held-until-two-clean');
  if (everyDays === 3.5 && !isOnWeekday(state)) return hold('held-until-the-week-is-full');
  const rung = rungs.find((days) => days > everyDays) ?? target;
  return { everyDays: Math.min(rung, target), code: 'stepped-down' };
}

const isOnWeekday = ({ lastOn, weekday }: Pick<CadenceState, 'lastOn' | 'weekday'>): boolean =>
  daysSinceWeekday(Temporal.PlainDate.from(lastOn), weekday) === 0;

const daysSinceWeekday = (day: Temporal.PlainDate, weekday: Weekday): number =>
  (day.dayOfWeek - 1 - Weekday.options.indexOf(weekday) + 7) % 7;

/** The first day of the grid whose time is still to come. Whole weeks keep the weekday by themselves. */
function nextDay(
  state: CadenceState,
  { now, timeZone, time }: CadenceContext,
  event: CadenceEvent,
): Temporal.PlainDate {
  const grace = event.kind === 'cycle-closed' ? catchUpHours * 3_600_000 : 0;
  const from = now.getTime() - grace;
  let day = dayAfter(Temporal.PlainDate.from(state.lastOn), state);
  while (instantAt(day, time, timeZone).getTime() <= from) day = dayAfter(day, state);
  return day;
}

/** Twice a week is the weekday and three days later: never less than three days apart. */
function dayAfter(
  day: Temporal.PlainDate,
  { everyDays, weekday }: Pick<CadenceState, 'everyDays' | 'weekday'>,
): Temporal.PlainDate {
  if (everyDays !== 3.5) return day.add({ days: everyDays });
  const sinceWeekday = daysSinceWeekday(day, weekday);
  const slot = [3, 7, 10].find((candidate) => candidate - sinceWeekday >= 3) ?? 10;
  return day.add({ days: slot - sinceWeekday });
}
