import type { CoupleProfile } from '../contracts/couple.ts';
import type { MatchingReason, MatchingWeights, Ranking } from '../contracts/matching.ts';
import type { Mentor } from '../contracts/mentor.ts';
import { bestAssignment } from './best-assignment.ts';
import { rank } from './matching.ts';
import { mentorIdsIn, mentorUnitsOf, roomOf } from './mentor-units.ts';

/**
 * Which mentors all waiting couples could have at once [3b, M3]; a coordinator looks at it before anybody is asked.
 * `total-fit` makes the sum of the scores as large as can be, and of equal sums matches the most; `most-matched` matches
 * as many couples as can be, and of equal numbers takes the best fit: never fewer than `total-fit`. It may prefer two
 * couples to one in a hard time, who needs the room of both: show who stays unmatched. Nobody is matched against an
 * exclusion or beyond the room of any mentor. The same inputs give the same answer in whatever order they come.
 *
 * Scores are those of today, before anybody of the pool is matched. Exact (see `bestAssignment`) for tens of couples and
 * hundreds of mentors; where room is so scarce that the proof would take more than about a second, the best found is
 * given with `proven: false`.
 */
export function proposeForPool({ objective, ...pool }: PoolRequest): PoolProposal {
  const rankings = pool.couples
    .toSorted((a, b) => (a.coupleId < b.coupleId ? -1 : 1))
    .map((couple) => ({ couple, ...rank({ ...pool, couple }) }));
  const rooms = new Map(mentorUnitsOf(pool.mentors).map((unit) => [unit.mentorUnitId, roomOf(unit)]));
  const solve = (valueOf: ValueOf, start?: ReadonlyMap<string, string>) =>
    bestAssignment({ bidders: biddersOf(rankings, valueOf), rooms }, { steps, start });
  const byFit = solve(fitFirst);
  // Begins with the other answer, so that it never matches fewer even where the search ends early.
  const { placeOf, proven } = objective === 'total-fit' ? byFit : solve(numberFirst, byFit.placeOf);
  const matches = rankings.flatMap(({ couple: { coupleId }, ranked }) => {
    const match = ranked.find(({ mentorUnitId }) => mentorUnitId === placeOf.get(coupleId));
    return match ? [{ coupleId, ...match, mentorIds: mentorIdsIn(match.mentorUnitId) }] : [];
  });
  return {
    matches,
    unmatched: rankings
      .filter(({ couple: { coupleId } }) => !placeOf.has(coupleId))
      .map(({ couple: { coupleId }, ranked }) => ({
        coupleId,
        kind: ranked.length === 0 ? 'nobody-suits' : 'others-need-the-room',
      })),
    totalScore: matches.reduce((sum, { score }) => sum + tenthsOf(score), 0) / 10,
    proven,
  };
}

export interface PoolRequest {
  readonly couples: readonly CoupleProfile[];
  /** All mentors of the programme. */
  readonly mentors: readonly Mentor[];
  readonly weights?: MatchingWeights;
  readonly objective: 'total-fit' | 'most-matched';
  readonly at: Date;
}

/** For coordinators only, like the rankings that it is made of. Couples are in order of their ids. */
export interface PoolProposal {
  readonly matches: readonly {
    readonly coupleId: string;
    readonly mentorUnitId: string;
    readonly mentorIds: readonly string[];
    readonly score: number;
    readonly reasons: readonly MatchingReason[];
  }[];
  /** `nobody-suits`: every mentor is excluded, for reasons that `rank` tells. */
  readonly unmatched: readonly {
    readonly coupleId: string;
    readonly kind: 'nobody-suits' | 'others-need-the-room';
  }[];
  readonly totalScore: number;
  /** No other proposal is better by this objective. */
  readonly proven: boolean;
}

/** About a second on a slow machine, for fifty couples. */
const steps = 1000;

/** What a match is worth: a whole number, so that sums are exact; `couples` is how many there are. */
type ValueOf = (scoreTenths: number, couples: number) => number;

const fitFirst: ValueOf = (scoreTenths, couples) => scoreTenths * (couples + 1) + 1;
const numberFirst: ValueOf = (scoreTenths, couples) => scoreTenths + 1000 * couples + 1;

/**
 * Of n couples none needs more than its n best mentor units: the others use at most n - 1 of them, so there is always one
 * with all of its room. That makes the search independent of how many mentors there are.
 */
const biddersOf = (rankings: readonly (Ranking & { couple: CoupleProfile })[], valueOf: ValueOf) =>
  rankings.map(({ couple: { coupleId, weight }, ranked }) => ({
    bidder: coupleId,
    weight,
    bids: ranked.slice(0, rankings.length).map(({ mentorUnitId, score }) => ({
      place: mentorUnitId,
      value: valueOf(tenthsOf(score), rankings.length),
    })),
  }));

const tenthsOf = (score: number): number => Math.round(10 * score);
