import type { WaitState } from '../definition.ts';
import { FieldEvaluator, sourceOf } from '../evaluate-field.ts';
import type { Branch } from '../execution.ts';
import { EvaluationError, wrongType } from '../failure.ts';
import { MAX_COUNT } from '../limits.ts';
import { BLOCKED, type Outcome } from '../outcome.ts';
import type { Template } from '../template.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { Turn } from '../turn.ts';

/** Waits for a time or until one; a time that has come needs no waiting. */
export async function performWait(turn: Turn, branch: Branch, state: WaitState): Promise<Outcome> {
  // The service commits having entered before it looks at the clock, and names that event as the cause of an error.
  branch.anchorEventId = branch.enteredEventId;
  const fields = new FieldEvaluator(turn, branch);
  const seconds = await fields.number(state.seconds, { min: 0, max: MAX_COUNT, integer: true });
  const until =
    seconds === undefined
      ? await readTimestamp(fields, state.timestamp!)
      : branch.enteredTime + seconds * 1000;
  if (until <= turn.now) return finishWait(turn, branch, state);
  branch.status = 'waiting';
  branch.until = turn.wakeAt(until);
  return BLOCKED;
}

/** The time has come. */
export function finishWait(turn: Turn, branch: Branch, state: WaitState): Outcome {
  turn.letSleep(branch.until);
  delete branch.until;
  return { type: 'leaving', transition: state, fallback: branch.input };
}

async function readTimestamp(fields: FieldEvaluator, template: Template): Promise<number> {
  const value = await fields.value(template);
  if (typeof value !== 'string') throw wrongType('string', value, sourceOf(template));
  const time = parseTimestamp(value);
  if (time !== undefined) return time;
  throw new EvaluationError(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
    template.location,
  );
}
