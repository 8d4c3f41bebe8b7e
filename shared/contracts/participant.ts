import * as z from 'zod';
import { ParticipantId, PhoneNumber, Timestamp } from './ids.ts';

/** The languages that every text exists in. */
export const Language = z.enum(['en', 'es']);
export type Language = z.infer<typeof Language>;

/** One person in recovery, as stored. State lives here and never on the couple [S01]. */
export const Participant = z.object({
  participantId: ParticipantId,
  name: z.string().min(1).max(100),
  phone: PhoneNumber,
  language: Language,
  /** When the person agreed to texts; nobody is texted without it [T1, T14]. */
  consentedAt: Timestamp,
  optedOut: z.boolean(),
  /** When STOP or START last took effect: an older one that arrives later changes nothing. */
  optOutChangedAt: Timestamp.optional(),
  /** The cycle number of the newest check-in; 0 before the first. */
  lastCycle: z.number().int().min(0).max(999_999),
  createdAt: Timestamp,
});
export type Participant = z.infer<typeof Participant>;

/** What a coordinator sends to add a participant. The phone is still as typed. */
export const NewParticipant = z.strictObject({
  name: z.string().trim().min(1).max(100),
  phone: z.string().trim().min(1).max(40),
  language: Language.default('en'),
  consentedToTexts: z.literal(
    true,
    'must be true: nobody is texted before they agreed to it; leave the person out until they did',
  ),
});
export type NewParticipant = z.infer<typeof NewParticipant>;
