import type { FailState, PassState, SucceedState } from '../definition.ts';
import type { Branch } from '../execution.ts';
import { FieldEvaluator } from '../evaluate-field.ts';
import type { Outcome } from '../outcome.ts';
import { optional } from '../parse-context.ts';
import type { Turn } from '../turn.ts';

/** Pass and Succeed hand their input on; all they do is in `Assign` and `Output`. */
export function performPass(branch: Branch, state: PassState | SucceedState): Outcome {
  return { type: 'leaving', transition: state, fallback: branch.input };
}

/** Fail ends its branch with an error that nothing within the branch can catch. */
export async function performFail(turn: Turn, branch: Branch, state: FailState): Promise<Outcome> {
  const fields = new FieldEvaluator(turn, branch);
  const error = await fields.string(state.error);
  const cause = await fields.string(state.cause);
  return { type: 'uncaught', failure: { ...optional('error', error), ...optional('cause', cause) } };
}
