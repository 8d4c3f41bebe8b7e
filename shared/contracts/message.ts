import * as z from 'zod';
import { CheckInId, ParticipantId, TaskId, Timestamp } from './ids.ts';

/** Names one message for ever, whatever is tried how often: `<checkInId>-question`, `<taskId>-notice` … */
export const MessageId = z.string().regex(/^[A-Za-z0-9_-]{1,160}$/, 'must be a message id');

/**
 * `sending` before the provider is called; then `sent`, `failed` (the provider refused: nothing left us) or `unknown`
 * (nobody can tell). Only `failed` may be tried again [P18].
 */
export const MessageState = z.enum(['sending', 'sent', 'failed', 'unknown']);
export type MessageState = z.infer<typeof MessageState>;

/** The wordings that exist. Ids of wordings are stored, never the words. */
export const TextTemplate = z.enum(['check-in-question', 'check-in-nudge']);
export type TextTemplate = z.infer<typeof TextTemplate>;
export const MailTemplate = z.enum(['task-notice']);
export type MailTemplate = z.infer<typeof MailTemplate>;

/** One attempt to send; a retry adds one and overwrites none [P17]. */
export const SendAttempt = z.object({
  attemptId: z.string().min(1).max(80),
  at: Timestamp,
  state: MessageState,
  providerId: z.string().max(200).optional(),
  /** The provider's reason, as a code. */
  code: z.string().max(100).optional(),
});
export type SendAttempt = z.infer<typeof SendAttempt>;

/** The ledger row of an outbound message: what was tried and what came of it; no words, no number, no address. */
export const LedgerEntry = z.object({
  messageId: MessageId,
  participantId: ParticipantId,
  channel: z.enum(['text', 'email']),
  template: z.union([TextTemplate, MailTemplate]),
  checkInId: CheckInId.optional(),
  taskId: TaskId.optional(),
  state: MessageState,
  attempts: z.array(SendAttempt).min(1).max(50),
  createdAt: Timestamp,
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
