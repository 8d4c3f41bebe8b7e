import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Caller, CloudCalls, Members } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { DeployedResource, Deployment } from '../template/deployment.ts';
import { batchFailures } from './batch-failures.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { Lambda } from './lambda.ts';
import { receivedMessages, sqsEvent, type ReceivedMessage } from './sqs-event.ts';

/**
 * Event source mappings from queues to functions. SQS says when messages are visible, so nothing polls. Messages are
 * received and deleted with the function's role, so that a missing grant shows; what fails or is not deleted comes back
 * after the queue's visibility timeout. The batching window counts as zero: a batch is what is visible at that moment.
 */
export function createEventSourceMappings(options: EventSourceMappingOptions): void {
  const { clock, calls, deployment, sqs, lambda, report } = options;
  const mappings = deployment.ofType('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    const mapping = mappingOf(resource, options);
    return mapping === undefined ? [] : [mapping];
  });
  let order: Mapping[] = [];
  let wantedAt = 0;

  clock.register({
    name: 'event source mappings',
    nextDue: () => (order.length === 0 ? undefined : wantedAt),
    runDue: () => {
      const wanted = order;
      order = [];
      for (const mapping of wanted) {
        if (mapping.polling) mapping.askedWhilePolling = true;
        else clock.background(() => poll(mapping));
      }
    },
  });
  for (const mapping of mappings) sqs.onVisible(mapping.queueArn, () => want(mapping));

  function want(mapping: Mapping): void {
    if (order.length === 0) wantedAt = clock.now();
    if (!order.includes(mapping)) order.push(mapping);
    clock.wake();
  }

  async function poll(mapping: Mapping): Promise<void> {
    mapping.polling = true;
    try {
      await checkOnce(mapping);
      while (mapping.running < mapping.maximumConcurrency) {
        mapping.askedWhilePolling = false;
        const batch = await receive(mapping);
        if (batch.length === 0 && !mapping.askedWhilePolling) break;
        if (batch.length > 0) start(mapping, batch);
      }
    } catch (error) {
      tell(mapping, error);
    } finally {
      mapping.polling = false;
    }
  }

  /** AWS refuses to create a mapping whose role lacks one of the three grants; the third is never used again. */
  async function checkOnce(mapping: Mapping): Promise<void> {
    if (mapping.checked) return;
    await onQueue(mapping, 'GetQueueAttributes', { AttributeNames: ['VisibilityTimeout'] });
    mapping.checked = true;
  }

  async function receive(mapping: Mapping): Promise<ReceivedMessage[]> {
    const batch: ReceivedMessage[] = [];
    while (batch.length < mapping.batchSize) {
      const answer = await onQueue(mapping, 'ReceiveMessage', {
        MaxNumberOfMessages: Math.min(mapping.batchSize - batch.length, 10),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const messages = receivedMessages(answer);
      if (messages.length === 0) break;
      batch.push(...messages);
    }
    return batch;
  }

  function start(mapping: Mapping, batch: readonly ReceivedMessage[]): void {
    mapping.running += 1;
    clock.background(async () => {
      try {
        await handle(mapping, batch);
      } catch (error) {
        tell(mapping, error);
      } finally {
        mapping.running -= 1;
        want(mapping);
      }
    });
  }

  async function handle(mapping: Mapping, batch: readonly ReceivedMessage[]): Promise<void> {
    const payload = sqsEvent(mapping.queueArn, batch);
    const answer = await lambda.invoke({ functionName: mapping.fn.name, payload });
    if (answer.functionError !== undefined) return;
    const ids = batch.map((message) => message.MessageId);
    const failed = mapping.reportsFailures ? batchFailures(answer.payload, ids) : new Set<string>();
    const done = batch.filter((message) => !failed.has(message.MessageId));
    for (let first = 0; first < done.length; first += 10) {
      const Entries = done
        .slice(first, first + 10)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await onQueue(mapping, 'DeleteMessageBatch', { Entries });
    }
  }

  function onQueue(mapping: Mapping, operation: string, input: Members): Promise<Members> {
    const caller: Caller = { kind: 'role', roleArn: mapping.fn.roleArn };
    const QueueUrl = mapping.queueArn.slice(mapping.queueArn.lastIndexOf(':') + 1);
    return calls.call({ caller, service: 'sqs', operation, input: { QueueUrl, ...input } });
  }

  function tell(mapping: Mapping, error: unknown): void {
    const what = error instanceof AwsError ? `${error.code}: ${error.message}` : 'unknown error';
    report(`event source mapping ${mapping.logicalId} of ${mapping.fn.name}: ${what}`);
  }
}

export interface EventSourceMappingOptions {
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly calls: CloudCalls;
  readonly report: (line: string) => void;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
}

interface Mapping {
  readonly logicalId: string;
  readonly queueArn: string;
  readonly fn: FunctionSettings;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly reportsFailures: boolean;
  running: number;
  polling: boolean;
  askedWhilePolling: boolean;
  checked: boolean;
}

/** Lambda starts with five pollers; without a limit in the template this process stays at that. */
const DEFAULT_CONCURRENCY = 5;

const whole = z.coerce.number().int();
const properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: whole.min(1).max(10_000).default(10),
  MaximumBatchingWindowInSeconds: whole.min(0).max(300).default(0),
  Enabled: z.stringbool().or(z.boolean()).default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: whole.min(2).max(1_000) }).optional(),
  FilterCriteria: z.undefined('filtering of events is not emulated').optional(),
});

function mappingOf(
  resource: DeployedResource,
  { sqs, lambda }: EventSourceMappingOptions,
): Mapping | undefined {
  const { logicalId } = resource;
  const refuse = (reason: string): never => {
    throw new Error(`${logicalId}: ${reason}`);
  };
  const parsed = properties.safeParse(resource.properties);
  if (!parsed.success) return refuse(z.prettifyError(parsed.error));
  const given = parsed.data;
  if (!given.Enabled) return undefined;
  const queue = sqs.queues().find((one) => one.arn === given.EventSourceArn);
  if (queue === undefined) {
    return refuse(`only queues of the template can be event sources, not ${given.EventSourceArn}`);
  }
  const fn =
    lambda.settingsOf(given.FunctionName) ?? refuse(`no function of the template is ${given.FunctionName}`);
  if (given.BatchSize > 10 && given.MaximumBatchingWindowInSeconds === 0) {
    return refuse('a BatchSize above 10 needs a MaximumBatchingWindowInSeconds of at least 1');
  }
  if (queue.visibilityTimeoutSeconds < fn.timeoutSeconds) {
    return refuse(
      `Queue visibility timeout: ${queue.visibilityTimeoutSeconds} seconds is less than Function timeout: ${fn.timeoutSeconds} seconds`,
    );
  }
  return {
    logicalId,
    queueArn: queue.arn,
    fn,
    batchSize: given.BatchSize,
    maximumConcurrency: given.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
    reportsFailures: given.FunctionResponseTypes.length > 0,
    running: 0,
    polling: false,
    askedWhilePolling: false,
    checked: false,
  };
}
