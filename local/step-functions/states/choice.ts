import type { ChoiceState } from '../definition.ts';
import { FieldEvaluator } from '../evaluate-field.ts';
import type { Branch } from '../execution.ts';
import { EvaluationError, StateError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import type { Turn } from '../turn.ts';

/** Takes the first rule whose condition is true, else the default. */
export async function performChoice(turn: Turn, branch: Branch, state: ChoiceState): Promise<Outcome> {
  const fields = new FieldEvaluator(turn, branch);
  for (const rule of state.rules) {
    if (await fields.boolean(rule.condition))
      return { type: 'leaving', transition: rule, fallback: branch.input };
  }
  if (state.otherwise) return { type: 'leaving', transition: state.otherwise, fallback: branch.input };
  const cause = new EvaluationError(
    'Failed to transition out of the state. The state does not point to a next state.',
  );
  throw new StateError({ error: 'States.NoChoiceMatched', cause: turn.evaluationCause(branch, cause) });
}
