import type { Branch, ExecutionStatus, TaskError } from './execution.ts';
import { NOT_TRUNCATED } from './history.ts';
import { type Json, jsonText } from './json.ts';
import type { Outcome } from './outcome.ts';
import { optional } from './parse-context.ts';
import { cancelTask } from './states/children.ts';
import type { Turn } from './turn.ts';

/** The root branch has come to its end, one way or the other. */
export function endExecution(turn: Turn, outcome: Outcome): void {
  const { root } = turn.execution;
  if (outcome.type === 'finished') {
    root.status = 'succeeded';
    succeed(turn, outcome.output);
  } else if (outcome.type === 'uncaught') {
    root.failure = outcome.failure;
    failExecution(turn, outcome.failure);
  }
}

/** Fails the execution as a whole; the root branch keeps its place for a redrive. */
export function failExecution(turn: Turn, failure: TaskError): void {
  close(turn, 'FAILED', failure);
  turn.emitEnd('ExecutionFailed', { executionFailedEventDetails: details(failure) });
}

/** `TimeoutSeconds` of the state machine, or the year that the service grants, is over. */
export function timeOutExecution(turn: Turn): void {
  close(turn, 'TIMED_OUT', {});
  turn.emitEnd('ExecutionTimedOut', { previous: 0, executionTimedOutEventDetails: {} });
}

export function abortExecution(turn: Turn, reason: TaskError): void {
  close(turn, 'ABORTED', reason);
  turn.emitEnd('ExecutionAborted', { previous: 0, executionAbortedEventDetails: details(reason) });
}

function succeed(turn: Turn, output: Json): void {
  const { execution } = turn;
  turn.emitEnd('ExecutionSucceeded', {
    executionSucceededEventDetails: { output: jsonText(output), outputDetails: NOT_TRUNCATED },
  });
  Object.assign(execution, { status: 'SUCCEEDED', stopTime: turn.now, output });
  turn.effects.push({ type: 'ended', status: 'SUCCEEDED', output });
}

function close(turn: Turn, status: ExecutionStatus & EndStatus, reason: TaskError): void {
  const { execution } = turn;
  cancelAllTasks(turn, execution.root);
  execution.root.status = 'failed';
  Object.assign(execution, { status, stopTime: turn.now, ...details(reason) });
  turn.effects.push({ type: 'ended', status, ...details(reason) });
}

type EndStatus = 'FAILED' | 'TIMED_OUT' | 'ABORTED';

function cancelAllTasks(turn: Turn, branch: Branch): void {
  cancelTask(turn, branch);
  for (const child of Object.values(branch.children?.open ?? {})) cancelAllTasks(turn, child);
}

function details({ error, cause }: TaskError): { error?: string; cause?: string } {
  return { ...optional('error', error), ...optional('cause', cause) };
}
