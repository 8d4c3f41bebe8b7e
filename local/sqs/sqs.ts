import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Access, AwsService, Call, Members, Operation } from '../aws-service.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Deployment } from '../template/deployment.ts';
import {
  checkBatch,
  checkBatchSize,
  checkMessage,
  inputs,
  read,
  type ReceiveInput,
  type SendInput,
} from './input.ts';
import { digestOfAttributes, digestOfBody } from './message-digest.ts';
import { queueAttributes } from './queue-attributes.ts';
import { queueSettings } from './queue-settings.ts';
import { Queue, type QueueCounts } from './queue.ts';
import { readReceipt, type Receipt } from './receipt-handle.ts';
import { receivedMessage } from './received-message.ts';
import { Waiters } from './waiters.ts';

/**
 * Amazon SQS, standard queues: those of the template. Messages, visibility and receive counts are durable; visibility,
 * delay and retention follow the virtual clock. Only the long poll of `ReceiveMessage` waits on wall time, and it is
 * not work in flight: a poller does not keep the system from being quiet.
 */
export function createSqs({ journal, clock, deployment, baseUrl }: SqsOptions): Sqs {
  const queues = new Map(
    queueSettings(deployment).map((settings) => [settings.name, new Queue(settings, journal)]),
  );
  const waiters = new Waiters();
  const listeners = new Map<string, () => void>();
  const purgedAt = new Map<string, number>();
  const createdAt = journal.map<number>('sqs/created');
  for (const queue of queues.values()) {
    queue.deadLetterQueue = byArn(queue.settings.redrive?.targetArn);
    if (!createdAt.has(queue.settings.name)) createdAt.set(queue.settings.name, clock.now());
  }

  clock.register({
    name: 'sqs',
    nextDue: () => {
      let earliest: number | undefined;
      for (const queue of queues.values()) {
        const at = queue.nextVisible();
        if (at !== undefined && (earliest === undefined || at < earliest)) earliest = at;
      }
      return earliest;
    },
    runDue: () => {
      for (const queue of queues.values()) announce(queue);
    },
  });

  function byArn(arn: string | undefined): Queue | undefined {
    return [...queues.values()].find((queue) => queue.settings.arn === arn);
  }

  function queueAt(url: string): Queue {
    const queue = queues.get(nameIn(url));
    if (queue !== undefined) return queue;
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  }

  function urlOf(name: string): string {
    return `${baseUrl()}/${LOCAL_ACCOUNT}/${name}`;
  }

  /** Gives visible messages to those who wait: first the long polls, then the event source mapping. */
  function announce(queue: Queue): void {
    while (queue.refresh(clock.now()) && waiters.serve(queue)) continue;
    if (queue.refresh(clock.now())) listeners.get(queue.settings.arn)?.();
  }

  function send(queue: Queue, input: SendInput, call: Call): Members {
    checkMessage(input, queue.settings.maximumMessageBytes);
    const attributes = input.MessageAttributes ?? {};
    const now = clock.now();
    const traceHeader = input.MessageSystemAttributes?.['AWSTraceHeader']?.StringValue;
    const message = {
      id: randomUUID(),
      body: input.MessageBody,
      md5OfBody: digestOfBody(input.MessageBody),
      attributes,
      sentAt: now,
      senderId: senderOf(call),
      ...(input.MessageGroupId !== undefined && { groupId: input.MessageGroupId }),
      ...(traceHeader !== undefined && { traceHeader }),
    };
    queue.add(message, now + (input.DelaySeconds ?? queue.settings.delaySeconds) * 1_000);
    announce(queue);
    clock.wake();
    const md5OfAttributes = digestOfAttributes(attributes);
    return {
      MessageId: message.id,
      MD5OfMessageBody: message.md5OfBody,
      ...(md5OfAttributes && { MD5OfMessageAttributes: md5OfAttributes }),
    };
  }

  function takeNow(queue: Queue, asked: ReceiveInput): Members[] {
    const hideForSeconds = asked.VisibilityTimeout ?? queue.settings.visibilityTimeoutSeconds;
    const taken = queue.take({ now: clock.now(), max: asked.MaxNumberOfMessages, hideForSeconds });
    if (taken.length > 0) clock.wake();
    // A message moved to the dead-letter queue on the way may be what somebody there waits for.
    if (queue.deadLetterQueue !== undefined) announce(queue.deadLetterQueue);
    return taken.map((one) => receivedMessage(one, asked));
  }

  async function receive(input: Members): Promise<Members> {
    const asked = read(inputs.receiveMessage, input);
    const queue = queueAt(asked.QueueUrl);
    const taken = takeNow(queue, asked);
    const waitSeconds = asked.WaitTimeSeconds ?? queue.settings.waitTimeSeconds;
    if (taken.length > 0 || waitSeconds === 0) return messages(taken);
    return messages(await waiters.wait(queue, { waitSeconds, take: () => takeNow(queue, asked) }));
  }

  function changeVisibility(input: Members): Members {
    const asked = read(inputs.changeMessageVisibility, input);
    const queue = queueAt(asked.QueueUrl);
    const outcome = queue.hide(receipt(queue, asked.ReceiptHandle), clock.now(), asked.VisibilityTimeout);
    if (outcome === 'not-in-flight') {
      throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
    }
    if (outcome === 'gone') {
      throw new AwsError(
        'InvalidParameterValue',
        'Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.',
      );
    }
    announce(queue);
    clock.wake();
    return {};
  }

  function purge(input: Members): Members {
    const queue = queueAt(read(inputs.queueUrl, input).QueueUrl);
    const { name } = queue.settings;
    if (clock.now() - (purgedAt.get(name) ?? -Infinity) < 60_000) {
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
        { status: 403 },
      );
    }
    purgedAt.set(name, clock.now());
    queue.clear();
    return {};
  }

  const operations: Record<string, Operation> = {
    SendMessage: onQueue('SendMessage', (input, call) => {
      const asked = read(inputs.sendMessage, input);
      return send(queueAt(asked.QueueUrl), asked, call);
    }),
    SendMessageBatch: onQueue('SendMessage', (input, call) => {
      const { QueueUrl, Entries } = read(inputs.sendMessageBatch, input);
      const queue = queueAt(QueueUrl);
      checkBatch(Entries);
      checkBatchSize(Entries);
      return eachEntry(Entries, (entry) => send(queue, entry, call));
    }),
    ReceiveMessage: onQueue('ReceiveMessage', receive),
    DeleteMessage: onQueue('DeleteMessage', (input) => {
      const { QueueUrl, ReceiptHandle } = read(inputs.deleteMessage, input);
      const queue = queueAt(QueueUrl);
      queue.remove(receipt(queue, ReceiptHandle));
      return {};
    }),
    DeleteMessageBatch: onQueue('DeleteMessage', (input) => {
      const { QueueUrl, Entries } = read(inputs.deleteMessageBatch, input);
      const queue = queueAt(QueueUrl);
      checkBatch(Entries);
      return eachEntry(Entries, ({ ReceiptHandle }) => {
        queue.remove(receipt(queue, ReceiptHandle));
        return {};
      });
    }),
    ChangeMessageVisibility: onQueue('ChangeMessageVisibility', changeVisibility),
    GetQueueUrl: {
      access: (input) => [{ action: 'sqs:GetQueueUrl', resource: arnOf(input['QueueName']) }],
      run: (input) => ({ QueueUrl: urlOf(queueAt(read(inputs.getQueueUrl, input).QueueName).settings.name) }),
    },
    GetQueueAttributes: onQueue('GetQueueAttributes', (input) => {
      const asked = read(inputs.getQueueAttributes, input);
      const queue = queueAt(asked.QueueUrl);
      const known = { counts: queue.counts(clock.now()), createdAt: createdAt.get(queue.settings.name) ?? 0 };
      return queueAttributes(queue.settings, known, asked.AttributeNames ?? []);
    }),
    PurgeQueue: onQueue('PurgeQueue', purge),
    ListQueues: {
      run: (input) => {
        const { QueueNamePrefix } = read(inputs.listQueues, input);
        const names = [...queues.keys()].filter((name) => name.startsWith(QueueNamePrefix)).toSorted();
        return names.length === 0 ? {} : { QueueUrls: names.map(urlOf) };
      },
    },
  };

  return {
    service: { name: 'sqs', wire: 'json', operations },
    onVisible: (queueArn, listener) => {
      const queue = byArn(queueArn);
      if (queue === undefined) throw new Error(`no queue of the template has the ARN ${queueArn}`);
      listeners.set(queueArn, listener);
      announce(queue);
    },
    queues: () =>
      [...queues.values()].map((queue) => ({
        name: queue.settings.name,
        arn: queue.settings.arn,
        url: urlOf(queue.settings.name),
        visibilityTimeoutSeconds: queue.settings.visibilityTimeoutSeconds,
        ...queue.counts(clock.now()),
      })),
    close: () => waiters.close(),
  };
}

