import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller, Members } from '#local/aws-service';
import { batchFailures } from '#local/lambda/batch-failures';
import type { FunctionExport } from '#local/lambda/sandbox';
import {
  aFunction,
  aMapping,
  aQueue,
  HOUR,
  queueArn,
  roleArn,
  SECOND,
  smallCloud,
  START,
  type SmallCloud,
} from '../sqs/small-cloud.ts';

interface Event {
  readonly Records: { readonly messageId: string; readonly body: string }[];
}

const reports = { FunctionResponseTypes: ['ReportBatchItemFailures'] };

describe('event source mappings', () => {
  it('gives a function what is visible, as Lambda does, and deletes it', async () => {
    const { cloud, events } = working({});

    await send(cloud, 'one', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } } });
    await cloud.clock.settle();

    expect(events).toEqual([
      {
        Records: [
          {
            messageId: expect.any(String),
            receiptHandle: expect.any(String),
            body: 'one',
            attributes: {
              ApproximateReceiveCount: '1',
              SentTimestamp: String(START),
              SenderId: '000000000000',
              ApproximateFirstReceiveTimestamp: String(START),
            },
            messageAttributes: {
              kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
            },
            md5OfMessageAttributes: expect.any(String),
            md5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
            eventSource: 'aws:sqs',
            eventSourceARN: queueArn('in'),
            awsRegion: 'us-east-1',
          },
        ],
      },
    ]);
    expect(left(cloud)).toEqual({ in: 0, dead: 0 });
  });

  it('gives a delayed message when it becomes visible', async () => {
    const { cloud, events } = working({});

    await send(cloud, 'later', { DelaySeconds: 60 });
    await cloud.clock.advance(59 * SECOND);
    const before = events.length;
    await cloud.clock.advance(SECOND);

    expect([before, events.length]).toEqual([0, 1]);
  });

  it('gives a failed batch again after the visibility timeout, then leaves it to the dead-letter queue', async () => {
    const { cloud, times } = working({ answer: () => Promise.reject(new Error('no')) });

    await send(cloud, 'poison');
    await cloud.clock.advance(HOUR);

    expect(times).toEqual([0, 30 * SECOND, 60 * SECOND]);
    expect(left(cloud)).toEqual({ in: 0, dead: 1 });
  });

  it('gives again only what a partial failure names', async () => {
    const { cloud, events } = working({
      mapping: reports,
      answer: async ({ Records }) => ({
        batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      }),
    });

    await sendBatch(cloud, ['good', 'bad', 'fine']);
    await cloud.clock.advance(HOUR);

    expect(events.map(bodies)).toEqual([['good', 'bad', 'fine'], ['bad'], ['bad']]);
    expect(left(cloud)).toEqual({ in: 0, dead: 1 });
  });

  it('deletes everything when a partial failure is answered that nobody asked for', async () => {
    const { cloud, events } = working({
      answer: async ({ Records }) => ({ batchItemFailures: [{ itemIdentifier: Records[0]?.messageId }] }),
    });

    await send(cloud, 'one');
    await cloud.clock.advance(HOUR);

    expect(events).toHaveLength(1);
    expect(left(cloud)).toEqual({ in: 0, dead: 0 });
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', null, []],
    ['an empty object', {}, []],
    ['a null list', { batchItemFailures: null }, []],
    ['an empty list', { batchItemFailures: [] }, []],
    ['one id', { batchItemFailures: [{ itemIdentifier: 'a' }] }, ['a']],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, ['a', 'b']],
    ['a null id', { batchItemFailures: [{ itemIdentifier: null }] }, ['a', 'b']],
    ['a bad key', { batchItemFailures: [{ id: 'a' }] }, ['a', 'b']],
    ['an unknown id', { batchItemFailures: [{ itemIdentifier: 'z' }] }, ['a', 'b']],
    ['text', 'ok', ['a', 'b']],
    ['no list', { batchItemFailures: 'a' }, ['a', 'b']],
  ])('understands %s', (_what, answer, failed) => {
    expect([...batchFailures(answer, ['a', 'b'])]).toEqual(failed);
  });

  it('fills batches up to their size, and keeps to the maximum concurrency', async () => {
    let running = 0;
    let most = 0;
    const { cloud, events } = working({
      mapping: { BatchSize: 2, ScalingConfig: { MaximumConcurrency: 2 } },
      answer: async () => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
      },
    });

    await sendBatch(cloud, [...'abcdefghi']);
    await cloud.clock.settle();

    expect(events.flatMap(bodies).toSorted()).toEqual([...'abcdefghi']);
    expect(Math.max(...events.map(({ Records }) => Records.length))).toBe(2);
    expect(most).toBe(2);
  });

  it.each(['sqs:ReceiveMessage', 'sqs:GetQueueAttributes', 'sqs:DeleteMessage'])(
    'says it when the role of the function lacks %s',
    async (missing) => {
      const refuse = ({ caller, action }: { caller: Caller; action: string }) =>
        action === missing && caller.kind === 'role' && caller.roleArn === roleArn('work');
      const { cloud } = working({ refuse });

      await send(cloud, 'one');
      await cloud.clock.settle();

      expect(cloud.lines[0]).toMatch(/^event source mapping in-to-work of work: AccessDeniedException/);
    },
  );

  it('gives a message again that was in work when the process died', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mapping-'));
    const file = join(folder, 'journal');
    const before = working({ file, answer: () => new Promise(() => undefined) });
    await send(before.cloud, 'one');
    await new Promise((resolve) => setTimeout(resolve, 10));
    before.cloud.stop();

    const after = working({ file });
    await after.cloud.clock.advance(HOUR);
    after.cloud.stop();
    rmSync(folder, { recursive: true });

    expect([before.times, after.times]).toEqual([[0], [30 * SECOND]]);
    expect(left(after.cloud)).toEqual({ in: 0, dead: 0 });
  });

  it('refuses at start a queue whose messages would come back before the function ends', () => {
    const resources = [aQueue('in'), aFunction('work', { Timeout: 60 }), aMapping('in', 'work')];

    expect(() => smallCloud({ resources })).toThrow(
      /visibility timeout: 30 seconds is less than Function timeout: 60/,
    );
  });

  it('leaves a queue alone whose mapping is disabled', async () => {
    const { cloud, events } = working({ mapping: { Enabled: false } });

    await send(cloud, 'one');
    await cloud.clock.settle();

    expect(events).toEqual([]);
  });
});

