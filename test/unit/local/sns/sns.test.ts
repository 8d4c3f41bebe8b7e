import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  ListSubscriptionsByTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { AwsError } from '#local/aws-error';
import type { Caller, Members } from '#local/aws-service';
import {
  aFunction,
  aQueue,
  aSubscription,
  aTopic,
  functionArn,
  HOUR,
  overHttp,
  queueArn,
  SECOND,
  smallCloud,
  topicArn,
  type SmallCloud,
} from '../sqs/small-cloud.ts';

const PHONE = '+12065550123';
const raw = { RawMessageDelivery: true };
const toQueue = (properties: Members = {}) => [
  aTopic('news'),
  aQueue('in'),
  aQueue('dead'),
  aSubscription('news', queueArn('in'), properties),
];

describe('SNS', () => {
  it('delivers a bare message with its attributes where raw delivery is on', async () => {
    const cloud = smallCloud({ resources: toQueue(raw) });

    await publish(cloud, 'hello', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } } });
    const [message] = await queued(cloud);

    expect(message).toMatchObject({ Body: 'hello', MessageAttributes: { kind: { StringValue: 'x' } } });
  });

  it('delivers an envelope where it is off', async () => {
    const cloud = smallCloud({ resources: toQueue() });

    const { MessageId } = await publish(cloud, 'hello', { Subject: 'News' });
    const [message] = await queued(cloud);

    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn: topicArn('news'),
      Subject: 'News',
      Message: 'hello',
      Timestamp: '2026-11-24T09:00:00.000Z',
    });
  });

  it('calls as itself, with the topic as source, so that the queue’s policy decides', async () => {
    const cloud = smallCloud({ resources: toQueue(raw) });

    await publish(cloud, 'hello');
    await cloud.clock.settle();

    expect(cloud.asked.at(-1)).toEqual({
      caller: { kind: 'aws-service', principal: 'sns.amazonaws.com', sourceArn: topicArn('news') },
      access: [{ action: 'sqs:SendMessage', resource: queueArn('in') }],
    });
  });

  it('invokes a subscribed function with the event of SNS', async () => {
    const events: unknown[] = [];
    const resources = [aTopic('news'), aFunction('work'), aSubscription('news', functionArn('work'))];
    const work = async (event: unknown) => void events.push(event);
    const cloud = smallCloud({ resources, functions: { work } });

    await publish(cloud, 'hello');
    await cloud.clock.settle();

    expect(events).toMatchObject([
      {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            Sns: { Type: 'Notification', Subject: null, Message: 'hello' },
          },
        ],
      },
    ]);
  });

  it('puts what a queue refuses into the dead-letter queue of the subscription', async () => {
    const RedrivePolicy = { deadLetterTargetArn: queueArn('dead') };
    const cloud = smallCloud({ resources: toQueue({ ...raw, RedrivePolicy }), refuse: toSqs('in') });

    await publish(cloud, 'hello');
    await cloud.clock.settle();

    expect((await queued(cloud, 'dead')).map(({ Body }) => Body)).toEqual(['hello']);
    expect(await queued(cloud)).toEqual([]);
  });

  it('says it loudly, without the message, where there is none', async () => {
    const cloud = smallCloud({ resources: toQueue(raw), refuse: toSqs('in') });

    await publish(cloud, 'secret words');
    await cloud.clock.settle();

    expect(cloud.lines).toEqual([
      expect.stringMatching(/^sns: could not deliver .*AccessDeniedException, and .* no dead-letter/),
    ]);
    expect(cloud.lines.join()).not.toContain('secret');
  });

  it('tries again after a server fault, until it went well', async () => {
    const cloud = smallCloud({ resources: toQueue(raw) });
    let faults = 5;
    cloud.calls.injectFaults(({ operation }) =>
      operation === 'SendMessage' && faults-- > 0
        ? new AwsError('InternalError', 'fault', { status: 500 })
        : undefined,
    );

    await publish(cloud, 'hello');
    await cloud.clock.settle();
    const early = await queued(cloud);
    await cloud.clock.advance(10 * SECOND);

    expect(early).toEqual([]);
    expect((await queued(cloud)).map(({ Body }) => Body)).toEqual(['hello']);
    expect(cloud.lines).toEqual([]);
  });

  it('delivers after a restart what was published before it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sns-'));
    const file = join(folder, 'journal');
    const before = smallCloud({ resources: toQueue(raw), file });
    before.clock.stop();
    await publish(before, 'hello');
    before.stop();

    const after = smallCloud({ resources: toQueue(raw), file });
    await after.clock.settle();
    const messages = await queued(after);
    await after.clock.advance(HOUR);
    after.stop();
    rmSync(folder, { recursive: true });

    expect(messages.map(({ Body }) => Body)).toEqual(['hello']);
  });

  it('doubles and reorders deliveries by a seed when a test asks for it, and no longer than that', async () => {
    const run = async () => {
      const cloud = smallCloud({ resources: toQueue(raw) });
      cloud.sns.disturb({ seed: 7, duplicates: 0.5, maxDelayMs: 1_000 });
      for (const text of 'abcdef') await publish(cloud, text);
      await cloud.clock.advance(SECOND);
      return (await queued(cloud)).map(({ Body }) => Body);
    };
    const calm = smallCloud({ resources: toQueue(raw) });
    calm.sns.disturb({ seed: 7, duplicates: 1 });
    calm.sns.disturb();

    const [one, two] = [await run(), await run()];
    await publish(calm, 'a');
    await calm.clock.settle();

    expect(one).toEqual(two);
    expect(one.length).toBeGreaterThan(6);
    expect(one).not.toEqual(one.toSorted());
    expect(await queued(calm)).toHaveLength(1);
  });

  it('texts a phone', async () => {
    const cloud = smallCloud({ resources: [] });

    const { MessageId } = await cloud.call('sns', 'Publish', {
      PhoneNumber: PHONE,
      Message: 'How was your week?',
      MessageAttributes: {
        'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
        'AWS.MM.SMS.OriginationNumber': { DataType: 'String', StringValue: '+12065550199' },
      },
    });

    expect(cloud.sms.outbox()).toMatchObject([
      {
        id: MessageId,
        to: PHONE,
        from: '+12065550199',
        body: 'How was your week?',
        type: 'Transactional',
        status: 'DELIVERED',
      },
    ]);
    expect(cloud.asked[0]?.access).toEqual([{ action: 'sns:Publish', resource: '*' }]);
  });

  it('accepts a text to an opted-out number, and does not deliver it', async () => {
    const cloud = smallCloud({ resources: [] });
    cloud.sms.optOut(PHONE);
    const text = (Message: string) => cloud.call('sns', 'Publish', { PhoneNumber: PHONE, Message });

    await text('one');
    await cloud.call('sns', 'OptInPhoneNumber', { phoneNumber: PHONE });
    await text('two');

    expect(cloud.sms.outbox().map(({ status }) => status)).toEqual(['OPTED_OUT', 'DELIVERED']);
  });

  it.each<[string, Members, string]>([
    ['a number that is none', { PhoneNumber: '2065550123', Message: 'x' }, 'InvalidParameterException'],
    ['a number that is too short', { PhoneNumber: '+1206555', Message: 'x' }, 'InvalidParameterException'],
    [
      'a text of 1601 characters',
      { PhoneNumber: PHONE, Message: 'x'.repeat(1_601) },
      'InvalidParameterException',
    ],
    ['an empty text', { PhoneNumber: PHONE, Message: '' }, 'InvalidParameterException'],
    ['no target', { Message: 'x' }, 'InvalidParameterException'],
    [
      'two targets',
      { PhoneNumber: PHONE, TopicArn: topicArn('news'), Message: 'x' },
      'InvalidParameterException',
    ],
    ['an unknown topic', { TopicArn: topicArn('other'), Message: 'x' }, 'NotFoundException'],
    [
      'a message over 256 KiB',
      { TopicArn: topicArn('news'), Message: 'x'.repeat(262_145) },
      'InvalidParameterException',
    ],
  ])('refuses %s, and repeats no number', async (_what, input, code) => {
    const cloud = smallCloud({ resources: toQueue() });

    const error = await cloud.call('sns', 'Publish', input).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code });
    expect(String(error)).not.toMatch(/206/);
  });

  it.each<[string, Members, RegExp]>([
    ['a filter policy', { FilterPolicy: { kind: ['x'] } }, /filter policies/],
    ['an email subscription', { Protocol: 'email' }, /only sqs and lambda/],
    ['a topic that nobody creates', { TopicArn: topicArn('other') }, /no topic of the template/],
  ])('refuses %s at start', (_what, properties, message) => {
    expect(() => smallCloud({ resources: toQueue(properties) })).toThrow(message);
  });

  it('answers the real client', async () => {
    const cloud = smallCloud({ resources: toQueue(raw) });
    const http = await overHttp(cloud);
    const client = new SNSClient(http.config);
    const kind = { DataType: 'String', StringValue: 'ü & <x>' };

    const one = await client.send(
      new PublishCommand({ TopicArn: topicArn('news'), Message: 'a & b', MessageAttributes: { kind } }),
    );
    const batch = await client.send(
      new PublishBatchCommand({
        TopicArn: topicArn('news'),
        PublishBatchRequestEntries: [
          { Id: 'a', Message: 'two' },
          { Id: 'b', Message: '' },
        ],
      }),
    );
    await client.send(new PublishCommand({ PhoneNumber: PHONE, Message: 'Hi' }));
    const { Subscriptions } = await client.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn('news') }),
    );
    const { isOptedOut } = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: PHONE }));
    const errors = await Promise.all(
      [
        { PhoneNumber: '1', Message: 'x' },
        { TopicArn: topicArn('other'), Message: 'x' },
      ].map((input) => client.send(new PublishCommand(input)).catch((error: Error) => error.name)),
    );
    await http.close();
    const messages = await queued(cloud);

    expect(messages[0]).toMatchObject({ Body: 'a & b', MessageAttributes: { kind } });
    expect(one.MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(batch).toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Id: 'b', SenderFault: true }] });
    expect(cloud.sms.outbox()).toHaveLength(1);
    expect(Subscriptions).toMatchObject([{ Protocol: 'sqs', Endpoint: queueArn('in') }]);
    expect(isOptedOut).toBe(false);
    expect(errors).toEqual(['InvalidParameterException', 'NotFoundException']);
  });
});

function publish(cloud: SmallCloud, Message: string, more: Members = {}): Promise<Members> {
  return cloud.call('sns', 'Publish', { TopicArn: topicArn('news'), Message, ...more });
}

async function queued(cloud: SmallCloud, queue = 'in'): Promise<{ Body: string }[]> {
  await cloud.clock.settle();
  const all: { Body: string }[] = [];
  for (;;) {
    const { Messages } = await cloud.call('sqs', 'ReceiveMessage', {
      QueueUrl: queue,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    });
    if (Messages === undefined) return all;
    all.push(...(Messages as { Body: string }[]));
  }
}

function toSqs(queue: string) {
  return ({ caller, resource }: { caller: Caller; resource: string }) =>
    caller.kind === 'aws-service' && resource === queueArn(queue);
}
