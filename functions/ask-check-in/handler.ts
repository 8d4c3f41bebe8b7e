import { asked } from '#shared/domain/check-in';
import {
  askAndWait,
  planQuestion,
  type AskOutcome,
  type AskQuestionsDeps,
} from '#shared/steps/ask-questions';

/**
 * Asks the first question and leaves the step waiting for the replies, each of which asks the next one. Safe to repeat:
 * the question goes out at most once. A check-in that has ended, or whose person is not active: completes the step.
 */
export const askCheckIn =
  (deps: AskQuestionsDeps) =>
  (input: unknown): Promise<AskOutcome> =>
    askAndWait(
      deps,
      {
        saved: asked,
        plan: (checkIn, questionId) => planQuestion(deps, checkIn, { questionId, messageClass: 'scheduled' }),
      },
      input,
    );
