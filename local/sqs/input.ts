import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Members } from '../aws-service.ts';
import { sizeOfAttributes, type MessageAttributes } from './message-digest.ts';
import { LARGEST_MESSAGE_BYTES } from './queue-settings.ts';

/** Reads an operation's members; a missing or malformed one is refused as SQS does, without repeating its value. */
export function read<S extends z.ZodType>(schema: S, input: Members): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = issue?.path.join('.') ?? 'request';
  if (issue?.code === 'invalid_type' && valueAt(input, issue.path) === undefined) {
    throw new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
  }
  throw new AwsError(
    'InvalidParameterValue',
    `Value for parameter ${name} is invalid. Reason: ${issue?.message}.`,
  );
}

/** Refuses what the service refuses in a message: no body, forbidden characters, bad attributes, too many bytes. */
export function checkMessage(
  { MessageBody, MessageAttributes = {} }: MessageInput,
  maximumBytes: number,
): void {
  if (MessageBody === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  // oxlint-disable-next-line no-control-regex -- these are the very characters that SQS refuses
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u.test(MessageBody)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  checkAttributes(MessageAttributes);
  if (sizeOf({ MessageBody, MessageAttributes }) > maximumBytes) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumBytes} bytes.`,
    );
  }
}

/** Refuses a batch as a whole; what is wrong with one entry is that entry's failure. */
export function checkBatch(entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
}

export function checkBatchSize(entries: readonly MessageInput[]): void {
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes <= LARGEST_MESSAGE_BYTES) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${LARGEST_MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
  );
}

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const message = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
  MessageAttributes: z.record(z.string(), attribute).optional(),
  MessageSystemAttributes: z.record(z.string(), attribute).optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z
    .undefined('The request includes a parameter that is only valid for FIFO queues')
    .optional(),
});
const seconds = z.number().int().min(0).max(43_200);
const queueUrl = z.object({ QueueUrl: z.string() });
const names = z.array(z.string()).optional();

export const inputs = {
  queueUrl,
  sendMessage: message.extend({ QueueUrl: z.string() }),
  sendMessageBatch: queueUrl.extend({ Entries: z.array(message.extend({ Id: z.string() })) }),
  receiveMessage: queueUrl.extend({
    MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
    VisibilityTimeout: seconds.optional(),
    WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
    AttributeNames: names,
    MessageSystemAttributeNames: names,
    MessageAttributeNames: names,
  }),
  deleteMessage: queueUrl.extend({ ReceiptHandle: z.string() }),
  deleteMessageBatch: queueUrl.extend({
    Entries: z.array(z.object({ Id: z.string(), ReceiptHandle: z.string() })),
  }),
  changeMessageVisibility: queueUrl.extend({ ReceiptHandle: z.string(), VisibilityTimeout: seconds }),
  getQueueUrl: z.object({ QueueName: z.string() }),
  getQueueAttributes: queueUrl.extend({ AttributeNames: names }),
  listQueues: z.object({ QueueNamePrefix: z.string().default('') }),
};

export type MessageInput = Pick<z.output<typeof message>, 'MessageBody' | 'MessageAttributes'>;
export type SendInput = z.output<typeof message>;
export type ReceiveInput = z.output<typeof inputs.receiveMessage>;

function checkAttributes(attributes: MessageAttributes): void {
  const entries = Object.entries(attributes);
  if (entries.length > 10) {
    throw new AwsError(
      'InvalidParameterValue',
      'Number of message attributes exceeds the allowed maximum 10.',
    );
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of entries) {
    if (
      !/^(?!aws\.|amazon\.|\.)[A-Za-z0-9_.-]{1,256}$/i.test(name) ||
      name.endsWith('.') ||
      name.includes('..')
    ) {
      throw new AwsError('InvalidParameterValue', `Message attribute name '${name}' is invalid.`);
    }
    if (!/^(String|Number|Binary)(\.|$)/.test(DataType)) {
      throw new AwsError(
        'InvalidParameterValue',
        `The type of message attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    }
    if (!(DataType.startsWith('Binary') ? BinaryValue : StringValue)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Message attribute '${name}' must contain a non-empty value of type '${DataType}'.`,
      );
    }
  }
}

function sizeOf({ MessageBody, MessageAttributes = {} }: MessageInput): number {
  return Buffer.byteLength(MessageBody) + sizeOfAttributes(MessageAttributes);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
