import * as z from 'zod';
import { LOCAL_REGION, type Members } from '../aws-service.ts';

/** The event that Lambda makes of messages received from a queue. */
export function sqsEvent(queueArn: string, messages: readonly ReceivedMessage[]): { Records: SqsRecord[] } {
  return { Records: messages.map((message) => recordOf(queueArn, message)) };
}

/** Reads the answer of a `ReceiveMessage` that asked for all attributes. */
export function receivedMessages(answer: Members): readonly ReceivedMessage[] {
  return receiveAnswer.parse(answer).Messages;
}

export type ReceivedMessage = z.output<typeof receivedMessage>;

export interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, unknown>>;
  readonly md5OfMessageAttributes?: string;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

const receivedAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const receivedMessage = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).optional(),
  MessageAttributes: z.record(z.string(), receivedAttribute).optional(),
  MD5OfMessageAttributes: z.string().optional(),
});
const receiveAnswer = z.object({ Messages: z.array(receivedMessage).default([]) });

function recordOf(queueArn: string, message: ReceivedMessage): SqsRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, attributeOf(value)])),
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: LOCAL_REGION,
  };
}

function attributeOf({
  DataType,
  StringValue,
  BinaryValue,
}: z.output<typeof receivedAttribute>): Record<string, unknown> {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
