import * as fc from 'fast-check';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Journey } from '#shared/contracts/journey';
import { ended, isOpen } from '#shared/domain/check-in';
import { inNeed, loopExecutionOf, paused, resumed } from '#shared/domain/journey';
import { cycleOutcomeOf, planCheckIn, renewAfterDays } from '#shared/domain/plan-check-in';
import {
  aCheckIn,
  aJourney,
  aParticipant,
  answersOf,
  cleanAnswers,
  hoursLater,
  minutesLater,
  monday,
} from '#test/support/builders';

const participant = aParticipant();
const execution = 'p-ana001-weekly-check-in-1';
const day = 24;

const afterPause = (pause: Parameters<typeof paused>[1]): Journey => {
  const journey = paused(aJourney(), pause);
  if (!journey) throw new Error('who is active can pause');
  return journey;
};

const plan = (fields: Partial<Parameters<typeof planCheckIn>[0]> = {}) =>
  planCheckIn({
    journey: aJourney(),
    participant,
    newest: undefined,
    execution,
    now: hoursLater(-1),
    ...fields,
  });

describe('planCheckIn', () => {
  it('plans the first check-in when it is due, with the full set', () => {
    expect(plan()).toMatchObject({
      kind: 'ask',
      until: monday,
      checkIn: { cycle: 1, questionSetId: 'check-in-1', state: 'scheduled' },
      journey: { lastCycle: 1, replan: false },
    });
  });

  it('plans the same check-in again, earlier where a need has come up', () => {
    const first = plan();
    if (first.kind !== 'ask') throw new Error('it asks');
    const journey = inNeed({ ...first.journey, replan: true }, participant, {
      signal: 'crisis',
      now: hoursLater(-1),
    });

    const again = plan({ journey, newest: first.checkIn, now: minutesLater(-30) });

    expect(again).toMatchObject({
      kind: 'ask',
      checkIn: { cycle: 1, createdAt: first.checkIn.createdAt },
      journey: { replan: false },
    });
  });

  it.each([
    ['answered', cleanAnswers, { cleanCycles: 1, missedInARow: 0, programmeCycles: 1 }],
    ['partial', answersOf([4]), { cleanCycles: 0, missedInARow: 0, programmeCycles: 1 }],
    ['missed', {}, { cleanCycles: 0, missedInARow: 1, programmeCycles: 1 }],
    ['handed-over', {}, { missedInARow: 0, programmeCycles: 1 }],
    ['cancelled', {}, { programmeCycles: 0, missedInARow: 0 }],
  ] as const)('counts one that was %s, once', (state, answers, cadence) => {
    const newest = aCheckIn({ state, answers });
    const first = plan({ journey: aJourney({ lastCycle: 1 }), newest, now: hoursLater(1) });
    if (first.kind !== 'ask') throw new Error('it asks');

    expect(first.journey).toMatchObject({ countedCycle: 1, lastCycle: 2, cadence });
    const again = plan({ journey: { ...first.journey, lastCycle: 1 }, newest, now: hoursLater(2) });
    expect(again).toMatchObject({ journey: { cadence } });
  });

  it.each([
    ['was asked', { state: 'asked' }, 0, 'hand-over'],
    ['was nudged', { state: 'nudged' }, 0, 'hand-over'],
    ['is due later', { state: 'scheduled' }, -1, 'ask'],
    ['is due now', { state: 'scheduled' }, 0, 'ask'],
    ['was due two minutes ago: its execution did not ask', { state: 'scheduled' }, 2, 'hand-over'],
    [
      'was due before it was planned, a moment ago',
      { state: 'scheduled', createdAt: minutesLater(60).toISOString() },
      60,
      'ask',
    ],
  ] as const)('of one that %s', (_what, checkIn, minutes, kind) => {
    const newest = aCheckIn(checkIn);

    expect(plan({ journey: aJourney({ lastCycle: 1 }), newest, now: minutesLater(minutes) }).kind).toBe(kind);
  });

  it('holds during a pause, and goes on after it without catching up', () => {
    const until = hoursLater(10 * day);
    const journey = afterPause({ at: monday, reason: 'away', until });

    expect(plan({ journey, now: monday })).toMatchObject({ kind: 'hold', until });
    const after = plan({ journey, now: until });
    expect(after).toMatchObject({ kind: 'ask', journey: { state: 'active' } });
    expect(after.kind === 'ask' && after.until > until).toBe(true);
  });

  it('looks again after four weeks where a pause has no end', () => {
    const journey = afterPause({ at: monday, reason: 'hospital' });

    expect(plan({ journey, now: monday })).toMatchObject({ kind: 'hold', until: hoursLater(28 * day) });
  });

  it('goes on in a fresh execution after 300 days, and not before', () => {
    const at = (days: number) => plan({ now: new Date(hoursLater(-1).getTime() + days * 86_400_000) }).kind;

    expect([at(renewAfterDays), at(renewAfterDays + 1)]).toEqual(['ask', 'renew']);
  });

  it('names its successor again where the start was lost, until that one has planned', () => {
    const first = plan({ now: hoursLater(310 * day) });
    if (first.kind !== 'renew') throw new Error('it renews');

    const again = plan({ journey: first.journey, now: hoursLater(310 * day + 1) });
    const begun = plan({
      journey: first.journey,
      execution: first.execution,
      now: hoursLater(310 * day + 2),
    });

    expect(again).toMatchObject({ kind: 'renew', execution: first.execution });
    expect(begun.kind).toBe('ask');
    expect(plan({ journey: 'journey' in begun ? begun.journey : aJourney() }).kind).toBe('ended');
  });
});

