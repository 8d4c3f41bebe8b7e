import * as z from 'zod';
import { LocalDate, Weekday } from './local-time.ts';
import { Timestamp } from './ids.ts';

/** Where a person stands on the journey. Before the programme (`intake`) nothing is asked on a schedule. */
export const Phase = z.enum(['intake', 'programme', 'transition', 'aftercare', 'alumni']);
export type Phase = z.infer<typeof Phase>;

/** The phases in which check-ins run. */
export const ActivePhase = Phase.exclude(['intake']);
export type ActivePhase = z.infer<typeof ActivePhase>;

/** Days between two check-ins, 3 to 84 (12 weeks, under three months in any year); 3.5 is twice a week. */
export const IntervalDays = z.union([
  z.literal(3.5),
  z.int('must be 3.5 or whole days').min(3, 'must be at least 3: more often than that is too often').max(84),
]);
export type IntervalDays = z.infer<typeof IntervalDays>;

/** The same interval for as long as nobody changes it [S49]. */
export const FixedPolicy = z.object({ kind: z.literal('fixed'), everyDays: IntervalDays });

/** Follows the phase and what the person answers (product.md §8). */
export const AdaptivePolicy = z.object({ kind: z.literal('adaptive') });

/** One person's exception, with its reason and its last day; after it the policy below applies again [S49]. */
export const CustomPolicy = z.object({
  kind: z.literal('custom'),
  everyDays: IntervalDays,
  reason: z.string().regex(/^[a-z0-9-]{1,60}$/, 'must be a code such as works-away'),
  lastDay: LocalDate,
  afterwards: z.discriminatedUnion('kind', [FixedPolicy, AdaptivePolicy]),
});

export const CadencePolicy = z.discriminatedUnion('kind', [FixedPolicy, AdaptivePolicy, CustomPolicy]);
export type CadencePolicy = z.infer<typeof CadencePolicy>;

/** What says that somebody needs more contact now. Codes only: what was said stays where it was said. */
export const NeedSignal = z.enum([
  'concern-in-answers',
  'two-missed',
  'lapse',
  'crisis',
  'asked-for-more',
  'raised-by-a-person',
  're-entry',
]);
export type NeedSignal = z.infer<typeof NeedSignal>;

/**
 * How a cycle went: `clean` = every question answered or skipped, at least one answered, nothing of concern; `partial`
 * = a reply, and no more can be said; `missed` = no reply; `concern` = an answer that needs a person.
 */
export const CycleOutcome = z.enum(['clean', 'partial', 'missed', 'concern']);
export type CycleOutcome = z.infer<typeof CycleOutcome>;

/** What can change when the next check-in is. */
export const CadenceEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cycle-closed'), outcome: CycleOutcome }),
  z.object({ kind: z.literal('need-signal'), signal: NeedSignal }),
  z.object({ kind: z.literal('phase-set'), phase: ActivePhase }),
  z.object({ kind: z.literal('policy-set'), policy: CadencePolicy }),
  z.object({ kind: z.literal('resumed') }),
]);
export type CadenceEvent = z.infer<typeof CadenceEvent>;

/** Why the next check-in is when it is. */
export const CadenceReasonCode = z.enum([
  'programme-began',
  'as-planned',
  'need-signal',
  'phase-is-denser',
  'policy-is-denser',
  'stepped-down',
  'held-for-need',
  'held-for-open-concern',
  'held-until-two-clean',
  'held-until-the-week-is-full',
  'resumed',
]);
export type CadenceReasonCode = z.infer<typeof CadenceReasonCode>;

/** The reason of a step with everything it was based on, so that a person can check the decision later [4c, S50]. */
export const CadenceReason = z.object({
  code: CadenceReasonCode,
  /** The version of the rules that decided. */
  rules: z.literal(1),
  event: z.enum(['began', 'cycle-closed', 'need-signal', 'phase-set', 'policy-set', 'resumed']),
  outcome: CycleOutcome.optional(),
  signal: NeedSignal.optional(),
  fromDays: IntervalDays,
  toDays: IntervalDays,
  /** What policy and phase would allow by now. */
  targetDays: IntervalDays,
  cleanCycles: z.int().min(0),
  openConcerns: z.int().min(0),
  needCyclesLeft: z.int().min(0),
});
export type CadenceReason = z.infer<typeof CadenceReason>;

/** When somebody is asked next, and why. There is always a next one. */
export const CadenceStep = z.object({
  dueAt: Timestamp,
  dueOn: LocalDate,
  phase: ActivePhase,
  everyDays: IntervalDays,
  reason: CadenceReason,
});
export type CadenceStep = z.infer<typeof CadenceStep>;

/** One participant's cadence, as stored. Each partner has their own. */
export const CadenceState = z.object({
  phase: ActivePhase,
  policy: CadencePolicy,
  everyDays: IntervalDays,
  /** The weekday that this person is asked on; twice a week adds the day three days later. */
  weekday: Weekday,
  /** The local day of the check-in that was due last; before the first, one week earlier. */
  lastOn: LocalDate,
  /** How many weekly cycles the programme has. */
  programmeWeeks: z.int().min(1).max(104),
  /** How many of them have closed. */
  programmeCycles: z.int().min(0),
  /** The first local day after the programme. */
  outSince: LocalDate.optional(),
  /** Clean cycles in a row since the interval changed last, or since need. */
  cleanCycles: z.int().min(0),
  missedInARow: z.int().min(0),
  /** Cycles that stay weekly after a need signal. */
  needCyclesLeft: z.int().min(0),
  step: CadenceStep,
});
export type CadenceState = z.infer<typeof CadenceState>;
