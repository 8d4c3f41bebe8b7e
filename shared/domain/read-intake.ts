import type * as z from 'zod';
import { IntakeRequest, OwnPart, type NewCouple } from '../contracts/intake.ts';
import { countryOf, readPhoneNumber } from './phone-number.ts';
import { defaultSendingWindow, permittedHours } from './quiet-hours.ts';

/** What is wrong with a field; whoever shows it has the words. The value is never repeated. */
export interface IntakeProblem {
  /** As a path: `partner.phone`. */
  readonly field: string;
  readonly problem: ProblemCode;
}

export type ProblemCode =
  | 'missing'
  | 'too-long'
  | 'not-readable'
  | 'not-a-phone'
  | 'other-country'
  | 'same-phone'
  | 'two-phones'
  | 'no-safe-time'
  | 'keep-and-more';

export type Reading<Read> =
  | ({ readonly outcome: 'read' } & Read)
  | { readonly outcome: 'wrong'; readonly problems: readonly IntakeProblem[] };

/**
 * Where texts go to. Every new number costs us one text, whoever typed it: numbers of countries where somebody earns by
 * each text that arrives are not even tried.
 */
const countries: ReadonlySet<string> = new Set(['US', 'CA', 'PR']);

/**
 * A couple out of what somebody typed or sent: numbers become E.164, and each partner has their own unless they say
 * that they share one [P19]. Every problem is told at once.
 */
export function readIntake(request: unknown): Reading<{ readonly couple: NewCouple }> {
  const parsed = IntakeRequest.safeParse(request);
  const phones = readPhones(request);
  const problems = [...structureProblems(parsed, request), ...phones.problems];
  const { phone, partnerPhone } = phones;
  if (!parsed.success || problems.length > 0 || phone === undefined || partnerPhone === undefined)
    return { outcome: 'wrong', problems };
  const { partner } = parsed.data;
  return { outcome: 'read', couple: { ...parsed.data, phone, partner: { ...partner, phone: partnerPhone } } };
}

/** A partner's own part, in the same way. */
export function readOwnPart(request: unknown): Reading<{ readonly part: OwnPart }> {
  const parsed = OwnPart.safeParse(request);
  const problems = structureProblems(parsed, request);
  return parsed.success && problems.length === 0
    ? { outcome: 'read', part: parsed.data }
    : { outcome: 'wrong', problems };
}

function readPhones(request: unknown): {
  readonly problems: readonly IntakeProblem[];
  readonly phone?: string | undefined;
  readonly partnerPhone?: string | undefined;
} {
  const isShared = valueAt(request, ['sharedPhone']) === true;
  const own = readNumber('phone', valueAt(request, ['phone']));
  const typed = valueAt(request, ['partner', 'phone']);
  if (isShared && (typed === undefined || typed === ''))
    return { problems: own.problems, phone: own.phone, partnerPhone: own.phone };

  const other = readNumber('partner.phone', typed);
  const problems = [...own.problems, ...other.problems];
  if (problems.length === 0 && (own.phone === other.phone) !== isShared)
    return { problems: [{ field: 'partner.phone', problem: isShared ? 'two-phones' : 'same-phone' }] };
  return { problems, phone: own.phone, partnerPhone: other.phone };
}

function readNumber(
  field: string,
  typed: unknown,
): { readonly problems: readonly IntakeProblem[]; readonly phone?: string } {
  if (typed === undefined || typed === '') return { problems: [{ field, problem: 'missing' }] };
  const phone = typeof typed === 'string' && typed.length <= 40 ? readPhoneNumber(typed.trim()) : undefined;
  if (phone === undefined) return { problems: [{ field, problem: 'not-a-phone' }] };
  return countries.has(countryOf(phone) ?? '')
    ? { problems: [], phone }
    : { problems: [{ field, problem: 'other-country' }] };
}

/** Everything but the numbers, each field once, in the order of the fields. */
function structureProblems(parsed: z.ZodSafeParseResult<OwnPart>, request: unknown): IntakeProblem[] {
  if (parsed.success)
    return hasSafeTime(parsed.data) ? [] : [{ field: 'schedule.time', problem: 'no-safe-time' }];
  const problems = parsed.error.issues.map(({ path, code }): IntakeProblem => {
    const value = valueAt(request, path);
    const isMissing = value === undefined || value === '' || code === 'too_small';
    const problem = isMissing ? 'missing' : code === 'too_big' ? 'too-long' : 'not-readable';
    return { field: path.map(String).join('.') || 'request', problem };
  });
  return problems.filter(
    ({ field }, index) =>
      !numbers.has(field) && problems.findIndex((other) => other.field === field) === index,
  );
}

/** They are read by themselves: the schema knows only how long they may be. */
const numbers: ReadonlySet<string> = new Set(['phone', 'partner.phone']);

/** Whether a question may leave at the time that was chosen, within the hours that are safe [3a]. */
function hasSafeTime({ schedule, safeHours }: OwnPart): boolean {
  const minute = Number(schedule.time.slice(0, 2)) * 60 + Number(schedule.time.slice(3));
  return permittedHours(defaultSendingWindow, ...(safeHours ? [safeHours] : [])).some(
    ({ from, to }) => from <= minute && minute < to,
  );
}

const valueAt = (request: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    request,
  );

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null;
