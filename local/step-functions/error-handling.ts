import type { ErrorHandling, Retrier, State } from './definition.ts';
import type { Branch, Failure } from './execution.ts';
import { errorOutputOf, matchesError } from './failure.ts';
import { BLOCKED, type Outcome } from './outcome.ts';
import { optional } from './parse-context.ts';
import { abortChildren } from './states/children.ts';
import type { Turn } from './turn.ts';

/** A state has failed: retries it, goes where a catcher says, or gives the branch up. */
export function handleFailure(turn: Turn, branch: Branch, failed: Outcome & { type: 'failed' }): Outcome {
  const { failure, beyondCatch } = failed;
  const state = turn.state(branch);
  if (failure.evaluation) reportEvaluation(turn, branch, failure);
  abortChildren(turn, branch);
  if (beyondCatch || !handlesErrors(state)) return { type: 'uncaught', failure };
  if (scheduleRetry(turn, { branch, retriers: state.retriers, failure })) return BLOCKED;
  if (state.type !== 'Task') turn.emit(branch, `${state.type}StateFailed`);
  const catcher = state.catchers.find(({ errorEquals }) => matchesError(errorEquals, failure));
  if (catcher === undefined) return { type: 'uncaught', failure };
  const errorOutput = errorOutputOf(failure);
  return {
    type: 'leaving',
    transition: catcher,
    fallback: errorOutput,
    extras: { errorOutput },
    caught: true,
  };
}

/** The wait before a further attempt: the interval grows by the rate, is capped, and may be anything below that. */
export function retryDelayMs(retrier: Retrier, attempt: number, random: () => number): number {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** (attempt - 1);
  const capped = Math.min(grown, retrier.maxDelaySeconds ?? Infinity);
  return Math.round(capped * 1000 * (retrier.fullJitter ? random() : 1));
}

function handlesErrors(state: State): state is State & ErrorHandling & { type: 'Task' | 'Parallel' | 'Map' } {
  return 'retriers' in state;
}

function reportEvaluation(turn: Turn, branch: Branch, { error, cause, evaluation }: Failure): void {
  turn.emit(branch, 'EvaluationFailed', {
    previous: branch.anchorEventId,
    evaluationFailedEventDetails: {
      ...optional('error', error),
      ...optional('cause', cause),
      ...optional('location', evaluation?.location),
      state: branch.state,
    },
  });
}

/** Only the first retrier that takes the error counts: when its attempts are used up there are no more. */
function scheduleRetry(turn: Turn, { branch, retriers, failure }: Retrying): boolean {
  const index = retriers.findIndex(({ errorEquals }) => matchesError(errorEquals, failure));
  const retrier = retriers[index];
  const attempt = (branch.retries[index] ?? 0) + 1;
  if (retrier === undefined || attempt > retrier.maxAttempts) return false;
  for (let before = branch.retries.length; before < index; before++) branch.retries[before] = 0;
  branch.retries[index] = attempt;
  branch.retryCount++;
  branch.status = 'retrying';
  branch.until = turn.wakeAt(turn.now + retryDelayMs(retrier, attempt, turn.random));
  return true;
}

interface Retrying {
  branch: Branch;
  retriers: Retrier[];
  failure: Failure;
}
