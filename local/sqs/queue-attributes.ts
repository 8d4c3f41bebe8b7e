import { AwsError } from '../aws-error.ts';
import type { Members } from '../aws-service.ts';
import type { QueueSettings } from './queue-settings.ts';
import type { QueueCounts } from './queue.ts';

/** The answer of `GetQueueAttributes`: all values are text, times are epoch seconds. */
export function queueAttributes(settings: QueueSettings, known: Known, asked: readonly string[]): Members {
  const { redrive } = settings;
  const createdSeconds = String(Math.floor(known.createdAt / 1_000));
  const all: Record<string, string> = {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(known.counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(known.counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(known.counts.delayed),
    CreatedTimestamp: createdSeconds,
    LastModifiedTimestamp: createdSeconds,
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MaximumMessageSize: String(settings.maximumMessageBytes),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    DelaySeconds: String(settings.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.waitTimeSeconds),
    SqsManagedSseEnabled: 'true',
  };
  if (redrive !== undefined) {
    const { targetArn, maxReceiveCount } = redrive;
    all['RedrivePolicy'] = JSON.stringify({ deadLetterTargetArn: targetArn, maxReceiveCount });
  }
  if (asked.includes('All')) return { Attributes: all };
  const unknown = asked.find((name) => !KNOWN_NAMES.has(name));
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const picked = Object.entries(all).filter(([name]) => asked.includes(name));
  return picked.length === 0 ? {} : { Attributes: Object.fromEntries(picked) };
}

interface Known {
  readonly counts: QueueCounts;
  readonly createdAt: number;
}

const KNOWN_NAMES = new Set(
  (
    'QueueArn ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesDelayed ' +
    'CreatedTimestamp LastModifiedTimestamp VisibilityTimeout MaximumMessageSize MessageRetentionPeriod DelaySeconds ' +
    'ReceiveMessageWaitTimeSeconds RedrivePolicy RedriveAllowPolicy Policy KmsMasterKeyId ' +
    'KmsDataKeyReusePeriodSeconds SqsManagedSseEnabled'
  ).split(' '),
);
