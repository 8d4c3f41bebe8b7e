import * as fc from 'fast-check';
import type { CadenceEvent } from '#shared/contracts/cadence';
import { type CadencePolicy, CadenceState, CycleOutcome, NeedSignal } from '#shared/contracts/cadence';
import { beginCadence, cyclesAfterNeed, nextStep } from '#shared/domain/cadence';
import { localDateAt } from '#shared/domain/local-schedule';

const place = { timeZone: 'America/New_York', time: '19:00' };
const schedule = { weekday: 'sunday', time: '19:00' } as const;
const adaptive: CadencePolicy = { kind: 'adaptive' };
const hour = 3_600_000;
const begin = (policy: CadencePolicy = adaptive, programmeWeeks = 12) =>
  beginCadence({ policy, programmeWeeks }, schedule, {
    now: new Date('2026-01-06T12:00Z'),
    timeZone: place.timeZone,
    openConcerns: 0,
  });

/** The next event, one hour after the check-in was due. */
const after = (state: CadenceState, event: CadenceEvent, openConcerns = 0) =>
  nextStep(state, event, {
    now: new Date(Date.parse(state.step.dueAt) + hour),
    ...place,
    openConcerns,
  });
const closed = (outcome: CycleOutcome): CadenceEvent => ({ kind: 'cycle-closed', outcome });
const play = (state: CadenceState, ...outcomes: CycleOutcome[]) =>
  outcomes.reduce((at, outcome) => after(at, closed(outcome)), state);
const times = (count: number): CycleOutcome[] => Array.from({ length: count }, () => 'clean');
const summary = ({ phase, everyDays, step }: CadenceState) => `${phase} ${everyDays} ${step.reason.code}`;

describe('the default cadence', () => {
  it('begins at the next weekly time', () => {
    const state = begin();

    expect(state.step).toMatchObject({ dueOn: '2026-01-11', dueAt: '2026-01-12T00:00:00.000Z' });
    expect(summary(state)).toBe('programme 7 programme-began');
  });

  it.each([
    { cycles: 1, is: 'programme 7 as-planned', dueOn: '2026-01-18' },
    { cycles: 11, is: 'programme 7 as-planned', dueOn: '2026-03-29' },
    { cycles: 12, is: 'transition 3.5 phase-is-denser', dueOn: '2026-04-01' },
    { cycles: 13, is: 'transition 3.5 as-planned', dueOn: '2026-04-05' },
    { cycles: 19, is: 'transition 3.5 as-planned', dueOn: '2026-04-26' },
    { cycles: 20, is: 'transition 7 stepped-down', dueOn: '2026-05-03' },
    { cycles: 28, is: 'transition 7 as-planned', dueOn: '2026-06-28' },
    { cycles: 29, is: 'transition 7 as-planned', dueOn: '2026-07-05' },
    { cycles: 30, is: 'aftercare 14 stepped-down', dueOn: '2026-07-19' },
    { cycles: 49, is: 'aftercare 14 as-planned', dueOn: '2027-04-11' },
    { cycles: 50, is: 'aftercare 28 stepped-down', dueOn: '2027-05-09' },
    { cycles: 51, is: 'aftercare 28 held-until-two-clean', dueOn: '2027-06-06' },
    { cycles: 52, is: 'aftercare 56 stepped-down', dueOn: '2027-08-01' },
    { cycles: 54, is: 'aftercare 84 stepped-down', dueOn: '2027-12-19' },
    { cycles: 60, is: 'aftercare 84 as-planned', dueOn: '2029-05-06' },
  ])('after $cycles clean cycles: $is, next on $dueOn', ({ cycles, is, dueOn }) => {
    const state = play(begin(), ...times(cycles));

    expect(`${summary(state)} ${state.step.dueOn}`).toBe(`${is} ${dueOn}`);
  });

  it('keeps the local hour through the change of the clocks', () => {
    const eve = play(begin(), ...times(7));
    const day = play(begin(), ...times(8));

    expect(eve.step.dueAt).toBe('2026-03-02T00:00:00.000Z');
    expect(day.step.dueAt).toBe('2026-03-08T23:00:00.000Z');
  });

  it('follows the person who travels, and keeps the day', () => {
    const home = play(begin(), ...times(3));
    const event = closed('clean');
    const now = new Date(Date.parse(home.step.dueAt) + hour);

    expect(
      nextStep(home, event, { now, ...place, timeZone: 'Pacific/Honolulu', openConcerns: 0 }).step,
    ).toMatchObject({
      dueOn: '2026-02-08',
      dueAt: '2026-02-09T05:00:00.000Z',
    });
  });
});

