import type { CheckIn } from '../contracts/check-in.ts';
import { outcomeOf, raisedBy } from '../domain/check-in-questions.ts';
import { questionSetOf } from '../domain/question-sets.ts';
import { changeRow } from './change-row.ts';
import type { Records } from '../ports/records.ts';
import type { TaskDesk } from './task-desk.ts';

/**
 * What the private safety screen came to. Any answer that worries, or is not there, sets the silent hold on everything joint and brings a
 * person; the partner learns nothing [4e, S48]. Safe to repeat; what a person has reviewed stays as they left it.
 */
export async function concludeScreen(
  { records, desk }: { readonly records: Records; readonly desk: TaskDesk },
  { participantId, checkInId, answers, questionSetId }: CheckIn,
): Promise<{ readonly outcome: 'clear' | 'to-review' }> {
  const set = questionSetOf(questionSetId);
  const raised = raisedBy(answers, set);
  // Half an answer clears nobody.
  const screen = outcomeOf(answers, set) === 'clean' ? 'clear' : 'to-review';
  await changeRow(records, { kind: 'participant', id: participantId }, (row) =>
    row.screen === 'pending'
      ? { row: { ...row, screen, safetyHold: screen === 'to-review' }, result: undefined }
      : { result: undefined },
  );
  if (screen === 'to-review')
    await desk.open({
      taskId: `t-safety-${participantId}`,
      kind: 'safety-review',
      participantId,
      checkInId,
      reason: raised.map(({ ruleId }) => ruleId).join(' ') || 'incomplete',
    });
  return { outcome: screen };
}
