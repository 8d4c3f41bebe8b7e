import type { MapState } from '../definition.ts';
import { FieldEvaluator, sourceOf } from '../evaluate-field.ts';
import type { Branch, Children, Failure } from '../execution.ts';
import { dataLimitExceeded, EvaluationError, wrongType } from '../failure.ts';
import { exceedsBytes, type Json, jsonText } from '../json.ts';
import { MAX_COUNT, MAX_DATA_BYTES, MAX_DISTRIBUTED_CONCURRENCY, MAX_INLINE_CONCURRENCY } from '../limits.ts';
import { batchItems } from '../map-batches.ts';
import { BLOCKED, type Outcome } from '../outcome.ts';
import { lastIndex, type Turn } from '../turn.ts';
import { addChild, closeChild, newChildren } from './children.ts';
import { type ChildOutput, finishChildren } from './parallel.ts';

/** Reads the items and the limits, then starts as many iterations as may run at a time. */
export async function performMap(turn: Turn, branch: Branch, state: MapState): Promise<Outcome> {
  delete branch.children;
  const fields = new FieldEvaluator(turn, branch);
  const items = await readItems(fields, branch, state);
  const limits = await readLimits(fields, state);
  const inputs = state.batcher ? await batchItems(turn, { branch, state, items }) : items;
  turn.emit(branch, 'MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  if (state.distributed) {
    turn.emit(branch, 'MapRunStarted', {
      mapRunStartedEventDetails: { mapRunArn: mapRunArn(turn, branch, state) },
    });
  }
  branch.children = newChildren(inputs.length, { ...limits, items: inputs });
  branch.status = 'children';
  return startIterations(turn, branch, branch.previousEventId);
}

/** An iteration has finished: starts the next one, or ends the state with the last. */
export async function iterationSucceeded(
  turn: Turn,
  { parent, child, output }: ChildOutput,
): Promise<Outcome> {
  const state = turn.state(parent) as MapState;
  const index = lastIndex(child.path);
  const lastEventId = child.previousEventId;
  closeChild(parent, index, output);
  if (!state.distributed) {
    const details = { mapIterationSucceededEventDetails: { name: state.name, index } };
    parent.previousEventId = turn.emit(child, 'MapIterationSucceeded', details);
  }
  return startIterations(turn, parent, state.distributed ? parent.previousEventId : lastEventId);
}

/** An iteration has failed. Within the tolerance the others go on; beyond it the state fails. */
export async function iterationFailed(turn: Turn, parent: Branch, child: Branch): Promise<Outcome> {
  const state = turn.state(parent) as MapState;
  const index = lastIndex(child.path);
  const lastEventId = child.previousEventId;
  const children = parent.children!;
  children.failedCount++;
  if (!state.distributed) {
    turn.emit(child, 'MapIterationFailed', { mapIterationFailedEventDetails: { name: state.name, index } });
    parent.previousEventId = lastEventId;
  }
  if (!isTolerated(children)) return failMap(turn, parent, child.failure ?? {});
  closeChild(parent, index);
  children.failedIndexes.push(index);
  return startIterations(turn, parent, lastEventId);
}

/** Starts what may run now; `previousEventId` is the event that the new iterations follow. */
export async function startIterations(turn: Turn, branch: Branch, previousEventId: number): Promise<Outcome> {
  const state = turn.state(branch) as MapState;
  const children = branch.children!;
  while (children.nextIndex < children.items.length && children.openCount < concurrency(children, state)) {
    await startIteration(turn, { branch, state, index: children.nextIndex, previousEventId });
  }
  return children.finishedCount < children.items.length ? BLOCKED : finishMap(turn, branch, state);
}

