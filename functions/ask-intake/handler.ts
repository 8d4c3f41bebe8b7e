import { AskIntakeStep, type AskAnswer } from '#shared/contracts/intake-steps';
import { messageIdOf, type Message } from '#shared/contracts/message';
import { answerOf, askedInIntake, intakeAskings, type Asking } from '#shared/domain/intake';
import type { Clock } from '#shared/ports/clock';
import type { Records } from '#shared/ports/records';
import type { WaitingSteps } from '#shared/ports/workflows';
import { parseInput, Permanent } from '#shared/runtime/errors';
import { canBeAsked } from '#shared/steps/can-be-asked';
import { changeRow } from '#shared/steps/change-row';
import { hoursFromNow, type Outbox } from '#shared/steps/outbox';

export interface AskIntakeDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly steps: WaitingSteps;
  readonly clock: Clock;
}

/**
 * Asks a partner for their agreement to texts, or for their own part, and leaves the step waiting; the reminders too.
 * Completes the step at once where the answer is there already. Safe to repeat: each text leaves at most once.
 */
export const askIntake =
  (deps: AskIntakeDeps) =>
  async (input: unknown): Promise<{ outcome: 'waiting' | AskAnswer }> => {
    const { participantId, step, taskToken } = parseInput(AskIntakeStep, input);
    const { records, steps } = deps;
    const asking = intakeAskings[step];
    // The token first, then the look at what is there: an answer that comes in between finds the token [P10].
    const journey = await changeRow(records, { kind: 'journey', id: participantId }, (before) => {
      const after = askedInIntake(before, { step: asking.waitsFor, taskToken });
      return after ? { row: after, result: after } : { result: before };
    });
    const participant = await records.get('participant', participantId);
    if (!participant) throw new Permanent('there is no such participant');
    const answer = (await canBeAsked(records, participant))
      ? answerOf({ participant, journey }, asking.waitsFor)
      : 'ended';
    if (answer) {
      await steps.complete(taskToken, { outcome: answer });
      return { outcome: answer };
    }
    await plan(deps, participantId, asking);
    return { outcome: 'waiting' };
  };

async function plan(
  { records, outbox, clock }: AskIntakeDeps,
  participantId: string,
  { template, messageClass, params, remindsOf, hours }: Asking,
): Promise<void> {
  if (remindsOf !== undefined) {
    const first = await records.get('message', messageIdOf(participantId, remindsOf));
    if (!first || !hasLeft.has(first.state)) return;
  }
  await outbox.plan({
    recipient: participantId,
    channel: 'text',
    template,
    messageClass,
    what: template,
    params,
    sendBefore: hoursFromNow(clock, hours),
  });
}

/** It arrived, or nobody can tell that it did not. */
const hasLeft: ReadonlySet<Message['state']> = new Set(['sending', 'sent', 'delivered', 'unknown']);
