import { instantsOf, localTimeAt, type LocalTime } from './time-zone.ts';

/**
 * An EventBridge cron expression: `minutes hours day-of-month month day-of-week year`, with `, - * / ? L W #`, months
 * JAN-DEC, days of the week 1-7 or SUN-SAT. Throws RangeError that says which field is wrong.
 */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/);
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = parts;
  if (parts.length !== 6 || !minutes || !hours || !dayOfMonth || !month || !dayOfWeek || !year) {
    throw new RangeError(
      'a cron expression has six fields: minutes hours day-of-month month day-of-week year',
    );
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new RangeError('exactly one of day-of-month and day-of-week must be ?');
  }
  return {
    minutes: valuesOf(minutes, { name: 'minutes', from: 0, to: 59 }),
    hours: valuesOf(hours, { name: 'hours', from: 0, to: 23 }),
    months: new Set(valuesOf(month, { name: 'month', from: 1, to: 12, words: MONTHS })),
    years: new Set(valuesOf(year, { name: 'year', from: FIRST_YEAR, to: LAST_YEAR })),
    matchesDay: dayOfMonth === '?' ? dayOfWeekRule(dayOfWeek) : dayOfMonthRule(dayOfMonth),
  };
}

/**
 * The first instant after `after` (epoch milliseconds) that the expression names in the zone; undefined when there is
 * none until 2199. A time that daylight saving skips is skipped; a time that it repeats counts once, the first.
 */
export function nextCronTime(cron: Cron, after: number, timeZone: string): number | undefined {
  const start = localTimeAt(after, timeZone);
  const startOfDay = start.hour * 60 + start.minute;
  let day: Day = start;
  for (let first = true; day.year <= LAST_YEAR; first = false) {
    if (!cron.years.has(day.year)) day = { year: day.year + 1, month: 1, day: 1 };
    else if (!cron.months.has(day.month)) day = dayAfter({ ...day, day: daysIn(day) });
    else {
      const found = cron.matchesDay(day)
        ? timeOnDay(cron, day, { timeZone, after, from: first ? startOfDay : 0 })
        : undefined;
      if (found !== undefined) return found;
      day = dayAfter(day);
    }
  }
  return undefined;
}

export interface Cron {
  /** Ascending. */
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly matchesDay: (day: Day) => boolean;
}

type Day = Pick<LocalTime, 'year' | 'month' | 'day'>;

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names for `from`, `from + 1` … */
  readonly words?: readonly string[];
}

function timeOnDay(
  cron: Cron,
  day: Day,
  when: { timeZone: string; after: number; from: number },
): number | undefined {
  for (const hour of cron.hours) {
    if (hour * 60 + 59 < when.from) continue;
    for (const minute of cron.minutes) {
      if (hour * 60 + minute < when.from) continue;
      const at = instantsOf({ ...day, hour, minute, second: 0 }, when.timeZone)[0];
      if (at !== undefined && at > when.after) return at;
    }
  }
  return undefined;
}

/** `*`, `5`, `1-5`, `0/15`, `10-30/5` and lists of them, as ascending numbers. */
function valuesOf(text: string, field: Field): number[] {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [range = '', step, ...rest] = item.split('/');
    const [low = '', high, ...more] = range.split('-');
    const every = range === '*';
    const from = every ? field.from : numberIn(low, field);
    // `5/10` means from 5 to the end, a bare `5` only itself.
    const to = high !== undefined ? numberIn(high, field) : every || step !== undefined ? field.to : from;
    const by = step === undefined ? 1 : Number(step);
    if (rest.length > 0 || more.length > 0 || !Number.isInteger(by) || by < 1) throw wrong(field, item);
    if (from <= to) for (let value = from; value <= to; value += by) values.add(value);
    else {
      // FRI-MON goes round the end of the week, as 22-2 round midnight.
      const size = field.to - field.from + 1;
      for (let value = from; value <= to + size; value += by)
        values.add(((value - field.from) % size) + field.from);
    }
  }
  return [...values].toSorted((a, b) => a - b);
}

function numberIn(text: string, field: Field): number {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1;
  const value = word >= 0 ? field.from + word : /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= field.from && value <= field.to) return value;
  throw wrong(field, text);
}

function wrong(field: Field, text: string): RangeError {
  return new RangeError(`${field.name}: ${JSON.stringify(text)} is not from ${field.from} to ${field.to}`);
}

/** `L` is the last day, `L-3` three before it, `15W` the weekday nearest to the 15th, `LW` the last weekday. */
function dayOfMonthRule(text: string): Cron['matchesDay'] {
  const field: Field = { name: 'day-of-month', from: 1, to: 31 };
  if (text === 'L') return (day) => day.day === daysIn(day);
  if (text === 'LW') return (day) => day.day === nearestWeekday(day, daysIn(day));
  const fromEnd = /^L-(\d+)$/.exec(text)?.[1];
  if (fromEnd !== undefined) return (day) => day.day === daysIn(day) - Number(fromEnd);
  const near = /^(\d+)W$/.exec(text)?.[1];
  if (near !== undefined) {
    const target = numberIn(near, field);
    return (day) => target <= daysIn(day) && day.day === nearestWeekday(day, target);
  }
  const days = new Set(valuesOf(text, field));
  return (day) => days.has(day.day);
}

/** `6L` is the last Friday of the month, `3#2` its second Tuesday, `L` Saturday. */
function dayOfWeekRule(text: string): Cron['matchesDay'] {
  const field: Field = { name: 'day-of-week', from: 1, to: 7, words: WEEKDAYS };
  if (text === 'L') return (day) => weekday(day) === 7;
  const last = /^(\w+)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const target = numberIn(last, field);
    return (day) => weekday(day) === target && day.day + 7 > daysIn(day);
  }
  const [, which, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (which !== undefined) {
    const target = numberIn(which, field);
    return (day) => weekday(day) === target && Math.ceil(day.day / 7) === Number(nth);
  }
  const days = new Set(valuesOf(text, field));
  return (day) => days.has(weekday(day));
}

/** 1 = Sunday … 7 = Saturday. */
function weekday({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function daysIn({ year, month }: Day): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Monday to Friday nearest to `target`, never in another month. */
function nearestWeekday(day: Day, target: number): number {
  const on = weekday({ ...day, day: target });
  if (on === 7) return target === 1 ? 3 : target - 1;
  if (on === 1) return target === daysIn(day) ? target - 2 : target + 1;
  return target;
}

function dayAfter({ year, month, day }: Day): Day {
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}
