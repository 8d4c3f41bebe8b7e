import type { CoupleProfile } from '../contracts/couple.ts';
import {
  MatchingFactor,
  type MatchingReason,
  type MatchingWeights,
  type Ranking,
} from '../contracts/matching.ts';
import type { Mentor } from '../contracts/mentor.ts';
import { exclusionOf } from './matching-exclusions.ts';
import { fitIn, type Comparison } from './matching-factors.ts';
import { loadOf, mentorUnitsOf, type MentorUnit } from './mentor-units.ts';

/**
 * Who could accompany this couple, and who not, each with reasons [S10, 3b]. Every mentor unit is in exactly one of the
 * two lists. Pure: the same inputs give the same answer in whatever order the mentors come. A unit is ranked only if
 * nothing excludes it and every mentor in it has room for the couple's weight, by the load in the rows given; whoever
 * makes the offer writes on condition that this still holds.
 *
 * Equal scores: the smaller load first, then who has been without an offer for longest, then by id.
 */
export function rank({ couple, mentors, weights = defaultWeights, at }: RankingRequest): Ranking {
  const today = at.toISOString().slice(0, 10);
  const judged = mentorUnitsOf(mentors).map((unit) => ({
    unit,
    exclusion: exclusionOf(unit, couple, today),
  }));
  return {
    ranked: judged
      .filter(({ exclusion }) => exclusion === undefined)
      .map(({ unit }) => ({ unit, ...scoreOf({ unit, couple, at }, weights) }))
      .sort(bestFirst)
      .map(({ unit: { mentorUnitId }, score, reasons }) => ({ mentorUnitId, score, reasons })),
    excluded: judged.flatMap(({ unit: { mentorUnitId }, exclusion }) =>
      exclusion ? [{ mentorUnitId, ...exclusion }] : [],
    ),
  };
}

export interface RankingRequest {
  readonly couple: CoupleProfile;
  /** All mentors of the programme, those without room included: they are told apart, with the reason. */
  readonly mentors: readonly Mentor[];
  readonly weights?: MatchingWeights;
  readonly at: Date;
}

/** Where a programme starts: what helps a couple most comes first; a programme changes them as it learns [P]. */
export const defaultWeights: MatchingWeights = {
  continuity: 40,
  coupleExperience: 30,
  mentorCouple: 15,
  substance: 20,
  pathway: 20,
  language: 15,
  availability: 15,
  children: 10,
  lifeStage: 10,
  faithStance: 10,
  orientation: 10,
  veteran: 10,
  recovery: 10,
  training: 10,
  crisisTraining: 10,
  room: 10,
};

interface Scored {
  /** In billionths, so that neither a rounded percent nor the noise of floating point settles an order. */
  readonly fit: number;
  readonly score: number;
  readonly reasons: MatchingReason[];
}

/** What a perfect unit would have depends on the couple alone, so that percent can be compared. */
function scoreOf(comparison: Comparison, weights: MatchingWeights): Scored {
  const counted = MatchingFactor.options.flatMap((factor) => {
    const fit = fitIn(factor, comparison);
    return fit ? [{ factor, ...fit, weight: weights[factor] }] : [];
  });
  const possible = counted.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let earned = 0;
  const reasons = counted.map(({ factor, text, fit, weight }) => {
    const before = tenthsOf(earned / possible);
    earned += weight * fit;
    // The step of the rounded sum and not the rounded step: what a coordinator adds up is the score.
    return { factor, points: (tenthsOf(earned / possible) - before) / 10, text };
  });
  return {
    fit: Math.round((1e9 * earned) / possible),
    score: tenthsOf(earned / possible) / 10,
    reasons: reasons.filter(({ points }) => points > 0),
  };
}

const tenthsOf = (fit: number): number => Math.round(1000 * fit);

function bestFirst(a: Scored & { unit: MentorUnit }, b: Scored & { unit: MentorUnit }): number {
  return (
    b.fit - a.fit ||
    loadOf(a.unit) - loadOf(b.unit) ||
    compare(lastOfferOf(a.unit), lastOfferOf(b.unit)) ||
    compare(a.unit.mentorUnitId, b.unit.mentorUnitId)
  );
}

/** When either of them was last asked; the empty text, which is before all others, for never. */
const lastOfferOf = ({ mentors }: MentorUnit): string =>
  mentors
    .map(({ lastOfferedAt = '' }) => lastOfferedAt)
    .toSorted()
    .at(-1) ?? '';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
