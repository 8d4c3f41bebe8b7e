import * as z from 'zod';
import { EmailAddress, MentorId, ParticipantId, PhoneNumber, Timestamp } from './ids.ts';
import { DailyWindow, LocalDate, TimeZone, Weekday } from './local-time.ts';
import { Language } from './language.ts';
import { StoppedChannel } from './message.ts';
import { commonGround, oneLine, SpokenLanguage } from './recovery.ts';

/** How long somebody has been in recovery: a band, since nobody needs the date [S03]. */
export const RecoveryBand = z.enum(['under-2-years', '2-to-5-years', '5-to-10-years', 'over-10-years']);
export type RecoveryBand = z.infer<typeof RecoveryBand>;

/** What a mentor knows of recovering as a couple [S08, S22]. */
export const CoupleExperience = z.enum(['recovered-together', 'rebuilt-relationship', 'supported-couples']);
export type CoupleExperience = z.infer<typeof CoupleExperience>;

/** `paused` takes no new couples, `left` serves no more. */
export const MentorStatus = z.enum(['active', 'paused', 'left']);
export type MentorStatus = z.infer<typeof MentorStatus>;

/** A training with its dates; valid to the end of the day `expiresOn`, and for ever without one [S46, 3b]. */
export const Training = z
  .strictObject({ completedOn: LocalDate.optional(), expiresOn: LocalDate.optional() })
  .refine(({ completedOn, expiresOn }) => completedOn !== undefined || expiresOn !== undefined, {
    message: 'must say when it was completed or when it expires',
  })
  .refine(({ completedOn = '', expiresOn = '9999' }) => completedOn <= expiresOn, {
    path: ['expiresOn'],
    message: 'must not be before the day of completion',
  });
export type Training = z.infer<typeof Training>;

/** A credential that the programme relies on: once expired, no new couple until it is renewed or taken off [3b]. */
export const Certificate = z.strictObject({
  name: oneLine(100),
  expiresOn: LocalDate.optional(),
});
export type Certificate = z.infer<typeof Certificate>;

/** Hours of the local week; they do not span midnight. */
export const WeeklyHours = z
  .strictObject(
    { weekday: Weekday, ...DailyWindow.shape },
    'must be a weekday with its hours; mon 18:00-21:00 in a CSV file',
  )
  .refine(({ start, end }) => start < end, {
    path: ['end'],
    message: 'must be after the start; hours past midnight are hours of the next day',
  });
export type WeeklyHours = z.infer<typeof WeeklyHours>;

/** Why these two people must not be matched, whatever else fits [3b]. */
export const ExclusionKind = z.enum([
  'conflict-of-interest',
  'kin',
  'ex-partner',
  'same-employer',
  'prior-contact',
  'same-group',
]);
export type ExclusionKind = z.infer<typeof ExclusionKind>;

/** What a coordinator writes down about a mentor. The phone is still as typed. */
export const NewMentor = z.strictObject({
  name: oneLine(100),
  /** Who it is: the same address again is the same mentor. */
  email: EmailAddress,
  phone: z.string().trim().min(1).max(40).optional(),
  /** In which we write to the mentor. */
  language: Language.default('en'),
  /** Which the mentor speaks with participants. */
  languages: z.array(SpokenLanguage).min(1).max(10),
  timeZone: TimeZone,
  status: MentorStatus.default('active'),
  /** `false` = gets no digest on Mondays. */
  weeklyDigest: z.boolean('must be true or false; yes or no in a CSV file').optional(),
  /** Back the day after. */
  awayUntil: LocalDate.optional(),
  /** When the mentor attested to have walked the path; nobody is matched with a mentor without it [S03]. */
  livedExperienceAttestedOn: LocalDate.optional(),
  recovery: RecoveryBand.optional(),
  substances: commonGround.substances.default([]),
  pathways: commonGround.pathways.default([]),
  coupleExperience: z.array(CoupleExperience).max(3).default([]),
  children: commonGround.children.optional(),
  lifeStage: commonGround.lifeStage.optional(),
  faithStance: commonGround.faithStance.optional(),
  orientation: commonGround.orientation.optional(),
  veteran: commonGround.veteran.optional(),
  employer: commonGround.employer.optional(),
  training: Training.optional(),
  crisisTraining: Training.optional(),
  certificates: z.array(Certificate).max(20).default([]),
  /** In the mentor's own time zone. */
  availability: z.array(WeeklyHours).max(50).default([]),
  /** When this mentor takes pages for anybody, in their own time zone; only with current crisis training [S29]. */
  onCall: z.array(WeeklyHours).max(50).optional(),
  /** How many couples at a time; one in a hard time counts twice. No field has a norm: 4 for a volunteer [4f]. */
  capacity: z.number('must be a whole number from 0 to 40').int().min(0).max(40).default(4),
  /** The mentor with whom this one serves as a mentor couple [S22]. */
  partnerEmail: EmailAddress.optional(),
  exclusions: z
    .array(
      z.strictObject(
        { kind: ExclusionKind, participantId: ParticipantId },
        'must be a reason and a participant id; kin p-01hzy3k9 in a CSV file',
      ),
    )
    .max(200)
    .default([]),
});

/** What a coordinator knows about a mentor, as stored. */
export const MentorProfile = z.object({ ...NewMentor.shape, phone: PhoneNumber.optional() });
export type MentorProfile = z.infer<typeof MentorProfile>;

/** A mentor, as stored: the profile, and what matching writes. */
export const Mentor = z.object({
  ...MentorProfile.shape,
  mentorId: MentorId,
  /** Counts changes of the profile: a change names the version that it was made from. */
  version: z.number().int().positive(),
  /**
   * Weight of the couples that this mentor has, open offers included. Of each mentor and not of a mentor couple, so
   * that it stays right when two begin or cease to serve together.
   */
  load: z.number().int().min(0),
  lastOfferedAt: Timestamp.optional(),
  /** The least recently paged of those on call is paged first. */
  lastPagedAt: Timestamp.optional(),
  emailStopped: StoppedChannel.optional(),
  textStopped: StoppedChannel.optional(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Mentor = z.infer<typeof Mentor>;
