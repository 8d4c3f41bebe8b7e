import type { CheckIn } from '#shared/contracts/check-in';
import { checkInIdOf } from '#shared/contracts/ids';
import type { Stored } from '#shared/contracts/rows';
import { isOpen } from '#shared/domain/check-in';
import { takeAnswer, type AnswerTaken } from '#shared/domain/take-answer';
import { cycleName, planQuestion } from '#shared/steps/ask-questions';
import { changeRow } from '#shared/steps/change-row';
import { endCheckIn, letGoOn } from '#shared/steps/end-check-in';
import { raiseConcern } from '#shared/steps/raise-concern';
import { concludeScreen } from '#shared/steps/conclude-screen';
import {
  mayBeAnswered,
  reply,
  toAPerson,
  type FromSomebody,
  type ReceiveSmsDeps,
  type TextEnd,
} from './inbound.ts';

/**
 * Reads a text as an answer to the question that was asked last, records it, and asks the next one. `undefined` where
 * nothing was asked that it could answer. Quietly: only recorded, and the rest of the check-in is left to a person.
 */
export async function takeAnswerIn(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  { quietly }: { quietly: boolean },
): Promise<TextEnd | undefined> {
  const asked = await askedLast(deps, about);
  if (!asked) return undefined;
  const { inboundMessageId, body, receivedAt } = about.text;
  const text = { inboundMessageId, body, receivedAt: new Date(receivedAt) };
  const { language } = about.participant;
  // A sentence is for a person at once; a word or two that no rule can read is asked for once more, where we may [P24].
  const isSentence = body.trim().split(/\s+/).length > mostWordsOfAnAnswer || !mayBeAnswered(about);
  const taken = await changeRow(
    deps.records,
    { kind: 'check-in', id: asked.checkInId, known: asked },
    (row) => {
      const result = takeAnswer(row, text, language);
      const isNew =
        'checkIn' in result &&
        result.checkIn !== row &&
        !(result.kind === 'ask-again' && (isSentence || quietly));
      return isNew ? { row: result.checkIn, result } : { result };
    },
  );
  if (quietly) {
    const ended = await endCheckIn(deps, asked.checkInId, { as: 'cancelled', reason: 'crisis' });
    if (ended.cycle === 0) await concludeScreen(deps, ended);
    return undefined;
  }
  return afterAnswer(deps, about, { asked, taken, isSentence });
}

/** "I am at a 4 today, thanks" is an answer; what is longer has something to tell. */
const mostWordsOfAnAnswer = 6;

interface TakenIn {
  readonly asked: CheckIn;
  readonly taken: AnswerTaken;
  readonly isSentence: boolean;
}

async function afterAnswer(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  { asked, taken, isSentence }: TakenIn,
): Promise<TextEnd | undefined> {
  const { checkInId } = asked;
  switch (taken.kind) {
    case 'answered':
      await goOn(deps, about, taken);
      await concerns(deps, taken);
      return withNote(deps, about, { end: { outcome: 'answered', checkInId }, taken });
    case 'late':
      if (taken.first)
        await reply(deps, about, { template: 'late-thanks', what: `${cycleName(asked)}-late` });
      await concerns(deps, taken);
      return withNote(deps, about, { end: { outcome: 'late', checkInId }, taken });
    case 'repeated':
      return { outcome: 'repeated', checkInId };
    case 'ask-again':
      if (isSentence) return undefined;
      await reply(deps, about, {
        template: 'unclear',
        what: `${cycleName(asked)}-again-${taken.questionId}`,
        params: { questionId: taken.questionId, checkInId },
      });
      return { outcome: 'asked-again', checkInId };
    case 'for-a-person':
      return undefined;
  }
  return undefined;
}

/** The next question, or thanks and the end; whatever waits for the check-in goes on. */
async function goOn(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  { checkIn, next }: Extract<AnswerTaken, { kind: 'answered' }>,
): Promise<void> {
  if (next !== undefined) {
    await planQuestion(deps, checkIn, { questionId: next, messageClass: 'reply' });
    return;
  }
  if (isOpen(checkIn)) return;
  if (checkIn.cycle === 0) await concludeScreen(deps, checkIn);
  await reply(deps, about, { template: 'thanks', what: `${cycleName(checkIn)}-thanks` });
  const { outcome } = await letGoOn(deps.steps, checkIn);
  deps.log.info('REPLY_PASSED_ON', { checkInId: checkIn.checkInId, outcome });
}

/** What an answer says by its question's own rule; the private screen has an end of its own [4h]. */
async function concerns(
  deps: ReceiveSmsDeps,
  taken: Extract<AnswerTaken, { kind: 'answered' | 'late' }>,
): Promise<void> {
  const { checkIn, raised } = taken;
  if (checkIn.cycle === 0) return;
  const { checkInId, participantId } = checkIn;
  for (const { ruleId, severity } of raised) {
    if (severity !== 'concern') continue;
    await raiseConcern(deps, participantId, {
      taskId: `t-concern-${checkInId}-${ruleId}`,
      signal: ruleId === 'contact-wanted' ? 'asked-for-more' : 'concern-in-answers',
      reason: ruleId,
      checkInId,
    });
  }
}

/** "4 - rough day": the answer counts, and a person reads the rest. */
async function withNote(
  deps: ReceiveSmsDeps,
  { text, participant }: FromSomebody,
  { end, taken }: { end: TextEnd; taken: { readonly hasNote: boolean } },
): Promise<TextEnd> {
  if (!taken.hasNote) return end;
  const { taskId } = await toAPerson(deps, {
    text,
    participant,
    kind: 'reply-to-read',
    ...(end.checkInId !== undefined && { checkInId: end.checkInId }),
  });
  return { ...end, taskId };
}

/** The newest check-in that was asked; one that waits to be asked does not count, so that a late reply finds its own. */
async function askedLast(
  { records }: ReceiveSmsDeps,
  { participant: { participantId }, journey: { lastCycle } }: FromSomebody,
): Promise<Stored<CheckIn> | undefined> {
  for (const cycle of [lastCycle, lastCycle - 1]) {
    const checkIn = cycle >= 0 ? await records.get('check-in', checkInIdOf(participantId, cycle)) : undefined;
    if (checkIn && checkIn.asked.length > 0) return checkIn;
  }
  return undefined;
}
