import * as z from 'zod';

/**
 * A place's time zone as an IANA name such as America/Phoenix. Fixed offsets and abbreviations are refused: "EST" has
 * no summer time and "Etc/GMT+5" means five hours *behind*, so each would be wrong for half of the year [P12].
 */
export const TimeZone = z
  .string()
  .max(60)
  .refine(isZoneOfAPlace, 'must be the time zone of a place, such as America/New_York');
export type TimeZone = z.infer<typeof TimeZone>;

/** A local time of day, 00:00 to 23:59. */
export const LocalTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a local time from 00:00 to 23:59, such as 09:00');
export type LocalTime = z.infer<typeof LocalTime>;

/** A local calendar day. */
export const LocalDate = z.iso.date('must be a day such as 2026-03-01');
export type LocalDate = z.infer<typeof LocalDate>;

/**
 * Hours of the local day from `start` (included) to `end` (not included); they span midnight where `end` is the
 * smaller. The whole day is 00:00 to 24:00.
 */
export const DailyWindow = z
  .object({
    start: LocalTime,
    end: z
      .string()
      .regex(
        /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
        'must be a local time from 00:00 to 24:00, such as 20:00',
      ),
  })
  .refine(({ start, end }) => start !== end, {
    path: ['end'],
    message: 'must differ from the start; the whole day is 00:00 to 24:00',
  });
export type DailyWindow = z.infer<typeof DailyWindow>;

/** The days of the week; Monday first, as in ISO 8601. */
export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof Weekday>;

/** "Weekly on Sunday at 19:00", wherever the person is. */
export const WeeklySchedule = z.object({ weekday: Weekday, time: LocalTime });
export type WeeklySchedule = z.infer<typeof WeeklySchedule>;

/** Every row of a person is parsed again and again, and asking the platform takes longer than all of the rest. */
const knownZones = new Map<string, boolean>();

function isZoneOfAPlace(name: string): boolean {
  if (name !== 'UTC' && (!name.includes('/') || /^etc\//i.test(name))) return false;
  const known = knownZones.get(name);
  if (known !== undefined) return known;
  const isZone = isZoneOfThePlatform(name);
  // There are some six hundred; what strangers make up must not fill the memory.
  if (knownZones.size < 1000) knownZones.set(name, isZone);
  return isZone;
}

function isZoneOfThePlatform(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
