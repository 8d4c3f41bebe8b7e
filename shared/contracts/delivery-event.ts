import * as z from 'zod';
import { MessageId } from './message.ts';
import { PhoneNumber } from './ids.ts';

/** What End User Messaging tells of a text; those of voice and media, and types that come to be later, we do not know. */
export const TextEventType = z.enum([
  'TEXT_QUEUED',
  'TEXT_PENDING',
  'TEXT_SUCCESSFUL',
  'TEXT_DELIVERED',
  'TEXT_INVALID',
  'TEXT_INVALID_MESSAGE',
  'TEXT_UNREACHABLE',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_BLOCKED',
  'TEXT_CARRIER_BLOCKED',
  'TEXT_PROTECT_BLOCKED',
  'TEXT_SPAM',
  'TEXT_TTL_EXPIRED',
  'TEXT_UNKNOWN',
]);
export type TextEventType = z.infer<typeof TextEventType>;

/** What others send over the same account has no id of ours. */
const ourId = MessageId.optional().catch(undefined);

/** What became of a text. Of what AWS tells, only this is read. */
export const TextEvent = z.object({
  eventType: TextEventType,
  /** The provider's id. */
  messageId: z.string().min(1).max(200),
  /** False: the carrier goes on trying. */
  isFinal: z.boolean().default(true),
  destinationPhoneNumber: PhoneNumber.optional().catch(undefined),
  /** What we gave with it. */
  context: z.object({ messageId: ourId }).default({}),
});
export type TextEvent = z.infer<typeof TextEvent>;

const addressed = z.object({ emailAddress: z.string().max(400) });
const mail = z.object({
  /** The provider's id. */
  messageId: z.string().min(1).max(200),
  /** Ours is among them: every tag is a list of values. */
  tags: z.object({ messageId: z.tuple([ourId]).rest(z.string()).optional() }).default({}),
});

/** What became of an email: what we ask SES to tell, and no opening or clicking. */
export const MailEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Delivery'), mail }),
  z.object({ eventType: z.literal('Reject'), mail }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({
      /** `Permanent` is a hard bounce: the address does not take email, and will not. */
      bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
      bouncedRecipients: z.array(addressed),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: z.object({ complainedRecipients: z.array(addressed) }),
  }),
]);
export type MailEvent = z.infer<typeof MailEvent>;

/** What a provider tells of a message that it was given. */
export type DeliveryEvent = TextEvent | MailEvent;

/** How events of this type are read; `undefined` for a type that we do not know. */
export function deliveryEventOf(eventType: string): z.ZodType<DeliveryEvent> | undefined {
  if (TextEventType.safeParse(eventType).success) return TextEvent;
  return mailEventTypes.has(eventType) ? MailEvent : undefined;
}

const mailEventTypes: ReadonlySet<string> = new Set(['Delivery', 'Reject', 'Bounce', 'Complaint']);
