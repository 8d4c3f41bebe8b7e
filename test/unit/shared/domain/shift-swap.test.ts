import * as fc from 'fast-check';
import type { Mentor } from '#shared/contracts/mentor';
import { mostSwaps, type ShiftSwap } from '#shared/contracts/roster';
import { isOnCall, mayTakeOver, onCallAt } from '#shared/domain/on-call';
import { cancelled, emptyRoster, swapped } from '#shared/domain/shift-swap';
import { coveredHours, uncoveredHours } from '#shared/domain/uncovered-hours';
import { hoursLater, monday } from '#test/support/builders';
import { always, trained } from '#test/support/crisis';
import { aMentor } from '#test/support/mentors';

const zone = 'America/New_York';
const at = (iso: string): Date => new Date(iso);
const named = (mentorId: string, fields: Partial<Mentor> = {}): Mentor =>
  aMentor({ mentorId, ...trained, ...fields });
const aSwap = (fields: Partial<ShiftSwap> = {}): ShiftSwap => ({
  swapId: 'swap-000001',
  fromMentorId: 'm-dana01',
  toMentorId: 'm-eve001',
  startsAt: monday.toISOString(),
  endsAt: hoursLater(24).toISOString(),
  madeBy: 'user-1',
  madeAt: monday.toISOString(),
  ...fields,
});
/** Dana around the clock in New York; Eve, in London, has no hours of her own. */
const dana = named('m-dana01', { onCall: always });
const eve = named('m-eve001', { timeZone: 'Europe/London' });
const idsAt = (mentors: Mentor[], swaps: ShiftSwap[], instant: Date): string[] =>
  onCallAt({ mentors, swaps }, instant).map(({ mentorId }) => mentorId);

