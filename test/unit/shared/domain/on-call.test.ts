import * as fc from 'fast-check';
import { Weekday } from '#shared/contracts/local-time';
import type { Mentor } from '#shared/contracts/mentor';
import { mayBePaged, onCallAt, type OnCallRoster } from '#shared/domain/on-call';
import { uncoveredHours } from '#shared/domain/uncovered-hours';
import { monday } from '#test/support/builders';
import { always, trained } from '#test/support/crisis';
import { aMentor } from '#test/support/mentors';

const at = (iso: string): Date => new Date(iso);
const of = (mentors: readonly Mentor[]): OnCallRoster => ({ mentors, swaps: [] });
const onDuty = (fields: Partial<Mentor> = {}): Mentor =>
  aMentor({ ...trained, onCall: always, timeZone: 'America/New_York', ...fields });

describe('who may be paged', () => {
  it.each<{ title: string; fields: Partial<Mentor>; is: boolean }>([
    { title: 'a mentor with current crisis training', fields: {}, is: true },
    { title: 'one who takes no new couples', fields: { status: 'paused' }, is: true },
    {
      title: 'one whose training has no end',
      fields: { crisisTraining: { completedOn: '2025-01-01' } },
      is: true,
    },
    {
      title: 'one on the last day of their training',
      fields: { crisisTraining: { expiresOn: '2026-03-02' } },
      is: true,
    },
    { title: 'one who is back today', fields: { awayUntil: '2026-03-01' }, is: true },
    { title: 'nobody without crisis training', fields: { crisisTraining: undefined }, is: false },
    {
      title: 'nobody whose training has expired',
      fields: { crisisTraining: { expiresOn: '2026-03-01' } },
      is: false,
    },
    {
      title: 'nobody who completes it tomorrow',
      fields: { crisisTraining: { completedOn: '2026-03-03' } },
      is: false,
    },
    { title: 'nobody who is away', fields: { awayUntil: '2026-03-02' }, is: false },
    { title: 'nobody who has left', fields: { status: 'left' }, is: false },
  ])('$title', ({ fields, is }) => {
    expect(mayBePaged(onDuty(fields), monday)).toBe(is);
  });

  it('by the day where the mentor is: their training ends at their own midnight', () => {
    const fields = { crisisTraining: { expiresOn: '2026-03-01' } };

    expect(
      mayBePaged(onDuty({ ...fields, timeZone: 'America/Los_Angeles' }), at('2026-03-02T07:59:00Z')),
    ).toBe(true);
    expect(mayBePaged(onDuty({ ...fields, timeZone: 'Europe/London' }), at('2026-03-02T07:59:00Z'))).toBe(
      false,
    );
  });
});

describe('who is on call', () => {
  const evening = [{ weekday: 'monday' as const, start: '18:00', end: '21:00' }];

  it.each([
    { instant: '2026-03-02T22:59:59Z', is: false },
    { instant: '2026-03-02T23:00:00Z', is: true },
    { instant: '2026-03-03T01:59:59Z', is: true },
    { instant: '2026-03-03T02:00:00Z', is: false },
    { instant: '2026-03-01T23:30:00Z', is: false },
  ])('in the hours of their own zone: $instant', ({ instant, is }) => {
    expect(onCallAt(of([onDuty({ onCall: evening })]), at(instant))).toHaveLength(is ? 1 : 0);
  });

  it('never one who gave no hours, or takes no new couples', () => {
    const mentors = [onDuty({ onCall: undefined }), onDuty({ onCall: [] }), onDuty({ status: 'paused' })];

    expect(onCallAt(of(mentors), monday)).toEqual([]);
  });

  it('the least recently paged first, in whatever order they come', () => {
    const mentors = [
      onDuty({ mentorId: 'm-ccc001', lastPagedAt: '2026-03-01T00:00:00.000Z' }),
      onDuty({ mentorId: 'm-bbb001' }),
      onDuty({ mentorId: 'm-aaa001', lastPagedAt: '2026-03-01T10:00:00.000Z' }),
      onDuty({ mentorId: 'm-ddd001' }),
    ];
    const order = ['m-bbb001', 'm-ddd001', 'm-ccc001', 'm-aaa001'];

    fc.assert(
      fc.property(fc.shuffledSubarray(mentors, { minLength: 4 }), (shuffled) => {
        expect(onCallAt(of(shuffled), monday).map(({ mentorId }) => mentorId)).toEqual(order);
      }),
    );
  });
});

