import { compileConditions } from '#local/iam/conditions';

/** Whether the condition holds for these values of the request. */
function holds(element: unknown, request: Record<string, readonly string[]>): boolean {
  const conditions = compileConditions(element, { place: 'test', knowsKey: () => true });
  return conditions.every((condition) => condition.holds(new Map(Object.entries(request))));
}

const CASES: [operator: string, expected: unknown, actual: readonly string[] | undefined, holds: boolean][] =
  [
    ['StringEquals', 'a', ['a'], true],
    ['StringEquals', ['b', 'a'], ['a'], true],
    ['StringEquals', 'a', ['A'], false],
    ['StringEquals', 'a', undefined, false],
    ['StringEqualsIfExists', 'a', undefined, true],
    ['StringEqualsIfExists', 'a', ['b'], false],
    ['StringEqualsIgnoreCase', 'a', ['A'], true],
    ['StringNotEquals', ['a', 'b'], ['c'], true],
    ['StringNotEquals', ['a', 'b'], ['b'], false],
    ['StringNotEquals', 'a', undefined, true],
    ['StringLike', 'a*', ['abc'], true],
    ['StringLike', 'a?', ['abc'], false],
    ['StringNotLike', 'a*', ['abc'], false],
    ['ArnLike', 'arn:aws:sns:*:*:news', ['arn:aws:sns:us-east-1:000000000000:news'], true],
    ['ArnLike', 'arn:aws:sns:*:news', ['arn:aws:sns:us-east-1:000000000000:news'], false],
    ['ArnEquals', 'arn:aws:sns:us-east-1:0:news', ['arn:aws:sns:us-east-1:0:other'], false],
    ['ArnNotLike', 'arn:aws:sns:*:*:*', ['arn:aws:sqs:us-east-1:0:q'], true],
    ['Bool', 'false', ['true'], false],
    ['Bool', true, ['true'], true],
    ['Null', 'true', undefined, true],
    ['Null', 'true', ['x'], false],
    ['Null', 'false', ['x'], true],
    ['NumericLessThanEquals', '10', ['10'], true],
    ['NumericLessThan', 10, ['10'], false],
    ['NumericGreaterThan', '9', ['10'], true],
    ['NumericNotEquals', '9', ['9'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a'], undefined, true],
    ['ForAnyValue:StringLike', ['a*'], ['x', 'ab'], true],
    ['ForAnyValue:StringLike', ['a*'], ['x', 'y'], false],
    ['ForAnyValue:StringEquals', ['a'], undefined, false],
  ];

test.each(CASES.map(([operator, expected, actual, outcome]) => ({ operator, expected, actual, outcome })))(
  '$operator $expected of $actual is $outcome',
  ({ operator, expected, actual, outcome }) => {
    expect(holds({ [operator]: { Key: expected } }, actual === undefined ? {} : { key: actual })).toBe(
      outcome,
    );
  },
);

test('all operators and keys must hold', () => {
  const element = { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } };

  expect(holds(element, { a: ['1'], b: ['2'], c: ['true'] })).toBe(true);
  expect(holds(element, { a: ['1'], b: ['2'], c: ['false'] })).toBe(false);
  expect(holds(element, { a: ['1'], c: ['true'] })).toBe(false);
});

const compile = (element: unknown) => () =>
  compileConditions(element, { place: 'test', knowsKey: () => true });

test('what cannot be compared is refused when compiled', () => {
  expect(compile({ NumericEquals: { a: 'many' } })).toThrow(/many is not a number/);
  expect(compile({ DateLessThan: { a: 'x' } })).toThrow(/operator DateLessThan is not known/);
  expect(compile({ StringEquals: { a: { b: 1 } } })).toThrow(/not a condition value/);
  expect(compile('x')).toThrow(/Condition must be/);
});
