import * as z from 'zod';
import { Timestamp } from './ids.ts';

/** What somebody may agree to besides texts; each is asked apart and may be withdrawn apart [F2, F3, F6]. */
export const ConsentPurpose = z.enum([
  /** A mentor may see how the check-ins go: answers and trends. */
  'share-check-ins',
  /** A mentor may be told in a crisis. */
  'share-crisis',
  /** Prompts and sessions for both partners together. */
  'joint-features',
  /** A referral to somebody outside the programme. */
  'referral',
]);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** Who gets it. The partner is never one of them by default: only a release makes something joint [F4]. */
export const ConsentRecipient = z.enum(['mentor', 'partner', 'clinician', 'outside']);
export type ConsentRecipient = z.infer<typeof ConsentRecipient>;

/** One cell of the matrix participant × purpose × recipient, with the proof [F2, T14]. */
export const Consent = z.object({
  purpose: ConsentPurpose,
  recipient: ConsentRecipient,
  /** The version of the wording that was shown. */
  wording: z.string().min(1).max(40),
  givenAt: Timestamp,
  /** The subject of the signed-in person who wrote it down, where it was told by any other means. */
  recordedBy: z.string().max(200).optional(),
  expiresAt: Timestamp.optional(),
  revokedAt: Timestamp.optional(),
});
export type Consent = z.infer<typeof Consent>;
