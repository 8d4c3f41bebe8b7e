import type { Signal, TaskRequest } from './execution.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { lambdaResult } from './lambda-result.ts';
import { parseResource, type TaskResource } from './resource.ts';
import type { TaskRunner } from './simulate.ts';

/** What a task answers when it is called for the first time, the second time and so on; the last answer repeats. */
export type Mocks = Record<string, Mock[]>;
export type Mock = { Return: Json } | { Throw: { Error?: string; Cause?: string } };

/** A mocks file, or a call without a mock, that cannot be used. */
export class MockError extends Error {}

/**
 * Reads mocks: an object from a function's name, full or partial ARN, an integration (`sqs:sendMessage`) or a state's
 * name to a list of `{"Return": …}` and `{"Throw": {"Error", "Cause"}}`. One entry may stand for a list of one, and an
 * object with the keys `0`, `1`, `2-5` … for a list. Throws MockError naming the key.
 */
export function parseMocks(value: Json): Mocks {
  if (!isObject(value)) throw new MockError('Mocks: must be a JSON object of names and answers');
  return Object.fromEntries(Object.entries(value).map(([key, answers]) => [key, parseAnswers(key, answers)]));
}

/** Runs tasks by the mocks. Throws MockError for a task without one, unless a task token can still time out. */
export function mockedTasks(mocks: Mocks): TaskRunner {
  const used = new Map<string, number>();
  return (request) => {
    const resource = parseResource(request.resource);
    const found = findMock(mocks, request, resource);
    if (found === undefined) {
      if (resource.pattern === 'callback') return [submitted(request)];
      throw new MockError(missingMock(request, resource));
    }
    const count = used.get(found.key) ?? 0;
    used.set(found.key, count + 1);
    const answers = mocks[found.key]!;
    const mock = answers[Math.min(count, answers.length - 1)]!;
    return 'Return' in mock
      ? succeed(request, { resource, output: mock.Return, byState: found.byState })
      : fail(request, mock.Throw);
  };
}

/** The bare name of a Lambda function given by name, partial or full ARN, with or without a version or alias. */
export function functionNameOf(text: string): string {
  const afterFunction = /(?:^|:)function:(.+)$/.exec(text)?.[1] ?? text;
  // A placeholder is taken as it is: `${Name}` and `<name>` may hold colons.
  return /^(\$\{.*\}|<.*>)$/.test(afterFunction) ? afterFunction : afterFunction.replace(/:[^:<>{}]+$/, '');
}

function parseAnswers(key: string, value: Json): Mock[] {
  if (isObject(value) && !('Return' in value) && !('Throw' in value) && Object.keys(value).every(isRange)) {
    return Object.entries(value).flatMap(([range, answer]) => repeat(range, parseAnswer(key, answer)));
  }
  const answers = (Array.isArray(value) ? value : [value]).map((answer) => parseAnswer(key, answer));
  if (answers.length === 0) throw new MockError(`Mock "${key}": the list of answers is empty`);
  return answers;
}

const isRange = (text: string) => /^\d+(-\d+)?$/.test(text);

function repeat(range: string, answer: Mock): Mock[] {
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, () => answer);
}

function parseAnswer(key: string, answer: Json): Mock {
  const refuse = (problem: string): never => {
    throw new MockError(`Mock "${key}": ${problem}`);
  };
  if (!isObject(answer) || 'Return' in answer === 'Throw' in answer) {
    return refuse('an answer is {"Return": …} or {"Throw": {"Error": "…", "Cause": "…"}}');
  }
  if ('Return' in answer) return { Return: answer['Return']! };
  const thrown = answer['Throw'];
  if (!isObject(thrown)) return refuse('"Throw" must be an object with "Error" and "Cause"');
  const { Error: error, Cause: cause } = thrown;
  if (error !== undefined && error !== null && typeof error !== 'string')
    return refuse('"Error" must be a string');
  return { Throw: { ...(typeof error === 'string' && { Error: error }), ...causeText(cause) } };
}

