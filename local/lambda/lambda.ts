import { randomUUID } from 'node:crypto';
import type { AwsTransport } from '#shared/runtime/platform';
import { AwsError } from '../aws-error.ts';
import type { AwsService, CloudCalls, Members, RestAnswer, RestRequest } from '../aws-service.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Deployment } from '../template/deployment.ts';
import { createAsynchronousInvocations } from './asynchronous-invocations.ts';
import { functionNameOf, functionSettings, type FunctionSettings } from './function-settings.ts';
import { lambdaEnvironment, type Credentials } from './lambda-environment.ts';
import { LARGEST_PAYLOAD_BYTES, Sandbox, type FunctionExport } from './sandbox.ts';

/**
 * AWS Lambda for the functions of the template, in this process. Each function has as many instances as invocations ever
 * overlapped, each bound to the function's own environment and credentials. Asynchronous invocations are durable.
 */
export function createLambda(options: LambdaOptions): Lambda {
  const { clock, deployment } = options;
  const settings = functionSettings(deployment);
  const sandboxes = new Map(
    [...settings.values()].map((one) => {
      const environment = () =>
        lambdaEnvironment(one, { ...options, credentials: options.credentialsOf(one.roleArn) });
      return [one.name, new Sandbox(one, { ...options, environment })];
    }),
  );
  const running = new Map<string, number>();
  const counts = new Map<string, number>();
  let gigabyteSeconds = 0;

  function sandboxOf(reference: string): Sandbox {
    const name = functionNameOf(reference);
    const sandbox = sandboxes.get(name);
    if (sandbox !== undefined) return sandbox;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arnOf(name)}`, { status: 404 });
  }

  async function invokeJson({
    functionName,
    json,
    requestId = randomUUID(),
  }: InvokeJson): Promise<InvokeJsonAnswer> {
    const sandbox = sandboxOf(functionName);
    const { name, reservedConcurrency = Infinity } = sandbox.settings;
    refuseAbove(LARGEST_PAYLOAD_BYTES, json);
    const busy = running.get(name) ?? 0;
    if (busy >= reservedConcurrency) {
      const members = { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' };
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429, members });
    }
    running.set(name, busy + 1);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    try {
      const { milliseconds = 0, ...outcome } = await clock.work(() => sandbox.run(json, requestId));
      gigabyteSeconds += (sandbox.settings.memoryMegabytes / 1_024) * (Math.ceil(milliseconds) / 1_000);
      return { ...outcome, requestId };
    } finally {
      running.set(name, (running.get(name) ?? 1) - 1);
    }
  }

  const asynchronous = createAsynchronousInvocations({
    ...options,
    invokeJson,
    settingsOf: (name) => sandboxOf(name).settings,
  });

  async function runInvoke(input: Members): Promise<Members> {
    const functionName = nameMember(input);
    const json = payloadText(input['Payload']);
    const type = input['InvocationType'] ?? 'RequestResponse';
    if (type === 'DryRun') {
      sandboxOf(functionName);
      return { StatusCode: 204 };
    }
    if (type === 'Event') {
      const { name } = sandboxOf(functionName).settings;
      refuseAbove(LARGEST_EVENT_BYTES, json);
      asynchronous.accept(name, json);
      return { StatusCode: 202 };
    }
    if (type !== 'RequestResponse') {
      throw new AwsError(
        'InvalidParameterValueException',
        'InvocationType must be RequestResponse, Event or DryRun.',
      );
    }
    const answer = await invokeJson({ functionName, json });
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      ...(answer.functionError && { FunctionError: answer.functionError }),
      Payload: answer.json,
    };
  }

  return {
    service: {
      name: 'lambda',
      wire: 'rest',
      operations: {
        Invoke: {
          access: (input) => [
            {
              action: 'lambda:InvokeFunction',
              resource: arnOf(functionNameOf(nameMember(input))),
            },
          ],
          run: runInvoke,
        },
      },
      route,
      encode,
    },
    invoke: async ({ functionName, payload, requestId }) => {
      const json = JSON.stringify(payload) ?? 'null';
      const answer = await invokeJson({ functionName, json, ...(requestId !== undefined && { requestId }) });
      const { functionError } = answer;
      return {
        statusCode: 200,
        executedVersion: '$LATEST',
        payload: JSON.parse(answer.json),
        requestId: answer.requestId,
        ...(functionError && { functionError }),
      };
    },
    settingsOf: (reference) => settings.get(functionNameOf(reference)),
    counts: () => counts,
    gigabyteSeconds: () => gigabyteSeconds,
  };
}

export interface Lambda {
  readonly service: AwsService;
  /**
   * Invokes and waits for the result. No rights are checked: that is `calls.call` with `lambda` `Invoke`. What the
   * function throws is an answer; rejects with `AwsError` for an unknown function, a throttle or a payload over 6 MB.
   */
  invoke(request: InvokeRequest): Promise<InvokeAnswer>;
  settingsOf(nameOrArn: string): FunctionSettings | undefined;
  /** Invocations by function name since the process started. */
  counts(): ReadonlyMap<string, number>;
  /** Memory in the template times wall time of the handlers on this machine, in whole milliseconds as on the bill. */
  gigabyteSeconds(): number;
}

export interface InvokeRequest {
  /** A name or an ARN, with or without version or alias. */
  readonly functionName: string;
  /** A JSON value. */
  readonly payload: unknown;
  readonly requestId?: string;
}

export interface InvokeAnswer {
  readonly statusCode: 200;
  readonly executedVersion: '$LATEST';
  readonly requestId: string;
  /** The result, or `{errorType, errorMessage, trace}` when `functionError` is set. */
  readonly payload: unknown;
  readonly functionError?: 'Unhandled';
}

export interface LambdaOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly calls: CloudCalls;
  readonly report: (line: string) => void;
  /** Loads `functions/<folder>/index.ts` and gives its export `handler`. */
  readonly loadFunction: (folder: string) => Promise<FunctionExport>;
  readonly credentialsOf: (roleArn: string) => Credentials;
  /** The functions' own way to AWS; without it their clients connect to `endpointUrl`. */
  readonly transport?: AwsTransport;
  /** Where the embedded cloud listens. */
  readonly endpointUrl: () => string;
  /** More variables for every function, e.g. `AWS_ENDPOINT_URL_DYNAMODB`; the template's own win. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets every line that a function logs; without it they go where the function sends them. */
  readonly sink?: (line: string) => void;
}

export interface InvokeJson {
  readonly functionName: string;
  readonly json: string;
  readonly requestId?: string;
}

export interface InvokeJsonAnswer {
  readonly json: string;
  readonly requestId: string;
  readonly functionError?: 'Unhandled';
}

/** Lambda's limit for an asynchronous event: 1 MB since October 2025. */
const LARGEST_EVENT_BYTES = 1_024 * 1_024;

function refuseAbove(limit: number, json: string): void {
  if (Buffer.byteLength(json) <= limit) return;
  const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
  throw new AwsError('RequestTooLargeException', message, { status: 413 });
}

/** Text is the payload's JSON, as on the wire; anything else is the value itself. */
function payloadText(payload: unknown): string {
  if (payload === undefined || payload === '') return '{}';
  if (typeof payload !== 'string') return JSON.stringify(payload);
  try {
    JSON.parse(payload);
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: it is not valid JSON.',
    );
  }
  return payload;
}

function nameMember({ FunctionName }: Members): string {
  if (typeof FunctionName === 'string' && FunctionName !== '') return FunctionName;
  throw new AwsError('ValidationException', 'FunctionName must be a name or an ARN.');
}

function arnOf(name: string): string {
  return `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`;
}

function route({ method, path, headers, rawBody }: RestRequest): RoutedRequest | undefined {
  const match = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/.exec(path);
  if (method !== 'POST' || match?.[1] === undefined) return undefined;
  return {
    operation: 'Invoke',
    input: {
      FunctionName: decodeURIComponent(match[1]),
      InvocationType: headers['x-amz-invocation-type'] ?? 'RequestResponse',
      Payload: rawBody,
    },
  };
}

/** How the answer of `Invoke` travels: the payload is the body, the rest are headers. */
function encode(_operation: string, output: Members): RestAnswer {
  const { StatusCode, FunctionError, ExecutedVersion, Payload } = output;
  return {
    status: Number(StatusCode),
    headers: {
      'content-type': 'application/json',
      ...(typeof ExecutedVersion === 'string' && { 'x-amz-executed-version': ExecutedVersion }),
      ...(typeof FunctionError === 'string' && { 'x-amz-function-error': FunctionError }),
    },
    body: typeof Payload === 'string' ? Payload : '',
  };
}

interface RoutedRequest {
  readonly operation: string;
  readonly input: Members;
}
