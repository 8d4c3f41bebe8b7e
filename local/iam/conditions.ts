import type { KnowsKey } from './condition-keys.ts';
import { IamError } from './iam-error.ts';
import { arnPattern, textPattern } from './patterns.ts';

/** One operator over one key. True or false for a request, never "unknown": what is not known is refused at start. */
export interface Condition {
  readonly key: string;
  holds(context: RequestContext): boolean;
}

/** Values of the request by condition key in lower case; an absent key was not part of the request. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** Compiles a statement's `Condition` element. Throws `IamError` for operators and keys that this cloud does not know. */
export function compileConditions(element: unknown, { place, knowsKey }: Options): readonly Condition[] {
  if (element === undefined) return [];
  return members(element, place).flatMap(([operator, keys]) =>
    members(keys, `${place}, Condition.${operator}`).map(([key, value]) => {
      if (!knowsKey(key)) {
        throw new IamError(
          place,
          `condition key ${key} is not known here. Add it to condition-keys.ts and to the requests that carry it`,
        );
      }
      return compile(operator, { key: key.toLowerCase(), expected: values(value, place), place });
    }),
  );
}

interface Options {
  readonly place: string;
  readonly knowsKey: KnowsKey;
}

interface Comparison {
  readonly key: string;
  readonly expected: readonly string[];
  readonly place: string;
}

function compile(operator: string, { key, expected, place }: Comparison): Condition {
  const parsed = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator);
  const [, set, base = '', ifExists] = parsed ?? [];
  if (base === 'Null') {
    const wantsAbsent = expected[0]?.toLowerCase() === 'true';
    return { key, holds: (context) => ((context.get(key)?.length ?? 0) === 0) === wantsAbsent };
  }
  const comparison = OPERATORS[base];
  if (comparison === undefined) {
    const known = [...Object.keys(OPERATORS), 'Null'].join(', ');
    throw new IamError(place, `condition operator ${operator} is not known here. Known: ${known}`);
  }
  const tests = expected.map((value) => comparison.test(value, place));
  // A negated operator holds when none of the values matches, a plain one when at least one does.
  const accepts = (actual: string) =>
    comparison.negated ? !tests.some((test) => test(actual)) : tests.some((test) => test(actual));
  return {
    key,
    holds: (context) => {
      const actual = context.get(key) ?? [];
      if (set === 'ForAllValues') return actual.every(accepts);
      if (actual.length === 0) {
        return ifExists !== undefined || (set === undefined && comparison.negated);
      }
      // Without a set operator, "not equal" is meant of every value there is.
      return set === undefined && comparison.negated ? actual.every(accepts) : actual.some(accepts);
    },
  };
}

interface Operator {
  readonly negated: boolean;
  test(expected: string, place: string): (actual: string) => boolean;
}

type Test = Operator['test'];
const plain = (test: Test): Operator => ({ negated: false, test });
const negated = (test: Test): Operator => ({ negated: true, test });

const equals: Test = (expected) => (actual) => actual === expected;
const equalsIgnoringCase: Test = (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase();
const like: Test = (expected) => textPattern(expected).matches;
const arnLike: Test = (expected) => arnPattern(expected).matches;
const numeric =
  (compare: (actual: number, expected: number) => boolean): Test =>
  (text, place) => {
    const expected = Number(text);
    if (text.trim() === '' || Number.isNaN(expected)) throw new IamError(place, `${text} is not a number`);
    return (actual) => compare(Number(actual), expected);
  };

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: plain(equals),
  StringNotEquals: negated(equals),
  StringEqualsIgnoreCase: plain(equalsIgnoringCase),
  StringNotEqualsIgnoreCase: negated(equalsIgnoringCase),
  StringLike: plain(like),
  StringNotLike: negated(like),
  ArnEquals: plain(arnLike),
  ArnNotEquals: negated(arnLike),
  ArnLike: plain(arnLike),
  ArnNotLike: negated(arnLike),
  Bool: plain(equalsIgnoringCase),
  NumericEquals: plain(numeric((actual, expected) => actual === expected)),
  NumericNotEquals: negated(numeric((actual, expected) => actual === expected)),
  NumericLessThan: plain(numeric((actual, expected) => actual < expected)),
  NumericLessThanEquals: plain(numeric((actual, expected) => actual <= expected)),
  NumericGreaterThan: plain(numeric((actual, expected) => actual > expected)),
  NumericGreaterThanEquals: plain(numeric((actual, expected) => actual >= expected)),
};

function members(value: unknown, place: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new IamError(place, 'Condition must be {"Operator": {"key": value}}');
  }
  return Object.entries(value);
}

function values(value: unknown, place: string): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item === 'string') {
      if (item.includes('${')) throw new IamError(place, `policy variables are not known here: ${item}`);
      return item;
    }
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw new IamError(place, `${JSON.stringify(item)} is not a condition value`);
  });
}
