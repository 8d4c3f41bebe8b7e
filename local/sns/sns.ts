import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { AwsService, Members, Operation } from '../aws-service.ts';
import type { Sms } from '../sms/sms.ts';
import { isPhoneNumber } from '../sms/phone-number.ts';
import type { Deployment } from '../template/deployment.ts';
import { createDeliveries, type DeliveryOptions } from './deliveries.ts';
import { disturbance, type Disturbed, type DisturbanceOptions } from './disturbance.ts';
import { checkMessage, inputs, invalid, messageFor, read, type MessageInput } from './input.ts';
import { topicsOf, type Subscription, type Topic } from './topics.ts';

/**
 * Amazon SNS, standard topics: those of the template with their subscriptions, and texts to phones. A publish returns
 * after its deliveries are recorded, so what was accepted is delivered, at least once, even if the process dies.
 */
export function createSns(options: SnsOptions): Sns {
  const { journal, clock, deployment, sms } = options;
  const topics = topicsOf(deployment);
  const deliveries = createDeliveries(options);
  let disturbed = undisturbed;

  function topicOf(arn: string): Topic {
    const topic = topics.get(arn);
    if (topic !== undefined) return topic;
    throw new AwsError('NotFoundException', 'Topic does not exist', { status: 404 });
  }

  function publishToTopic(topic: Topic, input: MessageInput): Members {
    checkMessage(input);
    const messageId = randomUUID();
    const messages = topic.subscriptions.map(({ protocol }) => messageFor(protocol, input));
    journal.atomically(() => {
      for (const [index, subscription] of topic.subscriptions.entries()) {
        const notification = {
          messageId,
          message: messages[index] ?? '',
          attributes: input.MessageAttributes ?? {},
          publishedAt: clock.now(),
          ...(input.Subject !== undefined && { subject: input.Subject }),
        };
        for (const [copy, delayMilliseconds] of disturbed().delaysMilliseconds.entries()) {
          deliveries.add({ subscription, notification }, { copy, delayMilliseconds });
        }
      }
    });
    return { MessageId: messageId };
  }

  function publishToPhone(to: string, input: MessageInput): Members {
    // The number itself stays out of the message: errors end in logs.
    if (!isPhoneNumber(to)) throw invalid('PhoneNumber Reason: the number is not valid to publish to');
    const body = messageFor('sms', input);
    if (body === '') throw invalid('Empty message');
    if (Array.from(body).length > 1_600) throw invalid('Message Reason: a text is at most 1600 characters');
    const attribute = (name: string) => input.MessageAttributes?.[name]?.StringValue;
    const from = attribute('AWS.MM.SMS.OriginationNumber') ?? attribute('AWS.SNS.SMS.SenderID');
    const type = attribute('AWS.SNS.SMS.SMSType') ?? 'Promotional';
    if (type !== 'Promotional' && type !== 'Transactional') {
      throw invalid('AWS.SNS.SMS.SMSType Reason: Promotional and Transactional exist');
    }
    return { MessageId: sms.send({ to, body, type, ...(from !== undefined && { from }) }).id };
  }

  function publish(input: Members): Members {
    const { PhoneNumber, TopicArn, TargetArn, ...message } = read(inputs.publish, input);
    const targets = [PhoneNumber, TopicArn, TargetArn].filter((target) => target !== undefined);
    if (targets.length > 1) {
      throw invalid('TopicArn, TargetArn and PhoneNumber Reason: only one of them may be given');
    }
    if (PhoneNumber !== undefined) return publishToPhone(PhoneNumber, message);
    const arn = TopicArn ?? TargetArn;
    if (arn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
    return publishToTopic(topicOf(arn), message);
  }

  function publishBatch(input: Members): Members {
    const { TopicArn, PublishBatchRequestEntries: entries } = read(inputs.publishBatch, input);
    const topic = topicOf(TopicArn);
    if (entries.length === 0) throw new AwsError('EmptyBatchRequestException', 'The batch request is empty.');
    if (entries.length > 10) {
      throw new AwsError('TooManyEntriesInBatchRequestException', 'The batch has more than 10 entries.');
    }
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
      throw new AwsError('BatchEntryIdsNotDistinctException', 'Two or more entries have the same Id.');
    }
    const Successful: Members[] = [];
    const Failed: Members[] = [];
    for (const { Id, ...message } of entries) {
      try {
        Successful.push({ Id, ...publishToTopic(topic, message) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  }

  const operations: Record<string, Operation> = {
    Publish: {
      access: ({ TopicArn, TargetArn }) => {
        const topic = TopicArn ?? TargetArn;
        return [{ action: 'sns:Publish', resource: typeof topic === 'string' ? topic : '*' }];
      },
      run: publish,
    },
    PublishBatch: { access: onTopic('sns:Publish'), run: publishBatch },
    GetTopicAttributes: {
      access: onTopic('sns:GetTopicAttributes'),
      run: (input) => ({ Attributes: attributesOf(topicOf(read(inputs.topic, input).TopicArn)) }),
    },
    ListTopics: { run: () => ({ Topics: [...topics.keys()].map((TopicArn) => ({ TopicArn })) }) },
    ListSubscriptions: {
      run: () => ({
        Subscriptions: [...topics.values()].flatMap((topic) => topic.subscriptions.map(summaryOf)),
      }),
    },
    ListSubscriptionsByTopic: {
      access: onTopic('sns:ListSubscriptionsByTopic'),
      run: (input) => ({
        Subscriptions: topicOf(read(inputs.topic, input).TopicArn).subscriptions.map(summaryOf),
      }),
    },
    CheckIfPhoneNumberIsOptedOut: {
      run: (input) => ({ isOptedOut: sms.isOptedOut(read(inputs.phoneNumber, input).phoneNumber) }),
    },
    ListPhoneNumbersOptedOut: { run: () => ({ phoneNumbers: sms.optedOutNumbers() }) },
    OptInPhoneNumber: {
      run: (input) => {
        sms.optIn(read(inputs.phoneNumber, input).phoneNumber);
        return {};
      },
    },
  };

  return {
    service: { name: 'sns', wire: 'query', operations },
    disturb: (how) => {
      disturbed = how === undefined ? undisturbed : disturbance(how);
    },
  };
}

export interface Sns {
  readonly service: AwsService;
  /** Test hook: from now on deliveries are doubled and reordered by a seed; without options they behave again. */
  disturb(how?: DisturbanceOptions): void;
}

export interface SnsOptions extends DeliveryOptions {
  readonly deployment: Deployment;
  readonly sms: Sms;
}

const undisturbed = (): Disturbed => ({ delaysMilliseconds: [0] });

function onTopic(action: string): NonNullable<Operation['access']> {
  return ({ TopicArn }) => [{ action, resource: typeof TopicArn === 'string' ? TopicArn : '*' }];
}

function attributesOf({ arn, name, subscriptions }: Topic): Record<string, string> {
  return {
    TopicArn: arn,
    DisplayName: name,
    Owner: arn.split(':')[4] ?? '',
    SubscriptionsConfirmed: String(subscriptions.length),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  };
}

function summaryOf({ arn, topicArn, protocol, endpoint }: Subscription): Members {
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Owner: topicArn.split(':')[4],
  };
}
