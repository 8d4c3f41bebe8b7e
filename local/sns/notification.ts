import type { Members } from '../aws-service.ts';
import { LOCAL_REGION } from '../aws-service.ts';
import type { Subscription } from './topics.ts';

/** One message as it was published, before it becomes what each subscriber gets. */
export interface Notification {
  readonly messageId: string;
  readonly subject?: string;
  /** What this protocol gets of it (`MessageStructure: json` says different things to different protocols). */
  readonly message: string;
  readonly attributes: Readonly<Record<string, NotificationAttribute>>;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
}

export interface NotificationAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  /** Base64 text. */
  readonly BinaryValue?: string | undefined;
}

/** What SNS puts into a queue: the bare message with its attributes, or an envelope that says where it came from. */
export function queueMessage(subscription: Subscription, notification: Notification): Members {
  if (!subscription.raw) return { MessageBody: JSON.stringify(envelope(subscription, notification)) };
  const { message, attributes } = notification;
  const some = Object.keys(attributes).length > 0;
  return { MessageBody: message, ...(some && { MessageAttributes: attributes }) };
}

/** The event that a subscribed function gets. */
export function functionEvent(subscription: Subscription, notification: Notification): Members {
  const {
    SigningCertURL,
    UnsubscribeURL,
    Subject = null,
    MessageAttributes = {},
    ...rest
  } = envelope(subscription, notification);
  const Sns = {
    ...rest,
    Subject,
    MessageAttributes,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: UnsubscribeURL,
  };
  const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns };
  return { Records: [record] };
}

function envelope(
  subscription: Subscription,
  { messageId, subject, message, attributes, publishedAt }: Notification,
): Envelope {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const attribute: EnvelopeAttribute = { Type: DataType, Value: BinaryValue ?? StringValue ?? '' };
    return [name, attribute] as const;
  });
  return {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: subscription.topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: message,
    Timestamp: new Date(publishedAt).toISOString(),
    SignatureVersion: '1',
    Signature: 'not signed: the embedded cloud has no certificate',
    SigningCertURL: `${SNS_URL}/none.pem`,
    UnsubscribeURL: `${SNS_URL}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(entries.length > 0 && { MessageAttributes: Object.fromEntries(entries) }),
  };
}

interface Envelope {
  readonly Type: 'Notification';
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly SignatureVersion: '1';
  readonly Signature: string;
  readonly SigningCertURL: string;
  readonly UnsubscribeURL: string;
  readonly MessageAttributes?: Readonly<Record<string, EnvelopeAttribute>>;
}

interface EnvelopeAttribute {
  readonly Type: string;
  readonly Value: string;
}

const SNS_URL = `https://sns.${LOCAL_REGION}.amazonaws.com`;
