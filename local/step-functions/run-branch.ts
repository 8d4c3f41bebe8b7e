import type { State } from './definition.ts';
import { handleFailure } from './error-handling.ts';
import type { Branch, Failure } from './execution.ts';
import { EvaluationError, StateError } from './failure.ts';
import { endExecution } from './end-execution.ts';
import type { Leaving, Outcome } from './outcome.ts';
import { performChoice } from './states/choice.ts';
import { iterationFailed, iterationSucceeded, performMap } from './states/map.ts';
import { parallelBranchSucceeded, performParallel } from './states/parallel.ts';
import { performFail, performPass } from './states/pass.ts';
import { performTask } from './states/task.ts';
import { performWait } from './states/wait.ts';
import { enterState, leaveState } from './transition.ts';
import type { Turn } from './turn.ts';

/** Runs every branch that is ready until all of them are blocked or the execution has ended. */
export async function settle(turn: Turn): Promise<void> {
  for (let branch = turn.takeReady(); branch; branch = turn.takeReady()) {
    // A sibling may have failed since, and taken this branch with it.
    if (branch.status === 'ready' && turn.execution.status === 'RUNNING')
      await follow(turn, branch, { type: 'moved' });
  }
}

/** Follows a branch from an outcome on, up into its parents, until something blocks. */
export async function follow(turn: Turn, start: Branch, first: Outcome): Promise<void> {
  let branch = start;
  let outcome = first;
  while (outcome.type !== 'blocked') {
    const parent = outcome.type === 'finished' || outcome.type === 'uncaught' ? turn.parent(branch) : branch;
    if (parent === undefined) return endExecution(turn, outcome);
    outcome = await next(turn, { branch, parent, outcome });
    branch = parent;
  }
}

/** Does the state's work anew, without entering it: for a retry or a redrive. */
export async function performAgain(turn: Turn, branch: Branch): Promise<void> {
  branch.anchorEventId = branch.previousEventId;
  branch.status = 'ready';
  turn.letSleep(branch.until);
  delete branch.until;
  turn.noteStep(branch, 'tried-again');
  await follow(turn, branch, await attempt(turn, branch, () => perform(turn, branch, turn.state(branch))));
}

function next(turn: Turn, { branch, parent, outcome }: Step): Promise<Outcome> | Outcome {
  switch (outcome.type) {
    case 'moved':
      return attempt(turn, branch, () => {
        enterState(turn, branch);
        return perform(turn, branch, turn.state(branch));
      });
    case 'leaving':
      return leave(turn, branch, outcome);
    case 'finished':
      branch.status = 'succeeded';
      return attempt(turn, parent, () =>
        childSucceeded(turn, { parent, child: branch, output: outcome.output }),
      );
    case 'failed':
      return handleFailure(turn, branch, outcome);
    case 'uncaught':
      return attempt(turn, parent, () =>
        childFailed(turn, { parent, child: branch, failure: outcome.failure }),
      );
    default:
      return outcome;
  }
}

interface Step {
  branch: Branch;
  parent: Branch;
  outcome: Outcome;
}

function perform(turn: Turn, branch: Branch, state: State): Promise<Outcome> | Outcome {
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return performPass(branch, state);
    case 'Fail':
      return performFail(turn, branch, state);
    case 'Choice':
      return performChoice(turn, branch, state);
    case 'Wait':
      return performWait(turn, branch, state);
    case 'Task':
      return performTask(turn, branch, state);
    case 'Parallel':
      return performParallel(turn, branch, state);
    default:
      return performMap(turn, branch, state);
  }
}

/** Runs a step of a state; errors of the state become its failure, anything else is a bug and goes up. */
async function attempt(turn: Turn, branch: Branch, step: () => Promise<Outcome> | Outcome): Promise<Outcome> {
  try {
    return await step();
  } catch (error) {
    return { type: 'failed', failure: asFailure(turn, branch, error) };
  }
}

async function leave(turn: Turn, branch: Branch, leaving: Leaving): Promise<Outcome> {
  const outcome = await attempt(turn, branch, () => leaveState(turn, branch, leaving));
  return outcome.type === 'failed' && leaving.caught ? { ...outcome, beyondCatch: true } : outcome;
}

function asFailure(turn: Turn, branch: Branch, error: unknown): Failure {
  if (error instanceof StateError) return error.failure;
  if (!(error instanceof EvaluationError)) throw error;
  const { location } = error;
  return {
    error: 'States.QueryEvaluationError',
    cause: turn.evaluationCause(branch, error),
    evaluation: location === undefined ? {} : { location },
  };
}

function childSucceeded(
  turn: Turn,
  step: Parameters<typeof iterationSucceeded>[1],
): Promise<Outcome> | Outcome {
  return turn.state(step.parent).type === 'Map'
    ? iterationSucceeded(turn, step)
    : parallelBranchSucceeded(turn, step);
}

function childFailed(turn: Turn, { parent, child, failure }: ChildFailure): Promise<Outcome> | Outcome {
  // A task that fails within a Parallel or Map state never exits: the service reports it as aborted.
  if (turn.state(child).type === 'Task') turn.emit(child, 'TaskStateAborted');
  child.status = 'failed';
  child.failure = plainFailure(failure);
  if (turn.state(parent).type === 'Map') return iterationFailed(turn, parent, child);
  parent.previousEventId = child.previousEventId;
  return { type: 'failed', failure: child.failure };
}

/** The evaluation that failed was the child's, not the parent's. */
function plainFailure(failure: Failure): Failure {
  const plain = { ...failure };
  delete plain.evaluation;
  return plain;
}

interface ChildFailure {
  parent: Branch;
  child: Branch;
  failure: Failure;
}
