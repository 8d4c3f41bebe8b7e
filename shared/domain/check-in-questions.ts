import type { CycleOutcome } from '../contracts/cadence.ts';
import type { AskedQuestion } from '../contracts/check-in.ts';
import type { Answers, AnswerRule, Question, QuestionId, QuestionSet } from '../contracts/question.ts';

/** The next question of a set, or that it is done. Answers in any order count; a skipped one is not asked again. */
export function progress(
  answers: Answers,
  { questions }: QuestionSet,
): { readonly kind: 'next'; readonly question: Question } | { readonly kind: 'done' } {
  const question = questions.find(({ questionId }) => answers[questionId] === undefined);
  return question ? { kind: 'next', question } : { kind: 'done' };
}

/** A rule that an answer met: codes only, so that it may stand anywhere. */
export interface RaisedRule extends Pick<AnswerRule, 'ruleId' | 'severity'> {
  readonly questionId: QuestionId;
}

/** The rules that these answers meet, in the order of the set. Each answer is judged by its own question only. */
export const raisedBy = (answers: Answers, { questions }: QuestionSet): readonly RaisedRule[] =>
  questions.flatMap((question) =>
    rulesMet(question, answers).map(({ ruleId, severity }) => ({
      ruleId,
      severity,
      questionId: question.questionId,
    })),
  );

function rulesMet({ questionId, rules, whenSkipped }: Question, answers: Answers) {
  const answer = answers[questionId];
  if (answer?.kind === 'answer')
    return rules.filter(({ from, to }) => from <= answer.value && answer.value <= to);
  return answer && whenSkipped ? [whenSkipped] : [];
}

/**
 * What a closed cycle means for the cadence. A concern wins over everything. A cycle in which everything was skipped or
 * something is open is `partial`: no reason to worry and none to step down. Without any answer it is `missed`, unless
 * `replied` tells that texts came which no rule could read: that is no silence.
 */
export function outcomeOf(answers: Answers, set: QuestionSet, replied = false): CycleOutcome {
  if (raisedBy(answers, set).some(({ severity }) => severity === 'concern')) return 'concern';
  const given = set.questions.flatMap(({ questionId }) => answers[questionId] ?? []);
  if (given.length === 0) return replied ? 'partial' : 'missed';
  const isComplete = given.length === set.questions.length && given.some(({ kind }) => kind === 'answer');
  return isComplete ? 'clean' : 'partial';
}

/** Nobody gets a text, reads it and answers it within this time of its being sent; a proposal. */
export const unreadForSeconds = 5;

/**
 * The question that a reply belongs to: the newest that its author can have read, however late it comes. So the second
 * tap of an impatient thumb is a repetition, and no answer to the question that just left. `undefined` before any
 * question. A question that was asked again is the same question.
 */
export function questionOfReply(asked: readonly AskedQuestion[], receivedAt: Date): QuestionId | undefined {
  const [first, ...later] = asked.toSorted((a, b) => Date.parse(a.askedAt) - Date.parse(b.askedAt));
  const secondsBefore = ({ askedAt }: AskedQuestion): number =>
    (receivedAt.getTime() - Date.parse(askedAt)) / 1000;
  const newest = later.findLast((question) => secondsBefore(question) >= unreadForSeconds);
  if (newest) return newest.questionId;
  // The first has none before it that the reply could be meant for.
  return first && secondsBefore(first) >= 0 ? first.questionId : undefined;
}
