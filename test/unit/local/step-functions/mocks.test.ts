import type { JsonObject } from '#local/step-functions/json';
import { functionNameOf, parseMocks } from '#local/step-functions/mocks';
import { invoke, returns, runCase, throws } from './run-case.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:work';

const outputOf = async (state: JsonObject, mocks: JsonObject) => {
  const given = { title: '', states: { Call: state }, mocks };
  return (await runCase(given, 'live')).execution.output;
};
const called = (name: string) =>
  invoke({ Arguments: { FunctionName: name, Payload: {} }, Output: '{% $states.result.Payload %}' });

test.each([
  ['work', 'work'],
  ['work', arn],
  ['work:live', 'work'],
  ['work', 'work:3'],
  [arn, 'work'],
  [arn, `${arn}:live`],
  [`${arn}:$LATEST`, 'work'],
  ['000000000000:function:work', arn],
  ['${SendCheckIn}', '${SendCheckIn}'],
  ['${SendCheckIn}', 'SendCheckIn'],
  ['<lambda_function_name>', '<lambda_function_name>'],
  [`${arn.slice(0, -4)}<name>`, '<name>'],
])('a call of %s finds the mock of %s', async (name, key) => {
  expect(await outputOf(called(name), { [key]: returns('found') })).toBe('found');
});

test('a mock of the state goes before one of the function', async () => {
  expect(await outputOf(called('work'), { work: returns('function'), Call: returns('state') })).toBe('state');
});

test("a state's answer with a Payload is the whole result, a function's answer is the payload", async () => {
  const whole = invoke({ Output: '{% $states.result %}' });

  expect(await outputOf(whole, { Call: returns({ Payload: 1 }) })).toEqual({ Payload: 1 });
  expect(await outputOf(called('work'), { work: returns({ Payload: 1 }) })).toEqual({ Payload: 1 });
  expect(await outputOf(whole, { work: returns({ Payload: 1, StatusCode: 202 }) })).toEqual({
    Payload: 1,
    StatusCode: 202,
  });
});

test('answers come one after the other; the last one repeats', async () => {
  const retrying = { ...called('work'), Retry: [{ ErrorEquals: ['E'], MaxAttempts: 5 }] };

  expect(await outputOf(retrying, { work: [throws('E'), throws('E'), returns('third')] })).toBe('third');
  expect(await outputOf(retrying, { work: { '0-2': throws('E'), '3': returns('fourth') } })).toBe('fourth');
});

test('a cause that is JSON becomes its text', () => {
  expect(parseMocks({ f: { Throw: { Error: 'E', Cause: { a: 1 } } } })).toEqual({
    f: [{ Throw: { Error: 'E', Cause: '{"a":1}' } }],
  });
});

test.each([
  ['a list', [], /must be a JSON object/],
  ['no answers', { f: [] }, /Mock "f": the list of answers is empty/],
  ['an answer of both kinds', { f: [{ Return: 1, Throw: {} }] }, /Mock "f": an answer is/],
  ['a number', { f: 1 }, /Mock "f": an answer is/],
  ['a Throw that is text', { f: { Throw: 'E' } }, /Mock "f": "Throw" must be an object/],
  ['an Error that is no text', { f: { Throw: { Error: 1 } } }, /Mock "f": "Error" must be a string/],
])('mocks with %s are refused', (_, mocks, message) => {
  expect(() => parseMocks(mocks as JsonObject)).toThrow(message);
});

test('the name of a function is what is between its ARN and its version', () => {
  expect([arn, `${arn}:7`, 'work', 'work:live', '${a:b}'].map(functionNameOf)).toEqual([
    'work',
    'work',
    'work',
    'work',
    '${a:b}',
  ]);
});
