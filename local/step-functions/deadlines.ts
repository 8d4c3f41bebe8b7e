import type { Branch, Execution } from './execution.ts';

/** Finds the earliest deadline anew. */
export function findNextDeadline(execution: Execution): void {
  execution.wakeAt = execution.deadline;
  execution.wakeCount = 1;
  for (const branch of branches(execution.root)) {
    for (const time of deadlinesOf(branch)) noteDeadline(execution, time);
  }
}

/** Adds a deadline to those that count. Gives it back. */
export function noteDeadline(execution: Execution, time: number): number {
  if (time === execution.wakeAt) execution.wakeCount++;
  if (time < execution.wakeAt) Object.assign(execution, { wakeAt: time, wakeCount: 1 });
  return time;
}

/** When a branch that waits for time is due; infinity for any other. */
export function branchDeadline({ status, until, task }: Branch): number {
  if (status === 'waiting' || status === 'retrying') return until ?? Infinity;
  if (status !== 'task' || task === undefined) return Infinity;
  return Math.min(task.timeoutAt ?? Infinity, task.heartbeatAt ?? Infinity);
}

function deadlinesOf({ status, until, task }: Branch): number[] {
  const times = status === 'task' ? [task?.timeoutAt, task?.heartbeatAt] : [until];
  return times.filter((time) => time !== undefined);
}

/** Every branch of the execution, parents first. */
export function* branches(branch: Branch): Generator<Branch> {
  yield branch;
  for (const child of Object.values(branch.children?.open ?? {})) yield* branches(child);
}
