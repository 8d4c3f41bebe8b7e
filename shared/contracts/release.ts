import * as z from 'zod';
import { CoupleId, InboundMessageId, ParticipantId, Timestamp } from './ids.ts';

/**
 * That somebody made one thing of theirs joint: exactly the words of this inbound text, for this partner, and nothing
 * else [F4, S20]. Never holds the words. Kept like a disclosure, which it is.
 */
export const Release = z.object({
  releaseId: z.string().regex(/^p-[A-Za-z0-9]{6,40}_[A-Za-z0-9_-]{1,100}$/, 'must be a release id'),
  /** Whose words they are. */
  participantId: ParticipantId,
  /** Who gets them. */
  partnerId: ParticipantId,
  coupleId: CoupleId,
  inboundMessageId: InboundMessageId,
  releasedAt: Timestamp,
  /** Epoch seconds, six years on [F8, R1]; DynamoDB deletes the row some time after [R8]. */
  expiresAt: z.int().positive(),
});
export type Release = z.infer<typeof Release>;

/** The same text is released once. */
export const releaseIdOf = (participantId: string, inboundMessageId: string): string =>
  `${participantId}_${inboundMessageId}`;

/** Words that somebody would like to pass on and has not confirmed yet. */
export const ToRelease = z.object({
  inboundMessageId: InboundMessageId,
  /** When that text came: an older one that comes late replaces nothing. */
  receivedAt: Timestamp,
});
export type ToRelease = z.infer<typeof ToRelease>;