export interface Sqs {
  readonly service: AwsService;
  /** Calls `listener` whenever messages can be had that no long poll took; at most one listener a queue. */
  onVisible(queueArn: string, listener: () => void): void;
  queues(): readonly QueueView[];
  /** Answers every long poll that still waits. */
  close(): void;
}

export interface QueueView extends QueueCounts {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;
}

export interface SqsOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  /** Where this process listens, e.g. `http://127.0.0.1:4000`: queue URLs start with it. */
  readonly baseUrl: () => string;
}

function onQueue(action: string, run: Operation['run']): Operation {
  return {
    access: (input): Access[] => [{ action: `sqs:${action}`, resource: arnOf(input['QueueUrl']) }],
    run,
  };
}

function arnOf(urlOrName: unknown): string {
  return `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${typeof urlOrName === 'string' ? nameIn(urlOrName) : ''}`;
}

/** Any host is accepted in a queue URL: only the name at its end counts. */
function nameIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function receipt(queue: Queue, handle: string): Receipt {
  const known = readReceipt(handle);
  if (known !== undefined && known.queue === queue.settings.name) return known;
  throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is not a valid receipt handle.', {
    status: 404,
  });
}

function messages(taken: Members[]): Members {
  return taken.length === 0 ? {} : { Messages: taken };
}

/** Answers a batch: every entry for itself, its failure with it. */
function eachEntry<E extends { readonly Id: string }>(
  entries: readonly E[],
  run: (entry: E) => Members,
): Members {
  const Successful: Members[] = [];
  const Failed: Members[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function senderOf({ caller }: Call): string {
  if (caller.kind === 'role') return caller.roleArn.slice(caller.roleArn.lastIndexOf('/') + 1);
  return caller.kind === 'aws-service' ? caller.principal : LOCAL_ACCOUNT;
}
