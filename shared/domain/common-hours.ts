import { Temporal } from 'temporal-polyfill';
import { Weekday } from '../contracts/local-time.ts';
import type { WeeklyHours } from '../contracts/mentor.ts';

/** Hours of somebody's week, and the zone in which they are meant. */
export interface HoursInZone {
  readonly hours: readonly WeeklyHours[];
  readonly zone: string;
}

/**
 * Minutes per week in which both have time, with the clocks as they stand at this instant: where only one of two zones
 * changes its clocks, the answer differs between summer and winter.
 */
export function commonMinutes(one: HoursInZone, other: HoursInZone, at: Date): number {
  const taken = merged(utcSpans(other, at));
  return merged(utcSpans(one, at))
    .flatMap((a) => taken.map((b) => Math.min(a.to, b.to) - Math.max(a.from, b.from)))
    .filter((minutes) => minutes > 0)
    .reduce((sum, minutes) => sum + minutes, 0);
}

/** Minutes of the UTC week, `to` not included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const day = 24 * 60;
const week = 7 * day;

function utcSpans({ hours, zone }: HoursInZone, at: Date): Span[] {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  const offset = Math.round(offsetNanoseconds / 60_000_000_000);
  return hours.flatMap(({ weekday, start, end }) => {
    const midnight = Weekday.options.indexOf(weekday) * day - offset;
    const from = (midnight + minutesIn(start) + week) % week;
    const to = from + minutesIn(end) - minutesIn(start);
    // A week is a ring: what runs over its end goes on at its beginning.
    return to <= week
      ? [{ from, to }]
      : [
          { from, to: week },
          { from: 0, to: to - week },
        ];
  });
}

/** The same minutes without overlap, so that none is counted twice. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
