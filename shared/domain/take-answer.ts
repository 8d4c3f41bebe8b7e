import type { CheckIn } from '../contracts/check-in.ts';
import type { Language } from '../contracts/language.ts';
import type { Question, QuestionId, StoredAnswer } from '../contracts/question.ts';
import { progress, questionOfReply, raisedBy, type RaisedRule } from './check-in-questions.ts';
import { isOpen } from './check-in.ts';
import { parseAnswer } from './parse-answer.ts';
import { questionSetOf } from './question-sets.ts';

/** A text as a check-in sees it. */
export interface ReplyText {
  readonly inboundMessageId: string;
  readonly body: string;
  readonly receivedAt: Date;
}

/** What a text means for the check-in that was asked last. `checkIn` is the row after it, where it changes. */
export type AnswerTaken =
  /** An answer in time; `next` is the question to ask now, or nothing where it was the last one. */
  | (Taken & { readonly kind: 'answered'; readonly next?: QuestionId })
  /** An answer after the end: kept on its own question, and no other [I6]. */
  | (Taken & { readonly kind: 'late'; readonly first: boolean })
  /** The same answer again: nothing happens. */
  | { readonly kind: 'repeated' }
  /** Nobody could read it, for the first time at this question: it is asked once more [P24]. */
  | { readonly kind: 'ask-again'; readonly checkIn: CheckIn; readonly questionId: QuestionId }
  /** It is no answer to anything that was asked, or another one than before: a person reads it. */
  | { readonly kind: 'for-a-person' };

interface Taken {
  readonly checkIn: CheckIn;
  readonly questionId: QuestionId;
  /** Rules that this answer met. */
  readonly raised: readonly RaisedRule[];
  /** Something stood beside the answer: a person reads it too. */
  readonly hasNote: boolean;
}

/**
 * Reads a text as an answer to the question that its author can have read last. Of a text that was taken in before, it
 * says the same again and changes nothing, so that whoever was interrupted goes on. Pure.
 */
export function takeAnswer(checkIn: CheckIn, text: ReplyText, language: Language): AnswerTaken {
  const set = questionSetOf(checkIn.questionSetId);
  const questionId = questionOf(checkIn, text);
  const question = set.questions.find((one) => one.questionId === questionId);
  if (!question) return { kind: 'for-a-person' };
  const parsed = parseAnswer(text.body, question, language);
  if (parsed.kind === 'unclear') return unclear(checkIn, text, question);

  const answer: StoredAnswer =
    parsed.kind === 'skip' ? { kind: 'skip' } : { kind: 'answer', value: parsed.value };
  const about = { text, question, answer, hasNote: parsed.remainder !== undefined };
  if (checkIn.takenIn.includes(text.inboundMessageId)) return takenBefore(checkIn, about);
  const before = checkIn.answers[question.questionId] ?? lateAnswerTo(checkIn, question.questionId);
  if (before)
    return sameAnswer(before, answer) && !about.hasNote ? { kind: 'repeated' } : { kind: 'for-a-person' };
  return isOpen(checkIn) ? answeredInTime(checkIn, about) : answeredLate(checkIn, about);
}

interface About {
  readonly text: ReplyText;
  readonly question: Question;
  readonly answer: StoredAnswer;
  readonly hasNote: boolean;
}

function answeredInTime(checkIn: CheckIn, { text, question, answer, hasNote }: About): AnswerTaken {
  const { questionId } = question;
  const at = text.receivedAt.toISOString();
  const set = questionSetOf(checkIn.questionSetId);
  const answers = { ...checkIn.answers, [questionId]: answer };
  const open = progress(answers, set);
  const takenIn = [...checkIn.takenIn, text.inboundMessageId];
  const raised = raisedBy({ [questionId]: answer }, set);
  if (open.kind === 'done') {
    const done: CheckIn = { ...checkIn, state: 'answered', answers, takenIn, closedAt: at };
    return { kind: 'answered', checkIn: done, questionId, raised, hasNote };
  }
  const next = open.question.questionId;
  const asked = checkIn.asked.some((one) => one.questionId === next)
    ? checkIn.asked
    : [...checkIn.asked, { questionId: next, askedAt: at }];
  return {
    kind: 'answered',
    checkIn: { ...checkIn, answers, takenIn, asked },
    questionId,
    raised,
    hasNote,
    next,
  };
}

function answeredLate(checkIn: CheckIn, { text, question, answer, hasNote }: About): AnswerTaken {
  const { questionId } = question;
  const { inboundMessageId } = text;
  const late = { questionId, answer, inboundMessageId, receivedAt: text.receivedAt.toISOString() };
  return {
    kind: 'late',
    checkIn: {
      ...checkIn,
      lateAnswers: [...checkIn.lateAnswers, late],
      takenIn: [...checkIn.takenIn, inboundMessageId],
    },
    questionId,
    raised: raisedBy({ [questionId]: answer }, questionSetOf(checkIn.questionSetId)),
    hasNote,
    first: checkIn.lateAnswers.length === 0,
  };
}

/** A second delivery: the same effects, each of which has an id of its own, and no other row. */
function takenBefore(checkIn: CheckIn, { text, question, answer, hasNote }: About): AnswerTaken {
  const { questionId } = question;
  const set = questionSetOf(checkIn.questionSetId);
  const raised = raisedBy({ [questionId]: answer }, set);
  const late = checkIn.lateAnswers.findIndex((one) => one.inboundMessageId === text.inboundMessageId);
  if (late >= 0) return { kind: 'late', checkIn, questionId, raised, hasNote, first: late === 0 };
  const open = progress(checkIn.answers, set);
  const next = open.kind === 'next' && isOpen(checkIn) ? { next: open.question.questionId } : {};
  return { kind: 'answered', checkIn, questionId, raised, hasNote, ...next };
}

function unclear(checkIn: CheckIn, text: ReplyText, { questionId }: Question): AnswerTaken {
  const wasAskedAgain = checkIn.takenIn.includes(text.inboundMessageId);
  const isSettled = checkIn.askedAgain.includes(questionId) || checkIn.answers[questionId] !== undefined;
  if (!isOpen(checkIn) || (isSettled && !wasAskedAgain)) return { kind: 'for-a-person' };
  const after = wasAskedAgain
    ? checkIn
    : {
        ...checkIn,
        askedAgain: [...checkIn.askedAgain, questionId],
        takenIn: [...checkIn.takenIn, text.inboundMessageId],
      };
  return { kind: 'ask-again', checkIn: after, questionId };
}

/** Of a text that was taken in before, the question of then: later ones left after it. */
function questionOf(checkIn: CheckIn, { inboundMessageId, receivedAt }: ReplyText): QuestionId | undefined {
  const late = checkIn.lateAnswers.find((one) => one.inboundMessageId === inboundMessageId);
  return late?.questionId ?? questionOfReply(checkIn.asked, receivedAt);
}

const lateAnswerTo = (checkIn: CheckIn, questionId: QuestionId): StoredAnswer | undefined =>
  checkIn.lateAnswers.find((one) => one.questionId === questionId)?.answer;

const sameAnswer = (one: StoredAnswer, other: StoredAnswer): boolean =>
  one.kind === other.kind && (one.kind === 'skip' || (other.kind === 'answer' && one.value === other.value));
