import type { StateMachine } from './definition.ts';
import { abortExecution, failExecution, timeOutExecution } from './end-execution.ts';
import type { Advanced, Branch, Execution, Signal, Verdict } from './execution.ts';
import { NOT_TRUNCATED } from './history.ts';
import { jsonText } from './json.ts';
import { branchDeadline, branches, findNextDeadline } from './deadlines.ts';
import { canRedrive, redrive } from './redrive.ts';
import { follow, performAgain, settle } from './run-branch.ts';
import { expireTask } from './states/task.ts';
import { finishWait } from './states/wait.ts';
import { applyTaskSignal } from './task-signals.ts';
import { HistoryFull, type Surroundings, Turn } from './turn.ts';

/**
 * Takes one signal in and runs the execution until every branch is blocked. The execution is changed in place; at most
 * one `advance` may be under way for an execution. Nothing outside is touched: the caller stores the execution together
 * with the new events, and only then performs the effects. Every signal first brings what was due by `now`.
 */
export async function advance(
  machine: StateMachine,
  execution: Execution,
  step: AdvanceStep,
): Promise<Advanced> {
  const turn = new Turn(machine, execution, step);
  let verdict: Verdict = 'accepted';
  try {
    await processDeadlines(turn);
    verdict = await apply(turn, step.signal);
    await settle(turn);
    await processDeadlines(turn);
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    failExecution(turn, HISTORY_FULL);
  }
  if (execution.wakeCount <= 0) findNextDeadline(execution);
  return { execution, events: turn.events, effects: turn.effects, verdict };
}

export interface AdvanceStep extends Surroundings {
  signal: Signal;
}

const HISTORY_FULL = {
  error: 'States.Runtime',
  cause: 'The execution reached the maximum number of history events (25000).',
};

async function apply(turn: Turn, signal: Signal): Promise<Verdict> {
  const running = turn.execution.status === 'RUNNING';
  switch (signal.type) {
    case 'start':
      if (!running || turn.execution.lastEventId > 0) return 'ignored';
      start(turn);
      return 'accepted';
    case 'time':
      return 'accepted';
    case 'stop':
      if (!running) return 'ignored';
      abortExecution(turn, signal);
      return 'accepted';
    case 'redrive':
      if (!canRedrive(turn.execution)) return 'ExecutionNotRedrivable';
      await redrive(turn);
      return 'accepted';
    default:
      return applyTaskSignal(turn, signal);
  }
}

function start(turn: Turn): void {
  const { root, input, roleArn } = turn.execution;
  turn.emit(root, 'ExecutionStarted', {
    executionStartedEventDetails: { input: jsonText(input), inputDetails: NOT_TRUNCATED, roleArn },
  });
  // The service counts the first state as following nothing.
  root.previousEventId = 0;
  turn.makeReady(root);
}

/** Brings what is due, earliest first, and what that makes due in turn. */
async function processDeadlines(turn: Turn): Promise<void> {
  const { execution, now } = turn;
  if (now < execution.wakeAt) return;
  while (execution.status === 'RUNNING') {
    const due = [...branches(execution.root)]
      .filter((branch) => branchDeadline(branch) <= Math.min(now, execution.deadline))
      .toSorted((one, other) => branchDeadline(one) - branchDeadline(other));
    if (due.length === 0) break;
    for (const branch of due) {
      // One of the others may have stopped it meanwhile.
      if (execution.status === 'RUNNING' && branchDeadline(branch) <= now) await fall(turn, branch);
    }
  }
  if (execution.status === 'RUNNING' && execution.deadline <= now) timeOutExecution(turn);
  findNextDeadline(execution);
}

async function fall(turn: Turn, branch: Branch): Promise<void> {
  const state = turn.state(branch);
  if (branch.status === 'retrying') await performAgain(turn, branch);
  else if (state.type === 'Wait') await follow(turn, branch, finishWait(turn, branch, state));
  else if (state.type === 'Task') await follow(turn, branch, expireTask({ turn, branch, state }));
  await settle(turn);
}
