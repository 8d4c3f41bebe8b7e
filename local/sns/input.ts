import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Members } from '../aws-service.ts';

/** Reads an operation's members; what does not fit is refused as SNS does, without repeating its value. */
export function read<S extends z.ZodType>(schema: S, input: Members): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(`${issue?.path.join('.') ?? 'request'} Reason: ${issue?.message}`);
}

/** SNS's refusal of a parameter: the wire's `InvalidParameter`. */
export function invalid(what: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);
}

/** What a protocol (`sqs`, `lambda`, `sms`) gets of a message that may say different things to different protocols. */
export function messageFor(protocol: string, { Message, MessageStructure }: MessageInput): string {
  if (MessageStructure === undefined) return Message;
  if (MessageStructure !== 'json') throw invalid('MessageStructure Reason: only json exists');
  const parts = z.record(z.string(), z.string()).safeParse(parseJson(Message));
  const text = parts.data?.[protocol] ?? parts.data?.['default'];
  if (parts.data?.['default'] === undefined || text === undefined) {
    throw invalid('Message Structure - JSON message body failed to parse, or has no default entry');
  }
  return text;
}

/** Refuses what SNS refuses in a message to a topic. */
export function checkMessage({ Message, Subject, MessageAttributes }: MessageInput): void {
  if (Message === '') throw invalid('Empty message');
  if (Buffer.byteLength(Message) > LARGEST_MESSAGE_BYTES) throw invalid('Message too long');
  // oxlint-disable-next-line no-control-regex -- SNS allows a subject only printable ASCII without line breaks
  if (Subject !== undefined && !/^[^\s\u0000-\u001f][^\u0000-\u001f]{0,99}$/.test(Subject))
    throw invalid('Subject');
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(MessageAttributes ?? {})) {
    if (!/^(String|String\.Array|Number|Binary)(\.|$)/.test(DataType)) {
      throw invalid(`The message attribute '${name}' has an invalid message attribute type`);
    }
    if (!(DataType.startsWith('Binary') ? BinaryValue : StringValue)) {
      throw invalid(`The message attribute '${name}' must contain a non-empty value`);
    }
  }
}

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const message = z.object({
  Message: z.string(),
  Subject: z.string().optional(),
  MessageStructure: z.string().optional(),
  MessageAttributes: z.record(z.string(), attribute).optional(),
});
export type MessageInput = z.output<typeof message>;

export const inputs = {
  publish: message.extend({
    TopicArn: z.string().optional(),
    TargetArn: z.string().optional(),
    PhoneNumber: z.string().optional(),
  }),
  publishBatch: z.object({
    TopicArn: z.string(),
    PublishBatchRequestEntries: z.array(message.extend({ Id: z.string() })).default([]),
  }),
  topic: z.object({ TopicArn: z.string() }),
  phoneNumber: z.object({ phoneNumber: z.string() }),
};

/** 256 KiB. */
const LARGEST_MESSAGE_BYTES = 262_144;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