/** A cause is a string; JSON is taken for the text of the JSON, as Lambda functions give it. */
function causeText(cause: Json | undefined): { Cause?: string } {
  if (cause === undefined || cause === null) return {};
  return { Cause: typeof cause === 'string' ? cause : JSON.stringify(cause) };
}

interface FoundMock {
  key: string;
  byState: boolean;
}

function findMock(mocks: Mocks, request: TaskRequest, resource: TaskResource): FoundMock | undefined {
  if (Object.hasOwn(mocks, request.stateName)) return { key: request.stateName, byState: true };
  const called = calledFunction(request, resource);
  const keys = Object.keys(mocks);
  const key =
    keys.find((name) => name === called || name === request.resource || name === shortResource(resource)) ??
    keys.find((name) => called !== undefined && sameFunction(name, called)) ??
    keys.find((name) => name === `${resource.resourceType}:${resource.resource.split('.')[0]}`);
  return key === undefined ? undefined : { key, byState: false };
}

function sameFunction(one: string, other: string): boolean {
  // A placeholder may be named with or without its braces.
  const bare = (text: string) => functionNameOf(text).replace(/^\$\{(.*)\}$/, '$1');
  return bare(one) === bare(other);
}

/** The function that the task calls, as the definition names it. */
function calledFunction({ arguments: args }: TaskRequest, resource: TaskResource): string | undefined {
  if (resource.kind === 'lambda') return resource.arn;
  const name = isObject(args) ? args['FunctionName'] : undefined;
  return typeof name === 'string' && resource.resourceType.endsWith('lambda') ? name : undefined;
}

const shortResource = ({ resourceType, resource }: TaskResource) => `${resourceType}:${resource}`;

function missingMock(request: TaskRequest, resource: TaskResource): string {
  const called = calledFunction(request, resource);
  const what = called === undefined ? `integration "${shortResource(resource)}"` : `function "${called}"`;
  return `State "${request.stateName}": no mock for the ${what}; add one for the state or for the ${what}`;
}

interface Answer {
  resource: TaskResource;
  output: Json;
  byState: boolean;
}

function succeed(request: TaskRequest, { resource, output, byState }: Answer): { signal: Signal }[] {
  const { taskId, token } = request;
  if (token !== undefined)
    return [submitted(request), { signal: { type: 'callbackSucceeded', token, output } }];
  const invocation = resource.kind === 'service' && resource.resourceType === 'lambda';
  const result = invocation && !isWholeResult(output, byState) ? lambdaResult(output) : output;
  const signal: Signal = { type: 'taskSucceeded', taskId, output: result };
  return resource.pattern === 'sync' ? [submitted(request), { signal }] : [{ signal }];
}

/** Is this the result of `lambda:invoke` rather than the payload in it? A function's own answer only with more marks. */
function isWholeResult(output: Json, byState: boolean): boolean {
  return (
    isObject(output) &&
    'Payload' in output &&
    (byState || 'StatusCode' in output || 'ExecutedVersion' in output)
  );
}

function fail(request: TaskRequest, thrown: { Error?: string; Cause?: string }): { signal: Signal }[] {
  const { taskId, token, pattern } = request;
  const first = pattern === 'requestResponse' ? [] : [submitted(request)];
  const { Error: error, Cause: cause } = thrown;
  // A timeout comes when the task's time is over, if it has a time.
  if (error === 'States.Timeout' && request.timeoutAt !== undefined) return first;
  if (error === 'States.HeartbeatTimeout' && request.heartbeatSeconds !== undefined) return first;
  const timeout = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
  if (token !== undefined && !timeout)
    return [...first, { signal: { type: 'callbackFailed', token, error, cause } }];
  return [...first, { signal: { type: 'taskFailed', taskId, error, cause } }];
}

/** The call behind a `.sync` or `.waitForTaskToken` task has returned; what it returned is of no consequence. */
function submitted({ taskId, resource }: TaskRequest): { signal: Signal } {
  const invocation = resource.includes(':states:::lambda:');
  const output: JsonObject = invocation ? lambdaResult(null) : { SdkHttpMetadata: { HttpStatusCode: 200 } };
  return { signal: { type: 'taskSubmitted', taskId, output } };
}
