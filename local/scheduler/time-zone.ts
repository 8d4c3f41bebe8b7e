/** A time as a wall clock shows it, without saying where. Months count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What the wall clocks of an IANA time zone show at `epoch` milliseconds. Throws RangeError for an unknown zone. */
export function localTimeAt(epoch: number, timeZone: string): LocalTime {
  const shifted = new Date(epoch + offsetAt(epoch, timeZone));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
}

/**
 * The instants, epoch milliseconds, at which clocks in the zone show this time: none in the hour skipped in spring, two
 * (earlier first) in the hour repeated in autumn, otherwise one.
 */
export function instantsOf(local: LocalTime, timeZone: string): number[] {
  const asUtc = utcOf(local);
  const before = offsetAt(asUtc - DAY, timeZone);
  const after = offsetAt(asUtc + DAY, timeZone);
  if (before === after) return [asUtc - before];
  // The clocks change within a day of it: ask what they really show.
  return [asUtc - before, asUtc - after]
    .filter((at) => at + offsetAt(at, timeZone) === asUtc)
    .toSorted((a, b) => a - b);
}

/** The one instant meant by a time that somebody wrote down: the first of two, and past the gap when there is none. */
export function instantOf(local: LocalTime, timeZone: string): number {
  const asUtc = utcOf(local);
  return instantsOf(local, timeZone)[0] ?? asUtc - offsetAt(asUtc - DAY, timeZone);
}

export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function utcOf({ year, month, day, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Milliseconds by which the zone's clocks are ahead of UTC. */
function offsetAt(epoch: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const whole = Math.floor(epoch / 1_000) * 1_000;
  const shown: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(whole)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return utcOf({ year, month, day, hour, minute, second }) - whole;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
