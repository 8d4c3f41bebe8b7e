import type { Branch, Signal, Verdict } from './execution.ts';
import { follow } from './run-branch.ts';
import { failTask, submitTask, succeedTask } from './states/task.ts';
import type { Reporting } from './task-events.ts';
import { decodeToken } from './token.ts';
import { branchAt, type Turn } from './turn.ts';

type TaskSignal = Exclude<Signal, { type: 'start' | 'time' | 'stop' | 'redrive' }>;

/** Brings news of a task to the branch that waits for it, if one still does. */
export async function applyTaskSignal(turn: Turn, signal: TaskSignal): Promise<Verdict> {
  const found = 'token' in signal ? byToken(turn, signal.token) : byTaskId(turn, signal.taskId);
  if (typeof found === 'string') return found;
  switch (signal.type) {
    case 'taskSubmitted':
      submitTask(found, signal.output);
      break;
    case 'heartbeat':
      beat(turn, found.branch);
      break;
    case 'taskSucceeded':
    case 'callbackSucceeded':
      await follow(turn, found.branch, succeedTask(found, signal.output));
      break;
    case 'taskFailed':
    case 'callbackFailed':
      await follow(turn, found.branch, failTask(found, signal));
      break;
  }
  return 'accepted';
}

/** A heartbeat moves the heartbeat's deadline only: `TimeoutSeconds` counts from the start, come what may. */
function beat(turn: Turn, { task }: Branch): void {
  if (task?.heartbeatAt === undefined || task.heartbeatSeconds === undefined) return;
  turn.letSleep(task.heartbeatAt);
  task.heartbeatAt = turn.wakeAt(turn.now + task.heartbeatSeconds * 1000);
}

function byTaskId(turn: Turn, taskId: string): Reporting | 'ignored' {
  return openTask(turn, taskId) ?? 'ignored';
}

/** The open task of a token, or the name of the error with which the service refuses the token. */
function byToken(turn: Turn, token: string): Reporting | Verdict {
  const decoded = decodeToken(token);
  const count = Number(decoded?.taskId.split('#')[1]);
  if (decoded?.executionArn !== turn.execution.arn || !Number.isInteger(count)) return 'InvalidToken';
  if (count < 1 || count > turn.execution.taskCount) return 'TaskDoesNotExist';
  const found = openTask(turn, decoded.taskId);
  // The service says the same of a task that ran out of time and of one that ended in any other way.
  if (found === undefined) return 'TaskTimedOut';
  return found.branch.task?.tokenNonce === decoded.nonce ? found : 'InvalidToken';
}

function openTask(turn: Turn, taskId: string): Reporting | undefined {
  const branch = branchAt(turn.execution, taskId.split('#')[0] ?? '');
  if (turn.execution.status !== 'RUNNING' || branch?.status !== 'task' || branch.task?.taskId !== taskId)
    return undefined;
  const state = turn.state(branch);
  return state.type === 'Task' ? { turn, branch, state } : undefined;
}
