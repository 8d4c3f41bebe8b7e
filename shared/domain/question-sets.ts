import type { Question, QuestionId, QuestionSet, QuestionSetId } from '../contracts/question.ts';

/** The published question sets. Data: a change is a new set with a new id, and what runs keeps its own [P9]. */
export const questionSetOf = (questionSetId: QuestionSetId): QuestionSet => ({
  questionSetId,
  questions: orders[questionSetId].map((questionId) => questions[questionId]),
});

/** Three to five, one per text; the short one is for those who are asked twice a week (every text is paid for). */
const orders: Record<QuestionSetId, QuestionId[]> = {
  'check-in-1': ['wellbeing', 'craving', 'confidence', 'support', 'contact'],
  'check-in-short-1': ['wellbeing', 'craving', 'contact'],
  'safety-screen-1': ['own-phone', 'safe-home', 'careful'],
};

/** In every choice 1 is yes, 2 is no and 3 is not sure: whoever answers from habit still says what they mean. */
const choice = { kind: 'choice', min: 1, max: 3 } as const;

/**
 * Own wording, no licensed instrument [4a, E34, E47]. No question asks about suicide: that is for people [4a]. Each
 * comment is what the wording asks and what its numbers mean; thresholds without a source are proposals.
 *
 * The screen finds out only whether a person should call: anything but the one safe answer raises a rule, a skipped
 * question too, because whoever is watched may not dare to answer [E26, E27].
 */
const questions: Record<QuestionId, Question> = {
  /** How are you doing today? 1 (hard) to 5 (good), the one-question check-in that people know [E36, E37]. */
  wellbeing: {
    questionId: 'wellbeing',
    kind: 'scale',
    min: 1,
    max: 5,
    rules: [{ ruleId: 'wellbeing-low', severity: 'concern', from: 1, to: 2 }],
  },
  /** How strong was the strongest urge? 0 (none) to 10; 8 and more is a concern [4h]. */
  craving: {
    questionId: 'craving',
    kind: 'scale',
    min: 0,
    max: 10,
    rules: [
      { ruleId: 'craving-high', severity: 'concern', from: 8, to: 10 },
      { ruleId: 'craving-raised', severity: 'watch', from: 5, to: 7 },
    ],
  },
  /** How sure are you about the coming week? 0 (not at all) to 10 (completely) [4a]. */
  confidence: {
    questionId: 'confidence',
    kind: 'scale',
    min: 0,
    max: 10,
    rules: [{ ruleId: 'confidence-low', severity: 'concern', from: 0, to: 3 }],
  },
  /** On how many of the last 7 days did you talk with somebody who supports you? Isolation is watched [S11, 4h]. */
  support: {
    questionId: 'support',
    kind: 'days',
    min: 0,
    max: 7,
    rules: [{ ruleId: 'isolated', severity: 'watch', from: 0, to: 1 }],
  },
  /** Would you like somebody to call? 1 yes, 2 no. Need that a person feels is need [4c, E1]. */
  contact: {
    questionId: 'contact',
    ...choice,
    max: 2,
    rules: [{ ruleId: 'contact-wanted', severity: 'concern', from: 1, to: 1 }],
  },
  /** Are you the only one who reads this phone? 1 yes, 2 no, 3 not sure [E27, E48]. */
  'own-phone': {
    questionId: 'own-phone',
    ...choice,
    rules: [{ ruleId: 'phone-not-private', severity: 'concern', from: 2, to: 3 }],
    whenSkipped: { ruleId: 'own-phone-skipped', severity: 'concern' },
  },
  /** Do you feel safe where you live? 1 yes, 2 no, 3 not sure [E26]. */
  'safe-home': {
    questionId: 'safe-home',
    ...choice,
    rules: [{ ruleId: 'home-not-safe', severity: 'concern', from: 2, to: 3 }],
    whenSkipped: { ruleId: 'safe-home-skipped', severity: 'concern' },
  },
  /** Should we be careful how and when we reach you? 1 yes, 2 no, 3 not sure [E27]. */
  careful: {
    questionId: 'careful',
    ...choice,
    rules: [
      { ruleId: 'careful-wanted', severity: 'concern', from: 1, to: 1 },
      { ruleId: 'careful-unsure', severity: 'concern', from: 3, to: 3 },
    ],
    whenSkipped: { ruleId: 'careful-skipped', severity: 'concern' },
  },
};
