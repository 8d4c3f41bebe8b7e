import type { CadenceEvent, NeedSignal } from '../contracts/cadence.ts';
import type { Journey, JourneyReason, Loop } from '../contracts/journey.ts';
import type { Participant } from '../contracts/participant.ts';
import { beginCadence, nextStep, type CadenceContext } from './cadence.ts';

/** A person who has just been recorded. */
export const newJourney = (participantId: string, at: Date): Journey => ({
  participantId,
  state: 'intake',
  since: at.toISOString(),
  lastCycle: 0,
  countedCycle: 0,
  concerns: [],
  unasked: [],
  replan: false,
});

/** The name of the execution of a loop: a second start of the same run is the same execution. */
export const loopExecutionOf = (participantId: string, { name, run }: Pick<Loop, 'name' | 'run'>): string =>
  `${participantId}-${name}-${run}`;

/** What the cadence needs to know of a person. */
export const cadenceContextOf = (
  { timeZone, schedule }: Participant,
  { concerns }: Pick<Journey, 'concerns'>,
  now: Date,
): CadenceContext => ({ now, timeZone, time: schedule.time, openConcerns: concerns.length });

/**
 * Check-ins begin: the programme for somebody new; for somebody who comes back, weekly contact as after any need, in
 * the phase where they were [S51]. A journey that runs already stays as it is.
 */
export function started(journey: Journey, participant: Participant, now: Date): Journey {
  if (journey.state === 'active' || journey.state === 'paused') return journey;
  const context = cadenceContextOf(participant, journey, now);
  const cadence = journey.cadence
    ? nextStep(journey.cadence, { kind: 'need-signal', signal: 're-entry' }, context)
    : beginCadence({ policy: { kind: 'adaptive' } }, participant.schedule, context);
  const name = cadence.phase === 'programme' ? 'weekly-check-in' : 'aftercare';
  return {
    ...inState(journey, 'active', { at: now }),
    cadence,
    loop: nextLoop(journey, name, now),
  };
}

/** The next run of a loop, due at once: one that never begins to plan is found by the sweep [P10]. */
export const nextLoop = (journey: Journey, name: Loop['name'], now: Date): Loop => ({
  name,
  run: (journey.loop?.run ?? 0) + 1,
  startedAt: now.toISOString(),
  plansAgainBy: now.toISOString(),
});

/** The journey in another state, with everything gone that belonged to the one before. */
export function inState(
  journey: Journey,
  state: Journey['state'],
  { at, reason, until }: { readonly at: Date; readonly reason?: JourneyReason; readonly until?: Date },
): Journey {
  const { pausedUntil: _pausedUntil, reason: _reason, ...rest } = journey;
  return {
    ...rest,
    state,
    since: at.toISOString(),
    ...(reason && { reason }),
    ...(until && { pausedUntil: until.toISOString() }),
  };
}

/** Somebody paused: nothing is asked until then, and nothing is caught up on afterwards [C1]. Only of one who is active. */
export const paused = (
  journey: Journey,
  pause: { readonly at: Date; readonly reason: JourneyReason; readonly until?: Date },
): Journey | undefined =>
  journey.state === 'active' || journey.state === 'paused' ? inState(journey, 'paused', pause) : undefined;

/** A pause is over: the next check-in is planned from now on. */
export function resumed(journey: Journey, participant: Participant, now: Date): Journey | undefined {
  if (journey.state !== 'paused') return undefined;
  const active = inState(journey, 'active', { at: now });
  return withCadence(active, { kind: 'resumed' }, cadenceContextOf(participant, active, now));
}

/** Something calls for more contact: weekly at once, and for four cycles [4c]. Kept also for one who is paused. */
export const inNeed = (
  journey: Journey,
  participant: Participant,
  need: { signal: NeedSignal; now: Date },
): Journey =>
  withCadence(
    journey,
    { kind: 'need-signal', signal: need.signal },
    cadenceContextOf(participant, journey, need.now),
  );

/** The journey after an event of its cadence; as it is before check-ins have begun. */
export const withCadence = (journey: Journey, event: CadenceEvent, context: CadenceContext): Journey =>
  journey.cadence ? { ...journey, cadence: nextStep(journey.cadence, event, context) } : journey;

/**
 * The journey with its loop told to plan again; whoever writes it then completes the token of its wait. The note is for
 * a loop that is between two waits, or runs a check-in: its token is spent then, which does no harm.
 */
export const toldToReplan = (journey: Journey): Journey =>
  journey.loop ? { ...journey, replan: true } : journey;