describe('the hours in which nobody is on call', () => {
  const zone = 'America/New_York';

  it('are none where somebody always is', () => {
    expect(uncoveredHours(of([onDuty()]), { from: monday, days: 7, zone })).toEqual([]);
  });

  it('are the whole week where nobody is', () => {
    expect(uncoveredHours(of([]), { from: monday, days: 7, zone })).toEqual([
      {
        from: '2026-03-02T09:00:00.000Z',
        to: '2026-03-09T09:00:00.000Z',
        localFrom: '2026-03-02T04:00',
        localTo: '2026-03-09T05:00',
      },
    ]);
  });

  it('are what two mentors in two zones leave open, to the minute', () => {
    const days = Weekday.options.map((weekday) => ({ weekday, start: '00:00', end: '12:00' }));
    const nights = Weekday.options.map((weekday) => ({ weekday, start: '12:00', end: '23:30' }));

    const gaps = uncoveredHours(of([onDuty({ onCall: days }), onDuty({ onCall: nights })]), {
      days: 7,
      from: at('2026-01-05T05:00:00Z'),
      zone,
    });

    expect(gaps).toHaveLength(7);
    expect(gaps[0]).toEqual({
      from: '2026-01-06T04:30:00.000Z',
      to: '2026-01-06T05:00:00.000Z',
      localFrom: '2026-01-05T23:30',
      localTo: '2026-01-06T00:00',
    });
  });

  it('have no hour that the spring gap skips, and two for one that autumn repeats', () => {
    const allButTwo = Weekday.options.flatMap((weekday) => [
      { weekday, start: '00:00', end: weekday === 'sunday' ? '02:00' : '24:00' },
      ...(weekday === 'sunday' ? [{ weekday, start: '03:00', end: '24:00' }] : []),
    ]);
    const allButOne = Weekday.options.flatMap((weekday) => [
      { weekday, start: '00:00', end: weekday === 'sunday' ? '01:00' : '24:00' },
      ...(weekday === 'sunday' ? [{ weekday, start: '02:00', end: '24:00' }] : []),
    ]);

    const spring = uncoveredHours(of([onDuty({ onCall: allButTwo })]), {
      days: 7,
      from: at('2026-03-05T12:00:00Z'),
      zone,
    });
    const autumn = uncoveredHours(of([onDuty({ onCall: allButOne })]), {
      days: 7,
      from: at('2026-10-29T12:00:00Z'),
      zone,
    });

    expect(spring).toEqual([]);
    expect(autumn.map(({ from, to }) => [from, to])).toEqual([
      ['2026-11-01T05:00:00.000Z', '2026-11-01T07:00:00.000Z'],
    ]);
  });

  it('begin where a training ends or an absence begins, in the middle of the week', () => {
    const [gap] = uncoveredHours(of([onDuty({ crisisTraining: { expiresOn: '2026-03-04' } })]), {
      days: 7,
      from: monday,
      zone,
    });

    expect(gap).toMatchObject({ localFrom: '2026-03-05T00:00', to: '2026-03-09T09:00:00.000Z' });
  });

  it('are exactly those at which nobody is on call, whatever the roster and the zones', () => {
    const time = fc.integer({ min: 0, max: 47 }).map((half) => half);
    const clock = (half: number): string =>
      `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
    const hours = fc
      .record({
        weekday: fc.constantFrom(...Weekday.options),
        start: time,
        length: fc.integer({ min: 1, max: 48 }),
      })
      .map(({ weekday, start, length }) => ({
        weekday,
        start: clock(start),
        end: clock(Math.min(48, start + length)),
      }));
    const mentor = fc.record({
      onCall: fc.array(hours, { maxLength: 12 }),
      timeZone: fc.constantFrom('America/New_York', 'America/Phoenix', 'Asia/Kolkata', 'Europe/London'),
    });
    const start = fc.constantFrom('2026-03-04T12:00:00Z', '2026-10-28T12:07:00Z', '2026-06-01T00:00:00Z');
    fc.assert(
      fc.property(fc.array(mentor, { maxLength: 4 }), start, (roster, from) => {
        const mentors = roster.map((fields, index) => onDuty({ ...fields, mentorId: `m-00000${index}` }));
        const gaps = uncoveredHours(of(mentors), { from: at(from), days: 7, zone });
        const isOpen = (instant: Date): boolean =>
          gaps.some((gap) => gap.from <= instant.toISOString() && instant.toISOString() < gap.to);

        for (let minutes = 0; minutes < 7 * 24 * 60; minutes += 97) {
          const instant = new Date(at(from).getTime() + minutes * 60_000);
          expect(isOpen(instant)).toBe(onCallAt(of(mentors), instant).length === 0);
        }
      }),
      { numRuns: 25 },
    );
  });
});
