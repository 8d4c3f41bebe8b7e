import * as fc from 'fast-check';
import {
  defaultSendingWindow,
  isPermitted,
  nextPermittedInstant,
  permittedHours,
} from '#shared/domain/quiet-hours';

const byDefault = permittedHours(defaultSendingWindow);
const hours = (start: string, end: string) => permittedHours({ start, end });
const next = (at: string, zone: string, permitted = byDefault) =>
  nextPermittedInstant(new Date(at), zone, permitted)?.toISOString().replace(':00.000Z', 'Z');

describe('the sending window', () => {
  it.each([
    { when: 'inside', at: '2026-01-14T20:00Z', zone: 'America/New_York', is: '2026-01-14T20:00Z' },
    {
      when: 'at its first minute',
      at: '2026-01-14T14:00Z',
      zone: 'America/New_York',
      is: '2026-01-14T14:00Z',
    },
    { when: 'a minute early', at: '2026-01-14T13:59Z', zone: 'America/New_York', is: '2026-01-14T14:00Z' },
    {
      when: 'at its last minute',
      at: '2026-01-15T00:59Z',
      zone: 'America/New_York',
      is: '2026-01-15T00:59Z',
    },
    { when: 'at its end', at: '2026-01-15T01:00Z', zone: 'America/New_York', is: '2026-01-15T14:00Z' },
    { when: 'at night', at: '2026-01-15T08:00Z', zone: 'America/New_York', is: '2026-01-15T14:00Z' },
    { when: 'half-hour zone, early', at: '2026-01-15T03:29Z', zone: 'Asia/Kolkata', is: '2026-01-15T03:30Z' },
    { when: 'half-hour zone, late', at: '2026-01-15T14:30Z', zone: 'Asia/Kolkata', is: '2026-01-16T03:30Z' },
    { when: '45-minute zone', at: '2026-01-15T03:00Z', zone: 'Asia/Kathmandu', is: '2026-01-15T03:15Z' },
    { when: 'Newfoundland', at: '2026-01-15T12:00Z', zone: 'America/St_Johns', is: '2026-01-15T12:30Z' },
    { when: 'Arizona in winter', at: '2026-01-15T12:00Z', zone: 'America/Phoenix', is: '2026-01-15T16:00Z' },
    { when: 'Arizona in summer', at: '2026-07-15T12:00Z', zone: 'America/Phoenix', is: '2026-07-15T16:00Z' },
    { when: 'Navajo in winter', at: '2026-01-15T12:00Z', zone: 'America/Shiprock', is: '2026-01-15T16:00Z' },
    { when: 'Navajo in summer', at: '2026-07-15T12:00Z', zone: 'America/Shiprock', is: '2026-07-15T15:00Z' },
    {
      when: 'night before the spring gap',
      at: '2026-03-08T06:00Z',
      zone: 'America/New_York',
      is: '2026-03-08T13:00Z',
    },
    {
      when: 'night of the autumn repeat',
      at: '2026-11-01T05:00Z',
      zone: 'America/New_York',
      is: '2026-11-01T14:00Z',
    },
    {
      when: 'before a day that Samoa skipped',
      at: '2011-12-30T09:00Z',
      zone: 'Pacific/Apia',
      is: '2011-12-30T19:00Z',
    },
  ])('$when, $zone', ({ at, zone, is }) => {
    expect(next(at, zone)).toBe(is);
  });

  it.each([
    {
      when: 'opens within the gap',
      window: ['02:30', '05:00'],
      at: '2026-03-08T06:00Z',
      is: '2026-03-08T07:00Z',
    },
    {
      when: 'lies within the gap',
      window: ['02:10', '02:50'],
      at: '2026-03-08T06:00Z',
      is: '2026-03-09T06:10Z',
    },
    {
      when: 'opens in the repeated hour',
      window: ['01:30', '01:45'],
      at: '2026-11-01T05:00Z',
      is: '2026-11-01T05:30Z',
    },
    {
      when: 'opens again with it',
      window: ['01:30', '01:45'],
      at: '2026-11-01T05:45Z',
      is: '2026-11-01T06:30Z',
    },
    {
      when: 'is reopened by it',
      window: ['00:30', '01:30'],
      at: '2026-11-01T05:40Z',
      is: '2026-11-01T06:00Z',
    },
    {
      when: 'spans midnight, before it',
      window: ['22:00', '02:00'],
      at: '2026-01-15T02:00Z',
      is: '2026-01-15T03:00Z',
    },
    {
      when: 'spans midnight, after it',
      window: ['22:00', '02:00'],
      at: '2026-01-15T06:30Z',
      is: '2026-01-15T06:30Z',
    },
    {
      when: 'spans midnight, closed',
      window: ['22:00', '02:00'],
      at: '2026-01-15T07:00Z',
      is: '2026-01-16T03:00Z',
    },
    {
      when: 'is the whole day',
      window: ['00:00', '24:00'],
      at: '2026-01-15T07:00Z',
      is: '2026-01-15T07:00Z',
    },
  ])('a window that $when, in New York', ({ window: [start = '', end = ''], at, is }) => {
    expect(next(at, 'America/New_York', hours(start, end))).toBe(is);
  });

  it('is asked again when the person has travelled', () => {
    const planned = nextPermittedInstant(new Date('2026-01-15T08:00Z'), 'America/New_York', byDefault);

    expect(planned?.toISOString()).toBe('2026-01-15T14:00:00.000Z');
    expect(isPermitted(planned ?? new Date(0), 'Pacific/Honolulu', byDefault)).toBe(false);
    expect(next('2026-01-15T14:00Z', 'Pacific/Honolulu')).toBe('2026-01-15T19:00Z');
    expect(next('2026-01-15T14:00Z', 'Europe/Madrid')).toBe('2026-01-15T14:00Z');
  });

  it('throws for a zone that no input schema lets through', () => {
    expect(() => next('2026-01-15T14:00Z', 'Mars/Base')).toThrow(RangeError);
  });
});

