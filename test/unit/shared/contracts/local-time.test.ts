import * as z from 'zod';
import { DailyWindow, LocalTime, TimeZone } from '#shared/contracts/local-time';
import { InvalidInput, parseInput } from '#shared/runtime/errors';

const Preferences = z.object({ timeZone: TimeZone, safeHours: DailyWindow.optional() });

describe('TimeZone', () => {
  it.each([
    'America/New_York',
    'America/Phoenix',
    'America/Shiprock',
    'America/Indiana/Knox',
    'US/Arizona',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Pacific/Apia',
    'UTC',
  ])('takes %s', (zone) => {
    expect(TimeZone.parse(zone)).toBe(zone);
  });

  it.each(['', 'Mars/Base', 'EST', 'MST', 'GMT+5', 'Etc/GMT+5', '+05:00', 'New York', 'A/'.repeat(500)])(
    'refuses %.20j and names the field, not the value',
    (timeZone) => {
      const parse = () => parseInput(Preferences, { timeZone });

      expect(parse).toThrow(InvalidInput);
      expect(parse).toThrow(/^timeZone: /);
      expect(parse).not.toThrow(/Mars|GMT|New York/);
    },
  );
});

describe('DailyWindow', () => {
  it.each([
    ['09:00', '20:00'],
    ['22:00', '06:00'],
    ['00:00', '24:00'],
    ['22:00', '24:00'],
    ['22:00', '00:00'],
  ])('takes %s to %s', (start, end) => {
    expect(DailyWindow.parse({ start, end })).toEqual({ start, end });
  });

  it.each([
    ['09:00', '09:00', 'safeHours.end'],
    ['24:00', '09:00', 'safeHours.start'],
    ['9:00', '20:00', 'safeHours.start'],
    ['09:00', '20:60', 'safeHours.end'],
    ['09:00', '25:00', 'safeHours.end'],
  ])('refuses %s to %s by naming %s', (start, end, field) => {
    expect(() => parseInput(Preferences, { timeZone: 'UTC', safeHours: { start, end } })).toThrow(
      `${field}: `,
    );
  });
});

describe('LocalTime', () => {
  it.each(['00:00', '07:05', '23:59'])('takes %s', (time) => {
    expect(LocalTime.safeParse(time).success).toBe(true);
  });

  it.each(['24:00', '7:00', '12:60', '12:00:00', ' 12:00', 'noon'])('refuses %s', (time) => {
    expect(LocalTime.safeParse(time).success).toBe(false);
  });
});
