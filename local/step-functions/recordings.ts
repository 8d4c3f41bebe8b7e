import type { Signal, TaskRequest } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { lambdaResult } from './lambda-result.ts';
import { functionNameOf } from './mocks.ts';
import { parseStateMachine } from './parse-state-machine.ts';
import { simulate, type Simulated, type TaskRunner } from './simulate.ts';
import { type Wildcards, matches, wildcards } from './wildcards.ts';

/** An execution recorded on the real service; only what is used here. */
export interface Recording {
  name: string;
  lang: 'jsonata' | 'neutral' | 'converted';
  definition: JsonObject;
  input: Json;
  placeholders: string[];
  concurrent?: boolean;
  lambdas?: Record<string, LambdaBehaviour>;
  callback?: { action: string; afterSeconds?: number; output?: string; error?: string; cause?: string };
  expected: Expected;
}

export interface Expected {
  status: string;
  output?: Json;
  error?: string;
  cause?: Json;
  eventTypes: string[];
  eventTypesLossy?: boolean;
  previousEventIds?: number[];
  evaluationFailed?: JsonObject;
  states?: { type: string; name: string; input?: Json; output?: Json; assigned?: JsonObject }[];
  scheduled?: ({ type: string; parameters?: Json } & JsonObject)[];
}

type LambdaBehaviour = { behaviour: string } & JsonObject;

/** Runs a recording and lists, in a few words each, where the outcome differs from what the service did. */
export async function replay(recording: Recording): Promise<string[]> {
  try {
    const machine = parseStateMachine(JSON.stringify(recording.definition));
    return compare(
      recording,
      await simulate(machine, { input: recording.input, runTask: taskRunner(recording) }),
    );
  } catch (error) {
    return [`threw: ${(error as Error).message}`];
  }
}

/** Where the simulated execution differs from the recorded one, by the rules in the file's header. */
function compare(
  { expected, concurrent = false, placeholders }: Recording,
  { execution, history }: Simulated,
): string[] {
  const wild = wildcards(placeholders);
  const difference = (what: string, want: unknown, got: unknown): string[] =>
    matches(want, got, wild) ? [] : [`${what}: expected ${brief(want)}, got ${brief(got)}`];
  return [
    ...difference('status', expected.status, execution.status),
    ...('output' in expected ? difference('output', expected.output, execution.output) : []),
    ...difference('error', expected.error, execution.error),
    ...difference('cause', expected.cause, execution.cause),
    ...difference('events', ...eventTypes(expected, history, concurrent)),
    ...(concurrent || !expected.previousEventIds
      ? []
      : difference('previous', expected.previousEventIds, previous(history))),
    ...difference('evaluation', expected.evaluationFailed, evaluationFailed(history)),
    ...compareStates(expected, history, { concurrent, wild }),
    ...compareScheduled(expected, history, { concurrent, wild }),
  ];
}

function eventTypes(expected: Expected, history: HistoryEvent[], concurrent: boolean): [unknown, unknown] {
  if (expected.eventTypesLossy) return [null, null];
  const types = history.map(({ type }) => type);
  return concurrent ? [expected.eventTypes.toSorted(), types.toSorted()] : [expected.eventTypes, types];
}

const previous = (history: HistoryEvent[]) => history.map(({ previousEventId }) => previousEventId);

function evaluationFailed(history: HistoryEvent[]): unknown {
  const details = history.find(({ type }) => type === 'EvaluationFailed')?.evaluationFailedEventDetails;
  if (details === undefined) return undefined;
  const { state: _, ...recorded } = details;
  return recorded;
}

interface Comparison {
  concurrent: boolean;
  wild: Wildcards;
}

function compareStates(
  { states = [], eventTypesLossy }: Expected,
  history: HistoryEvent[],
  how: Comparison,
): string[] {
  const got = history.flatMap<JsonObject>(
    ({ type, stateEnteredEventDetails: entered, stateExitedEventDetails: exited }) => {
      if (entered) return [{ type, name: entered.name, input: JSON.parse(entered.input) as Json }];
      if (!exited) return [];
      const assigned = exited.assignedVariables && mapValues(exited.assignedVariables);
      return [
        { type, name: exited.name, output: JSON.parse(exited.output) as Json, ...(assigned && { assigned }) },
      ];
    },
  );
  return eventTypesLossy ? [] : compareLists('state', { want: states, got }, how);
}

const mapValues = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.parse(text) as Json]));

function compareScheduled({ scheduled = [] }: Expected, history: HistoryEvent[], how: Comparison): string[] {
  const got = history.flatMap(
    ({ type, taskScheduledEventDetails: task, lambdaFunctionScheduledEventDetails: call }) => {
      if (task) {
        const { region: _, taskCredentials: __, parameters, ...rest } = task;
        return [{ type, ...rest, parameters: JSON.parse(parameters) as Json }];
      }
      return call ? [lambdaScheduled(type, call)] : [];
    },
  );
  return compareLists('scheduled', { want: scheduled, got }, how);
}

function lambdaScheduled(
  type: string,
  call: NonNullable<HistoryEvent['lambdaFunctionScheduledEventDetails']>,
) {
  const { inputDetails: _, taskCredentials: __, input, ...rest } = call;
  return { type, ...rest, parameters: JSON.parse(input) as Json };
}

