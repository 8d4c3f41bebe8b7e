import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Members } from '#local/aws-service';
import { aQueue, HOUR, overHttp, queueArn, SECOND, smallCloud, type SmallCloud } from './small-cloud.ts';

interface Received {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Record<string, string>;
}

const URL = 'http://127.0.0.1:4000/000000000000/work';
const redrive = (maxReceiveCount: number) => ({
  RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount },
});

describe('SQS', () => {
  it('hands a message out once, hides it, and hands it out again when its visibility timeout passed', async () => {
    const cloud = smallCloud({ resources: [aQueue('work', { VisibilityTimeout: 30 })] });
    await send(cloud, 'hello');

    const first = await receive(cloud);
    const hidden = await receive(cloud);
    await cloud.clock.advance(30 * SECOND - 1);
    const stillHidden = await receive(cloud);
    await cloud.clock.advance(1);
    const again = await receive(cloud);

    expect([first, hidden, stillHidden, again].map(bodies)).toEqual([['hello'], [], [], ['hello']]);
    expect(again[0]?.Attributes?.['ApproximateReceiveCount']).toBe('2');
    expect(again[0]?.ReceiptHandle).not.toBe(first[0]?.ReceiptHandle);
  });

  it('does not hand out again what was deleted', async () => {
    const cloud = smallCloud({ resources: [aQueue('work')] });
    await send(cloud, 'hello');

    const [message] = await receive(cloud);
    await cloud.call('sqs', 'DeleteMessage', { QueueUrl: URL, ReceiptHandle: message?.ReceiptHandle });
    await cloud.clock.advance(HOUR);

    expect(await receive(cloud)).toEqual([]);
  });

  it('deletes nothing by the receipt of an earlier receive', async () => {
    const cloud = smallCloud({ resources: [aQueue('work')] });
    await send(cloud, 'hello');
    const [old] = await receive(cloud);
    await cloud.clock.advance(30 * SECOND);
    await receive(cloud);

    await cloud.call('sqs', 'DeleteMessage', { QueueUrl: URL, ReceiptHandle: old?.ReceiptHandle });
    await cloud.clock.advance(30 * SECOND);

    expect(bodies(await receive(cloud))).toEqual(['hello']);
  });

  it('holds a delayed message back, and only for its delay', async () => {
    const cloud = smallCloud({ resources: [aQueue('work', { DelaySeconds: 5 })] });
    await send(cloud, 'by the queue');
    await send(cloud, 'by the message', { DelaySeconds: 60 });

    const attributes = await counts(cloud);
    await cloud.clock.advance(5 * SECOND);
    const early = await receive(cloud);
    await cloud.clock.advance(55 * SECOND);
    const late = await receive(cloud, { MaxNumberOfMessages: 10 });

    expect(attributes).toEqual({ visible: '0', inFlight: '0', delayed: '2' });
    expect(bodies(early)).toEqual(['by the queue']);
    expect(bodies(late)).toContain('by the message');
  });

  it('moves a message to the dead-letter queue after maxReceiveCount receives, with its id and its source', async () => {
    const cloud = smallCloud({ resources: [aQueue('work', redrive(2)), aQueue('dead')] });
    await send(cloud, 'poison');
    const [message] = await receive(cloud, { VisibilityTimeout: 0 });
    await receive(cloud, { VisibilityTimeout: 0 });

    const third = await receive(cloud);
    const dead = await receive(cloud, { QueueUrl: 'dead' });

    expect(third).toEqual([]);
    expect(dead[0]).toMatchObject({ MessageId: message?.MessageId, Body: 'poison' });
    expect(dead[0]?.Attributes?.['DeadLetterQueueSourceArn']).toBe(queueArn('work'));
  });

  it('leaves a message where it is until maxReceiveCount is reached', async () => {
    const cloud = smallCloud({ resources: [aQueue('work', redrive(2)), aQueue('dead')] });
    await send(cloud, 'slow');
    await receive(cloud, { VisibilityTimeout: 0 });

    const second = await receive(cloud, { VisibilityTimeout: 0 });

    expect(bodies(second)).toEqual(['slow']);
    expect(await receive(cloud, { QueueUrl: 'dead' })).toEqual([]);
  });

  it('forgets a message after its retention, and not before', async () => {
    const cloud = smallCloud({ resources: [aQueue('work', { MessageRetentionPeriod: 60 })] });
    await send(cloud, 'old');

    await cloud.clock.advance(59 * SECOND);
    const before = await receive(cloud, { VisibilityTimeout: 0 });
    await cloud.clock.advance(SECOND);

    expect(bodies(before)).toEqual(['old']);
    expect(await receive(cloud)).toEqual([]);
    expect(await counts(cloud)).toEqual({ visible: '0', inFlight: '0', delayed: '0' });
  });

  it('answers a long poll when a message becomes visible', async () => {
    const cloud = smallCloud({ resources: [aQueue('work')] });

    const waiting = receive(cloud, { WaitTimeSeconds: 20 });
    await send(cloud, 'here', { DelaySeconds: 10 });
    await cloud.clock.advance(10 * SECOND);

    expect(bodies(await waiting)).toEqual(['here']);
  });

  it('lets the system be quiet while a long poll waits, and answers it empty at the end', async () => {
    const cloud = smallCloud({ resources: [aQueue('work')] });

    const waiting = receive(cloud, { WaitTimeSeconds: 20 });
    await cloud.clock.advance(HOUR);
    cloud.stop();

    expect(await waiting).toEqual([]);
  });

  it('changes the visibility of a message in flight only', async () => {
    const cloud = smallCloud({ resources: [aQueue('work')] });
    await send(cloud, 'hello');
    const [message] = await receive(cloud);
    const change = (VisibilityTimeout: number) =>
      cloud.call('sqs', 'ChangeMessageVisibility', {
        QueueUrl: URL,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout,
      });

    await change(120);
    await cloud.clock.advance(60 * SECOND);
    const hidden = await receive(cloud);
    await change(0);

    expect(hidden).toEqual([]);
    await expect(change(5)).rejects.toMatchObject({ code: 'MessageNotInflight' });
    expect(bodies(await receive(cloud))).toEqual(['hello']);
  });

  it('remembers messages, receive counts and deadlines over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sqs-'));
    const file = join(folder, 'journal');
    const resources = [aQueue('work', redrive(2)), aQueue('dead')];
    const before = smallCloud({ resources, file });
    await send(before, 'one');
    await send(before, 'two', { DelaySeconds: 60 });
    const [first] = await receive(before);
    before.stop();

    const after = smallCloud({ resources, file, at: before.clock.now() });
    const hidden = await receive(after);
    await after.clock.advance(60 * SECOND);
    const back = await receive(after, { MaxNumberOfMessages: 10 });
    await after.call('sqs', 'DeleteMessage', { QueueUrl: URL, ReceiptHandle: first?.ReceiptHandle });
    await after.clock.advance(30 * SECOND);
    await receive(after, { MaxNumberOfMessages: 10 });
    const dead = await receive(after, { QueueUrl: 'dead' });
    after.stop();
    rmSync(folder, { recursive: true });

    expect(hidden).toEqual([]);
    expect(bodies(back).toSorted()).toEqual(['one', 'two']);
    expect(bodies(dead)).toEqual(['one']);
  });

  it.each<[string, string, Members, string]>([
    [
      'a queue that does not exist',
      'SendMessage',
      { QueueUrl: 'nobody', MessageBody: 'x' },
      'QueueDoesNotExist',
    ],
    ['no body', 'SendMessage', { QueueUrl: URL }, 'MissingParameter'],
    ['an empty body', 'SendMessage', { QueueUrl: URL, MessageBody: '' }, 'MissingParameter'],
    [
      'a body of 2 MB',
      'SendMessage',
      { QueueUrl: URL, MessageBody: 'x'.repeat(2_000_000) },
      'InvalidParameterValue',
    ],
    [
      'a control character',
      'SendMessage',
      { QueueUrl: URL, MessageBody: 'a\u0001' },
      'InvalidMessageContents',
    ],
    [
      'a delay of 16 minutes',
      'SendMessage',
      { QueueUrl: URL, MessageBody: 'x', DelaySeconds: 901 },
      'InvalidParameterValue',
    ],
    ['a batch without entries', 'SendMessageBatch', { QueueUrl: URL, Entries: [] }, 'EmptyBatchRequest'],
    [
      'a batch with two entries of one id',
      'SendMessageBatch',
      { QueueUrl: URL, Entries: [entry('a'), entry('a')] },
      'BatchEntryIdsNotDistinct',
    ],
    [
      'a batch of 11',
      'SendMessageBatch',
      { QueueUrl: URL, Entries: [...'abcdefghijk'].map(entry) },
      'TooManyEntriesInBatchRequest',
    ],
    [
      'a handle that is none',
      'DeleteMessage',
      { QueueUrl: URL, ReceiptHandle: 'x' },
      'ReceiptHandleIsInvalid',
    ],
    [
      'an unknown attribute',
      'GetQueueAttributes',
      { QueueUrl: URL, AttributeNames: ['Colour'] },
      'InvalidAttributeName',
    ],
  ])('refuses %s', async (_what, ...[operation, input, code]) => {
    const cloud = smallCloud({ resources: [aQueue('work')] });

    await expect(cloud.call('sqs', operation, input)).rejects.toMatchObject({ code });
  });

  it('refuses at start what it does not emulate', () => {
    expect(() => smallCloud({ resources: [aQueue('work.fifo', { FifoQueue: true })] })).toThrow(/FIFO/);
    expect(() => smallCloud({ resources: [aQueue('work', redrive(3))] })).toThrow(
      /dead-letter queue that no stack/,
    );
  });

  it('answers the real client', async () => {
    const cloud = smallCloud({ resources: [aQueue('work', redrive(3)), aQueue('dead')] });
    const http = await overHttp(cloud);
    const client = new SQSClient({ ...http.config, useQueueUrlAsEndpoint: false });
    const attribute = {
      kind: { DataType: 'String', StringValue: 'greeting' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    };

    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: 'work' }));
    await client.send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'héllo', MessageAttributes: attribute }),
    );
    const batch = await client
      .send(
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: [
            { Id: 'a', MessageBody: 'two' },
            { Id: 'b', MessageBody: 'x', DelaySeconds: -1 },
          ],
        }),
      )
      .catch((error: Error) => error.name);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: Messages[0]?.ReceiptHandle,
        VisibilityTimeout: 60,
      }),
    );
    const removed = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: '0', ReceiptHandle: Messages[0]?.ReceiptHandle },
          { Id: '1', ReceiptHandle: 'bad' },
        ],
      }),
    );
    const attributes = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { QueueUrls } = await client.send(new ListQueuesCommand({}));
    const unknown = await client
      .send(new GetQueueUrlCommand({ QueueName: 'nobody' }))
      .catch((error: Error) => error.name);
    await http.close();

    expect(batch).toBe('InvalidParameterValue');
    expect(Messages[0]).toMatchObject({ Body: 'héllo', MessageAttributes: attribute });
    expect(Messages[0]?.MD5OfMessageAttributes).toMatch(/^[0-9a-f]{32}$/);
    expect(removed.Failed).toMatchObject([{ Id: '1', Code: 'ReceiptHandleIsInvalid' }]);
    expect(attributes.Attributes).toMatchObject({
      ApproximateNumberOfMessages: '0',
      QueueArn: queueArn('work'),
    });
    expect(QueueUrls).toHaveLength(2);
    expect(unknown).toBe('QueueDoesNotExist');
  });
});

function entry(Id: string) {
  return { Id, MessageBody: 'x' };
}

function send(cloud: SmallCloud, MessageBody: string, more: Members = {}): Promise<Members> {
  return cloud.call('sqs', 'SendMessage', { QueueUrl: URL, MessageBody, ...more });
}

async function receive(cloud: SmallCloud, more: Members = {}): Promise<Received[]> {
  const input = { QueueUrl: URL, MessageSystemAttributeNames: ['All'], ...more };
  const { Messages = [] } = await cloud.call('sqs', 'ReceiveMessage', input);
  return Messages as Received[];
}

async function counts(cloud: SmallCloud): Promise<Record<string, string | undefined>> {
  const answer = await cloud.call('sqs', 'GetQueueAttributes', { QueueUrl: URL, AttributeNames: ['All'] });
  const attributes = answer['Attributes'] as Record<string, string>;
  return {
    visible: attributes['ApproximateNumberOfMessages'],
    inFlight: attributes['ApproximateNumberOfMessagesNotVisible'],
    delayed: attributes['ApproximateNumberOfMessagesDelayed'],
  };
}

function bodies(messages: readonly Received[]): string[] {
  return messages.map((message) => message.Body);
}
