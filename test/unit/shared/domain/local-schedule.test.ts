import * as fc from 'fast-check';
import { Weekday, type WeeklySchedule } from '#shared/contracts/local-time';
import { digestSchedule, fellDue, localWeekOf, nextWeekly } from '#shared/domain/local-schedule';

const sundayEvening: WeeklySchedule = { weekday: 'sunday', time: '19:00' };
const sundayNight: WeeklySchedule = { weekday: 'sunday', time: '02:30' };
const sundayRepeat: WeeklySchedule = { weekday: 'sunday', time: '01:30' };
const short = (date: Date) => date.toISOString().replace(':00.000Z', 'Z');

describe('nextWeekly', () => {
  it.each([
    { when: 'later today', after: '2026-03-01T12:00Z', zone: 'America/New_York', is: '2026-03-02T00:00Z' },
    { when: 'just missed', after: '2026-03-02T00:00Z', zone: 'America/New_York', is: '2026-03-08T23:00Z' },
    {
      when: 'across the spring change',
      after: '2026-03-02T00:01Z',
      zone: 'America/New_York',
      is: '2026-03-08T23:00Z',
    },
    {
      when: 'across the autumn change',
      after: '2026-10-26T00:00Z',
      zone: 'America/New_York',
      is: '2026-11-02T00:00Z',
    },
    {
      when: 'Arizona in winter',
      after: '2026-01-05T12:00Z',
      zone: 'America/Phoenix',
      is: '2026-01-12T02:00Z',
    },
    {
      when: 'Arizona in summer',
      after: '2026-07-06T12:00Z',
      zone: 'America/Phoenix',
      is: '2026-07-13T02:00Z',
    },
    {
      when: 'Navajo in winter',
      after: '2026-01-05T12:00Z',
      zone: 'America/Shiprock',
      is: '2026-01-12T02:00Z',
    },
    {
      when: 'Navajo in summer',
      after: '2026-07-06T12:00Z',
      zone: 'America/Shiprock',
      is: '2026-07-13T01:00Z',
    },
    { when: 'half-hour zone', after: '2026-03-02T00:00Z', zone: 'Asia/Kolkata', is: '2026-03-08T13:30Z' },
    {
      when: 'Sunday there, Saturday in UTC',
      after: '2026-03-07T12:00Z',
      zone: 'Pacific/Kiritimati',
      is: '2026-03-08T05:00Z',
    },
  ])('$when, $zone', ({ after, zone, is }) => {
    expect(short(nextWeekly(new Date(after), zone, sundayEvening))).toBe(is);
  });

  it.each([
    {
      what: 'moves behind the gap',
      after: '2026-03-07T12:00Z',
      schedule: sundayNight,
      is: '2026-03-08T07:30Z',
    },
    {
      what: 'is back the week after',
      after: '2026-03-08T07:30Z',
      schedule: sundayNight,
      is: '2026-03-15T06:30Z',
    },
    {
      what: 'is due at its first pass',
      after: '2026-10-31T12:00Z',
      schedule: sundayRepeat,
      is: '2026-11-01T05:30Z',
    },
    {
      what: 'is not due at its second',
      after: '2026-11-01T05:30Z',
      schedule: sundayRepeat,
      is: '2026-11-08T06:30Z',
    },
    {
      what: 'is not due between the two',
      after: '2026-11-01T06:10Z',
      schedule: sundayRepeat,
      is: '2026-11-08T06:30Z',
    },
  ])('$schedule.time in New York $what', ({ after, schedule, is }) => {
    expect(short(nextWeekly(new Date(after), 'America/New_York', schedule))).toBe(is);
  });

  it('follows a person who travels', () => {
    const after = new Date('2026-03-02T12:00Z');

    expect(short(nextWeekly(after, 'America/New_York', sundayEvening))).toBe('2026-03-08T23:00Z');
    expect(short(nextWeekly(after, 'Pacific/Honolulu', sundayEvening))).toBe('2026-03-09T05:00Z');
    expect(short(nextWeekly(after, 'Europe/Madrid', sundayEvening))).toBe('2026-03-08T18:00Z');
  });

  it('is later, on its weekday, and seven local days apart', () => {
    fc.assert(
      fc.property(instants, zones, schedules, (after, zone, schedule) => {
        const first = nextWeekly(after, zone, schedule);
        const second = nextWeekly(first, zone, schedule);

        expect(first.getTime()).toBeGreaterThan(after.getTime());
        expect(first.getTime() - after.getTime()).toBeLessThanOrEqual((7 * 24 + 2) * 3_600_000);
        expect(weekdayAt(first, zone)).toBe(schedule.weekday);
        expect(Math.abs(second.getTime() - first.getTime() - 7 * 86_400_000)).toBeLessThanOrEqual(
          2 * 3_600_000,
        );
        expect(nextWeekly(new Date(first.getTime() - 1), zone, schedule)).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the hourly look for Monday 8:00', () => {
  it.each([
    { zone: 'America/New_York', run: '2026-03-02T13:00Z', due: true },
    { zone: 'America/New_York', run: '2026-03-02T14:00Z', due: false },
    { zone: 'America/New_York', run: '2026-03-02T12:00Z', due: false },
    { zone: 'America/New_York', run: '2026-03-09T12:00Z', due: true },
    { zone: 'America/Phoenix', run: '2026-03-09T15:00Z', due: true },
    { zone: 'Asia/Kolkata', run: '2026-03-02T03:00Z', due: true },
    { zone: 'Asia/Kolkata', run: '2026-03-02T02:00Z', due: false },
    { zone: 'America/New_York', run: '2026-03-03T13:00Z', due: false },
  ])('in $zone at $run: $due', ({ zone, run, due }) => {
    const until = new Date(run);

    expect(fellDue({ after: new Date(until.getTime() - 3_600_000), until }, zone, digestSchedule)).toBe(due);
  });

  it('finds everybody exactly once a week, however the runs fall', () => {
    const pauses = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 30, maxLength: 60 });

    fc.assert(
      fc.property(instants, zones, pauses, (start, zone, minutes) => {
        let after = start;
        let found = 0;
        for (const pause of minutes) {
          const until = new Date(after.getTime() + pause * 60_000);
          found += fellDue({ after, until }, zone, digestSchedule) ? 1 : 0;
          after = until;
        }

        let expected = 0;
        for (
          let due = nextWeekly(start, zone, digestSchedule);
          due <= after;
          due = nextWeekly(due, zone, digestSchedule)
        ) {
          expected += 1;
        }
        expect(found).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['2026-03-02T04:59Z', 'America/New_York', '2026-W09'],
    ['2026-03-02T05:00Z', 'America/New_York', '2026-W10'],
    ['2027-01-03T12:00Z', 'UTC', '2026-W53'],
    ['2026-01-01T12:00Z', 'UTC', '2026-W01'],
  ])('is filed under the local week: %s in %s is %s', (at, zone, week) => {
    expect(localWeekOf(new Date(at), zone)).toBe(week);
  });
});

const instants = fc
  .integer({ min: Date.parse('2025-01-01T00:00Z') / 60_000, max: Date.parse('2028-01-01T00:00Z') / 60_000 })
  .map((minute) => new Date(minute * 60_000));
const zones = fc.constantFrom(
  'America/New_York',
  'America/Phoenix',
  'America/Shiprock',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'Europe/Dublin',
);
const schedules = fc.record({
  weekday: fc.constantFrom(...Weekday.options),
  // Every minute: those that a spring gap skips, and those that come twice, too.
  time: fc
    .integer({ min: 0, max: 1439 })
    .map(
      (minute) =>
        `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
    ),
});
const weekdayAt = (instant: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en', { timeZone, weekday: 'long' }).format(instant).toLowerCase();
