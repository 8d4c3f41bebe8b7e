import type { PartialItemFailureResponse } from '@aws-lambda-powertools/batch/types';
import { MessageId, recipientOf } from '#shared/contracts/message';
import type { Log, MetricSink } from '#shared/ports/report';
import { parseInput } from '#shared/runtime/errors';
import { eachRecord } from '#shared/runtime/sqs-batch';
import type { DeliveryOutcome } from '#shared/steps/deliver-message';
import { deliverEmail, type DeliverEmailDeps } from '#shared/steps/deliver-email';
import type { TaskDesk } from '#shared/steps/task-desk';

export interface SendEmailDeps extends DeliverEmailDeps {
  readonly desk: TaskDesk;
  readonly log: Log;
  readonly metrics: MetricSink;
}

/**
 * Looks at planned emails, one queue record each: the body is a message id. The only function that may send email. One
 * to a mentor that could not be sent becomes a task; one to the coordinators is counted, since its task is there.
 */
export const sendEmail =
  (deps: SendEmailDeps) =>
  (event: unknown): Promise<PartialItemFailureResponse> =>
    eachRecord(
      event,
      async ({ body }) => {
        const messageId = parseInput(MessageId, body);
        const result = await deliverEmail(deps, messageId);
        deps.log.info('EMAIL_LOOKED_AT', { messageId, outcome: result.outcome });
        const reason = reasonOf(result);
        if (reason === undefined) return;
        deps.metrics.count('EmailsNotSent');
        const mentorId = recipientOf(messageId);
        if (mentorId === 'coordinator') return;
        await deps.desk.open({
          taskId: `t-email-${messageId}`,
          kind: 'email-not-sent',
          mentorId,
          reason,
        });
      },
      deps.log,
    );

/** Why somebody has to know of it; a refusal is as it should be, but for an address that takes nothing. */
function reasonOf(result: DeliveryOutcome): string | undefined {
  if (result.outcome === 'failed') return `provider-${result.code}`;
  if (result.outcome === 'refused') return result.reason === 'channel-stopped' ? result.reason : undefined;
  return result.outcome === 'unknown' ? 'unknown' : undefined;
}