describe('need', () => {
  const yearOut = play(begin(), ...times(54));

  it.each(NeedSignal.options)('%s returns to weekly at once, with the reason', (signal) => {
    const now = new Date('2027-10-13T12:00Z');
    const state = nextStep(yearOut, { kind: 'need-signal', signal }, { now, ...place, openConcerns: 1 });

    expect(yearOut.step.dueOn).toBe('2027-12-19');
    expect(state.step.dueOn).toBe('2027-10-17');
    expect(state.step.reason).toMatchObject({
      code: 'need-signal',
      signal,
      fromDays: 84,
      toDays: 7,
      cleanCycles: 0,
      openConcerns: 1,
    });
  });

  it.each<{ outcomes: CycleOutcome[]; days: number; code: string }>([
    { outcomes: ['concern'], days: 7, code: 'need-signal' },
    { outcomes: ['missed', 'missed'], days: 7, code: 'need-signal' },
    { outcomes: ['missed'], days: 84, code: 'as-planned' },
    { outcomes: ['missed', 'clean', 'missed'], days: 84, code: 'as-planned' },
    { outcomes: ['missed', 'partial', 'missed'], days: 84, code: 'as-planned' },
    { outcomes: ['partial'], days: 84, code: 'as-planned' },
  ])('$outcomes leads to every $days days', ({ outcomes, days, code }) => {
    const state = play(yearOut, ...outcomes);

    expect(state.everyDays).toBe(days);
    expect(state.step.reason.code).toBe(code);
  });

  it.each([
    { cycles: 3, is: 'aftercare 7 held-for-need' },
    { cycles: 4, is: 'aftercare 14 stepped-down' },
    { cycles: 5, is: 'aftercare 14 held-until-two-clean' },
    { cycles: 6, is: 'aftercare 28 stepped-down' },
    { cycles: 10, is: 'aftercare 84 stepped-down' },
  ])('then $cycles clean cycles: $is', ({ cycles, is }) => {
    expect(summary(play(yearOut, 'concern', ...times(cycles)))).toBe(is);
  });

  it('never makes anybody wait longer than before', () => {
    const dense = play(begin(), ...times(13));

    expect(summary(play(dense, 'concern'))).toBe('transition 3.5 need-signal');
  });

  it('in the middle of a cycle does not lose the next one when that cycle closes', () => {
    const open = play(begin(), ...times(3));
    const asked = Date.parse(open.step.dueAt);
    const at = (hours: number) => ({ now: new Date(asked + hours * hour), ...place, openConcerns: 1 });

    const told = nextStep(open, { kind: 'need-signal', signal: 'crisis' }, at(1));
    const ended = nextStep(told, closed('missed'), at(72));

    expect(told.step.dueOn).toBe('2026-02-08');
    expect(ended.step.dueOn).toBe('2026-02-08');
  });
});

describe('stepping down', () => {
  const ready = play(begin(), ...times(50));

  it.each<{ outcomes: CycleOutcome[]; openConcerns: number; is: string }>([
    { outcomes: ['clean', 'clean'], openConcerns: 0, is: 'aftercare 56 stepped-down' },
    { outcomes: ['clean', 'clean'], openConcerns: 1, is: 'aftercare 28 held-for-open-concern' },
    { outcomes: ['clean'], openConcerns: 0, is: 'aftercare 28 held-until-two-clean' },
    { outcomes: ['clean', 'partial', 'clean'], openConcerns: 0, is: 'aftercare 28 held-until-two-clean' },
    { outcomes: ['clean', 'missed', 'clean'], openConcerns: 0, is: 'aftercare 28 held-until-two-clean' },
    { outcomes: ['missed', 'clean', 'clean'], openConcerns: 0, is: 'aftercare 56 stepped-down' },
  ])('after $outcomes with $openConcerns open: $is', ({ outcomes, openConcerns, is }) => {
    const state = outcomes.reduce((at, outcome) => after(at, closed(outcome), openConcerns), ready);

    expect(summary(state)).toBe(is);
  });

  it('from twice a week waits until the week is full, so that the weekday stays', () => {
    const odd = play(begin(), ...times(12), 'missed', ...times(8));

    expect(summary(play(begin(), ...times(20)))).toBe('transition 7 stepped-down');
    expect(new Date(odd.step.dueAt).getUTCDay()).toBe(0);
  });
});

