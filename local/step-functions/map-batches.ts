import type { MapState } from './definition.ts';
import { FieldEvaluator } from './evaluate-field.ts';
import type { Branch } from './execution.ts';
import { type Json, jsonText } from './json.ts';
import { MAX_COUNT, MAX_DATA_BYTES } from './limits.ts';
import type { Turn } from './turn.ts';

/** Groups the items as `ItemBatcher` says: each batch is the input of one iteration, `{ Items, BatchInput? }`. */
export async function batchItems(turn: Turn, { branch, state, items }: Batching): Promise<Json[]> {
  const { maxItems, maxBytes, input } = state.batcher ?? {};
  const fields = new FieldEvaluator(turn, branch);
  const most = (await fields.number(maxItems, { min: 1, max: MAX_COUNT, integer: true })) ?? Infinity;
  const bytes =
    (await fields.number(maxBytes, { min: 1, max: MAX_DATA_BYTES, integer: true })) ?? MAX_DATA_BYTES;
  const batchInput = input && (await fields.value(input));
  const frame = batchInput === undefined ? {} : { BatchInput: batchInput };
  const room = bytes - Buffer.byteLength(jsonText({ ...frame, Items: [] }));
  const batches: Json[] = [];
  let batch: Json[] = [];
  let used = 0;
  for (const [index, value] of items.entries()) {
    const item = { Index: index, Value: value };
    const selected = await new FieldEvaluator(turn, branch, { item }).payload(state.itemSelector, value);
    const size = Buffer.byteLength(jsonText(selected)) + 1;
    if (batch.length > 0 && (batch.length >= most || used + size > room)) {
      batches.push({ ...frame, Items: batch });
      batch = [];
      used = 0;
    }
    batch.push(selected);
    used += size;
  }
  if (batch.length > 0) batches.push({ ...frame, Items: batch });
  return batches;
}

interface Batching {
  branch: Branch;
  state: MapState;
  items: Json[];
}
