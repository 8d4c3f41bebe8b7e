import type { Caller, CloudCalls } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { DurableWork, type Again, type Attempt } from '../durable-work.ts';
import { codeOf, isRetryable } from '../is-retryable.ts';
import { functionEvent, queueMessage, type Notification } from './notification.ts';
import type { Subscription } from './topics.ts';

/**
 * Deliveries to subscribers: recorded with the publish, performed at least once each. SNS calls as itself, with the
 * topic as source, so the queue's policy or the function's permission decides. A refusal is final; a throttle or server
 * fault is tried again on SNS's schedule for 23 days. What cannot be delivered goes to the subscription's dead-letter
 * queue, or is lost with a line.
 */
export function createDeliveries(options: DeliveryOptions): Deliveries {
  const { clock, calls, report } = options;
  const work = new DurableWork<Delivery>({ ...options, name: 'sns/deliveries', perform });

  async function perform(delivery: Delivery, { attempts }: Attempt): Promise<Again | undefined> {
    try {
      await deliver(delivery);
      return undefined;
    } catch (error) {
      const wait = isRetryable(error) ? retrySeconds(attempts) : undefined;
      if (wait !== undefined) return { at: clock.now() + wait * 1_000 };
      await giveUp(delivery, codeOf(error));
      return undefined;
    }
  }

  async function deliver({ subscription, notification }: Delivery): Promise<void> {
    const caller = callerFor(subscription);
    if (subscription.protocol === 'sqs') {
      const input = { QueueUrl: nameIn(subscription.endpoint), ...queueMessage(subscription, notification) };
      await calls.call({ caller, service: 'sqs', operation: 'SendMessage', input });
      return;
    }
    const Payload = JSON.stringify(functionEvent(subscription, notification));
    const input = { FunctionName: subscription.endpoint, InvocationType: 'Event', Payload };
    await calls.call({ caller, service: 'lambda', operation: 'Invoke', input });
  }

  async function giveUp({ subscription, notification }: Delivery, code: string): Promise<void> {
    const lost = (why: string) =>
      report(`sns: could not deliver ${notification.messageId} to ${subscription.endpoint}: ${why}`);
    if (subscription.deadLetterArn === undefined)
      return lost(`${code}, and the subscription has no dead-letter queue`);
    const caller = callerFor(subscription);
    const { MessageBody } = queueMessage(subscription, notification);
    const input = {
      QueueUrl: nameIn(subscription.deadLetterArn),
      MessageBody,
      MessageAttributes: { ErrorCode: { DataType: 'String', StringValue: code } },
    };
    try {
      await calls.call({ caller, service: 'sqs', operation: 'SendMessage', input });
      report(
        `sns: could not deliver ${notification.messageId} to ${subscription.endpoint}: ${code}; it is in the dead-letter queue`,
      );
    } catch (error) {
      lost(`${code}, and its dead-letter queue answered ${codeOf(error)}`);
    }
  }

  return {
    add: (delivery, { copy = 0, delayMilliseconds = 0 } = {}) => {
      const id = `${delivery.notification.messageId}/${delivery.subscription.arn}/${copy}`;
      work.add(id, delivery, clock.now() + delayMilliseconds);
    },
  };
}

export interface Deliveries {
  /** Records a delivery. `copy` makes a duplicate of one recorded before. */
  add(delivery: Delivery, how?: { readonly copy?: number; readonly delayMilliseconds?: number }): void;
}

export interface Delivery {
  readonly subscription: Subscription;
  readonly notification: Notification;
}

export interface DeliveryOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly calls: CloudCalls;
  readonly report: (line: string) => void;
}

/** SNS's schedule for AWS-managed endpoints: 3 at once, 2 after 1 s, 10 from 1 s to 20 s, then every 20 s. */
function retrySeconds(attempts: number): number | undefined {
  if (attempts < 3) return 0;
  if (attempts < 5) return 1;
  if (attempts < 15) return Math.min(2 ** (attempts - 5), 20);
  return attempts < 100_015 ? 20 : undefined;
}

function callerFor({ topicArn }: Subscription): Caller {
  return { kind: 'aws-service', principal: 'sns.amazonaws.com', sourceArn: topicArn };
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