async function startIteration(turn: Turn, iteration: Iteration): Promise<void> {
  const { branch, state, index, previousEventId } = iteration;
  const value = branch.children!.items[index]!;
  const item = { Index: index, Value: value, ...(state.distributed && { Source: 'STATE_DATA' }) };
  // With batches the selector has been applied to the single items already.
  const selector = state.batcher ? undefined : state.itemSelector;
  const input = await new FieldEvaluator(turn, branch, { item }).payload(selector, value);
  branch.children!.nextIndex++;
  const more = { item, ...(state.distributed && { lastOwnEventId: 1 }) };
  const start = { index, startAt: state.processor.startAt, input, previousEventId, more };
  const child = addChild(turn, branch, start);
  turn.makeReady(child);
  if (state.distributed) return;
  const details = { mapIterationStartedEventDetails: { name: state.name, index } };
  turn.emit(child, 'MapIterationStarted', { ...details, previous: previousEventId });
}

interface Iteration {
  branch: Branch;
  state: MapState;
  index: number;
  previousEventId: number;
}

function concurrency({ maxConcurrency }: Children, state: MapState): number {
  const most = state.distributed ? MAX_DISTRIBUTED_CONCURRENCY : MAX_INLINE_CONCURRENCY;
  return maxConcurrency === 0 ? most : Math.min(maxConcurrency, most);
}

function isTolerated({ failedCount, results, ...children }: Children): boolean {
  const share = (failedCount * 100) / results.length;
  return (
    failedCount <= children.toleratedFailureCount ||
    (children.toleratedFailurePercentage > 0 && share <= children.toleratedFailurePercentage)
  );
}

function finishMap(turn: Turn, branch: Branch, state: MapState): Outcome {
  const { results, failedIndexes } = branch.children!;
  if (state.distributed) turn.emit(branch, 'MapRunSucceeded');
  // An iteration whose failure was tolerated has no output to show.
  return finishChildren(
    turn,
    branch,
    failedIndexes.length === 0 ? results : withoutIndexes(results, failedIndexes),
  );
}

function withoutIndexes(results: Json[], indexes: readonly number[]): Json[] {
  const left = new Set(indexes);
  return results.filter((_, index) => !left.has(index));
}

function failMap(turn: Turn, branch: Branch, failure: Failure): Outcome {
  const state = turn.state(branch) as MapState;
  const { toleratedFailureCount, toleratedFailurePercentage } = branch.children!;
  // An inline Map without a tolerance fails with the error of its iteration.
  if (!state.distributed && toleratedFailureCount === 0 && toleratedFailurePercentage === 0) {
    return { type: 'failed', failure };
  }
  const exceeded = {
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  };
  if (state.distributed) turn.emit(branch, 'MapRunFailed', { mapRunFailedEventDetails: exceeded });
  return { type: 'failed', failure: exceeded };
}

async function readItems(fields: FieldEvaluator, branch: Branch, state: MapState): Promise<Json[]> {
  if (state.items === undefined) {
    if (Array.isArray(branch.input)) return branch.input;
    throw new EvaluationError(`Map state input must be an array but was: ${jsonText(branch.input)}`);
  }
  const items = await fields.value(state.items);
  if (!Array.isArray(items)) throw wrongType('array', items, sourceOf(state.items));
  if (exceedsBytes(items, MAX_DATA_BYTES)) throw dataLimitExceeded(state.name);
  return items;
}

async function readLimits(fields: FieldEvaluator, state: MapState): Promise<Partial<Children>> {
  const count = { min: 0, max: MAX_COUNT, integer: true };
  const percentage = { min: 0, max: 100, integer: false };
  return {
    maxConcurrency: (await fields.number(state.maxConcurrency, count)) ?? 0,
    toleratedFailureCount: (await fields.number(state.toleratedFailureCount, count)) ?? 0,
    toleratedFailurePercentage: (await fields.number(state.toleratedFailurePercentage, percentage)) ?? 0,
  };
}

/** `arn:…:mapRun:<machine>/<label>:<unique>`; the event id makes it unique within the execution. */
export function mapRunArn(turn: Turn, branch: Branch, state: MapState): string {
  const [arn, partition, service, region, account] = turn.execution.arn.split(':');
  const machine = turn.execution.stateMachineName;
  const unique = `${turn.execution.name}-${branch.enteredEventId}`;
  return [arn, partition, service, region, account, 'mapRun', `${machine}/${state.label}`, unique].join(':');
}
