import * as z from 'zod';

/** Every question that texts ask, in check-ins and in the private safety screen. */
export const QuestionId = z.enum([
  'wellbeing',
  'craving',
  'confidence',
  'support',
  'contact',
  'own-phone',
  'safe-home',
  'careful',
]);
export type QuestionId = z.infer<typeof QuestionId>;

/** A published set. A change of anything in it is a new id: a running cycle keeps the one it began with [P9]. */
export const QuestionSetId = z.enum(['check-in-1', 'check-in-short-1', 'safety-screen-1']);
export type QuestionSetId = z.infer<typeof QuestionSetId>;

/** What an answer can mean for a person: `watch` waits for the next talk, `concern` is for today [4h]. */
export const AnswerSeverity = z.enum(['watch', 'concern']);
export type AnswerSeverity = z.infer<typeof AnswerSeverity>;

/** What a rule raises, as codes. */
export const Raise = z.object({
  ruleId: z.string().regex(/^[a-z0-9-]{1,60}$/),
  severity: AnswerSeverity,
});

/** A question's own rule: values from `from` to `to`, both included. */
export const AnswerRule = Raise.extend({ from: z.int().min(0).max(10), to: z.int().min(0).max(10) });
export type AnswerRule = z.infer<typeof AnswerRule>;

/** A question with one number as its answer. The words are templates (`question-<id>`). */
export const Question = z.object({
  questionId: QuestionId,
  /** A `scale` goes from worse to better or back, `days` counts days of a week, a `choice` is 1 yes, 2 no, 3 not sure. */
  kind: z.enum(['scale', 'days', 'choice']),
  min: z.int().min(0).max(1),
  max: z.int().min(2).max(10),
  rules: z.array(AnswerRule).max(3),
  /** For a question where silence may be the answer. */
  whenSkipped: Raise.optional(),
});
export type Question = z.infer<typeof Question>;

export const QuestionSet = z.object({
  questionSetId: QuestionSetId,
  questions: z.array(Question).min(3).max(5),
});
export type QuestionSet = z.infer<typeof QuestionSet>;

/** An answer as stored. A skipped question is answered too: nobody is asked again. */
export const StoredAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), value: z.int().min(0).max(10) }),
  z.object({ kind: z.literal('skip') }),
]);
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/** The answers of one cycle so far: partial ones are kept. */
export const Answers = z.partialRecord(QuestionId, StoredAnswer);
export type Answers = z.infer<typeof Answers>;

/** Why a text is no answer; codes, the words stay in the inbound store. */
export const UnclearReason = z.enum([
  'empty',
  'no-answer',
  'words-around',
  'not-one-answer',
  'another-scale',
  'out-of-range',
]);
export type UnclearReason = z.infer<typeof UnclearReason>;
