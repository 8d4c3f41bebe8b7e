import * as z from 'zod';
import { PartnerProfile } from './couple.ts';
import { PhoneNumber } from './ids.ts';
import { Language } from './language.ts';
import { DailyWindow, TimeZone, Weekday } from './local-time.ts';
import { oneLine } from './recovery.ts';
import { PrivacyLevel } from './text-template.ts';

/** What somebody may agree to on the intake page besides texts: each apart, none of them a condition [F2, T1]. */
export const ConsentChoice = z.enum(['share-check-ins', 'share-crisis', 'joint-features']);
export type ConsentChoice = z.infer<typeof ConsentChoice>;

/** A time at which somebody may be asked: within the programme's sending hours, 9 to 20 [T11]. */
export const CheckInTime = z
  .string()
  .regex(/^(?:09|1\d):[0-5]\d$/, 'must be a local time from 09:00 to 19:59, such as 18:00');

/** What somebody may tell about themselves for matching: any of it, or nothing [S10]. */
export const AboutMe = PartnerProfile.pick({
  languages: true,
  substances: true,
  pathways: true,
  children: true,
  lifeStage: true,
  faithStance: true,
  orientation: true,
  veteran: true,
});
export type AboutMe = z.infer<typeof AboutMe>;

/** One partner's own part: written by that partner alone, and never shown to the other [4e, S07]. */
export const OwnPart = z.object({
  name: oneLine(60).describe('First name'),
  language: Language,
  timeZone: TimeZone,
  /** When this person is asked, in their own time. */
  schedule: z.object({ weekday: Weekday, time: CheckInTime }),
  privacyLevel: PrivacyLevel,
  /** Left out: as before; null: any hour. */
  safeHours: DailyWindow.nullable().optional(),
  /** Left out: as before. */
  about: AboutMe.optional(),
  /** Everything that this person agrees to; what is not in it is taken back. Left out: as before. */
  consents: z.array(ConsentChoice).max(3).optional(),
});
export type OwnPart = z.infer<typeof OwnPart>;

/** Makes one couple of a form that was sent twice: made where the form is written, by chance. */
export const SubmissionId = z
  .string()
  .regex(/^[a-z0-9]{8,32}$/, 'must be 8-32 lower-case letters and digits, made by chance for this couple');

const typedPhone = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .describe('As typed; read as a US number without a country code');

/** Body of `POST /intake`: the first partner's own part, and how to reach both. */
export const IntakeRequest = z.object({
  /** The same one again is the same couple. */
  submissionId: SubmissionId.optional(),
  ...OwnPart.shape,
  phone: typedPhone,
  /** Wants texts; not a condition of taking part [T1]. */
  texts: z.boolean().default(false),
  /** Both partners read the same phone [P19]. */
  sharedPhone: z.boolean().default(false),
  partner: z.object({
    name: oneLine(60).describe('First name'),
    phone: typedPhone.optional().describe('Left out where they share a phone'),
    /** Of the first text; the partner may choose another one. */
    language: Language.optional(),
  }),
});
export type IntakeRequest = z.infer<typeof IntakeRequest>;

/** A couple that may be recorded: the request with both numbers as E.164, the same one where they share a phone. */
export const NewCouple = z.object({
  ...IntakeRequest.shape,
  phone: PhoneNumber,
  partner: z.object({ ...IntakeRequest.shape.partner.shape, phone: PhoneNumber }),
});
export type NewCouple = z.infer<typeof NewCouple>;

/** Why a mentor declines an offer; it counts against nobody. */
export const DeclineReason = z.enum(['no-room', 'away', 'own-recovery', 'not-the-right-one', 'not-said']);
export type DeclineReason = z.infer<typeof DeclineReason>;
