import type { Failure } from './execution.ts';
import { type Json, jsonText, typeName } from './json.ts';

/** A state cannot go on, for a reason that retriers and catchers may look at. */
export class StateError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.error);
    this.failure = failure;
  }
}

/** An expression, or a value that it gave, is not usable. Which state it happened in is added by whoever runs the state. */
export class EvaluationError extends Error {
  readonly location: string | undefined;

  constructor(detail: string, location?: string) {
    super(detail);
    this.location = location;
  }
}

/** An expression gave a value of another type than its field takes. */
export function wrongType(
  expected: string,
  value: Json,
  field: { source: string; location: string },
): EvaluationError {
  return new EvaluationError(
    `The JSONata expression '${field.source}' specified for the field '${field.location}' returned an unexpected ` +
      `result type. Expected '${expected}', but was '${typeName(value)}' for value: ${jsonText(value)}`,
    field.location,
  );
}

/** More than a quota of the service allows. */
export function dataLimitExceeded(name: string): StateError {
  return new StateError({
    error: 'States.DataLimitExceeded',
    cause: `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  });
}

/** A task took longer than its `TimeoutSeconds`, or was silent for longer than its `HeartbeatSeconds`. */
export function timedOut(deadline: 'timeout' | 'heartbeat', error = 'States.Timeout'): Failure {
  return {
    error,
    // The service reports both alike; the documentation lets a Catch tell a missed heartbeat by its own name.
    ...((deadline === 'heartbeat' || error === 'States.HeartbeatTimeout') && {
      alias: error === 'States.Timeout' ? 'States.HeartbeatTimeout' : 'States.Timeout',
    }),
    errorOutput: { Error: error, Cause: '' },
  };
}

/** What a Catch sees as `$states.errorOutput`. */
export function errorOutputOf(failure: Failure): Json {
  return failure.errorOutput ?? { Error: failure.error ?? null, Cause: failure.cause ?? null };
}

/** Does a retrier or catcher with these `ErrorEquals` take the failure? */
export function matchesError(errorEquals: readonly string[], failure: Failure): boolean {
  return errorEquals.some((name) => {
    if (name === failure.error || name === failure.alias) return true;
    if (failure.error === 'States.Runtime') return false;
    if (name === 'States.ALL') return true;
    return name === 'States.TaskFailed' && failure.error !== 'States.Timeout' && failure.alias === undefined;
  });
}
