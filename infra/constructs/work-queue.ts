import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { physicalName, type Settings } from '../settings.ts';
import { removalPolicy } from '../removal.ts';
import { alarmPeriod, FailureAlarm } from './failure-alarm.ts';

/** What a queue of either kind needs. */
export interface DeadLetterQueueProps {
  /** The queue is `alongside-<stage>-<name>`. */
  readonly name: string;
  /** What a message in the dead-letter queue means for people, as a sentence. */
  readonly failureMeans: string;
  readonly settings: Settings;
  readonly alarmTopic: ITopic;
  readonly key: IKey;
}

/** Where a message rests, for 14 days, that could not be handled. Its first message raises an alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const queueName = physicalName(props.settings, props.name);
    this.queue = new Queue(this, 'Queue', {
      queueName,
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      removalPolicy: removalPolicy(props.settings),
    });
    new FailureAlarm(this, 'Depth', {
      alarmName: `${queueName}-depth`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'max' }),
      failureMeans: props.failureMeans,
      alarmTopic: props.alarmTopic,
    });
  }
}

/** A work queue's own needs. */
export interface WorkQueueProps extends DeadLetterQueueProps {
  /** At least six times the timeout of the function that reads it. */
  readonly visibilityTimeout: Duration;
  /** What it means for people that a message has waited for a quarter of an hour. */
  readonly delayMeans: string;
}

/**
 * A queue whose messages are tried five times and then rest in a dead-letter queue: `<name>` and `<name>-dlq`.
 * Alarms on the first message that fails for good, and on one that waits for 15 minutes.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const queueName = physicalName(props.settings, props.name);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      name: `${props.name}-dlq`,
      failureMeans: props.failureMeans,
      settings: props.settings,
      alarmTopic: props.alarmTopic,
      key: props.key,
    }).queue;
    this.queue = new Queue(this, 'Queue', {
      queueName,
      visibilityTimeout: props.visibilityTimeout,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
      enforceSSL: true,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      removalPolicy: removalPolicy(props.settings),
    });
    new FailureAlarm(this, 'Age', {
      alarmName: `${queueName}-age`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'max' }),
      threshold: Duration.minutes(15).toSeconds(),
      failureMeans: props.delayMeans,
      alarmTopic: props.alarmTopic,
    });
  }
}
