import type { ParallelState } from '../definition.ts';
import { FieldEvaluator } from '../evaluate-field.ts';
import type { Branch } from '../execution.ts';
import type { Json } from '../json.ts';
import { BLOCKED, type Outcome } from '../outcome.ts';
import { lastIndex, type Turn } from '../turn.ts';
import { addChild, closeChild, newChildren } from './children.ts';

/** Starts all branches with the same input. */
export async function performParallel(turn: Turn, branch: Branch, state: ParallelState): Promise<Outcome> {
  delete branch.children;
  const input = await new FieldEvaluator(turn, branch).payload(state.arguments, branch.input);
  const previousEventId = turn.emit(branch, 'ParallelStateStarted');
  branch.children = newChildren(state.branches.length);
  branch.status = 'children';
  for (const [index, { startAt }] of state.branches.entries()) {
    turn.makeReady(addChild(turn, branch, { index, startAt, input, previousEventId }));
  }
  return BLOCKED;
}

/** A branch has finished; with the last one the state has its result: all outputs in the order of the branches. */
export function parallelBranchSucceeded(turn: Turn, { parent, child, output }: ChildOutput): Outcome {
  const children = closeChild(parent, lastIndex(child.path), output);
  if (children.finishedCount < children.results.length) return BLOCKED;
  parent.previousEventId = child.previousEventId;
  return finishChildren(turn, parent);
}

/** All children are through: reports the success and leaves the state. */
export function finishChildren(
  turn: Turn,
  parent: Branch,
  results: Json[] = parent.children!.results,
): Outcome {
  const state = turn.state(parent) as ParallelState;
  const previous = parent.previousEventId;
  parent.anchorEventId = previous;
  turn.emit(parent, `${state.type}StateSucceeded`);
  delete parent.children;
  parent.status = 'ready';
  return { type: 'leaving', transition: state, fallback: results, extras: { result: results }, previous };
}

export interface ChildOutput {
  parent: Branch;
  child: Branch;
  output: Json;
}
