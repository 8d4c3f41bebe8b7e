import * as fc from 'fast-check';
import { digestDue } from '#shared/domain/mail/digest-time';
import { aMentor } from '#test/support/mentors';

const at = (instant: string): Date => new Date(instant);

describe('digestDue', () => {
  it.each([
    [
      'New York in winter',
      'America/New_York',
      '2026-11-23T13:00:00Z',
      '2026-W48',
      '2026-11-24T05:00:00.000Z',
    ],
    [
      'New York in summer',
      'America/New_York',
      '2026-07-06T12:00:00Z',
      '2026-W28',
      '2026-07-07T04:00:00.000Z',
    ],
    [
      'New York, hours after the spring gap',
      'America/New_York',
      '2026-03-09T12:00:00Z',
      '2026-W11',
      '2026-03-10T04:00:00.000Z',
    ],
    [
      'Arizona, which has no summer time',
      'America/Phoenix',
      '2026-07-06T15:00:00Z',
      '2026-W28',
      '2026-07-07T07:00:00.000Z',
    ],
    [
      'a zone with half an hour',
      'Asia/Kolkata',
      '2026-11-23T03:00:00Z',
      '2026-W48',
      '2026-11-23T18:30:00.000Z',
    ],
    [
      'a zone with three quarters',
      'Asia/Kathmandu',
      '2026-11-23T03:00:00Z',
      '2026-W48',
      '2026-11-23T18:15:00.000Z',
    ],
    [
      'where the day begins first, on Sunday in UTC',
      'Pacific/Kiritimati',
      '2026-11-22T18:00:00Z',
      '2026-W48',
      '2026-11-23T10:00:00.000Z',
    ],
    [
      'where it begins last',
      'Pacific/Pago_Pago',
      '2026-11-23T19:00:00Z',
      '2026-W48',
      '2026-11-24T11:00:00.000Z',
    ],
    [
      'the last days of a year, in the next year’s first week',
      'Europe/London',
      '2025-12-29T08:00:00Z',
      '2026-W01',
      '2025-12-30T00:00:00.000Z',
    ],
  ])('is Monday at eight: %s', (_place, timeZone, instant, week, sendBefore) => {
    const due = digestDue(aMentor({ timeZone }), at(instant));

    expect(due?.week).toBe(week);
    expect(due?.sendBefore.toISOString()).toBe(sendBefore);
  });

  it.each([
    ['a minute before eight', '2026-11-23T12:59:00Z', false],
    ['five hours late', '2026-11-23T18:00:00Z', true],
    ['six hours late', '2026-11-23T19:00:00Z', false],
    ['on Sunday', '2026-11-22T13:00:00Z', false],
    ['on Tuesday', '2026-11-24T13:00:00Z', false],
  ])('looks back for a morning, and no longer: %s', (_case, instant, isDue) => {
    expect(digestDue(aMentor(), at(instant)) !== undefined).toBe(isDue);
  });

  it.each([
    ['who is there', {}, true],
    ['who takes no new couples', { status: 'paused' }, true],
    ['who came back the day before', { awayUntil: '2026-11-22' }, true],
    ['who is away that day', { awayUntil: '2026-11-23' }, false],
    ['who has left', { status: 'left' }, false],
    ['who would rather not get it', { weeklyDigest: false }, false],
  ] as const)('is for a mentor %s: %j', (_case, fields, isDue) => {
    expect(digestDue(aMentor(fields), at('2026-11-23T13:00:00Z')) !== undefined).toBe(isDue);
  });

  it('comes once a week in every zone, when a run an hour on Sunday and Monday in UTC looks, some of them missing', () => {
    const zones = [
      'Pacific/Kiritimati',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Europe/Madrid',
      'America/St_Johns',
      'America/New_York',
      'America/Phoenix',
      'Pacific/Pago_Pago',
    ];
    const firstSunday = Date.parse('2026-01-04T00:00:00Z');

    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 60 }),
        // Five hours of outage at most, wherever they fall.
        fc.integer({ min: 0, max: 47 }),
        fc.integer({ min: 0, max: 4 }),
        (timeZone, weekNumber, outage, outageHours) => {
          const sunday = firstSunday + weekNumber * 7 * 86_400_000;
          const runs = Array.from({ length: 48 }, (_none, hour) => hour).filter(
            (hour) => hour < outage || hour >= outage + outageHours || hour >= 43,
          );

          const weeks = runs.flatMap(
            (hour) => digestDue(aMentor({ timeZone }), new Date(sunday + hour * 3_600_000))?.week ?? [],
          );

          expect(new Set(weeks).size).toBe(1);
        },
      ),
    );
  });
});
