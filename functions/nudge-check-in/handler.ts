import { textAndWait, type TextAndWaitDeps, type TextAndWaitOutcome } from '#shared/steps/text-and-wait';

/**
 * Sends the one nudge and leaves the step waiting on. Safe to repeat: it goes out at most once. A reply that came
 * before it wins: nothing is sent, and the step goes on at once.
 */
export const nudgeCheckIn =
  (deps: TextAndWaitDeps) =>
  async (input: unknown): Promise<TextAndWaitOutcome> =>
    textAndWait(
      deps,
      {
        template: 'check-in-nudge',
        messageIdOf: (checkInId) => `${checkInId}-nudge`,
        saveToken: ({ checkInId }, taskToken) =>
          deps.checkIns.markNudged({ checkInId, taskToken, at: deps.clock.now() }),
      },
      input,
    );
