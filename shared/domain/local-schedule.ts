import { Temporal } from 'temporal-polyfill';
import { Weekday, type WeeklySchedule } from '../contracts/local-time.ts';

/** When a mentor's weekly digest is due, in the mentor's own time (issue 3). */
export const digestSchedule: WeeklySchedule = { weekday: 'monday', time: '08:00' };

/**
 * The next time this schedule is due, strictly after the instant. Once in every local week: a time that the spring gap
 * skips moves behind the gap by the gap's length (02:30 becomes 03:30; Amazon's scheduler would leave the week out
 * [A4]), a time that autumn repeats is due at its first pass only.
 */
export function nextWeekly(after: Date, zone: string, { weekday, time }: WeeklySchedule): Date {
  const today = localDateAt(after, zone);
  const daysUntil = (Weekday.options.indexOf(weekday) + 1 - today.dayOfWeek + 7) % 7;
  const days = [daysUntil, daysUntil + 7, daysUntil + 14];
  for (const day of days) {
    const due = instantAt(today.add({ days: day }), time, zone);
    if (due > after) return due;
  }
  throw new RangeError('no week has this day and time');
}

/**
 * True when the schedule fell due after the one instant and not after the other: what a run that looks once an hour
 * asks with the time of the run before, so that a late, missed or repeated run skips nobody and doubles nobody. Holds in
 * zones with half hours too, where "is it eight now?" would never be true on the hour.
 */
export const fellDue = (
  { after, until }: { readonly after: Date; readonly until: Date },
  zone: string,
  schedule: WeeklySchedule,
): boolean => nextWeekly(after, zone, schedule) <= until;

/** The ISO week at this place, such as `2026-W10`: one digest per mentor and week whatever runs how often. */
export function localWeekOf(instant: Date, zone: string): string {
  const { yearOfWeek, weekOfYear } = localDateAt(instant, zone);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

/** The calendar day at this place. */
export const localDateAt = (instant: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** A local day and time as an instant: behind a gap, at the first pass of an hour that comes twice. */
export const instantAt = (day: Temporal.PlainDate, time: string, zone: string): Date =>
  new Date(
    day.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone, { disambiguation: 'compatible' })
      .epochMilliseconds,
  );