interface Given {
  readonly answer?: (event: Event) => Promise<unknown>;
  readonly mapping?: Members;
  readonly file?: string;
  readonly refuse?: (request: { caller: Caller; action: string; resource: string }) => boolean;
}

function working({ answer = async () => undefined, mapping = {}, ...more }: Given) {
  const events: Event[] = [];
  const times: number[] = [];
  const work: FunctionExport = (event) => {
    events.push(event as Event);
    times.push(cloud.clock.now() - START);
    return answer(event as Event);
  };
  const redrive = { RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 3 } };
  const resources = [
    aQueue('in', redrive),
    aQueue('dead'),
    aFunction('work', { Timeout: 30 }),
    aMapping('in', 'work', mapping),
  ];
  const cloud = smallCloud({ resources, functions: { work }, ...more });
  return { cloud, events, times };
}

function send(cloud: SmallCloud, MessageBody: string, more: Members = {}): Promise<Members> {
  return cloud.call('sqs', 'SendMessage', { QueueUrl: 'in', MessageBody, ...more });
}

/** All of them become visible at the same moment. */
async function sendBatch(cloud: SmallCloud, all: string[]): Promise<void> {
  const Entries = all.map((MessageBody, index) => ({ Id: String(index), MessageBody, DelaySeconds: 1 }));
  await cloud.call('sqs', 'SendMessageBatch', { QueueUrl: 'in', Entries });
  await cloud.clock.advance(SECOND);
}

function bodies({ Records }: Event): string[] {
  return Records.map(({ body }) => body);
}

function left(cloud: SmallCloud): Record<string, number> {
  return Object.fromEntries(
    cloud.sqs.queues().map(({ name, visible, inFlight, delayed }) => [name, visible + inFlight + delayed]),
  );
}