/** In order; where the service did several things at once, in any order. */
function compareLists(
  what: string,
  { want, got }: { want: unknown[]; got: unknown[] },
  how: Comparison,
): string[] {
  if (!how.concurrent) {
    const index = want.findIndex((item, at) => !matches(item, got[at], how.wild));
    return index < 0 ? [] : [`${what} ${index}: expected ${brief(want[index])}, got ${brief(got[index])}`];
  }
  const left = [...got];
  for (const item of want) {
    const index = left.findIndex((candidate) => matches(item, candidate, how.wild));
    if (index < 0) return [`${what}: no match for ${brief(item)}`];
    left.splice(index, 1);
  }
  return [];
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** Plays the Lambda functions and the holders of task tokens as the recording describes them. */
function taskRunner({ lambdas = {}, callback }: Recording): TaskRunner {
  return (request) => {
    if (request.pattern === 'callback' && callback) return callbackAnswers(request, callback);
    const plain = /:lambda:[^:]*:[^:]*:function:/.test(request.resource);
    const name = plain ? request.resource : String((request.arguments as JsonObject)['FunctionName']);
    const behaviour = Object.entries(lambdas).find(
      ([key]) => functionNameOf(key) === functionNameOf(name),
    )?.[1];
    if (!behaviour) throw new Error(`no behaviour for the task of state "${request.stateName}"`);
    return lambdaAnswers(request, behaviour, plain);
  };
}

function lambdaAnswers({ taskId, arguments: args }: TaskRequest, lambda: LambdaBehaviour, plain: boolean) {
  const event = plain ? args : payloadOf((args as JsonObject)['Payload']);
  const succeed = (value: Json) => {
    const tail = !plain && (args as JsonObject)['LogType'] === 'Tail' ? { LogResult: 'bG9n' } : {};
    const output = plain ? value : { ...lambdaResult(value), ...tail };
    return [
      {
        afterMs: Number(lambda['seconds'] ?? 0) * 1000,
        signal: { type: 'taskSucceeded', taskId, output } as Signal,
      },
    ];
  };
  switch (lambda.behaviour) {
    case 'identity':
    case 'sleep':
      return succeed(event);
    case 'value':
      return succeed(lambda['value'] ?? null);
    case 'large':
      return succeed('x'.repeat(Number(lambda['size'])));
    case 'python-fstring':
      return succeed(formatPython(lambda, event));
    case 'throw':
      return [{ signal: { type: 'taskFailed', taskId, ...lambdaError(lambda) } as Signal }];
    default:
      throw new Error(`unknown behaviour "${lambda.behaviour}"`);
  }
}

/** A string is sent as it is, and the function reads it as JSON; no payload is an empty event. */
function payloadOf(payload: Json | undefined): Json {
  if (payload === undefined || payload === null) return {};
  return typeof payload === 'string' ? (JSON.parse(payload) as Json) : payload;
}

function lambdaError({ errorType, errorMessage, cause }: JsonObject) {
  const text = typeof cause === 'string' ? cause : JSON.stringify(cause ?? { errorMessage, errorType });
  return { error: String(errorType), cause: text };
}

/** `f"Hello {event['name']}"`: the text with values of the event in it. */
function formatPython(lambda: LambdaBehaviour, event: Json): string {
  const [, template = ''] =
    Object.entries(lambda).find(([key, value]) => key !== 'behaviour' && typeof value === 'string') ?? [];
  return String(template).replaceAll(/\{event((?:\[[^\]]+\])*)\}/g, (_match, path: string) => {
    const keys = [...path.matchAll(/\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/g)].map(
      ([, a, b, c]) => a ?? b ?? c ?? '',
    );
    const value = keys.reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[key],
      event,
    );
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function callbackAnswers(
  { taskId, token = '', arguments: args }: TaskRequest,
  callback: NonNullable<Recording['callback']>,
) {
  const submitted = { signal: { type: 'taskSubmitted', taskId, output: { MessageId: 'id' } } as Signal };
  const afterMs = (callback.afterSeconds ?? 1) * 1000;
  const answer = (signal: Signal, delay = afterMs) => ({ afterMs: delay, signal });
  switch (callback.action) {
    case 'success':
      return [
        submitted,
        answer({ type: 'callbackSucceeded', token, output: callbackOutput(args, callback.output) }),
      ];
    case 'heartbeat-then-success': {
      const output = callbackOutput(args, callback.output);
      return [
        submitted,
        answer({ type: 'heartbeat', token }),
        answer({ type: 'callbackSucceeded', token, output }, afterMs + 1000),
      ];
    }
    case 'failure':
      return [
        submitted,
        answer({ type: 'callbackFailed', token, error: callback.error, cause: callback.cause }),
      ];
    default:
      return [submitted];
  }
}

function callbackOutput(args: Json, path = 'messageBody'): Json {
  let value: Json = (args as JsonObject)['MessageBody'] ?? {};
  for (const key of path.split('.').slice(1)) value = isObject(value) ? (value[key] ?? null) : null;
  return value;
}