describe('policies', () => {
  const custom: CadencePolicy = {
    kind: 'custom',
    everyDays: 14,
    reason: 'works-away',
    lastDay: '2026-02-28',
    afterwards: adaptive,
  };

  it.each<{ policy: CadencePolicy; cycles: number; is: string }>([
    { policy: { kind: 'fixed', everyDays: 7 }, cycles: 40, is: 'aftercare 7 as-planned' },
    { policy: { kind: 'fixed', everyDays: 3.5 }, cycles: 5, is: 'programme 3.5 as-planned' },
    { policy: { kind: 'fixed', everyDays: 10 }, cycles: 2, is: 'programme 10 stepped-down' },
    { policy: custom, cycles: 1, is: 'programme 7 held-until-two-clean' },
    { policy: custom, cycles: 2, is: 'programme 14 stepped-down' },
    { policy: custom, cycles: 5, is: 'programme 7 policy-is-denser' },
  ])('$policy.kind every $policy.everyDays days after $cycles cycles: $is', ({ policy, cycles, is }) => {
    expect(summary(play(begin(policy), ...times(cycles)))).toBe(is);
  });

  it.each<{ event: CadenceEvent; is: string }>([
    {
      event: { kind: 'policy-set', policy: { kind: 'fixed', everyDays: 3 } },
      is: 'programme 3 policy-is-denser',
    },
    {
      event: { kind: 'policy-set', policy: { kind: 'fixed', everyDays: 28 } },
      is: 'programme 7 held-until-two-clean',
    },
    { event: { kind: 'phase-set', phase: 'transition' }, is: 'transition 3.5 phase-is-denser' },
    { event: { kind: 'phase-set', phase: 'aftercare' }, is: 'aftercare 7 held-until-two-clean' },
    { event: { kind: 'phase-set', phase: 'alumni' }, is: 'alumni 7 held-until-two-clean' },
    { event: { kind: 'resumed' }, is: 'programme 7 resumed' },
  ])('$event.kind by a person: $is', ({ event, is }) => {
    expect(summary(after(begin(), event))).toBe(is);
  });

  it('does not catch up on a pause', () => {
    const state = begin();
    const now = new Date('2026-05-20T12:00Z');

    expect(nextStep(state, { kind: 'resumed' }, { now, ...place, openConcerns: 0 }).step.dueOn).toBe(
      '2026-05-24',
    );
  });

  it('starts the dense weeks again for whoever was readmitted', () => {
    const back = after(play(begin(), ...times(53)), { kind: 'phase-set', phase: 'programme' });
    const out = play(back, ...times(12));

    expect(summary(back)).toBe('programme 7 phase-is-denser');
    expect(summary(out)).toBe('transition 3.5 phase-is-denser');
  });
});

