import { WaitingStep, type CheckIn, type WaitOutcome } from '../contracts/check-in.ts';
import type { QuestionId } from '../contracts/question.ts';
import { TextTemplate } from '../contracts/text-template.ts';
import { progress } from '../domain/check-in-questions.ts';
import { ended, isOpen, waitOutcomeOf } from '../domain/check-in.ts';
import { questionSetOf } from '../domain/question-sets.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import type { WaitingSteps } from '../ports/workflows.ts';
import { parseInput, Permanent } from '../runtime/errors.ts';
import { changeRow } from './change-row.ts';
import type { Outbox } from './outbox.ts';

export interface AskQuestionsDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly steps: WaitingSteps;
  readonly clock: Clock;
}

/** `waiting`: the text is on its way and replies go on from there. Otherwise the step was completed at once. */
export interface AskOutcome {
  readonly outcome: 'waiting' | WaitOutcome;
}

/** How a step of the check-in asks: with which token, and in which text. */
export interface AskingStep {
  /** The row with the step's token saved; `undefined` where the check-in has ended. */
  readonly saved: (checkIn: CheckIn, taskToken: string, at: Date) => CheckIn | undefined;
  readonly plan: (checkIn: CheckIn, questionId: QuestionId) => Promise<unknown>;
}

/**
 * Saves the token of a waiting step, then plans its text; replies complete the step. Completes it at once where nothing
 * may be asked or nothing is left to wait for. Safe to repeat, also with the token of the step's next attempt [P10].
 */
export async function askAndWait(
  deps: AskQuestionsDeps,
  { saved, plan }: AskingStep,
  input: unknown,
): Promise<AskOutcome> {
  const { records, steps, clock } = deps;
  const { checkInId, taskToken } = parseInput(WaitingStep, input);
  const checkIn = await changeRow(records, { kind: 'check-in', id: checkInId }, async (row) => {
    const { revision: _revision, ...before } = row;
    const at = clock.now();
    const after = (await mayAsk(deps, before))
      ? saved(before, taskToken, at)
      : ended(before, 'cancelled', { at, reason: 'not-active' });
    return { ...(after && { row: after }), result: after ?? before };
  });
  if (checkIn.taskToken !== taskToken || !isOpen(checkIn)) return completeAtOnce(steps, checkIn, taskToken);

  const open = progress(checkIn.answers, questionSetOf(checkIn.questionSetId));
  if (open.kind === 'next') await plan(checkIn, open.question.questionId);
  return { outcome: 'waiting' };
}

/** The screen is part of the intake; check-ins are for those who are active. */
async function mayAsk({ records }: AskQuestionsDeps, { participantId, cycle }: CheckIn): Promise<boolean> {
  const journey = await records.get('journey', participantId);
  if (!journey) throw new Permanent('a check-in without a journey');
  return cycle === 0 ? journey.state === 'intake' : journey.state === 'active';
}

async function completeAtOnce(steps: WaitingSteps, checkIn: CheckIn, taskToken: string): Promise<AskOutcome> {
  const outcome = waitOutcomeOf(checkIn);
  if (!outcome) throw new Permanent(`a check-in that is ${checkIn.state} cannot be at this step`);
  await steps.complete(taskToken, { outcome });
  return { outcome };
}

/** Plans the text of one question. Unasked for the first of a check-in; the others answer the person's own text [T12]. */
export const planQuestion = (
  { outbox }: Pick<AskQuestionsDeps, 'outbox'>,
  checkIn: CheckIn,
  { questionId, messageClass }: { questionId: QuestionId; messageClass: 'scheduled' | 'reply' },
) =>
  outbox.plan({
    recipient: checkIn.participantId,
    channel: 'text',
    template: TextTemplate.parse(`question-${questionId}`),
    messageClass,
    what: `${cycleName(checkIn)}-${questionId}`,
    params: { questionId, checkInId: checkIn.checkInId },
    sendBefore: new Date(checkIn.deadline),
  });

/** `c001`: what the messages of a check-in begin with. */
export const cycleName = ({ participantId, checkInId }: CheckIn): string =>
  checkInId.slice(participantId.length + 1);
