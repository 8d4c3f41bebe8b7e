import type { PartialItemFailureResponse } from '@aws-lambda-powertools/batch/types';
import { MessageId, type Message } from '#shared/contracts/message';
import type { Participant } from '#shared/contracts/participant';
import { textsStopped } from '#shared/domain/stop-texts';
import type { Log, MetricSink } from '#shared/ports/report';
import { parseInput, Permanent } from '#shared/runtime/errors';
import { eachRecord } from '#shared/runtime/sqs-batch';
import { changeRow, type Decision } from '#shared/steps/change-row';
import type { DeliveryOutcome } from '#shared/steps/deliver-message';
import { deliverText, type DeliverTextDeps } from '#shared/steps/deliver-text';
import type { HandOverDeps } from '#shared/steps/end-check-in';
import { followStop } from '#shared/steps/stop-texts';
import { notAsked, textFailed, textToAPerson } from '#shared/steps/text-follow-up';

export interface SendTextDeps extends DeliverTextDeps, HandOverDeps {
  readonly log: Log;
  readonly metrics: MetricSink;
}

/**
 * Looks at planned texts, one queue record each: the body is a message id. The only function that may send texts. What
 * could not be sent, and what nobody can tell of, goes to a person, and a check-in does not wait for its answer.
 */
export const sendText =
  (deps: SendTextDeps) =>
  (event: unknown): Promise<PartialItemFailureResponse> =>
    eachRecord(
      event,
      async ({ body }) => {
        const messageId = parseInput(MessageId, body);
        const result = await deliverText(deps, messageId);
        const reason = 'reason' in result ? result.reason : undefined;
        deps.log.info('TEXT_LOOKED_AT', { messageId, outcome: result.outcome, reason });
        if (result.outcome === 'sent') deps.metrics.count('TextsSent');
        await followUp(deps, messageId, result);
      },
      deps.log,
    );

async function followUp(deps: SendTextDeps, messageId: string, result: DeliveryOutcome): Promise<void> {
  if (result.outcome === 'sent' || result.outcome === 'sent-before' || result.outcome === 'deferred') return;
  const message = await deps.records.get('message', messageId);
  if (!message) throw new Permanent('a text was looked at that is not there');
  if (result.outcome === 'unknown')
    return textToAPerson(deps, message, { kind: 'text-unconfirmed', reason: 'unknown' });
  if (result.outcome === 'failed') {
    return result.optedOut
      ? carrierStopped(deps, message)
      : textFailed(deps, message, `provider-${result.code}`);
  }
  return expected.has(result.reason)
    ? notAsked(deps, message, result.reason)
    : textFailed(deps, message, result.reason);
}

/** Refusals that are as they should be: the person wants it so, or it is over. */
const expected: ReadonlySet<string> = new Set([
  'stopped',
  'stop-or-not',
  'declined',
  'no-consent',
  'paused',
  'ended',
  'check-in-ended',
  'gone',
]);

/** The carrier knows of a STOP that never reached us: everything is as if it had [T16, P15]. */
async function carrierStopped(deps: SendTextDeps, message: Message): Promise<void> {
  const { recipient: participantId } = message;
  if (!participantId.startsWith('p-'))
    return textToAPerson(deps, message, { kind: 'text-not-sent', reason: 'carrier-stopped' });
  await notAsked(deps, message, 'carrier-stopped');
  const at = message.attempts.at(-1)?.at ?? deps.clock.now().toISOString();
  const participant = await changeRow(
    deps.records,
    { kind: 'participant', id: participantId },
    (row): Decision<'participant', Participant> => {
      const after = textsStopped(row, { at });
      return { ...(after && { row: after }), result: after ?? row };
    },
  );
  if (participant.texts.state === 'stopped' && participant.texts.at === at)
    await followStop(deps, participant);
}
