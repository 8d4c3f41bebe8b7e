import type { Members } from '../aws-service.ts';
import { digestOfAttributes, type MessageAttribute } from './message-digest.ts';
import type { ReceiveInput } from './input.ts';
import type { TakenMessage } from './queue.ts';

/** A message as `ReceiveMessage` answers it, with the attributes that were asked for. */
export function receivedMessage(taken: TakenMessage, asked: ReceiveInput): Members {
  const { message, receiptHandle } = taken;
  const system = [...(asked.AttributeNames ?? []), ...(asked.MessageSystemAttributeNames ?? [])];
  const attributes = pick(systemAttributes(taken), (name) => system.includes('All') || system.includes(name));
  const own = pick<MessageAttribute>(message.attributes, (name) =>
    (asked.MessageAttributeNames ?? []).some((pattern) => nameMatches(pattern, name)),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(attributes && { Attributes: attributes }),
    ...(own && { MessageAttributes: own, MD5OfMessageAttributes: digestOfAttributes(own) }),
  };
}

function systemAttributes({ message, receiveCount, firstReceivedAt }: TakenMessage): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    ...(message.groupId && { MessageGroupId: message.groupId }),
    ...(message.traceHeader && { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSourceArn && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}

/** `All` and `.*` mean every attribute, `foo.*` those that start with `foo.`. */
function nameMatches(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

function pick<V>(
  record: Readonly<Record<string, V>>,
  wanted: (name: string) => boolean,
): Record<string, V> | undefined {
  const entries = Object.entries(record).filter(([name]) => wanted(name));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
