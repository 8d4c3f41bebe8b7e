import * as z from 'zod';
import { Consent } from './consent.ts';
import { PartnerProfile } from './couple.ts';
import { CoupleId, InboundMessageId, ParticipantId, PhoneNumber, TaskId, Timestamp } from './ids.ts';
import { Language } from './language.ts';
import { DailyWindow, TimeZone, WeeklySchedule } from './local-time.ts';
import { StoppedChannel } from './message.ts';
import { PrivacyLevel } from './text-template.ts';

/**
 * What this number has said about texts. `invited`: it was asked and gets nothing else before its YES [T1]; `given`;
 * `declined`: it said no; `stopped`: STOP, which only START undoes [T4, T8].
 */
export const TextConsentState = z.enum(['invited', 'given', 'declined', 'stopped']);
export type TextConsentState = z.infer<typeof TextConsentState>;

/** The proof of it: when, in which text, to which wording [T14]. */
export const TextConsent = z.object({
  state: TextConsentState,
  at: Timestamp,
  inboundMessageId: InboundMessageId.optional(),
  wording: z.string().max(40).optional(),
});
export type TextConsent = z.infer<typeof TextConsent>;

/** What the private safety screen said; `to-review` waits for a person and holds everything joint [4e, S48]. */
export const SafetyScreen = z.enum(['pending', 'clear', 'to-review', 'reviewed']);
export type SafetyScreen = z.infer<typeof SafetyScreen>;

/**
 * One person in recovery, as stored: who they are and what they agreed to. State lives on the person and never on the
 * couple [S01]. What happens to them from week to week is their `Journey`.
 */
export const Participant = z.object({
  participantId: ParticipantId,
  coupleId: CoupleId.optional(),
  name: z.string().min(1).max(100),
  phone: PhoneNumber,
  language: Language,
  timeZone: TimeZone,
  /** How much a text may give away, for whoever else reads this phone [P27]. */
  privacyLevel: PrivacyLevel,
  /** When they chose it last: an older text that comes late changes nothing. */
  privacySetAt: Timestamp.optional(),
  /** Both partners read this phone: always discreet, and no private question is asked by text [P19]. */
  sharedPhone: z.boolean(),
  /** Hours in which a text is safe for this person; they narrow the programme's window [3a]. */
  safeHours: DailyWindow.optional(),
  /** When this person is asked, in their own time. */
  schedule: WeeklySchedule,
  texts: TextConsent,
  /** A text that may or may not be a STOP: nothing automatic leaves until this task is decided [T9]. */
  undecidedStop: TaskId.optional(),
  /** The carrier says that there is no such number: what nobody asked for is not sent to it any more. */
  numberFailed: StoppedChannel.optional(),
  consents: z.array(Consent).max(40),
  screen: SafetyScreen,
  /** Nothing joint happens while it is set. Why is told to nobody but those who decide [4e]. */
  safetyHold: z.boolean(),
  /** When this partner completed their own part of the intake page. */
  ownPartAt: Timestamp.optional(),
  /** What they told for matching: only they, staff and matching see it. */
  profile: PartnerProfile.omit({ participantId: true }),
  createdAt: Timestamp,
});
export type Participant = z.infer<typeof Participant>;
