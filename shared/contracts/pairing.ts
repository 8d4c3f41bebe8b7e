import * as z from 'zod';
import { MentorRefusal } from './couple.ts';
import {
  CoupleId,
  MentorId,
  MentorUnitId,
  OfferId,
  PairingId,
  ParticipantId,
  TaskId,
  Timestamp,
} from './ids.ts';
import { MatchingReason } from './matching.ts';

/**
 * Where the couple's matching stands; how each partner does is on their own journey. `to-decide` waits for a
 * coordinator, `single` goes on with one partner, `separated` has two who go on apart.
 */
export const CoupleState = z.enum([
  'intake',
  'to-decide',
  'matching',
  'waitlisted',
  'paired',
  'separated',
  'ended',
]);
export type CoupleState = z.infer<typeof CoupleState>;

/** What a coordinator may decide about a couple that no rule can decide. */
export const CoupleDecision = z.enum(['match', 'individual-support', 'referral', 'decline']);
export type CoupleDecision = z.infer<typeof CoupleDecision>;

/** A wait of a state machine that somebody completes. Never logged. */
const TaskToken = z.string().min(1).max(2048);

/** The link between two participants, as stored: no number, no answers, only who and where matching stands [S01]. */
export const Couple = z.object({
  coupleId: CoupleId,
  /** In the order of enrolment; one where the other takes no part. */
  participantIds: z.array(ParticipantId).min(1).max(2),
  state: CoupleState,
  createdAt: Timestamp,
  /** Why a coordinator has to decide, as codes. */
  questions: z.array(z.string().max(60)).max(20),
  decision: CoupleDecision.optional(),
  decisionToken: TaskToken.optional(),
  decisionTaskId: TaskId.optional(),
  /** Since when it waits for a mentor with room, and how the waiting execution is told that there may be one. */
  waitlistedAt: Timestamp.optional(),
  waitlistToken: TaskToken.optional(),
  /** What it adds to a mentor's load [4f]. */
  weight: z.int().min(1).max(4),
  wantsMentorCouple: z.boolean().optional(),
  refusals: z.array(z.object({ mentorId: MentorId, kind: MentorRefusal })).max(500),
  previousMentorIds: z.array(MentorId).max(20),
  /** How many offers were made, and how many rounds of matching began: both name what comes next. */
  offers: z.int().min(0).max(9999),
  matchings: z.int().min(0).max(999),
  openOfferId: OfferId.optional(),
  pairingId: PairingId.optional(),
});
export type Couple = z.infer<typeof Couple>;

/** A couple offered to a mentor unit. The unit's room is taken while it is open, and given back when it ends badly. */
export const Offer = z.object({
  offerId: OfferId,
  coupleId: CoupleId,
  mentorUnitId: MentorUnitId,
  mentorIds: z.array(MentorId).min(1).max(2),
  state: z.enum(['open', 'accepted', 'declined', 'expired', 'withdrawn']),
  weight: z.int().min(1).max(4),
  score: z.number().min(0).max(100),
  reasons: z.array(MatchingReason).max(40),
  taskToken: TaskToken.optional(),
  offeredAt: Timestamp,
  expiresAt: Timestamp,
  /** Why it was declined, as one of the reasons that the page offers. */
  declineReason: z.string().max(60).optional(),
  answeredBy: MentorId.optional(),
  answeredAt: Timestamp.optional(),
});
export type Offer = z.infer<typeof Offer>;

/** A mentor unit that accompanies a couple, or what is left of one. */
export const Pairing = z.object({
  pairingId: PairingId,
  coupleId: CoupleId,
  participantIds: z.array(ParticipantId).min(1).max(2),
  mentorUnitId: MentorUnitId,
  mentorIds: z.array(MentorId).min(1).max(2),
  weight: z.int().min(1).max(4),
  state: z.enum(['active', 'ended']),
  since: Timestamp,
  endedAt: Timestamp.optional(),
  endReason: z.enum(['change-asked', 'mentor-left', 'separated', 'withdrawn', 'completed']).optional(),
});
export type Pairing = z.infer<typeof Pairing>;
