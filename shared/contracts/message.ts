import * as z from 'zod';
import {
  CheckInId,
  CrisisId,
  MentorId,
  OfferId,
  PairingId,
  ParticipantId,
  TaskId,
  Timestamp,
} from './ids.ts';
import { QuestionId } from './question.ts';
import { PrivacyLevel, TextTemplate } from './text-template.ts';

/** Who gets a message: a participant, a mentor, or whoever reads the coordinators' shared address. */
export const Recipient = z.union([ParticipantId, MentorId, z.literal('coordinator')]);
export type Recipient = z.infer<typeof Recipient>;

/**
 * Names one message for ever, whatever is tried how often: `<recipient>_<what>`, such as `p-01hzy3k9_c001-wellbeing`.
 * Whoever plans it again gets the same message.
 */
export const MessageId = z
  .string()
  .regex(
    /^(?:[pm]-[A-Za-z0-9]{6,40}|coordinator)_[A-Za-z0-9_-]{1,140}$/,
    'must be a message id such as p-01hzy3k9_c001-wellbeing',
  );

export const messageIdOf = (recipient: Recipient, what: string): string => `${recipient}_${what}`;

/** The recipient that a message id begins with. */
export const recipientOf = (messageId: string): Recipient =>
  Recipient.parse(messageId.slice(0, messageId.indexOf('_')));

export const MailTemplate = z.enum([
  'task-notice',
  'mentor-offer',
  'pairing-active',
  'crisis-page',
  'crisis-stand-down',
  'weekly-digest',
]);
export type MailTemplate = z.infer<typeof MailTemplate>;

/**
 * What the send gate may bend for a message. `scheduled` is unasked and obeys every rule; `reply` answers the person's
 * own text and may leave at night [T12]; `opt-in` is the only class before a YES [T1]; `opt-out` the only one after a
 * STOP, once [T6]; `crisis` goes to somebody in danger; `staff` to mentors and coordinators.
 */
export const MessageClass = z.enum(['scheduled', 'reply', 'opt-in', 'opt-out', 'crisis', 'staff']);
export type MessageClass = z.infer<typeof MessageClass>;

/** What a wording is filled with when it is rendered: ids and codes; names and words are looked up at that moment. */
export const MessageParams = z.object({
  questionId: QuestionId.optional(),
  checkInId: CheckInId.optional(),
  mentorId: MentorId.optional(),
  offerId: OfferId.optional(),
  pairingId: PairingId.optional(),
  /** The pairings that a digest is about. */
  pairingIds: z.array(PairingId).max(40).optional(),
  /** The words that this text brings. */
  releaseId: z.string().max(150).optional(),
  /** Somebody whose first name stands in it. */
  otherId: ParticipantId.optional(),
  crisisId: CrisisId.optional(),
  taskId: TaskId.optional(),
  /** The signed link that it carries; made when it is rendered. */
  link: z.enum(['own-part', 'offer', 'crisis']).optional(),
  /** A moment, told in the reader's own time. */
  when: Timestamp.optional(),
  level: PrivacyLevel.optional(),
  /** The ISO week of a digest, such as 2026-W48. */
  week: z.string().max(10).optional(),
});
export type MessageParams = z.infer<typeof MessageParams>;

/**
 * `planned`, perhaps `deferred` to a permitted hour, `sending` before the provider is called; then `sent`, `delivered`,
 * `failed` (nothing left us, or it did not arrive), `unknown` (nobody can tell) or `refused` by the gate. Only a
 * refusal by the provider that says so is tried again [P18].
 */
export const MessageState = z.enum([
  'planned',
  'deferred',
  'sending',
  'sent',
  'delivered',
  'failed',
  'unknown',
  'refused',
]);
export type MessageState = z.infer<typeof MessageState>;

/** Why the gate refuses. */
export const RefusalReason = z.enum([
  'no-consent',
  'declined',
  'stopped',
  'carrier-stopped',
  'stop-or-not',
  'paused',
  'ended',
  'safety-hold',
  'shared-phone',
  'discreet',
  'check-in-ended',
  'no-safe-hours',
  'too-late',
  'over-cap',
  'channel-stopped',
  'gone',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** What the gate decided, when, and on which revisions of the rows it looked at. */
export const GateDecision = z.object({
  at: Timestamp,
  decision: z.enum(['allow', 'defer', 'refuse']),
  until: Timestamp.optional(),
  reason: z.union([RefusalReason, z.enum(['not-yet', 'quiet-hours', 'cap', 'pace'])]).optional(),
  /** Row → revision, such as `participant: 7`. */
  inputs: z.record(z.string(), z.int()),
});
export type GateDecision = z.infer<typeof GateDecision>;

/**
 * A number or an address that gets nothing more, by the provider's code: it does not exist, or its owner called our email
 * spam. It holds for this one only: with another, messages leave again.
 */
export const StoppedChannel = z.object({
  to: z.string().min(3).max(254),
  at: Timestamp,
  code: z.string().max(100),
});
export type StoppedChannel = z.infer<typeof StoppedChannel>;

/** One attempt to send; a retry adds one and overwrites none [P17]. */
export const SendAttempt = z.object({
  attemptId: z.string().min(1).max(80),
  at: Timestamp,
  state: z.enum(['sending', 'sent', 'delivered', 'failed', 'unknown']),
  providerId: z.string().max(200).optional(),
  /** The provider's reason, as a code. */
  code: z.string().max(100).optional(),
  segments: z.int().min(1).max(10).optional(),
});
export type SendAttempt = z.infer<typeof SendAttempt>;

/** The ledger row of an outbound message: what was planned, decided and tried; no words, no number, no address. */
export const Message = z.object({
  messageId: MessageId,
  recipient: Recipient,
  channel: z.enum(['text', 'email']),
  template: z.union([TextTemplate, MailTemplate]),
  messageClass: MessageClass,
  params: MessageParams,
  state: MessageState,
  plannedAt: Timestamp,
  /** After this it is not sent any more: an old text at a new time does harm [I14]. */
  sendBefore: Timestamp,
  /** When it is looked at next: now, or when its hour comes. */
  dueAt: Timestamp,
  decisions: z.array(GateDecision).max(50),
  attempts: z.array(SendAttempt).max(20),
});
export type Message = z.infer<typeof Message>;

/** A message as a step plans it. */
export type NewMessage = Pick<Message, 'recipient' | 'channel' | 'template' | 'messageClass' | 'params'> & {
  /** What it is, once for this recipient: `c001-wellbeing`. */
  readonly what: string;
  /** Not looked at before then; at once where it is left out. */
  readonly notBefore?: Date;
  readonly sendBefore: Date;
};
