import type { Branch, Children } from '../execution.ts';
import type { Json } from '../json.ts';
import { branchAt, type Turn } from '../turn.ts';

/** A fresh set of children for a Parallel or Map state; nothing runs yet. */
export function newChildren(count: number, limits: Partial<Children> = {}): Children {
  return {
    open: {},
    openCount: 0,
    results: Array.from({ length: count }, () => null),
    finishedCount: 0,
    failedCount: 0,
    items: [],
    nextIndex: 0,
    maxConcurrency: 0,
    toleratedFailureCount: 0,
    toleratedFailurePercentage: 0,
    failedIndexes: [],
    ...limits,
  };
}

/** Adds a child that will enter its first state in this turn. `more` are the properties that only some children have. */
export function addChild(turn: Turn, parent: Branch, start: ChildStart): Branch {
  const children = parent.children!;
  const child: Branch = {
    path: parent.path === '' ? String(start.index) : `${parent.path}/${start.index}`,
    status: 'ready',
    state: start.startAt,
    input: start.input,
    enteredEventId: 0,
    enteredTime: turn.now,
    previousEventId: start.previousEventId,
    anchorEventId: start.previousEventId,
    retries: [],
    retryCount: 0,
    variables: {},
    ...start.more,
  };
  children.open[start.index] = child;
  children.openCount++;
  return child;
}

export interface ChildStart {
  index: number;
  startAt: string;
  input: Json;
  previousEventId: number;
  more?: Partial<Branch>;
}

/** Takes a child that ran through out of the execution, leaving its output. */
export function closeChild(parent: Branch, index: number, output?: Json): Children {
  const children = parent.children!;
  delete children.open[index];
  children.openCount--;
  children.finishedCount++;
  if (output !== undefined) children.results[index] = output;
  return children;
}

/** Stops whatever runs below a state that fails. The children stay where they stand, for a redrive. */
export function abortChildren(turn: Turn, parent: Branch): void {
  for (const child of Object.values(parent.children?.open ?? {})) {
    // A branch that failed by itself has said so; its own children were stopped then.
    if (child.status === 'failed') continue;
    abortChildren(turn, child);
    cancelTask(turn, child);
    turn.letSleep(child.until);
    delete child.until;
    const { type } = turn.state(child);
    const entered = child.enteredEventId !== 0;
    child.status = 'failed';
    if (entered && (type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map')) {
      turn.emit(child, `${type}StateAborted`);
    }
    reportIterationAborted(turn, parent, child);
  }
}

/** Tells the caller that nobody waits for the task of this branch any more. */
export function cancelTask(turn: Turn, branch: Branch): void {
  if (!branch.task) return;
  turn.letSleep(branch.task.timeoutAt, branch.task.heartbeatAt);
  turn.effects.push({ type: 'cancelTask', taskId: branch.task.taskId, resource: branch.task.resource });
  delete branch.task;
}

function reportIterationAborted(turn: Turn, parent: Branch, child: Branch): void {
  const state = turn.state(parent);
  if (state.type !== 'Map' || state.distributed || branchAt(turn.execution, child.path) !== child) return;
  const index = Number(child.path.slice(child.path.lastIndexOf('/') + 1));
  turn.emit(child, 'MapIterationAborted', { mapIterationAbortedEventDetails: { name: state.name, index } });
}
