import type { Branch, Execution } from './execution.ts';
import { executionDeadline } from './lifecycle.ts';
import { MAX_EXECUTION_MS, MAX_HISTORY_EVENTS } from './limits.ts';
import { follow, performAgain } from './run-branch.ts';
import { mapRunArn, startIterations } from './states/map.ts';
import type { Turn } from './turn.ts';

/** Failed, stopped and timed out executions can be redriven, while there is room in the history and within a year. */
export function canRedrive({ status, lastEventId, stopTime = 0, startTime }: Execution): boolean {
  const unsuccessful = status === 'FAILED' || status === 'ABORTED' || status === 'TIMED_OUT';
  return unsuccessful && lastEventId < MAX_HISTORY_EVENTS - 1 && stopTime - startTime < MAX_EXECUTION_MS;
}

/**
 * Goes on from the states that did not succeed, with the inputs they had; what succeeded is not run again. Retriers
 * count from nought, and the state machine's timeout starts anew.
 */
export async function redrive(turn: Turn): Promise<void> {
  const { execution, machine, now } = turn;
  execution.redriveCount++;
  execution.redriveTime = now;
  execution.deadline = executionDeadline(machine, now);
  execution.status = 'RUNNING';
  execution.wakeAt = execution.deadline;
  execution.wakeCount = 1;
  for (const field of ['stopTime', 'error', 'cause'] as const) delete execution[field];
  execution.root.previousEventId = execution.lastEventId;
  turn.emit(execution.root, 'ExecutionRedriven', {
    executionRedrivenEventDetails: { redriveCount: execution.redriveCount },
  });
  await resume(turn, execution.root);
}

async function resume(turn: Turn, branch: Branch): Promise<void> {
  branch.retries = [];
  branch.retryCount = 0;
  delete branch.failure;
  delete branch.until;
  const state = turn.state(branch);
  if (branch.children) return resumeChildren(turn, branch);
  // These do nothing but go through: the service enters them again.
  const entersAgain =
    state.type === 'Pass' || state.type === 'Choice' || state.type === 'Succeed' || state.type === 'Fail';
  if (entersAgain || branch.enteredEventId === 0) turn.makeReady(branch);
  else await performAgain(turn, branch);
}

async function resumeChildren(turn: Turn, branch: Branch): Promise<void> {
  branch.status = 'children';
  const state = turn.state(branch);
  const children = branch.children!;
  if (state.type === 'Map' && state.distributed) {
    const details = { mapRunArn: mapRunArn(turn, branch, state), redriveCount: turn.execution.redriveCount };
    turn.emit(branch, 'MapRunRedriven', { mapRunRedrivenEventDetails: details });
  }
  children.failedCount = children.failedIndexes.length;
  const { previousEventId } = branch;
  for (const child of Object.values(children.open)) {
    // A sibling may have failed again at once, and the state and the execution with it.
    if (turn.execution.status !== 'RUNNING' || branch.children !== children) return;
    if (child.lastOwnEventId === undefined) child.previousEventId = previousEventId;
    await resume(turn, child);
  }
  if (state.type === 'Map' && turn.execution.status === 'RUNNING' && branch.children === children) {
    await follow(turn, branch, await startIterations(turn, branch, previousEventId));
  }
}