describe('cycleOutcomeOf', () => {
  it.each([
    [{ state: 'answered', answers: cleanAnswers }, 'clean'],
    [{ state: 'answered', answers: answersOf([1, 2, 8, 3, 2]) }, 'concern'],
    [{ state: 'partial', answers: answersOf([4]) }, 'partial'],
    [{ state: 'missed' }, 'missed'],
    [{ state: 'missed', takenIn: ['sms-1'] }, 'partial'],
    [{ state: 'handed-over' }, 'partial'],
    [{ state: 'cancelled' }, undefined],
  ] as const)('%j is %s', (fields, outcome) => {
    expect(cycleOutcomeOf(aCheckIn(fields as Partial<CheckIn>))).toBe(outcome);
  });
});

describe('planCheckIn, whatever happens', () => {
  const event = fc.oneof(
    fc.constantFrom(
      'answered',
      'partial',
      'missed',
      'cancelled',
      'handed-over',
      'pause',
      'pause-open',
      'resume',
      'need',
      'lost',
      'again',
    ),
  );
  const history = fc.array(fc.record({ event, hours: fc.integer({ min: 1, max: 400 }) }), {
    minLength: 1,
    maxLength: 30,
  });

  it('always has a next step, counts nothing twice, and ends every cycle once', () => {
    fc.assert(
      fc.property(history, (events) => {
        let journey: Journey = aJourney();
        const rows = new Map<number, CheckIn>();
        let now = hoursLater(-1);
        let counted = 0;
        for (const one of events) {
          const newest = rows.get(journey.lastCycle);
          const next = planCheckIn({
            journey,
            participant,
            newest,
            execution: journey.loop ? loopExecutionOf('p-ana001', journey.loop) : '',
            now,
          });
          if (next.kind === 'ended') throw new Error('there is always a next step');
          if (next.kind === 'hand-over') {
            const row = newest && ended(newest, 'handed-over', { at: now });
            if (!row) throw new Error('only an open one is handed over');
            rows.set(row.cycle, row);
          } else {
            expect(next.journey.countedCycle).toBeGreaterThanOrEqual(journey.countedCycle);
            expect(next.journey.lastCycle - journey.lastCycle).toBeLessThanOrEqual(1);
            if (next.journey.countedCycle > journey.countedCycle) counted += 1;
            journey = next.journey;
            if (next.kind === 'ask') {
              expect(rows.get(next.checkIn.cycle)?.state ?? 'scheduled').toBe('scheduled');
              rows.set(next.checkIn.cycle, next.checkIn);
              if (next.until > now) now = next.until;
            }
          }
          now = new Date(now.getTime() + one.hours * 3_600_000);
          const open = rows.get(journey.lastCycle);
          if (open && isOpen(open)) rows.set(open.cycle, outcome(open, one.event, now));
          if (one.event.startsWith('pause')) {
            const until = one.event === 'pause' ? { until: new Date(now.getTime() + 86_400_000) } : {};
            journey = paused(journey, { at: now, reason: 'asked', ...until }) ?? journey;
            const left = rows.get(journey.lastCycle);
            const cancelled = left && ended(left, 'cancelled', { at: now });
            if (cancelled) rows.set(cancelled.cycle, cancelled);
          }
          if (one.event === 'resume') journey = resumed(journey, participant, now) ?? journey;
          if (one.event === 'need') journey = inNeed(journey, participant, { signal: 'crisis', now });
        }
        expect(counted).toBeLessThanOrEqual(rows.size);
        expect([...rows.keys()].toSorted((a, b) => a - b)).toEqual(
          Array.from(rows.keys(), (_, index) => index + 1),
        );
        const open = [...rows.values()].filter(isOpen);
        expect(open.every(({ cycle }) => cycle === journey.lastCycle)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  /** What became of a check-in that was run; `lost` and `again` leave it as it is. */
  function outcome(row: CheckIn, what: string, at: Date): CheckIn {
    const asked: CheckIn = { ...row, state: 'asked' };
    const closedAt = at.toISOString();
    if (what === 'answered') return { ...asked, state: 'answered', answers: cleanAnswers, closedAt };
    if (what === 'partial') return { ...asked, state: 'partial', answers: answersOf([4]), closedAt };
    if (what === 'lost') return asked;
    if (what === 'missed' || what === 'cancelled' || what === 'handed-over')
      return ended(asked, what, { at }) ?? asked;
    return row;
  }
});
