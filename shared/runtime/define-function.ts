import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/report.ts';
import { readEnvironment, readRuntimeEnvironment, type Environment } from './environment.ts';
import { InvalidInput, invalidInputOf, Permanent, Transient } from './errors.ts';
import { idsByTime } from './new-id.ts';
import { awsClientConfig, type AwsTransport, type Platform } from './platform.ts';
import { framesOf, logThrough, metricsTo, SinkLogger, type LineSink } from './report.ts';

/**
 * Makes a Lambda handler of a factory; the only wrapper there is. Importing it does nothing: environment, clients and
 * dependencies are made on the first invocation, from `process.env` and the system clock on AWS. Every invocation logs
 * STARTED, then COMPLETED or FAILED, by code; the event is never logged.
 *
 * Throws `InvalidInput`, `Permanent` and `Transient` as they are, and a zod failure as `InvalidInput`. Anything else
 * keeps its name and its stack frames but loses its message, because the caller may be an execution history that
 * people read; the original is its `cause`.
 */
export function defineFunction<Env, Output>(
  definition: FunctionDefinition<Env, Output>,
): DefinedFunction<Output> {
  return Object.assign(instanceOf(definition, onAws), {
    withPlatform: (binding: PlatformBinding) =>
      instanceOf(definition, () => ({ ...binding, sink: binding.sink ?? toStdout, metrics: !!binding.sink })),
  });
}

export interface FunctionDefinition<Env, Output> {
  /** The function's folder. */
  readonly name: string;
  /** What it reads from its environment. */
  readonly env: z.ZodType<Env>;
  /** Called once per instance, on its first invocation. */
  readonly build: (env: Env, platform: Platform) => Invoke<Output>;
}

export type Invoke<Output> = (event: unknown, context: Context) => Promise<Output>;

export interface DefinedFunction<Output> extends Invoke<Output> {
  /**
   * A new instance over this environment value and clock, independent of all others: this is how one process runs many
   * functions, each with its own keys. Serves one invocation at a time, as an instance on Lambda does.
   */
  withPlatform(binding: PlatformBinding): Invoke<Output>;
}

export interface PlatformBinding {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly newId?: () => string;
  /** Carries the requests to AWS instead of a connection. */
  readonly transport?: AwsTransport;
  /** Gets each log line and metric line. Without it logs go to standard output and metrics nowhere. */
  readonly sink?: LineSink;
}

interface Binding extends PlatformBinding {
  readonly sink: LineSink;
  readonly metrics?: boolean;
}

const onAws = (): Binding => ({
  environment: process.env,
  clock: { now: () => new Date() },
  sink: toStdout,
});

const toStdout: LineSink = (line) => void process.stdout.write(`${line}\n`);

/** Builds on the first call; a build that failed is tried again on the next. */
function instanceOf<Env, Output>(
  definition: FunctionDefinition<Env, Output>,
  bindingOf: () => Binding,
): Invoke<Output> {
  let built: Promise<Invoke<Output>> | undefined;
  return async (event, context) => {
    built ??= buildInstance(definition, bindingOf());
    const invoke = await built.catch((error: unknown) => {
      built = undefined;
      throw error;
    });
    return invoke(event, context);
  };
}

async function buildInstance<Env, Output>(
  { name, env, build }: FunctionDefinition<Env, Output>,
  { environment, clock, newId = idsByTime(clock), transport, sink, metrics: metricsOn = true }: Binding,
): Promise<Invoke<Output>> {
  const runtime = readRuntimeEnvironment(environment);
  const logger = new SinkLogger({ name, level: runtime.LOG_LEVEL, sink });
  const log = logThrough(logger);
  const metrics = metricsTo(metricsOn ? sink : () => undefined, name);
  const aws = { ...awsClientConfig(runtime), ...(transport && { transport }) };
  const platform: Platform = { clock, newId, aws, log, metrics };
  const invoke = build(readEnvironment(env, environment), platform);

  const reported: Invoke<Output> = async (event, context) => {
    try {
      log.info('STARTED');
      const output = await invoke(event, context);
      log.info('COMPLETED', { outcome: outcomeIn(output) });
      return output;
    } catch (error) {
      throw reportFailure(log, name, error);
    } finally {
      metrics.flush();
    }
  };
  const traced = runtime.TRACING === 'on' ? [(await import('./tracing.ts')).tracing(name)] : [];
  return middy<unknown, Output>({ timeoutEarlyInMillis: 0 })
    .use([injectLambdaContext(logger, { logEvent: false, resetKeys: true }), ...traced])
    .handler(reported);
}

function reportFailure(log: Log, name: string, thrown: unknown): Error {
  const error = thrown instanceof z.ZodError ? invalidInputOf(thrown) : thrown;
  if (error instanceof InvalidInput || error instanceof Permanent || error instanceof Transient) {
    log.warn('FAILED', { error: error.name });
    return error;
  }
  log.error('FAILED', { error: error instanceof Error ? error.name : 'NotAnError' }, error);
  return withoutMessage(name, error);
}

function withoutMessage(functionName: string, thrown: unknown): Error {
  const error = new Error(`unexpected error in ${functionName}: the log of this request has the details`, {
    cause: thrown,
  });
  if (!(thrown instanceof Error)) return error;
  error.name = thrown.name;
  error.stack = [`${error.name}: ${error.message}`, ...framesOf(thrown)].join('\n    ');
  return error;
}

function outcomeIn(output: unknown): string | undefined {
  const holder =
    typeof output === 'object' && output !== null && 'outcome' in output ? output.outcome : undefined;
  return typeof holder === 'string' ? holder : undefined;
}
