import type { Fields } from './fields.ts';
import type { StateKind } from './history.ts';

/** The fields that each kind of state takes with JSONata, beyond those of every state. */
const STATE_FIELDS: Record<StateKind, readonly string[]> = {
  Pass: ['Output', 'Assign', 'Next', 'End'],
  Task: [
    'Resource',
    'Arguments',
    'Credentials',
    'TimeoutSeconds',
    'HeartbeatSeconds',
    'Retry',
    'Catch',
    'Output',
    'Assign',
    'Next',
    'End',
  ],
  Choice: ['Choices', 'Default', 'Output', 'Assign'],
  Wait: ['Seconds', 'Timestamp', 'Output', 'Assign', 'Next', 'End'],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
  Parallel: ['Branches', 'Arguments', 'Retry', 'Catch', 'Output', 'Assign', 'Next', 'End'],
  Map: [
    'Items',
    'ItemSelector',
    'ItemProcessor',
    'Iterator',
    'ItemBatcher',
    'ItemReader',
    'ResultWriter',
    'Label',
    'MaxConcurrency',
    'ToleratedFailureCount',
    'ToleratedFailurePercentage',
    'Retry',
    'Catch',
    'Output',
    'Assign',
    'Next',
    'End',
  ],
};

/** Fields that only the other query language has, and what to use instead. */
const JSONPATH_FIELDS: Record<string, string> = {
  InputPath: 'Arguments',
  Parameters: 'Arguments',
  ResultSelector: 'Output',
  ResultPath: 'Output',
  OutputPath: 'Output',
  Result: 'Output',
  SecondsPath: 'Seconds',
  TimestampPath: 'Timestamp',
  TimeoutSecondsPath: 'TimeoutSeconds',
  HeartbeatSecondsPath: 'HeartbeatSeconds',
  ItemsPath: 'Items',
  MaxConcurrencyPath: 'MaxConcurrency',
  ToleratedFailureCountPath: 'ToleratedFailureCount',
  ToleratedFailurePercentagePath: 'ToleratedFailurePercentage',
  MaxItemsPerBatchPath: 'MaxItemsPerBatch',
  MaxInputBytesPerBatchPath: 'MaxInputBytesPerBatch',
  ErrorPath: 'Error',
  CausePath: 'Cause',
  Variable: 'Condition',
};

const JSONATA_FIELDS = ['Arguments', 'Output', 'Items'];

/** Refuses fields of JSONPath, fields that the kind of state does not have, and JSONata without `QueryLanguage`. */
export function checkStateFields(kind: StateKind, fields: Fields, language: 'JSONata' | 'JSONPath'): void {
  checkNoJsonPath(fields);
  const known = ['Type', 'Comment', 'QueryLanguage', ...STATE_FIELDS[kind]];
  for (const field of Object.keys(fields.object)) {
    if (!known.includes(field)) fields.fail(field, `is not a field of a ${kind} state`);
    if (language === 'JSONPath' && JSONATA_FIELDS.includes(field)) {
      fields.fail(field, 'needs "QueryLanguage": "JSONata", in the state or at the top');
    }
  }
}

/** Refuses fields of JSONPath in any object of a state. */
export function checkNoJsonPath(fields: Fields): void {
  for (const field of Object.keys(fields.object)) {
    const instead = JSONPATH_FIELDS[field];
    if (instead !== undefined)
      fields.fail(field, `belongs to JSONPath, which is not supported; use "${instead}"`);
  }
}
