import jsonata from 'jsonata';
import * as z from 'zod';
import type { State } from './definition.ts';

/**
 * Whatever in a state could put more than ids and outcomes into execution data, as `[field, problem]`. Execution
 * history is readable and kept: what may stand in it is listed here, and a new name is a deliberate act.
 */
export function dataFindings(state: State): [field: string, problem: string][] {
  return [
    ...payloadFindings(state),
    ...expressionsIn(state).flatMap(([field, expression]) => expressionFindings(field, expression)),
  ];
}

/** The names of ids and outcomes: what a payload and an output may hold, and an expression may read. */
const idsAndOutcomes = new Set(
  (
    'checkInId participantId participantIds coupleId offerId crisisId taskId execution ' +
    'successor outcome outcomes reason step taskToken waitSeconds enteredAt'
  ).split(' '),
);

/** What leads to them: Step Functions' own names. A `Cause` may quote anything, so it is not one of them. */
const structure = new Set(
  (
    'states input result errorOutput context Payload Error Execution StateMachine State Task Map Item ' +
    'Id Name StartTime EnteredTime RetryCount Token Index'
  ).split(' '),
);

function payloadFindings({ Arguments, Output }: State): [string, string][] {
  const payload = z.looseObject({ Payload: z.unknown().optional() }).safeParse(Arguments).data?.Payload;
  return [...keyFindings('Arguments.Payload', payload), ...keyFindings('Output', Output)];
}

function keyFindings(field: string, value: unknown): [string, string][] {
  if (value === undefined) return [];
  const parsed = z.record(z.string(), z.unknown()).safeParse(value);
  if (!parsed.success) return [[field, 'must be an object that lists its keys, so that they can be checked']];
  return Object.keys(parsed.data)
    .filter((key) => !idsAndOutcomes.has(key))
    .map((key) => [`${field}.${key}`, notAllowed]);
}

const notAllowed = `is not an id or an outcome; allowed are ${[...idsAndOutcomes].join(', ')}`;

function expressionFindings(field: string, expression: string): [string, string][] {
  let names: string[];
  try {
    names = namesIn(jsonata(expression).ast());
  } catch {
    return [[field, 'is not a JSONata expression']];
  }
  return names
    .filter((name) => !idsAndOutcomes.has(name) && !structure.has(name))
    .map((name) => [field, `reads "${name}", which ${notAllowed}`]);
}

/** Every `{% … %}` in a state with its field, but for those of the states inside it. */
function expressionsIn(state: State): [field: string, expression: string][] {
  const { Branches: _branches, ItemProcessor: _processor, ...own } = state;
  return stringsIn('', own).flatMap(([field, text]): [string, string][] => {
    const [, expression] = /^\{%(.*)%\}$/s.exec(text) ?? [];
    return expression === undefined ? [] : [[field, expression]];
  });
}

function stringsIn(field: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[field, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(field === '' ? key : `${field}.${key}`, inner),
  );
}

/** The field names of a parsed expression: `$states.input.checkInId` → input, checkInId. */
function namesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const isName = 'type' in node && node.type === 'name' && 'value' in node && typeof node.value === 'string';
  return [...(isName ? [String(node.value)] : []), ...Object.values(node).flatMap(namesIn)];
}
