import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Members } from '#local/aws-service';
import type { DeployedResource } from '#local/template/deployment';
import {
  aQueue,
  aResource,
  aSubscription,
  aTopic,
  HOUR,
  overHttp,
  queueArn,
  smallCloud,
  topicArn,
  type SmallCloud,
  type SmallCloudOptions,
} from '../sqs/small-cloud.ts';

export const PHONE = '+12025550101';
export const OURS = '+12065550142';
export const DAY = 24 * HOUR;
export const numberArn = 'arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-1';
export const setArn = 'arn:aws:sms-voice:us-east-1:000000000000:configuration-set/texts';

/** What `closeAll` ends, last opened first. */
export const closing: (() => Promise<void> | void)[] = [];
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).toReversed()) await close();
}

/** A cloud that texts, and the real client to it. */
export async function texting(
  resources: readonly DeployedResource[] = reporting(),
  more: Partial<SmallCloudOptions> = {},
) {
  const cloud = smallCloud({ resources, ...more });
  const { config, close } = await overHttp(cloud);
  closing.push(() => cloud.stop(), close);
  const client = new PinpointSMSVoiceV2Client(config);
  const send = (input: Partial<SendTextMessageCommandInput> = {}) =>
    client.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: PHONE,
        MessageBody: 'How was your week?',
        ...input,
      }),
    );
  return { cloud, config, client, send };
}

/** A number in a pool, and a configuration set that reports to a topic with a queue behind it. */
export function reporting(destination: Members = {}, number: Members = {}): DeployedResource[] {
  const EventDestination = {
    EventDestinationName: 'receipts',
    Enabled: true,
    MatchingEventTypes: ['TEXT_ALL'],
    SnsDestination: { TopicArn: topicArn('receipts') },
    ...destination,
  };
  return [
    aResource('AWS::SMSVOICE::PhoneNumber', 'phone-1', {
      attributes: { Arn: numberArn, PhoneNumberId: 'phone-1', PhoneNumber: OURS },
      properties: { SelfManagedOptOutsEnabled: true, ...number },
    }),
    aResource('AWS::SMSVOICE::Pool', 'pool-1', {
      attributes: { Arn: numberArn.replace('phone-number/phone-1', 'pool/pool-1'), PoolId: 'pool-1' },
      properties: { OriginationIdentities: [numberArn], SelfManagedOptOutsEnabled: true },
    }),
    aResource('AWS::SMSVOICE::ConfigurationSet', 'texts', {
      attributes: { Arn: setArn },
      properties: { EventDestinations: [EventDestination] },
    }),
    aTopic('receipts'),
    aQueue('receipts'),
    aSubscription('receipts', queueArn('receipts'), { RawMessageDelivery: true }),
  ];
}

/** What the configuration set has told so far, and not been asked for before. */
export const eventsOf = (cloud: SmallCloud): Promise<Members[]> => receivedIn(cloud, 'receipts');

/** Takes everything out of a queue, oldest first. */
export async function receivedIn(cloud: SmallCloud, queue: string): Promise<Members[]> {
  await cloud.clock.settle();
  const all: Members[] = [];
  for (;;) {
    const answer = await cloud.call('sqs', 'ReceiveMessage', { QueueUrl: queue, MaxNumberOfMessages: 10 });
    const messages = (answer['Messages'] ?? []) as { Body: string; ReceiptHandle: string }[];
    if (messages.length === 0) return all;
    for (const { Body, ReceiptHandle } of messages) {
      all.push(JSON.parse(Body) as Members);
      await cloud.call('sqs', 'DeleteMessage', { QueueUrl: queue, ReceiptHandle });
    }
  }
}
