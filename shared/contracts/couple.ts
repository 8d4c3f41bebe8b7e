import * as z from 'zod';
import { CoupleId, MentorId, ParticipantId } from './ids.ts';
import { TimeZone } from './local-time.ts';
import { ExclusionKind, WeeklyHours } from './mentor.ts';
import { commonGround, SpokenLanguage } from './recovery.ts';

/** What one partner told us for matching: any of it, or nothing [S10]. Never shown to the other partner. */
export const PartnerProfile = z.object({
  participantId: ParticipantId,
  /** The preferred one first; a mentor who speaks none of them is excluded. */
  languages: z.array(SpokenLanguage).max(10).optional(),
  timeZone: TimeZone.optional(),
  /** In the partner's own time zone; without one it is not compared. */
  availability: z.array(WeeklyHours).max(50).optional(),
  substances: commonGround.substances.optional(),
  pathways: commonGround.pathways.optional(),
  children: commonGround.children.optional(),
  lifeStage: commonGround.lifeStage.optional(),
  faithStance: commonGround.faithStance.optional(),
  orientation: commonGround.orientation.optional(),
  veteran: commonGround.veteran.optional(),
  employer: commonGround.employer.optional(),
});
export type PartnerProfile = z.infer<typeof PartnerProfile>;

/**
 * Why a mentor is not offered this couple (again), in the order in which it is told: the rules come before what
 * happened, so that the reason stays the same when an offer was made by mistake.
 */
export const MentorRefusal = z.enum([...ExclusionKind.options, 'change-asked', 'declined', 'offer-expired']);
export type MentorRefusal = z.infer<typeof MentorRefusal>;

/** A couple as matching sees it; one partner where the other takes no part. */
export const CoupleProfile = z.object({
  coupleId: CoupleId,
  partners: z.array(PartnerProfile).min(1).max(2),
  /** What it adds to a mentor's load: 2 in the first month out or with an open alert, else 1 [4f]. */
  weight: z.number().int().min(1).max(4).default(1),
  /** Nobody is matched meanwhile. Why is not told here: a safety hold looks like any other. */
  onHold: z.boolean().default(false),
  /** `false`: they would rather have one mentor. */
  wantsMentorCouple: z.boolean().optional(),
  /** Mentors whom they had before: preferred [I9]. */
  previousMentorIds: z.array(MentorId).max(20).default([]),
  refusals: z
    .array(z.object({ mentorId: MentorId, kind: MentorRefusal }))
    .max(500)
    .default([]),
});
export type CoupleProfile = z.infer<typeof CoupleProfile>;
