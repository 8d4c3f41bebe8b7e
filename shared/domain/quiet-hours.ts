import { Temporal } from 'temporal-polyfill';
import type { DailyWindow } from '../contracts/local-time.ts';

/**
 * When texts may leave, in the recipient's own time: 9 to 20 [T11]. The federal window is wider and some states'
 * narrower; this is the default of a programme, which may narrow it.
 */
export const defaultSendingWindow: DailyWindow = { start: '09:00', end: '20:00' };

/** Parts of a local day in minutes, ordered, apart from each other; none of them spans midnight. */
export type PermittedHours = readonly { readonly from: number; readonly to: number }[];

/**
 * The hours in which all of these windows are open: a person's safe hours narrow the programme's window and never
 * widen it [3a]. Empty where they have nothing in common: then nothing may be sent and a person decides.
 */
export const permittedHours = (...windows: readonly DailyWindow[]): PermittedHours =>
  windows.map(partsOf).reduce(inBoth, [{ from: 0, to: minutesOfDay }]);

/** The rest of the day: the hours in which these are closed. */
export function hoursBetween(hours: PermittedHours): PermittedHours {
  const edges = [0, ...hours.flatMap(({ from, to }) => [from, to]), minutesOfDay];
  return edges
    .flatMap((from, index) => (index % 2 === 0 ? [{ from, to: edges[index + 1] ?? minutesOfDay }] : []))
    .filter(({ from, to }) => from < to);
}

/** True when the local clock at this instant stands within the hours. */
export function isPermitted(instant: Date, zone: string, hours: PermittedHours): boolean {
  const { hour, minute } = localTimeAt(instant, zone);
  return hours.some(({ from, to }) => from <= hour * 60 + minute && hour * 60 + minute < to);
}

/**
 * The earliest instant, not before this one, at which the local clock stands within the hours; the instant itself where
 * it already does. `undefined` where the hours are empty. What the wall clock shows counts: where a spring gap skips
 * the opening, the first minute after the gap is permitted, and an hour that autumn repeats is judged both times.
 * Ask again when the text leaves: the zone may have changed since it was planned [P12].
 */
export function nextPermittedInstant(instant: Date, zone: string, hours: PermittedHours): Date | undefined {
  if (isPermitted(instant, zone, hours)) return instant;
  const today = localTimeAt(instant, zone).toPlainDate();
  const openings = Array.from({ length: daysAhead }, (_, days) =>
    hours.flatMap(({ from }) => instantsOf(today.add({ days }), from, zone)),
  ).flat();
  const earliest = [...openings, ...clockChangesAfter(instant, zone)]
    .filter((candidate) => candidate > instant.getTime() && isPermitted(new Date(candidate), zone, hours))
    .reduce((first, candidate) => Math.min(first, candidate), Infinity);
  return earliest === Infinity ? undefined : new Date(earliest);
}

const minutesOfDay = 24 * 60;

/** A gap can swallow one day's window, and a zone that moves across the date line a whole day: the third day is sure. */
const daysAhead = 4;

const localTimeAt = (instant: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

/** Both instants of a wall time that comes twice; for one that is skipped, one before and one after the gap. */
function instantsOf(day: Temporal.PlainDate, minutes: number, zone: string): number[] {
  const wall = day.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  return (['earlier', 'later'] as const).map(
    (disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
  );
}

/** A change of the clocks can open the window without any opening time: those in the days ahead, usually none. */
function clockChangesAfter(instant: Date, zone: string): number[] {
  const start = localTimeAt(instant, zone);
  const end = start.add({ days: daysAhead });
  if (start.offsetNanoseconds === end.offsetNanoseconds) return [];
  const change = start.getTimeZoneTransition('next');
  return change ? [change.epochMilliseconds] : [];
}

function partsOf({ start, end }: DailyWindow): PermittedHours {
  const [from, to] = [minutesIn(start), minutesIn(end)];
  if (from < to) return [{ from, to }];
  return [
    { from: 0, to },
    { from, to: minutesOfDay },
  ].filter((part) => part.from < part.to);
}

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const inBoth = (left: PermittedHours, right: PermittedHours): PermittedHours =>
  left
    .flatMap((a) => right.map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