describe('in any history', () => {
  const events: fc.Arbitrary<CadenceEvent> = fc.oneof(
    { weight: 6, arbitrary: fc.constant(closed('clean')) },
    { weight: 3, arbitrary: fc.constantFrom(...CycleOutcome.options).map(closed) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...NeedSignal.options)
        .map((signal) => ({ kind: 'need-signal' as const, signal })),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'resumed' as const }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('programme' as const, 'transition' as const, 'aftercare' as const, 'alumni' as const)
        .map((phase) => ({ kind: 'phase-set' as const, phase })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom<CadencePolicy>(
          adaptive,
          { kind: 'fixed', everyDays: 10 },
          { kind: 'fixed', everyDays: 84 },
          { kind: 'custom', everyDays: 28, reason: 'x', lastDay: '2026-08-01', afterwards: adaptive },
        )
        .map((policy) => ({ kind: 'policy-set' as const, policy })),
    },
  );
  const history = fc.array(
    fc.record({
      event: events,
      /** Hours from when the check-in was due; before it where negative. */
      delay: fc.integer({ min: -80, max: 100 }),
      openConcerns: fc.constantFrom(0, 0, 0, 1),
    }),
    { minLength: 1, maxLength: 60 },
  );
  const zones = fc.constantFrom('America/New_York', 'America/Phoenix', 'Asia/Kolkata', 'Pacific/Chatham');

  /** Plays a history and shows each step with the one before. */
  function eachStep(
    run: typeof history extends fc.Arbitrary<infer H> ? H : never,
    timeZone: string,
    look: (seen: {
      before: CadenceState;
      state: CadenceState;
      now: Date;
      event: CadenceEvent;
      openConcerns: number;
    }) => void,
  ) {
    const start = new Date('2026-01-06T12:00Z');
    let before = beginCadence({ policy: adaptive }, schedule, { now: start, timeZone, openConcerns: 0 });
    let now = start;
    for (const { event, delay, openConcerns } of run) {
      now = new Date(Math.max(now.getTime(), Date.parse(before.step.dueAt) + delay * hour));
      const state = nextStep(before, event, { now, timeZone, time: '19:00', openConcerns });
      look({ before, state, now, event, openConcerns });
      before = state;
    }
  }
  const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

  it('never ends by itself, and every step is a valid one with its reason', () => {
    fc.assert(
      fc.property(history, zones, (run, zone) => {
        eachStep(run, zone, ({ state, now, event }) => {
          expect(CadenceState.parse(state)).toEqual(state);
          expect(state.step.reason.event).toBe(event.kind);
          expect(Date.parse(state.step.dueAt)).toBeGreaterThan(now.getTime() - 12 * hour);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('never asks more often than its interval, and never more than twice in any week', () => {
    fc.assert(
      fc.property(history, zones, (run, zone) => {
        eachStep(run, zone, ({ state }) => {
          const gap = daysBetween(state.lastOn, state.step.dueOn);

          expect(gap).toBeGreaterThanOrEqual(Math.floor(state.everyDays));
          expect(gap).toBeGreaterThanOrEqual(3);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('need always means a check-in within seven local days', () => {
    fc.assert(
      fc.property(history, zones, (run, zone) => {
        eachStep(run, zone, ({ state, now, event, before }) => {
          const needed =
            event.kind === 'need-signal' ||
            (event.kind === 'cycle-closed' &&
              (event.outcome === 'concern' || (event.outcome === 'missed' && before.missedInARow >= 1)));
          if (!needed) return;

          expect(daysBetween(localDateAt(now, zone).toString(), state.step.dueOn)).toBeLessThanOrEqual(7);
          expect(state.everyDays).toBeLessThanOrEqual(7);
          expect(state.needCyclesLeft).toBe(cyclesAfterNeed);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('steps down one rung, and only after two clean cycles with nothing open', () => {
    fc.assert(
      fc.property(history, zones, (run, zone) => {
        const outcomes: string[] = [];
        eachStep(run, zone, ({ before, state, event, openConcerns }) => {
          if (event.kind === 'cycle-closed') outcomes.push(event.outcome);
          if (event.kind === 'need-signal') outcomes.push('need');
          if (state.everyDays <= before.everyDays) return;

          expect(state.step.reason.code).toBe('stepped-down');
          expect(outcomes.slice(-2)).toEqual(['clean', 'clean']);
          expect(outcomes.slice(-4)).not.toContain('need');
          expect(outcomes.slice(-4)).not.toContain('concern');
          expect(openConcerns).toBe(0);
          expect(state.everyDays).toBeLessThanOrEqual(before.everyDays * 2);
        });
      }),
      { numRuns: 120 },
    );
  });

  it('a twin with the same events has the same steps', () => {
    fc.assert(
      fc.property(history, (run) => {
        const seen: string[] = [];
        eachStep(run, 'America/New_York', ({ state }) => seen.push(JSON.stringify(state)));
        const again: string[] = [];
        eachStep(run, 'America/New_York', ({ state }) => again.push(JSON.stringify(state)));

        expect(again).toEqual(seen);
      }),
      { numRuns: 10 },
    );
  });
});
