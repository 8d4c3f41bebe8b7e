import * as z from 'zod';
import { CrisisId, InboundMessageId, MentorId, ParticipantId, Timestamp } from './ids.ts';

/** Severities that start the ladder [4h]. */
export const CrisisSeverity = z.enum(['high', 'imminent']);
export type CrisisSeverity = z.infer<typeof CrisisSeverity>;

/** The rungs in order: the own mentor, whoever is on call, the coordinator; once nobody answered, all of them again. */
export const Rung = z.enum(['mentor', 'on-call', 'coordinator', 'everybody']);
export type Rung = z.infer<typeof Rung>;

/** Who was paged: a mentor by id, or the coordinators' shared address. */
export const PagedPerson = z.union([MentorId, z.literal('coordinator')]);
export type PagedPerson = z.infer<typeof PagedPerson>;

/** One page of one rung. */
export const Page = z.object({
  rung: Rung,
  who: z.array(PagedPerson).min(1).max(10),
  at: Timestamp,
  /** When the waiting step was entered that paged it: a repeat of that step pages the same people again. */
  enteredAt: Timestamp,
  /** Whoever was paged alone said that they cannot come. */
  declinedAt: Timestamp.optional(),
});
export type Page = z.infer<typeof Page>;

/** Why nobody stood on a rung: codes, for the report. */
export const SkipReason = z.enum([
  /** A drill is about nobody, so that nobody's mentors are asked. */
  'drill',
  'no-pairing',
  'no-consent',
  /** Away, not trained, gone, or kept apart from this person. */
  'nobody-fit',
  'nobody-on-call',
  /** Whoever is on call was paged before. */
  'nobody-else',
]);
export type SkipReason = z.infer<typeof SkipReason>;

/** A rung that took no time, since nobody stood on it. */
export const SkippedRung = z.object({ rung: Rung, reason: SkipReason, at: Timestamp });
export type SkippedRung = z.infer<typeof SkippedRung>;

/** What a paged person texts back; no two crises that are not closed have the same. */
export const PageCode = z.string().regex(/^\d{4}$/, 'must be the four digits of a page');

/** That a code is taken, and by which crisis. */
export const CodeClaim = z.object({ code: PageCode, crisisId: CrisisId });
export type CodeClaim = z.infer<typeof CodeClaim>;

/** What became of it, as a person says; automation never closes a crisis [4h]. */
export const CrisisOutcome = z.enum([
  'spoke-safe-now',
  'emergency-services',
  'with-a-clinician',
  'not-reached',
  'not-a-crisis',
]);
export type CrisisOutcome = z.infer<typeof CrisisOutcome>;

/**
 * One crisis, as stored: codes only, the words stay in the inbound text. A drill climbs the same ladder, is about nobody
 * and changes nothing about anybody.
 */
export const Crisis = z.object({
  crisisId: CrisisId,
  /** Whom it is about; a drill is about nobody. */
  participantId: ParticipantId.optional(),
  drill: z.literal(true).optional(),
  severity: CrisisSeverity,
  /** Ids of the rules that fired, or what else raised it (`craving-high`, `mentor`, `staff`). */
  reasons: z.array(z.string().max(80)).min(1).max(40),
  inboundMessageId: InboundMessageId.optional(),
  /** An earlier, less grave one of the same person that nobody had taken over: whoever takes this one has both. */
  supersedes: CrisisId.optional(),
  openedAt: Timestamp,
  state: z.enum(['open', 'acknowledged', 'unacknowledged', 'closed']),
  /** What a paged person texts back to take over. */
  code: PageCode,
  pages: z.array(Page).max(20),
  skipped: z.array(SkippedRung).max(20).optional(),
  taskToken: z.string().min(1).max(2048).optional(),
  acknowledgedBy: PagedPerson.optional(),
  acknowledgedAt: Timestamp.optional(),
  closedAt: Timestamp.optional(),
  closedBy: z.string().max(200).optional(),
  outcome: CrisisOutcome.optional(),
});
export type Crisis = z.infer<typeof Crisis>;

/** How its ladder went: each rung in order, skipped or paged, and who took over; times in seconds since it was opened. */
export const LadderReport = z.object({
  rungs: z.array(
    z.object({
      rung: Rung,
      /** Nobody where it was skipped. */
      who: z.array(PagedPerson),
      at: Timestamp,
      afterSeconds: z.int().min(0),
      /** Whoever was paged alone said that they cannot come. */
      declinedAfterSeconds: z.int().min(0).optional(),
      skippedBecause: SkipReason.optional(),
    }),
  ),
  acknowledgedBy: PagedPerson.optional(),
  acknowledgedAfterSeconds: z.int().min(0).optional(),
});
export type LadderReport = z.infer<typeof LadderReport>;

/** Input of `page-rung`: the step waits with this token; `enteredAt` is the same for every attempt of one entry. */
export const PageRungStep = z.object({
  crisisId: CrisisId,
  taskToken: z.string('must be the task token of the waiting step').min(1).max(2048),
  enteredAt: Timestamp,
});

/** Input of the other steps of the ladder. */
export const CrisisStep = z.object({ crisisId: CrisisId });
