import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { DeployedResource, Deployment } from '../template/deployment.ts';

/** The queues of the template. Throws at start for what is not emulated (FIFO) or cannot work (a lost dead-letter queue). */
export function queueSettings(deployment: Deployment): QueueSettings[] {
  const queues = deployment.ofType('AWS::SQS::Queue').map(settingsOf);
  for (const queue of queues) {
    const target = queue.redrive?.targetArn;
    if (target !== undefined && !queues.some((other) => other.arn === target)) {
      throw new Error(
        `${queue.logicalId}: RedrivePolicy names a dead-letter queue that no stack creates: ${target}`,
      );
    }
  }
  return queues;
}

export interface QueueSettings {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly waitTimeSeconds: number;
  readonly maximumMessageBytes: number;
  readonly redrive?: { readonly targetArn: string; readonly maxReceiveCount: number };
}

/** 1 MiB, the service's limit for one message and for one batch. */
export const LARGEST_MESSAGE_BYTES = 1_048_576;

const whole = z.coerce.number().int().min(0);
const redrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: whole.min(1) });
const properties = z.object({
  QueueName: z.string().optional(),
  FifoQueue: z.coerce.boolean().optional(),
  VisibilityTimeout: whole.max(43_200).default(30),
  DelaySeconds: whole.max(900).default(0),
  MessageRetentionPeriod: whole.min(60).max(1_209_600).default(345_600),
  ReceiveMessageWaitTimeSeconds: whole.max(20).default(0),
  MaximumMessageSize: whole.min(1_024).max(LARGEST_MESSAGE_BYTES).default(LARGEST_MESSAGE_BYTES),
  RedrivePolicy: redrivePolicy.optional(),
});

function settingsOf(resource: DeployedResource): QueueSettings {
  const parsed = properties.safeParse(resource.properties);
  if (!parsed.success) throw new Error(`${resource.logicalId}: ${z.prettifyError(parsed.error)}`);
  const given = parsed.data;
  const name = given.QueueName ?? resource.attributes['QueueName'] ?? lastSegment(resource.physicalId);
  if (given.FifoQueue === true || name.endsWith('.fifo')) {
    throw new Error(
      `${resource.logicalId}: FIFO queues are not emulated; use a standard queue and deduplicate by id`,
    );
  }
  return {
    logicalId: resource.logicalId,
    name,
    arn: resource.attributes['Arn'] ?? `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${name}`,
    visibilityTimeoutSeconds: given.VisibilityTimeout,
    delaySeconds: given.DelaySeconds,
    retentionSeconds: given.MessageRetentionPeriod,
    waitTimeSeconds: given.ReceiveMessageWaitTimeSeconds,
    maximumMessageBytes: given.MaximumMessageSize,
    ...(given.RedrivePolicy && {
      redrive: {
        targetArn: given.RedrivePolicy.deadLetterTargetArn,
        maxReceiveCount: given.RedrivePolicy.maxReceiveCount,
      },
    }),
  };
}

function lastSegment(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
