import type { EventType } from '#local/step-functions/history';
import type { Json, JsonObject } from '#local/step-functions/json';
import { mockedTasks, parseMocks } from '#local/step-functions/mocks';
import { parseStateMachine } from '#local/step-functions/parse-state-machine';
import { simulate, type Simulated } from '#local/step-functions/simulate';

/** One execution: states and input, and what must come of it. What is not given is not compared. */
export interface Case {
  title: string;
  /** The first state is the start. */
  states: Record<string, JsonObject>;
  /** Fields at the top beside the states. */
  top?: JsonObject;
  input?: Json;
  mocks?: JsonObject;
  status?: string;
  output?: Json;
  error?: string;
  cause?: string | RegExp;
  events?: EventType[];
  /** How often each of these events comes. */
  counts?: Partial<Record<EventType, number>>;
  /** Virtual seconds from start to end. */
  seconds?: number;
  random?: () => number;
}

export function definitionOf({ states, top }: Pick<Case, 'states' | 'top'>): string {
  return JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: Object.keys(states)[0],
    States: states,
    ...top,
  });
}

/** Runs a case; `stored` puts the execution through JSON between all steps, as a restart does. */
export function runCase(given: Case, mode: 'live' | 'stored'): Promise<Simulated> {
  return simulate(parseStateMachine(definitionOf(given)), {
    input: given.input ?? {},
    runTask: mockedTasks(parseMocks(given.mocks ?? {})),
    ...(given.random && { random: given.random }),
    ...(mode === 'stored' && { between: (execution) => JSON.parse(JSON.stringify(execution)) }),
  });
}

export const pass = (fields: JsonObject = {}): JsonObject => ({ Type: 'Pass', ...endOr(fields) });
export const succeed: JsonObject = { Type: 'Succeed' };

/** A `lambda:invoke` of the function `work`. */
export const invoke = (fields: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'work', Payload: {} },
  ...endOr(fields),
});

/** A `lambda:invoke.waitForTaskToken` of the function `ask`. */
export const ask = (fields: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
  ...endOr(fields),
});

export const list = (states: Record<string, JsonObject>): JsonObject => ({
  StartAt: Object.keys(states)[0]!,
  States: states,
});

export const parallel = (branches: Record<string, JsonObject>[], fields: JsonObject = {}): JsonObject => ({
  Type: 'Parallel',
  Branches: branches.map(list),
  ...endOr(fields),
});

export const map = (states: Record<string, JsonObject>, fields: JsonObject = {}): JsonObject => ({
  Type: 'Map',
  ItemProcessor: list(states),
  ...endOr(fields),
});

export const distributedMap = (states: Record<string, JsonObject>, fields: JsonObject = {}): JsonObject => ({
  ...map(states, fields),
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...list(states) },
});

/** Throws the error once per call; the last answer repeats. */
export const throws = (error: string, cause?: string): JsonObject => ({
  Throw: { Error: error, ...(cause !== undefined && { Cause: cause }) },
});
export const returns = (value: Json): JsonObject => ({ Return: value });

const endOr = (fields: JsonObject) => ('Next' in fields ? fields : { ...fields, End: true });
