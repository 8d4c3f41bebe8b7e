import { createHash } from 'node:crypto';
import { ActionAfterCompletion, CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OutboundQueue } from '../../ports/outbound-queue.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { repeatable } from './client-settings.ts';
import { callAws } from './foreign-error.ts';

/** Where the outbound queues are, and who may put things into them later. */
export interface OutboundQueues {
  readonly text: { readonly url: string; readonly arn: string };
  readonly email: { readonly url: string; readonly arn: string };
  /** The role that EventBridge Scheduler takes on. */
  readonly schedulerRoleArn: string;
  /** The group that holds our one-time schedules. */
  readonly scheduleGroup: string;
}

/**
 * `OutboundQueue` over SQS; what is for later waits as a one-time schedule that puts it into the queue and is gone. The
 * body is the message id, and nothing else.
 */
export function sqsOutboundQueue(aws: AwsClientConfig, queues: OutboundQueues): OutboundQueue {
  // The queue's URL may be of another host than the endpoint: on this machine it is.
  const sqs = new SQSClient({ ...repeatable(aws), useQueueUrlAsEndpoint: aws.endpoint === undefined });
  let scheduler: SchedulerClient | undefined;

  return {
    enqueue: async ({ messageId, channel }, delaySeconds) => {
      const command = new SendMessageCommand({
        QueueUrl: queues[channel].url,
        MessageBody: messageId,
        DelaySeconds: delaySeconds,
      });
      await callAws('SQS SendMessage', () => sqs.send(command));
    },

    async enqueueAt({ messageId, channel }, at) {
      scheduler ??= new SchedulerClient(repeatable(aws));
      const client = scheduler;
      const command = new CreateScheduleCommand({
        Name: scheduleNameOf(messageId, at),
        GroupName: queues.scheduleGroup,
        // Seconds are the finest that it takes; rounded up, so that the hour has come.
        ScheduleExpression: `at(${new Date(Math.ceil(at.getTime() / 1000) * 1000).toISOString().slice(0, 19)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: ActionAfterCompletion.DELETE,
        Target: { Arn: queues[channel].arn, RoleArn: queues.schedulerRoleArn, Input: messageId },
      });
      await callAws('Scheduler CreateSchedule', async () => {
        try {
          await client.send(command);
        } catch (error) {
          if (!(error instanceof Error && error.name === 'ConflictException')) throw error;
        }
      });
    },
  };
}

/** At most 64 characters: the same for the same message and moment, and never for two. */
function scheduleNameOf(messageId: string, at: Date): string {
  const digest = createHash('sha256').update(messageId).digest('hex').slice(0, 40);
  return `${digest}-${Math.ceil(at.getTime() / 1000)}`;
}
