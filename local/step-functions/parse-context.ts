import type { StateList } from './definition.ts';
import type { Fields } from './fields.ts';

/** What a state has to know of the definition around it. */
export interface ParseContext {
  language: 'JSONata' | 'JSONPath';
  /** Variables of the lists around this one; not to be assigned here. */
  outerVariables: ReadonlySet<string>;
  /** Variables of this list and those around it. */
  innerVariables: ReadonlySet<string>;
  /** The names of the states of this list, which are those that a transition can name. */
  siblings: readonly string[];
  /** Every state name met so far: names are unique in the whole definition. */
  stateNames: Set<string>;
  parseStates(fields: Fields, context: ParseContext): StateList;
}

/** The context of states within a Parallel or Map state. */
export function innerContext(context: ParseContext): ParseContext {
  return { ...context, outerVariables: context.innerVariables };
}

/** `{ [key]: value }`, or nothing without a value: an absent property is not the same as an undefined one. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
