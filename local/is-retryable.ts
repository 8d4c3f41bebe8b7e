import { AwsError } from './aws-error.ts';

/**
 * Whether an AWS service that delivers for somebody tries again after this error: throttles and server faults yes;
 * a refusal (no permission, no such target, bad request) no, because the next answer would be the same.
 */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof AwsError)) return false;
  return (
    error.status >= 500 ||
    error.status === 429 ||
    /throttl|toomanyrequests|provisionedthroughput/i.test(error.code)
  );
}

/** The error's code, for a line or a dead-letter attribute. Messages stay out of it: they could name a person. */
export function codeOf(error: unknown): string {
  if (error instanceof AwsError) return error.code;
  return error instanceof Error ? error.name : 'UnknownError';
}
