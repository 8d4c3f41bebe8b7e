import type { DeliveryEvent, MailEvent, TextEvent } from '../contracts/delivery-event.ts';
import type { Message, SendAttempt } from '../contracts/message.ts';

/** What a provider's event says of a message, whichever provider it is. */
export interface DeliveryReport {
  /** Ours; nobody's where the message did not come from our senders. */
  readonly messageId: string | undefined;
  readonly providerId: string;
  readonly state: 'sent' | 'delivered' | 'failed';
  readonly code: string;
  /** The number or address is to get nothing more: it does not exist, or its owner called an email spam. */
  readonly stops?: { readonly to?: string | undefined };
}

/** Reads both providers' events as one thing. `sent` means that the provider has it, and nothing more. */
export const reportOf = (event: DeliveryEvent): DeliveryReport =>
  'mail' in event ? reportOfMail(event) : reportOfText(event);

/**
 * The message with its attempt as the report has it, or `undefined` where the report changes nothing. States only rise:
 * duplicates and events out of order leave them as they are. A report of another attempt than the one that left is none.
 */
export function reported(message: Message, report: DeliveryReport): Message | undefined {
  const index = attemptOf(message.attempts, report.providerId);
  const attempt = message.attempts[index];
  const ranks = rank[message.channel];
  if (!attempt || ranks[report.state] <= (ranks[message.state] ?? 0)) return undefined;
  const { code: _before, ...rest } = attempt;
  const told: SendAttempt = {
    ...rest,
    state: report.state,
    providerId: report.providerId,
    ...(report.state === 'failed' && { code: report.code }),
  };
  return { ...message, state: report.state, attempts: message.attempts.with(index, told) };
}

/** Where a message leaves at most once, its last attempt is the one that left; the provider's answer may have been lost. */
function attemptOf(attempts: readonly SendAttempt[], providerId: string): number {
  const named = attempts.findLastIndex((attempt) => attempt.providerId === providerId);
  if (named >= 0) return named;
  return attempts.at(-1)?.providerId === undefined ? attempts.length - 1 : -1;
}

/**
 * What outranks what; states that are not here are below all. A handset that has the text is the last word on it. An
 * email is taken by a server first and may come back later.
 */
const rank: Record<Message['channel'], Partial<Record<Message['state'], number>> & Ranks> = {
  text: { sent: 1, failed: 2, delivered: 3 },
  email: { sent: 1, delivered: 2, failed: 3 },
};

type Ranks = Readonly<Record<DeliveryReport['state'], number>>;

function reportOfText(event: TextEvent): DeliveryReport {
  const { eventType, messageId: providerId, isFinal, context, destinationPhoneNumber: to } = event;
  const report = { messageId: context.messageId, providerId, code: eventType.slice('TEXT_'.length) };
  switch (eventType) {
    case 'TEXT_DELIVERED':
      return { ...report, state: 'delivered' };
    case 'TEXT_QUEUED':
    case 'TEXT_PENDING':
    case 'TEXT_SUCCESSFUL':
    case 'TEXT_UNKNOWN':
      // After 72 hours without a word from the carrier nobody knows more than that it was taken.
      return { ...report, state: 'sent' };
    case 'TEXT_INVALID':
      return { ...report, state: 'failed', stops: { to } };
    default:
      // A phone that is off is tried again, until the text's time is over.
      return { ...report, state: isFinal ? 'failed' : 'sent' };
  }
}

function reportOfMail(event: MailEvent): DeliveryReport {
  const { mail } = event;
  const report = { messageId: mail.tags.messageId?.[0], providerId: mail.messageId };
  switch (event.eventType) {
    case 'Delivery':
      return { ...report, state: 'delivered', code: 'delivered' };
    case 'Reject':
      return { ...report, state: 'failed', code: 'rejected' };
    case 'Complaint': {
      const [recipient] = event.complaint.complainedRecipients;
      return { ...report, state: 'delivered', code: 'complaint', stops: { to: recipient?.emailAddress } };
    }
    default: {
      const { bounceType, bouncedRecipients } = event.bounce;
      const bounced = { ...report, state: 'failed', code: `bounce-${bounceType.toLowerCase()}` } as const;
      return bounceType === 'Permanent'
        ? { ...bounced, stops: { to: bouncedRecipients[0]?.emailAddress } }
        : bounced;
    }
  }
}
