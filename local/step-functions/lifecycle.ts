import { branches } from './deadlines.ts';
import type { StateMachine } from './definition.ts';
import type { Execution, TaskRequest } from './execution.ts';
import type { Json } from './json.ts';
import { MAX_EXECUTION_MS } from './limits.ts';
import { taskRequest } from './states/task.ts';
import { decodeToken } from './token.ts';
import { Turn } from './turn.ts';

export { branches } from './deadlines.ts';

/** A new execution, before its first step: `advance` it with the signal `start`. */
export function startExecution(machine: StateMachine, start: ExecutionStart): Execution {
  return {
    ...start,
    status: 'RUNNING',
    deadline: executionDeadline(machine, start.startTime),
    wakeAt: executionDeadline(machine, start.startTime),
    wakeCount: 1,
    redriveCount: 0,
    lastEventId: 0,
    taskCount: 0,
    root: {
      path: '',
      status: 'ready',
      state: machine.startAt,
      input: start.input,
      enteredEventId: 0,
      enteredTime: start.startTime,
      previousEventId: 0,
      anchorEventId: 0,
      retries: [],
      retryCount: 0,
      variables: {},
    },
  };
}

export interface ExecutionStart {
  arn: string;
  name: string;
  input: Json;
  roleArn: string;
  stateMachineArn: string;
  stateMachineName: string;
  /** Epoch milliseconds. */
  startTime: number;
}

/** When an execution that starts (or is redriven) at the given time runs out of it. */
export function executionDeadline(machine: StateMachine, from: number): number {
  const own = machine.timeoutSeconds === undefined ? Infinity : machine.timeoutSeconds * 1000;
  return from + Math.min(own, MAX_EXECUTION_MS);
}

/** The tasks that a running execution waits for: after a crash the caller performs them again. */
export function openTasks(machine: StateMachine, execution: Execution): TaskRequest[] {
  if (execution.status !== 'RUNNING') return [];
  const turn = new Turn(machine, execution, { now: 0, random: () => 0 });
  return [...branches(execution.root)].flatMap((branch) => {
    const state = branch.status === 'task' ? turn.state(branch) : undefined;
    return state?.type === 'Task' ? [{ ...taskRequest(execution.arn, branch, state) }] : [];
  });
}

/** The next moment (epoch milliseconds) at which something happens by itself, if the execution runs at all. */
export function nextDeadline(execution: Execution): number | undefined {
  return execution.status === 'RUNNING' ? execution.wakeAt : undefined;
}

/** Whom a task token belongs to, or undefined for text that is no token. Says nothing about the task being open. */
export function tokenOwner(token: string): { executionArn: string; taskId: string } | undefined {
  const decoded = decodeToken(token);
  return decoded && { executionArn: decoded.executionArn, taskId: decoded.taskId };
}
