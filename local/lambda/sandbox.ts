import type { Context } from 'aws-lambda';
import type { AwsTransport } from '#shared/runtime/platform';
import type { VirtualClock } from '../clock.ts';
import type { FunctionSettings } from './function-settings.ts';

/**
 * Where one function runs. Its code is loaded on the first invocation; each instance of it is bound to the function's
 * environment and serves one invocation at a time, as on AWS. An instance that timed out is thrown away. Event and
 * result pass through JSON.
 */
export class Sandbox {
  readonly settings: FunctionSettings;
  readonly #options: SandboxOptions;
  readonly #idle: Handler[] = [];

  constructor(settings: FunctionSettings, options: SandboxOptions) {
    this.settings = settings;
    this.#options = options;
  }

  /** Never rejects: what the handler throws is an answer with `functionError`. The timeout is wall time. */
  async run(eventJson: string, requestId: string): Promise<Outcome> {
    let instance: Handler;
    try {
      instance = this.#idle.pop() ?? (await this.#load());
    } catch (error) {
      return failed(describe(error));
    }
    // Loading is Lambda's init phase: the timeout starts after it.
    const { timeoutSeconds } = this.settings;
    const endsAt = Date.now() + timeoutSeconds * 1_000;
    const startedAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const timedOut = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), timeoutSeconds * 1_000);
      // A handler that hangs must not keep a process alive that is otherwise done.
      timer.unref();
    });
    const outcome = await Promise.race([
      this.#answer(instance, eventJson, this.#context(requestId, endsAt)),
      timedOut,
    ]);
    clearTimeout(timer);
    const milliseconds = performance.now() - startedAt;
    if (outcome === undefined) {
      const errorMessage = `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      return { ...failed({ errorType: 'Sandbox.Timedout', errorMessage }), milliseconds };
    }
    this.#idle.push(instance);
    return { ...outcome, milliseconds };
  }

  async #answer(instance: Handler, eventJson: string, context: Context): Promise<Outcome> {
    try {
      return succeeded(await instance(JSON.parse(eventJson), context));
    } catch (error) {
      return failed(describe(error));
    }
  }

  async #load(): Promise<Handler> {
    const { folder, logicalId } = this.settings;
    if (folder === undefined)
      throw new Error(`${logicalId} has no metadata alongside:folder, so there is no code to run`);
    const { clock, sink, loadFunction, environment, transport } = this.#options;
    const exported = await loadFunction(folder);
    const platform = {
      environment: environment(),
      clock: { now: () => new Date(clock.now()) },
      ...(transport && { transport }),
      ...(sink && { sink }),
    };
    return exported.withPlatform?.(platform) ?? exported;
  }

  #context(requestId: string, endsAt: number): Context {
    const { name, arn, memoryMegabytes } = this.settings;
    return {
      callbackWaitsForEmptyEventLoop: true,
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: String(memoryMegabytes),
      awsRequestId: requestId,
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: 'local',
      getRemainingTimeInMillis: () => Math.max(endsAt - Date.now(), 0),
      done: () => undefined,
      fail: () => undefined,
      succeed: () => undefined,
    };
  }
}

/** What `functions/<folder>/index.ts` exports as `handler`: callable, and bindable to an environment value and a clock. */
export type FunctionExport = Handler & {
  withPlatform?(platform: LocalPlatform): Handler;
};

export interface LocalPlatform {
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: { now(): Date };
  readonly transport?: AwsTransport;
  readonly sink?: (line: string) => void;
}

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

export interface SandboxOptions {
  readonly clock: VirtualClock;
  readonly loadFunction: (folder: string) => Promise<FunctionExport>;
  readonly environment: () => Readonly<Record<string, string>>;
  readonly transport?: AwsTransport;
  readonly sink?: (line: string) => void;
}

/** JSON text of the result, or of `{errorType, errorMessage, trace}`. */
export interface Outcome {
  readonly json: string;
  readonly functionError?: 'Unhandled';
  /** Wall time of the handler, without loading its code. Absent when it never ran. */
  readonly milliseconds?: number;
}

/** Lambda's limit for a synchronous request and its answer. */
export const LARGEST_PAYLOAD_BYTES = 6 * 1_024 * 1_024;

function succeeded(result: unknown): Outcome {
  let json: string;
  try {
    // A function, a symbol and undefined have no JSON: Lambda answers null.
    json = JSON.stringify(result) ?? 'null';
  } catch {
    return failed({ errorType: 'Runtime.MarshalError', errorMessage: 'Unable to stringify response body' });
  }
  if (Buffer.byteLength(json) <= LARGEST_PAYLOAD_BYTES) return { json };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD_BYTES} bytes).`;
  return failed({ errorType: 'Function.ResponseSizeTooLarge', errorMessage });
}

function failed(error: FunctionFailure): Outcome {
  return { json: JSON.stringify(error), functionError: 'Unhandled' };
}

function describe(error: unknown): FunctionFailure {
  if (!(error instanceof Error) && !isErrorLike(error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

/** Errors that come from another realm (a test runner's sandbox) are no `instanceof Error` here. */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}

interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
