import { Permanent, Transient } from '../../runtime/errors.ts';

/**
 * Calls AWS and translates what it throws, once, keeping `cause`. The message names the call and the error's code and
 * nothing else: AWS repeats keys, numbers and addresses in its messages.
 */
export async function callAws<Result>(call: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw ourErrorOf(call, error);
  }
}

/** A foreign error as one of ours; what did not come from AWS or the network is our bug and stays as it is. */
export function ourErrorOf(call: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (mayHelpToRetry(error)) return new Transient(`${call}: ${codeOf(error)}`, { cause: error });
  if ('$metadata' in error)
    return new Permanent(`${call}: ${codeOf(error)}${deniedAction(error)}`, { cause: error });
  return error;
}

/**
 * The error's code: AWS's name for it, or Node's for a network failure. In a realm of its own (a test, a vm) the SDK
 * does not recognise Node's errors and wraps them: the code is in the message then.
 */
export function codeOf(error: Error): string {
  const wrapped = /^AWS SDK error wrapper for .*\b(E[A-Z]{3,})\b/.exec(error.message)?.[1];
  const code = wrapped ?? ('code' in error && typeof error.code === 'string' ? error.code : error.name);
  return /^[A-Za-z0-9_.]{1,80}$/.test(code) ? code : 'UnknownError';
}

/** The HTTP status of the answer; `undefined` where there was none. */
export function statusOf(error: unknown): number | undefined {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** A throttle in any of the names that AWS has for it: nothing was done. */
export const isThrottle = (error: Error): boolean => throttles.has(error.name) || statusOf(error) === 429;

/** The network failed before the request left: nothing was done. */
export const neverLeft = (error: Error): boolean => neverLeftCodes.has(codeOf(error));

function mayHelpToRetry(error: Error): boolean {
  const status = statusOf(error);
  return (
    isThrottle(error) ||
    (status !== undefined && status >= 500) ||
    passing.has(error.name) ||
    networkCodes.has(codeOf(error)) ||
    // The SDK tried and nobody answered, in whatever words.
    (status === undefined && '$metadata' in error)
  );
}

/** `AccessDeniedException` says which grant is missing; its resource may be a phone number and stays out. */
function deniedAction(error: Error): string {
  const action = /perform:? ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(error.message)?.[1];
  return action ? ` (no grant for ${action})` : '';
}

const codes = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const throttles = codes(
  'ThrottlingException ThrottledException Throttling TooManyRequestsException LimitExceededException ' +
    'ProvisionedThroughputExceededException RequestLimitExceeded',
);

const passing = codes(
  'TransactionConflictException TransactionInProgressException TimeoutError AbortError InternalServerError ' +
    'ServiceUnavailable InternalErrorException',
);

const neverLeftCodes = codes('ECONNREFUSED ENOTFOUND EAI_AGAIN');

const networkCodes = codes(
  'ECONNREFUSED ENOTFOUND EAI_AGAIN ECONNRESET ETIMEDOUT EPIPE EHOSTUNREACH ENETUNREACH UND_ERR_SOCKET',
);
