import * as z from 'zod';
import { MentorRefusal } from './couple.ts';
import { MentorUnitId } from './ids.ts';

/** What speaks for a mentor, in the order in which it is counted and told [S08, S10, S22, 3b]. */
export const MatchingFactor = z.enum([
  'continuity',
  'coupleExperience',
  'mentorCouple',
  'substance',
  'pathway',
  'language',
  'availability',
  'children',
  'lifeStage',
  'faithStance',
  'orientation',
  'veteran',
  'recovery',
  'training',
  'crisisTraining',
  'room',
]);
export type MatchingFactor = z.infer<typeof MatchingFactor>;

/** How much each factor counts against the others; 0 leaves it out. A programme edits these, the code does not. */
export const MatchingWeights = z.record(
  MatchingFactor,
  z.number('must be a whole number from 0 to 100').int().min(0).max(100),
);
export type MatchingWeights = z.infer<typeof MatchingWeights>;

/** Why a mentor unit cannot have a couple, in the order in which it is looked at; the first is told. */
export const MatchingExclusion = z.enum([
  'on-hold',
  'mentor-couple-incomplete',
  'mentor-couple-unclear',
  'not-active',
  'not-attested',
  'training-expired',
  'certificate-expired',
  'away',
  ...MentorRefusal.options,
  'language',
  'no-capacity',
]);
export type MatchingExclusion = z.infer<typeof MatchingExclusion>;

/** A reason for a place in the ranking, with what it added to the score. */
export const MatchingReason = z.object({
  factor: MatchingFactor,
  /** Percent of a perfect fit, to one decimal: all reasons together are the score. */
  points: z.number(),
  text: z.string(),
});
export type MatchingReason = z.infer<typeof MatchingReason>;

/** Why not, as a code and as a sentence. */
export const ExclusionReason = z.object({ code: MatchingExclusion, reason: z.string() });
export type ExclusionReason = z.infer<typeof ExclusionReason>;

/** Every mentor unit, once: ranked, the best first, or excluded. For coordinators only: it tells what partners said. */
export const Ranking = z.object({
  ranked: z.array(
    z.object({
      mentorUnitId: MentorUnitId,
      /** Percent of what would be a perfect fit for this couple, to one decimal. */
      score: z.number().min(0).max(100),
      reasons: z.array(MatchingReason),
    }),
  ),
  excluded: z.array(z.object({ mentorUnitId: MentorUnitId, ...ExclusionReason.shape })),
});
export type Ranking = z.infer<typeof Ranking>;
