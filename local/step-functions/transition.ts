import { FieldEvaluator } from './evaluate-field.ts';
import type { Branch } from './execution.ts';
import { dataLimitExceeded, StateError } from './failure.ts';
import { NOT_TRUNCATED } from './history.ts';
import { exceedsBytes, type Json, type JsonObject, jsonText } from './json.ts';
import { MAX_DATA_BYTES, MAX_VARIABLES_BYTES } from './limits.ts';
import type { Leaving, Outcome } from './outcome.ts';
import type { Turn } from './turn.ts';

/** Puts the branch into the state that it names, with the input that it holds. */
export function enterState(turn: Turn, branch: Branch): void {
  const state = turn.state(branch);
  branch.anchorEventId = branch.previousEventId;
  branch.enteredTime = turn.now;
  branch.retries = [];
  branch.retryCount = 0;
  branch.status = 'ready';
  branch.enteredEventId = turn.emit(branch, `${state.type}StateEntered`, {
    stateEnteredEventDetails: {
      name: state.name,
      input: jsonText(branch.input),
      inputDetails: NOT_TRUNCATED,
    },
  });
  turn.noteStep(branch, 'entered');
}

/**
 * Evaluates `Assign` and `Output`, both on what was known before either, reports the exit and moves the branch on.
 * Throws EvaluationError and StateError, in which case nothing has changed.
 */
export async function leaveState(turn: Turn, branch: Branch, leaving: Leaving): Promise<Outcome> {
  const { transition, fallback, extras } = leaving;
  const fields = new FieldEvaluator(turn, branch, extras);
  const assigned = transition.assign && ((await fields.value(transition.assign)) as JsonObject);
  const output = transition.output ? await fields.value(transition.output) : fallback;
  if (exceedsBytes(output, MAX_DATA_BYTES)) throw dataLimitExceeded(branch.state);
  if (assigned) checkVariables(branch, assigned);
  reportExit(turn, branch, { leaving, output, assigned });
  turn.noteWay(branch, transition);
  if (assigned) Object.assign(branch.variables, assigned);
  delete branch.children;
  if (transition.next === undefined) return { type: 'finished', output };
  branch.state = transition.next;
  branch.input = output;
  return { type: 'moved' };
}

interface Exit {
  leaving: Leaving;
  output: Json;
  assigned: JsonObject | undefined;
}

function reportExit(turn: Turn, branch: Branch, { leaving, output, assigned }: Exit): void {
  const { type, name } = turn.state(branch);
  if (type === 'Fail') return;
  turn.emit(branch, `${type}StateExited`, {
    ...(leaving.previous !== undefined && { previous: leaving.previous }),
    stateExitedEventDetails: {
      name,
      output: jsonText(output),
      outputDetails: NOT_TRUNCATED,
      ...(assigned && { assignedVariables: texts(assigned), assignedVariablesDetails: NOT_TRUNCATED }),
    },
  });
}

function texts(values: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, jsonText(value)]));
}

function checkVariables(branch: Branch, assigned: JsonObject): void {
  for (const [name, value] of Object.entries(assigned)) {
    if (exceedsBytes(value, MAX_DATA_BYTES)) throw variablesTooLarge(`The variable '${name}'`);
  }
  if (exceedsBytes(assigned, MAX_DATA_BYTES))
    throw variablesTooLarge(`The 'Assign' of the state '${branch.state}'`);
  let total = 0;
  for (const value of Object.values({ ...branch.variables, ...assigned })) {
    if (typeof value === 'object' || typeof value === 'string') total += jsonText(value).length;
  }
  if (total > MAX_VARIABLES_BYTES) throw variablesTooLarge('All variables of the execution');
}

const variablesTooLarge = (what: string) =>
  new StateError({
    error: 'States.DataLimitExceeded',
    cause: `${what} exceeded the maximum number of bytes service limit.`,
  });