describe('a swap of shifts', () => {
  it.each([
    { title: 'a moment before', instant: hoursLater(-0.001), who: ['m-dana01'] },
    { title: 'from its first moment on', instant: monday, who: ['m-eve001'] },
    { title: 'until its end', instant: hoursLater(23.999), who: ['m-eve001'] },
    { title: 'no longer at its end', instant: hoursLater(24), who: ['m-dana01'] },
  ])('puts the one in the place of the other: $title', ({ instant, who }) => {
    expect(idsAt([dana, eve], [aSwap()], instant)).toEqual(who);
  });

  it('is by the clock of whoever gave the hours away, wherever the other one lives', () => {
    const evening = named('m-dana01', { onCall: [{ weekday: 'monday', start: '18:00', end: '21:00' }] });
    const swaps = [aSwap()];

    expect(idsAt([evening, eve], swaps, at('2026-03-02T22:59:59Z'))).toEqual([]);
    expect(idsAt([evening, eve], swaps, at('2026-03-02T23:00:00Z'))).toEqual(['m-eve001']);
    expect(idsAt([evening, eve], swaps, at('2026-03-03T02:00:00Z'))).toEqual([]);
  });

  it('holds while whoever gave their hours away is away, which is what it is for', () => {
    const gone = [named('m-dana01', { onCall: always, awayUntil: '2026-03-09' }), eve];

    expect(idsAt(gone, [aSwap()], monday)).toEqual(['m-eve001']);
    expect(idsAt(gone, [], monday)).toEqual([]);
  });

  it.each<[string, Partial<Mentor>]>([
    ['has lost their training', { crisisTraining: { expiresOn: '2026-03-01' } }],
    ['is away', { awayUntil: '2026-03-02' }],
    ['has paused', { status: 'paused' }],
  ])('brings a crisis to nobody who %s meanwhile [S29]', (_why, fields) => {
    expect(idsAt([dana, named('m-eve001', fields)], [aSwap()], monday)).toEqual([]);
  });

  it('lets two exchange their hours by two swaps', () => {
    const nights = named('m-eve001', { onCall: [{ weekday: 'monday', start: '18:00', end: '24:00' }] });
    const days = named('m-dana01', { onCall: [{ weekday: 'monday', start: '06:00', end: '18:00' }] });
    const back = aSwap({ swapId: 'swap-000002', fromMentorId: 'm-eve001', toMentorId: 'm-dana01' });
    const noon = at('2026-03-02T17:00:00Z');
    const night = at('2026-03-03T01:00:00Z');

    expect(idsAt([days, nights], [], noon)).toEqual(['m-dana01']);
    expect(idsAt([days, nights], [aSwap(), back], noon)).toEqual(['m-eve001']);
    expect(idsAt([days, nights], [aSwap(), back], night)).toEqual(['m-dana01']);
  });

  it('counts no longer once it is cancelled', () => {
    expect(idsAt([dana, eve], [aSwap({ cancelledAt: monday.toISOString() })], monday)).toEqual(['m-dana01']);
  });

  it('shows in the hours ahead to the minute, with the clock change of autumn in it', () => {
    const swap = aSwap({ startsAt: '2026-11-01T04:30:00.000Z', endsAt: '2026-11-01T06:30:00.000Z' });

    const hours = coveredHours(
      { mentors: [dana, eve], swaps: [swap] },
      { from: at('2026-10-31T12:00:00Z'), days: 2, zone },
    );

    // 00:30 in summer time to 01:30 in winter time, the second one of that night: two hours.
    expect(hours.map(({ localFrom, localTo, mentorIds }) => [localFrom, localTo, ...mentorIds])).toEqual([
      ['2026-10-31T08:00', '2026-11-01T00:30', 'm-dana01'],
      ['2026-11-01T00:30', '2026-11-01T01:30', 'm-eve001'],
      ['2026-11-01T01:30', '2026-11-02T07:00', 'm-dana01'],
    ]);
    expect(hours.some(({ isUncovered }) => isUncovered)).toBe(false);
  });

  it('changes the coverage to exactly what the roster says at each moment, whatever the swaps', () => {
    const ids = ['m-aaa001', 'm-bbb001', 'm-ccc001'] as const;
    const hours = fc.constantFrom(
      [],
      always,
      [{ weekday: 'monday' as const, start: '18:00', end: '24:00' }],
      [{ weekday: 'tuesday' as const, start: '00:00', end: '06:30' }],
    );
    const mentor = fc.record({
      onCall: hours,
      timeZone: fc.constantFrom(zone, 'Asia/Kolkata', 'Europe/London'),
    });
    const swap = fc
      .record({
        fromMentorId: fc.constantFrom(...ids),
        toMentorId: fc.constantFrom(...ids),
        start: fc.integer({ min: -20, max: 150 }),
        length: fc.integer({ min: 1, max: 80 }),
        isCancelled: fc.boolean(),
      })
      .map(({ start, length, isCancelled, ...who }) =>
        aSwap({
          ...who,
          startsAt: hoursLater(start + 0.25).toISOString(),
          endsAt: hoursLater(start + length).toISOString(),
          ...(isCancelled && { cancelledAt: monday.toISOString() }),
        }),
      );
    fc.assert(
      fc.property(fc.tuple(mentor, mentor, mentor), fc.array(swap, { maxLength: 5 }), (fields, swaps) => {
        const mentors = fields.map((one, index) => named(ids[index] ?? '', one));
        const roster = { mentors, swaps };
        const spans = coveredHours(roster, { from: monday, days: 7, zone });
        const gaps = uncoveredHours(roster, { from: monday, days: 7, zone });

        expect(spans[0]?.from).toBe(monday.toISOString());
        expect(spans.at(-1)?.to).toBe(hoursLater(7 * 24).toISOString());
        for (const [index, { to }] of spans.slice(0, -1).entries()) expect(spans[index + 1]?.from).toBe(to);
        for (let minutes = 0; minutes < 7 * 24 * 60; minutes += 113) {
          const instant = hoursLater(minutes / 60);
          const iso = instant.toISOString();
          const span = spans.find(({ from, to }) => from <= iso && iso < to);
          const there = mentors
            .filter((one) => isOnCall(one, roster, instant))
            .map(({ mentorId }) => mentorId);
          expect(span?.mentorIds).toEqual(there.toSorted());
          expect(gaps.some(({ from, to }) => from <= iso && iso < to)).toBe(there.length === 0);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('who may take over somebody’s hours', () => {
  const of = { startsAt: '2026-03-02T15:00:00.000Z', endsAt: '2026-03-04T15:00:00.000Z' };

  it.each<{ title: string; fields: Partial<Mentor>; is: boolean }>([
    { title: 'a trained mentor', fields: {}, is: true },
    {
      title: 'one whose training ends on the last day',
      fields: { crisisTraining: { expiresOn: '2026-03-04' } },
      is: true,
    },
    {
      title: 'nobody whose training ends before',
      fields: { crisisTraining: { expiresOn: '2026-03-03' } },
      is: false,
    },
    {
      title: 'nobody who completes it in the middle',
      fields: { crisisTraining: { completedOn: '2026-03-03' } },
      is: false,
    },
    { title: 'nobody without it', fields: { crisisTraining: undefined }, is: false },
    { title: 'nobody who is away when it begins', fields: { awayUntil: '2026-03-02' }, is: false },
    { title: 'nobody who takes no couples now', fields: { status: 'paused' }, is: false },
    { title: 'nobody who has left', fields: { status: 'left' }, is: false },
  ])('$title', ({ fields, is }) => {
    expect(mayTakeOver(named('m-eve001', fields), of)).toBe(is);
  });
});

describe('the roster', () => {
  const one = aSwap();
  const withOne = { ...emptyRoster, swaps: [one] };

  it('keeps a swap once, however often it is written down', () => {
    const first = swapped(emptyRoster, one, monday);
    const again = swapped(withOne, aSwap({ swapId: 'swap-000002' }), monday);

    expect(first).toMatchObject({ outcome: 'swapped', roster: { swaps: [one] } });
    expect(again).toEqual({ outcome: 'swapped-before', swap: one });
  });

  it.each([
    [
      'begins within',
      { startsAt: hoursLater(23).toISOString(), endsAt: hoursLater(30).toISOString() },
      'swap-overlaps',
    ],
    ['goes to another', { toMentorId: 'm-fay001' }, 'swap-overlaps'],
    [
      'begins where it ends',
      { startsAt: hoursLater(24).toISOString(), endsAt: hoursLater(30).toISOString() },
      'swapped',
    ],
    ['is of somebody else', { fromMentorId: 'm-fay001' }, 'swapped'],
  ])('gives the same hours away once: another that %s', (_how, fields, outcome) => {
    expect(swapped(withOne, aSwap({ swapId: 'swap-000002', ...fields }), monday).outcome).toBe(outcome);
  });

  it('lets go of a swap once, after which the hours can be given away again', () => {
    const after = cancelled(withOne, 'swap-000001', hoursLater(1));

    expect(after?.swaps).toEqual([{ ...one, cancelledAt: hoursLater(1).toISOString() }]);
    expect(cancelled(after ?? emptyRoster, 'swap-000001', hoursLater(2))).toBeUndefined();
    expect(cancelled(withOne, 'swap-other1', monday)).toBeUndefined();
    expect(swapped(after ?? emptyRoster, aSwap({ swapId: 'swap-000002' }), monday).outcome).toBe('swapped');
  });

  it('forgets what has passed, and takes no more than one row holds', () => {
    const many = Array.from({ length: mostSwaps }, (_, index) =>
      aSwap({ swapId: `swap-00000${index}`, fromMentorId: `m-many00${index}` }),
    );
    const full = { ...emptyRoster, swaps: many };
    const next = aSwap({
      swapId: 'swap-new001',
      startsAt: hoursLater(48).toISOString(),
      endsAt: hoursLater(72).toISOString(),
    });

    expect(swapped(full, next, monday).outcome).toBe('too-many-swaps');
    expect(swapped(full, next, hoursLater(24))).toMatchObject({
      outcome: 'swapped',
      roster: { swaps: [next] },
    });
  });
});
