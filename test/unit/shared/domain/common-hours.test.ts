import type { WeeklyHours } from '#shared/contracts/mentor';
import { commonMinutes } from '#shared/domain/common-hours';

const winter = new Date('2026-01-15T12:00Z');
const summer = new Date('2026-07-15T12:00Z');
const hours = (text: string, zone: string) => ({
  zone,
  hours: text
    .split(', ')
    .filter((one) => one !== '')
    .map((one): WeeklyHours => {
      const [weekday = '', start = '', end = ''] = one.split(/[ -]/);
      return { weekday: weekday as WeeklyHours['weekday'], start, end };
    }),
});

describe('minutes in common', () => {
  it.each([
    {
      what: 'the same hours',
      one: 'monday 18:00-20:00',
      other: 'monday 19:00-21:00',
      zones: ['UTC', 'UTC'],
      is: 60,
    },
    {
      what: 'hours that only touch',
      one: 'monday 18:00-20:00',
      other: 'monday 20:00-21:00',
      zones: ['UTC', 'UTC'],
      is: 0,
    },
    {
      what: 'other days',
      one: 'monday 18:00-20:00',
      other: 'tuesday 18:00-20:00',
      zones: ['UTC', 'UTC'],
      is: 0,
    },
    { what: 'nothing', one: '', other: 'monday 18:00-20:00', zones: ['UTC', 'UTC'], is: 0 },
    {
      what: 'overlapping hours once',
      one: 'monday 18:00-20:00, monday 19:00-21:00',
      other: 'monday 00:00-24:00',
      zones: ['UTC', 'UTC'],
      is: 180,
    },
    {
      what: 'three hours apart',
      one: 'monday 18:00-21:00',
      other: 'monday 15:00-18:00',
      zones: ['America/New_York', 'America/Los_Angeles'],
      is: 180,
    },
    {
      what: 'half an hour apart',
      one: 'monday 12:00-14:00',
      other: 'monday 17:30-18:30',
      zones: ['UTC', 'Asia/Kolkata'],
      is: 60,
    },
    {
      what: 'over the end of the week, forward',
      one: 'sunday 20:00-24:00',
      other: 'monday 00:00-03:00',
      zones: ['America/New_York', 'UTC'],
      is: 120,
    },
    {
      what: 'over the end of the week, backward',
      one: 'monday 00:00-09:00',
      other: 'sunday 12:00-24:00',
      zones: ['Asia/Tokyo', 'UTC'],
      is: 540,
    },
  ])('$what: $is', ({ one, other, zones: [zone = '', otherZone = ''], is }) => {
    expect(commonMinutes(hours(one, zone), hours(other, otherZone), winter)).toBe(is);
    expect(commonMinutes(hours(other, otherZone), hours(one, zone), winter)).toBe(is);
  });

  it('move with the clocks of the one who changes them', () => {
    const newYork = hours('monday 18:00-20:00', 'America/New_York');
    const phoenix = hours('monday 16:00-18:00', 'America/Phoenix');

    expect(commonMinutes(newYork, phoenix, winter)).toBe(120);
    expect(commonMinutes(newYork, phoenix, summer)).toBe(60);
  });
});
