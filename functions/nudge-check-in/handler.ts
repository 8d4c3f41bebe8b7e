import { nudged } from '#shared/domain/check-in';
import { askAndWait, cycleName, type AskOutcome, type AskQuestionsDeps } from '#shared/steps/ask-questions';

/**
 * Sends the one nudge, with the question that is open, and leaves the step waiting on. Safe to repeat: it goes out at
 * most once. A last answer that came before it wins: nothing is sent, and the step goes on at once.
 */
export const nudgeCheckIn =
  (deps: AskQuestionsDeps) =>
  (input: unknown): Promise<AskOutcome> =>
    askAndWait(
      deps,
      {
        saved: nudged,
        plan: (checkIn, questionId) =>
          deps.outbox.plan({
            recipient: checkIn.participantId,
            channel: 'text',
            template: 'nudge',
            messageClass: 'scheduled',
            what: `${cycleName(checkIn)}-nudge`,
            params: { questionId, checkInId: checkIn.checkInId },
            sendBefore: new Date(checkIn.deadline),
          }),
      },
      input,
    );
