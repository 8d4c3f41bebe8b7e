import type { State, StateList, StateMachine } from './definition.ts';
import { Fields, InvalidDefinition } from './fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { MAX_COUNT, MAX_DEFINITION_BYTES, MAX_NAME_LENGTH } from './limits.ts';
import type { ParseContext } from './parse-context.ts';
import { parseState } from './parse-state.ts';

export { InvalidDefinition } from './fields.ts';

/**
 * Checks and compiles a definition in Amazon States Language with JSONata. Throws InvalidDefinition naming the state and
 * the field. A definition without `QueryLanguage` is taken too as long as no field of it depends on the language.
 */
export function parseStateMachine(text: string): StateMachine {
  if (Buffer.byteLength(text) > MAX_DEFINITION_BYTES)
    throw new InvalidDefinition('The definition is larger than 1 MB');
  const definition = parseJson(text);
  const fields = new Fields(definition, 'Definition');
  checkTopLevel(fields);
  const timeoutSeconds = fields.number('TimeoutSeconds', { min: 1, max: MAX_COUNT, integer: true });
  const list = parseStates(fields, {
    language: queryLanguage(fields, 'JSONPath'),
    outerVariables: new Set(),
    innerVariables: new Set(),
    siblings: [],
    stateNames: new Set(),
    parseStates,
  });
  return { ...list, ...(timeoutSeconds !== undefined && { timeoutSeconds }) };
}

function parseJson(text: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new InvalidDefinition(`The definition is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new InvalidDefinition('The definition must be a JSON object');
  return value;
}

function checkTopLevel(fields: Fields): void {
  const known = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
  for (const field of Object.keys(fields.object)) {
    if (!known.includes(field)) fields.fail(field, 'is not a field of a state machine');
  }
  if (fields.has('Version') && fields.object['Version'] !== '1.0') fields.fail('Version', 'must be "1.0"');
}

function queryLanguage(fields: Fields, inherited: string): ParseContext['language'] {
  const language = fields.string('QueryLanguage') ?? inherited;
  if (language === 'JSONata' || (language === 'JSONPath' && !fields.has('QueryLanguage'))) return language;
  if (language === 'JSONPath') {
    return fields.fail(
      'QueryLanguage',
      'JSONPath is not supported; rewrite the expressions and use "JSONata"',
    );
  }
  return fields.fail('QueryLanguage', 'must be "JSONata"');
}

function parseStates(fields: Fields, context: ParseContext): StateList {
  const startAt = fields.requiredString('StartAt');
  const definitions = fields.nested('States') ?? fields.fail('States', 'is missing');
  const names = Object.keys(definitions.object);
  if (names.length === 0) fields.fail('States', 'must hold at least one state');
  if (!names.includes(startAt)) fields.fail('StartAt', `there is no state "${startAt}"`);
  const variables = new Set([...context.outerVariables, ...assignedVariables(definitions.object)]);
  const states = new Map<string, State>();
  for (const name of names) {
    const state = definitions.object[name];
    const where = `State "${name}"`;
    if (name.length > MAX_NAME_LENGTH)
      throw new InvalidDefinition(`${where}: the name is longer than 80 characters`);
    if (context.stateNames.has(name))
      throw new InvalidDefinition(`${where}: the name is used more than once`);
    if (!isObject(state)) throw new InvalidDefinition(`${where}: must be an object`);
    context.stateNames.add(name);
    const own = new Fields(state, where);
    const language = queryLanguage(own, context.language);
    const inner = { ...context, language, innerVariables: variables, siblings: names };
    states.set(name, parseState(name, own, inner));
  }
  checkReachable(startAt, states);
  return { startAt, states };
}

/** The variables that the states of this list assign: inner lists may read but not assign them. */
function assignedVariables(states: JsonObject): string[] {
  const assigning = (value: Json | undefined): string[] =>
    isObject(value) && isObject(value['Assign']) ? Object.keys(value['Assign']) : [];
  return Object.values(states).flatMap((state) => {
    if (!isObject(state)) return [];
    const parts = [state['Choices'], state['Catch']].flatMap((part) => (Array.isArray(part) ? part : []));
    return [state, ...parts].flatMap(assigning);
  });
}

function checkReachable(startAt: string, states: ReadonlyMap<string, State>): void {
  const reached = new Set<string>();
  const pending = [startAt];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    pending.push(...successors(states.get(name)!));
  }
  for (const name of states.keys()) {
    if (!reached.has(name))
      throw new InvalidDefinition(`State "${name}": no other state leads to it (field "Next")`);
  }
}

function successors(state: State): string[] {
  const transitions: { next?: string }[] =
    state.type === 'Choice' ? [...state.rules] : state.type === 'Fail' ? [] : [state];
  if (state.type === 'Choice' && state.otherwise) transitions.push(state.otherwise);
  if ('catchers' in state) transitions.push(...state.catchers);
  return transitions.flatMap(({ next }) => next ?? []);
}
