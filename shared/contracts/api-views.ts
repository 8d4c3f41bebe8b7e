import * as z from 'zod';
import { CheckIn } from './check-in.ts';
import { Crisis, LadderReport } from './crisis.ts';
import { Disclosure } from './disclosure.ts';
import { Release } from './release.ts';
import { FieldError } from './http.ts';
import { CoupleId, MentorId, ParticipantId } from './ids.ts';
import { InboundText } from './inbound-text.ts';
import { IntakeWait, Journey, Loop } from './journey.ts';
import { Mentor } from './mentor.ts';
import { Message } from './message.ts';
import { Couple, Offer, Pairing } from './pairing.ts';
import { Participant } from './participant.ts';
import { ProgrammeStatus } from './programme.ts';
import { CoveredHours, ShiftSwap, UncoveredHours } from './roster.ts';
import { Task } from './task.ts';

// What coordinators see. A row goes through its view before it leaves, which keeps what the view names: no task token
// gets out, since whoever holds one can answer for a person, and what is said about one partner names no other [F4].

/** A couple: the link, and where its matching stands. How each partner does is on that partner's own page [S01]. */
export const CoupleView = Couple.omit({ decisionToken: true, waitlistToken: true });
export type CoupleView = z.infer<typeof CoupleView>;

export const OfferView = Offer.omit({ taskToken: true });

/** A couple with who accompanies it, or was asked to. */
export const CoupleDetail = z.object({
  ...CoupleView.shape,
  openOffer: OfferView.optional(),
  pairing: Pairing.optional(),
});
export type CoupleDetail = z.infer<typeof CoupleDetail>;

/** A couple that was recorded just now, or by the same request before. */
export const Enrolled = z.object({ coupleId: CoupleId, participantIds: z.array(ParticipantId).readonly() });
export type Enrolled = z.infer<typeof Enrolled>;

/** A participant on a list: who it is and whether texts are welcome, and nothing that they told us. */
export const ParticipantSummary = Participant.pick({
  participantId: true,
  coupleId: true,
  name: true,
  phone: true,
  language: true,
  timeZone: true,
  texts: true,
  createdAt: true,
});
export type ParticipantSummary = z.infer<typeof ParticipantSummary>;

export const JourneyView = z.object({
  ...Journey.omit({ unasked: true, replan: true }).shape,
  loop: Loop.omit({ taskToken: true }).optional(),
  intake: IntakeWait.omit({ taskToken: true }).optional(),
});

/** One participant with their way through the programme; every action on a participant answers with it. */
export const ParticipantView = z.object({ ...Participant.shape, journey: JourneyView });
export type ParticipantView = z.infer<typeof ParticipantView>;

export const CheckInView = CheckIn.omit({ taskToken: true });
export type CheckInView = z.infer<typeof CheckInView>;

/** A message with what was decided and tried; its words are rendered when it leaves, and are nowhere. */
export const MessageView = Message;
export type MessageView = z.infer<typeof MessageView>;

export const MentorView = Mentor;
export type MentorView = z.infer<typeof MentorView>;

/** One row of an import that was left out; `line` counts from 1 in a CSV file, `index` from 0 in a JSON list. */
export const ImportMistake = z.object({
  line: z.int().min(1).optional(),
  index: z.int().min(0).optional(),
  ...FieldError.unwrap().shape,
});

export const ImportReport = z.object({
  added: z.int().min(0),
  updated: z.int().min(0),
  /** Who was as the list says already. */
  unchanged: z.int().min(0),
  errors: z.array(ImportMistake),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const TaskView = Task;
export type TaskView = z.infer<typeof TaskView>;

/** A task with the words it is about, while they are kept: the one place where a coordinator reads them. */
export const TaskDetail = z.object({
  ...Task.shape,
  text: InboundText.pick({ from: true, body: true, receivedAt: true }).optional(),
});
export type TaskDetail = z.infer<typeof TaskDetail>;

/** Without the code: whoever texts it takes over. */
export const CrisisView = Crisis.omit({ taskToken: true, code: true });
export type CrisisView = z.infer<typeof CrisisView>;

/** A crisis, or a drill, with how its ladder went so far. */
export const CrisisDetail = z.object({ ...CrisisView.shape, report: LadderReport });
export type CrisisDetail = z.infer<typeof CrisisDetail>;

/** One line of the accounting of disclosures; what was shown is nowhere [F8]. */
export const DisclosureView = Disclosure.omit({ expiresAt: true });
export const ReleaseView = Release.omit({ expiresAt: true });
export type DisclosureView = z.infer<typeof DisclosureView>;

/** Who takes pages. Local times are those of the programme. */
export const OnCallView = z.object({
  timeZone: z.string(),
  /** In the order in which they would be paged now. */
  now: z.array(MentorId),
  /** The coming two weeks without a gap: hours with nobody in them are marked. */
  hours: z.array(CoveredHours),
  /** Those that stand now or later. */
  swaps: z.array(ShiftSwap),
});
export type OnCallView = z.infer<typeof OnCallView>;

/** Whether the programme takes people in, and what stands in the way. */
export const ProgrammeView = z.object({
  ...ProgrammeStatus.omit({ programmeId: true }).partial({ since: true, by: true }).shape,
  /** True on a throwaway stage too: it may always be tried out. */
  takesPeopleIn: z.boolean(),
  timeZone: z.string(),
  /** Of the coming seven days. */
  uncoveredHours: z.array(UncoveredHours),
});
export type ProgrammeView = z.infer<typeof ProgrammeView>;
