import { deadlineOf } from '#shared/domain/check-in';
import { textAndWait, type TextAndWaitDeps, type TextAndWaitOutcome } from '#shared/steps/text-and-wait';

/**
 * Asks the question and leaves the step waiting for the reply. Safe to repeat: the question goes out at most once.
 * Opted out, or ended meanwhile: completes the step instead of texting.
 */
export const askCheckIn =
  (deps: TextAndWaitDeps) =>
  async (input: unknown): Promise<TextAndWaitOutcome> =>
    textAndWait(
      deps,
      {
        template: 'check-in-question',
        messageIdOf: (checkInId) => `${checkInId}-question`,
        saveToken: ({ checkInId }, taskToken) => {
          const at = deps.clock.now();
          return deps.checkIns.markAsked({ checkInId, taskToken, at, deadline: deadlineOf(at) });
        },
      },
      input,
    );