describe('safe hours', () => {
  it.each([
    { safe: ['12:00', '14:00'], is: [[720, 840]] },
    { safe: ['06:00', '10:00'], is: [[540, 600]] },
    { safe: ['19:00', '23:00'], is: [[1140, 1200]] },
    {
      safe: ['19:00', '10:00'],
      is: [
        [540, 600],
        [1140, 1200],
      ],
    },
    { safe: ['00:00', '24:00'], is: [[540, 1200]] },
    { safe: ['20:00', '09:00'], is: [] },
    { safe: ['22:00', '00:00'], is: [] },
  ])('of $safe narrow the default window', ({ safe: [start = '', end = ''], is }) => {
    const permitted = permittedHours(defaultSendingWindow, { start, end });

    expect(permitted.map(({ from, to }) => [from, to])).toEqual(is);
  });

  it('that never meet the window leave no moment to send', () => {
    expect(
      next(
        '2026-01-15T14:00Z',
        'America/New_York',
        permittedHours(defaultSendingWindow, { start: '20:00', end: '09:00' }),
      ),
    ).toBeUndefined();
  });

  it('never widen the window, in whichever order they are given', () => {
    fc.assert(
      fc.property(aWindow, aWindow, (one, other) => {
        const both = permittedHours(one, other);

        expect(permittedHours(other, one)).toEqual(both);
        for (let minute = 0; minute < 1440; minute += 5) {
          expect(open(both, minute)).toBe(
            open(permittedHours(one), minute) && open(permittedHours(other), minute),
          );
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('nextPermittedInstant', () => {
  /** Minutes around changes of the clocks, where mistakes live, and anywhere else. */
  const moments = fc
    .tuple(
      fc.constantFrom(
        '2026-03-08T07:00Z',
        '2026-11-01T06:00Z',
        '2026-10-03T15:30Z',
        '2026-04-04T15:00Z',
        '2026-06-15T00:00Z',
      ),
      fc.integer({ min: -2000, max: 2000 }),
    )
    .map(([change, minutes]) => new Date(Date.parse(change) + minutes * 60_000));
  const zones = fc.constantFrom(
    'America/New_York',
    'America/Phoenix',
    'America/Shiprock',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Chatham',
    'UTC',
  );

  it('agrees with a search minute by minute', () => {
    fc.assert(
      fc.property(moments, zones, fc.oneof(aWindow, aShortWindow), (instant, zone, window) => {
        const permitted = permittedHours(window);

        expect(nextPermittedInstant(instant, zone, permitted)).toEqual(
          minuteByMinute(instant, zone, permitted),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is where it was when asked again', () => {
    fc.assert(
      fc.property(moments, zones, aWindow, (instant, zone, window) => {
        const first = nextPermittedInstant(instant, zone, permittedHours(window));

        expect(first && nextPermittedInstant(first, zone, permittedHours(window))).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });
});

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minutes = fc.integer({ min: 0, max: 1439 });
const aWindow = fc
  .tuple(minutes, minutes)
  .filter(([start, end]) => start !== end)
  .map(([start, end]) => ({ start: time(start), end: time(end) }));
const aShortWindow = fc
  .tuple(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 5, max: 60 }))
  .map(([start, length]) => ({ start: time(start), end: time(start + length) }));

const open = (permitted: ReturnType<typeof permittedHours>, minute: number) =>
  permitted.some(({ from, to }) => from <= minute && minute < to);

function minuteByMinute(instant: Date, zone: string, permitted: ReturnType<typeof permittedHours>): Date {
  // An independent clock: Intl, not Temporal.
  const clock = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  for (let at = instant.getTime(); ; at += 60_000) {
    const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    if (open(permitted, (parts['hour'] ?? 0) * 60 + (parts['minute'] ?? 0))) return new Date(at);
  }
}
