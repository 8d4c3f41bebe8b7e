import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Caller, CloudCalls, Members } from '../aws-service.ts';
import type { TaskRequest } from './execution.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { parseResource, type TaskResource } from './resource.ts';

/**
 * Performs one task of a state machine as its role, through the same door as everybody else. Resolves to the task's
 * output as the real integration shapes it; throws `TaskFailure` with the error name that Retry and Catch match.
 */
export async function performTask(task: TaskRequest, { calls, roleArn }: TaskContext): Promise<Json> {
  const resource = parseResource(task.resource);
  const caller: Caller = { kind: 'role', roleArn: task.roleArn ?? roleArn };
  if (resource.kind === 'lambda') {
    const input = { FunctionName: resource.arn, Payload: JSON.stringify(task.arguments) };
    return (await invokeLambda(input, { calls, caller })).payload;
  }
  const target = targetOf(resource);
  const input = isObject(task.arguments) ? task.arguments : {};
  if (target.service === 'lambda' && !target.sdk) {
    const { payload, answer } = await invokeLambda(lambdaInput(input), { calls, caller });
    return { ...withHttpMetadata(answer), Payload: payload };
  }
  try {
    const service = SIGNING_NAMES[target.service] ?? target.service;
    const members = target.sdk ? input : optimizedInput(target.service, input);
    const output = await calls.call({
      caller,
      service,
      operation: capitalised(target.action),
      // Integrations name every member in PascalCase; this one API has camelCase on the wire.
      input: service === 'states' ? renamed(members, uncapitalised) : members,
    });
    const answer = service === 'states' ? renamed(jsonOf(output), capitalised) : jsonOf(output);
    return target.sdk ? answer : withHttpMetadata(answer);
  } catch (error) {
    throw asTaskFailure(error, target);
  }
}

/** Why a task failed, in the words that Retry and Catch match. */
export class TaskFailure extends Error {
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.name = 'TaskFailure';
    this.error = error;
  }
}

export interface TaskContext {
  readonly calls: CloudCalls;
  /** The state machine's role. */
  readonly roleArn: string;
}

/** Is this the integration that starts another execution and, with `.sync`, waits for its end? */
export function startsExecution(resource: string): boolean {
  return /^arn:[^:]+:states:::states:startExecution(\.|$)/.test(resource);
}

/** Names as an integration error prefixes them; see the developer guide's "error names" of each service. */
const ERROR_PREFIXES: Readonly<Record<string, readonly [optimized: string, sdk: string]>> = {
  dynamodb: ['DynamoDB', 'DynamoDb'],
  sqs: ['SQS', 'Sqs'],
  sns: ['SNS', 'Sns'],
  states: ['StepFunctions', 'Sfn'],
  sfn: ['StepFunctions', 'Sfn'],
  lambda: ['Lambda', 'Lambda'],
  sesv2: ['SesV2', 'SesV2'],
  scheduler: ['Scheduler', 'Scheduler'],
};

/** Where the integration's name of a service differs from the one it signs with. */
const SIGNING_NAMES: Readonly<Record<string, string>> = { sfn: 'states', sesv2: 'ses' };

interface Target {
  readonly sdk: boolean;
  /** As the integration names it: `sfn`, `sesv2`. */
  readonly service: string;
  readonly action: string;
}

function targetOf({ resourceType, resource }: TaskResource): Target {
  const sdk = resourceType.startsWith('aws-sdk:');
  return { sdk, service: resourceType.replace('aws-sdk:', ''), action: resource.replace(/\..*$/, '') };
}

async function invokeLambda(
  input: Members,
  { calls, caller }: { calls: CloudCalls; caller: Caller },
): Promise<{ payload: Json; answer: JsonObject }> {
  let output: Members;
  try {
    output = await calls.call({ caller, service: 'lambda', operation: 'Invoke', input });
  } catch (error) {
    throw asTaskFailure(error, { sdk: false, service: 'lambda', action: 'invoke' });
  }
  const payload = parsedPayload(output['Payload']);
  if (output['FunctionError'] !== undefined) {
    const thrown = isObject(payload) ? payload : {};
    const name = typeof thrown['errorType'] === 'string' ? thrown['errorType'] : 'Lambda.Unknown';
    throw new TaskFailure(name, JSON.stringify(payload));
  }
  return { payload, answer: { ExecutedVersion: '$LATEST', StatusCode: 200 } };
}

/** A text as `Payload` travels as it is; anything else as its JSON. */
function lambdaInput(input: JsonObject): Members {
  const payload = input['Payload'];
  if (payload === undefined) return { ...input, Payload: '{}' };
  return {
    ...input,
    Payload: typeof payload === 'string' && isJson(payload) ? payload : JSON.stringify(payload),
  };
}

/** The optimized integrations take objects where the API wants their text. */
function optimizedInput(service: string, input: JsonObject): Members {
  const texts: Record<string, readonly string[]> = {
    sqs: ['MessageBody'],
    sns: ['Message'],
    states: ['Input'],
  };
  const copy: Members = { ...input };
  for (const name of texts[service] ?? []) {
    if (copy[name] !== undefined && typeof copy[name] !== 'string') copy[name] = JSON.stringify(copy[name]);
  }
  return copy;
}

function withHttpMetadata(output: JsonObject): JsonObject {
  return {
    ...output,
    SdkHttpMetadata: { HttpStatusCode: 200, AllHttpHeaders: {}, HttpHeaders: {} },
    SdkResponseMetadata: { RequestId: randomUUID() },
  };
}

function asTaskFailure(error: unknown, target: Target): TaskFailure {
  if (error instanceof TaskFailure) return error;
  if (!(error instanceof AwsError)) throw error;
  const denied = error.code.startsWith('AccessDenied') || error.code === 'AuthorizationError';
  const index = target.sdk ? 1 : 0;
  const prefix = ERROR_PREFIXES[target.service]?.[index] ?? capitalised(target.service);
  const cause = `${error.message} (Service: ${prefix}, Status Code: ${denied ? 403 : error.status}, Request ID: ${randomUUID()})`;
  if (denied && target.service === 'lambda') return new TaskFailure('Lambda.AWSLambdaException', cause);
  const name = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`;
  return new TaskFailure(`${prefix}.${name}`, cause);
}

function parsedPayload(payload: unknown): Json {
  if (typeof payload !== 'string' || payload === '') return null;
  return JSON.parse(payload) as Json;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function jsonOf(output: Members): JsonObject {
  return JSON.parse(JSON.stringify(output)) as JsonObject;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Names of members only: their values are ids, texts and numbers in every operation that a state machine calls. */
function renamed<T>(members: Record<string, T>, rename: (name: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [rename(name), value]));
}
