import { nextCronTime, parseCron, type Cron } from './cron.ts';
import { instantOf } from './time-zone.ts';

/** Parses `at(…)`, `rate(…)` or `cron(…)`. Throws RangeError that says what is wrong. */
export function parseExpression(text: string): Expression {
  const [, kind, inside = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text.trim()) ?? [];
  if (kind === 'at') return { kind, ...localTimeIn(inside) };
  if (kind === 'cron') return { kind, cron: parseCron(inside) };
  if (kind === 'rate') return { kind, everyMilliseconds: periodIn(inside) };
  throw new RangeError('a schedule expression is at(yyyy-mm-ddThh:mm:ss), rate(value unit) or cron(fields)');
}

/**
 * The first time after `after` at which the schedule fires, epoch milliseconds; undefined when it never does again. A
 * rate counts from its start date, or from its creation, and fires then for the first time (the service's user guide).
 */
export function nextFireTime(expression: Expression, after: number, bounds: FireBounds): number | undefined {
  const at = unboundedTime(expression, after, bounds);
  return at !== undefined && at <= (bounds.endAt ?? Infinity) ? at : undefined;
}

export type Expression =
  | { readonly kind: 'at'; readonly local: Parameters<typeof instantOf>[0] }
  | { readonly kind: 'rate'; readonly everyMilliseconds: number }
  | { readonly kind: 'cron'; readonly cron: Cron };

export interface FireBounds {
  readonly timeZone: string;
  readonly createdAt: number;
  readonly startAt?: number;
  readonly endAt?: number;
}

function unboundedTime(expression: Expression, after: number, bounds: FireBounds): number | undefined {
  if (expression.kind === 'at') {
    // Start and end dates do not apply to a schedule that fires once.
    const at = instantOf(expression.local, bounds.timeZone);
    return at > after ? at : undefined;
  }
  const { startAt = -Infinity, createdAt, timeZone } = bounds;
  if (expression.kind === 'cron')
    return nextCronTime(expression.cron, Math.max(after, startAt - 1), timeZone);
  const first = startAt === -Infinity ? createdAt : startAt;
  if (first > after) return first;
  return (
    first + (Math.floor((after - first) / expression.everyMilliseconds) + 1) * expression.everyMilliseconds
  );
}

function localTimeIn(text: string): { local: Parameters<typeof instantOf>[0] } {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (match ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  const real = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (
    match === null ||
    real.getUTCMonth() !== month - 1 ||
    real.getUTCDate() !== day ||
    real.getUTCHours() !== hour
  ) {
    throw new RangeError('at() needs a real date and time: at(yyyy-mm-ddThh:mm:ss), without an offset');
  }
  return { local: { year, month, day, hour, minute, second } };
}

function periodIn(text: string): number {
  const [, value, unit = ''] = /^([1-9]\d*)\s+(minute|hour|day)s?$/.exec(text.trim()) ?? [];
  const length = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit];
  if (value === undefined || length === undefined) {
    throw new RangeError('rate() needs a positive whole number and minutes, hours or days');
  }
  return Number(value) * length;
}
