import * as z from 'zod';
import { Consent } from './consent.ts';
import { CrisisId, DisclosureId, MentorId, ParticipantId, Timestamp } from './ids.ts';
import { MailTemplate, MessageId } from './message.ts';

/**
 * That something about a person was shown to somebody under that person's consent [F5, F8]: who, to whom, when, by which
 * email or on which page, and the consents as they stood. What was shown is not in it. Written with the claim of the
 * message, and before the page is shown.
 */
export const Disclosure = z.object({
  disclosureId: DisclosureId,
  participantId: ParticipantId,
  mentorId: MentorId,
  /** The email that told it … */
  messageId: MessageId.optional(),
  /** … or the crisis whose page shows whom to call. */
  crisisId: CrisisId.optional(),
  template: z.union([MailTemplate, z.literal('crisis-contact')]),
  at: Timestamp,
  /** More than one where it told more than one kind of thing. */
  consents: z.array(Consent).min(1).max(5),
  /** Epoch seconds, six years on [F8, R1]; DynamoDB deletes the row some time after [R8]. */
  expiresAt: z.int().positive(),
});
export type Disclosure = z.infer<typeof Disclosure>;

/** The same source, a message or a page, discloses about the same person once, however often it is tried. */
export const disclosureIdOf = (participantId: string, source: string): string => `${participantId}_${source}`;
