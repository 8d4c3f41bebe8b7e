import type { MapState, StateList } from './definition.ts';
import type { Fields } from './fields.ts';
import { MAX_COUNT, MAX_DATA_BYTES } from './limits.ts';
import { innerContext, optional, type ParseContext } from './parse-context.ts';

type MapFields = Omit<MapState, 'type' | 'name' | 'retriers' | 'catchers'>;

/** Reads what only Map states have. Throws InvalidDefinition naming the field. */
export function parseMapState(name: string, fields: Fields, context: ParseContext): MapFields {
  for (const field of ['ItemReader', 'ResultWriter']) {
    if (fields.has(field))
      fields.fail(field, 'is not supported: items and results do not go through S3 here');
  }
  const { processor, distributed } = parseProcessor(fields, context);
  const batcher = fields.nested('ItemBatcher');
  if (batcher && !distributed) fields.fail('ItemBatcher', 'needs the processor mode DISTRIBUTED');
  const count = { min: 0, max: MAX_COUNT, integer: true };
  const items = fields.checkedTemplate('Items', (value) =>
    Array.isArray(value) ? undefined : 'must be an array',
  );
  return {
    processor,
    distributed,
    label: fields.string('Label') ?? name,
    ...optional('items', items),
    ...optional('itemSelector', fields.template('ItemSelector')),
    ...optional('batcher', batcher && parseBatcher(batcher)),
    ...optional('maxConcurrency', fields.numberTemplate('MaxConcurrency', count)),
    ...optional('toleratedFailureCount', fields.numberTemplate('ToleratedFailureCount', count)),
    ...optional(
      'toleratedFailurePercentage',
      fields.numberTemplate('ToleratedFailurePercentage', { min: 0, max: 100, integer: false }),
    ),
  };
}

function parseProcessor(
  fields: Fields,
  context: ParseContext,
): { processor: StateList; distributed: boolean } {
  // `Iterator` is the name that the field had before distributed Maps came.
  const field = fields.has('Iterator') && !fields.has('ItemProcessor') ? 'Iterator' : 'ItemProcessor';
  const processor = fields.nested(field) ?? fields.fail(field, 'is missing');
  const config = processor.nested('ProcessorConfig');
  const mode = config?.string('Mode') ?? 'INLINE';
  if (mode !== 'INLINE' && mode !== 'DISTRIBUTED') config?.fail('Mode', 'must be "INLINE" or "DISTRIBUTED"');
  const distributed = mode === 'DISTRIBUTED';
  const kind = config?.string('ExecutionType');
  if (distributed && kind !== 'STANDARD' && kind !== 'EXPRESS') {
    config?.fail('ExecutionType', 'must be "STANDARD" or "EXPRESS"');
  }
  // Iterations of a distributed Map are executions of their own: no variable of ours reaches them.
  const inner = distributed
    ? { ...context, innerVariables: NO_VARIABLES, outerVariables: NO_VARIABLES }
    : innerContext(context);
  return { processor: context.parseStates(processor, inner), distributed };
}

function parseBatcher(fields: Fields) {
  const maxItems = fields.numberTemplate('MaxItemsPerBatch', { min: 1, max: MAX_COUNT, integer: true });
  const maxBytes = fields.numberTemplate('MaxInputBytesPerBatch', {
    min: 1,
    max: MAX_DATA_BYTES,
    integer: true,
  });
  if (!maxItems && !maxBytes) fields.fail('MaxItemsPerBatch', 'give it or "MaxInputBytesPerBatch"');
  return {
    ...optional('maxItems', maxItems),
    ...optional('maxBytes', maxBytes),
    ...optional('input', fields.template('BatchInput')),
  };
}

const NO_VARIABLES: ReadonlySet<string> = new Set();
