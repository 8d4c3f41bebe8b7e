import type { ExclusionReason, MatchingFactor, MatchingReason } from '../contracts/matching.ts';
import type { Language } from '../contracts/language.ts';
import { rank, type RankingRequest } from './matching.ts';
import { mentorIdsIn } from './mentor-units.ts';

/**
 * Whom to offer this couple next: the best of the ranking. A mentor who declined or let an offer expire is among the
 * couple's refusals and is not asked again, so asking this after each answer goes through all of them and ends. Scores,
 * reasons and exclusions are for coordinators: they tell what partners said, and never enter an execution.
 */
export function nextOffer(request: RankingRequest): NextOffer {
  const { ranked, excluded } = rank(request);
  const [best] = ranked;
  return best
    ? { kind: 'offer', ...best, mentorIds: mentorIdsIn(best.mentorUnitId) }
    : { kind: 'nobody-left', excluded };
}

export type NextOffer =
  | {
      readonly kind: 'offer';
      readonly mentorUnitId: string;
      readonly mentorIds: readonly string[];
      readonly score: number;
      readonly reasons: readonly MatchingReason[];
    }
  | {
      readonly kind: 'nobody-left';
      /** Every mentor unit of the programme, with what stands against it. */
      readonly excluded: readonly (ExclusionReason & { readonly mentorUnitId: string })[];
    };

/**
 * Why a mentor is asked, in words for that mentor: only what the mentor told about themselves. Whatever compares them
 * with a partner would tell what that partner said, to somebody who has not accepted yet, so it is left out; so are the
 * points, from which it could be inferred.
 */
export const reasonsForMentor = (reasons: readonly MatchingReason[], language: Language): string[] =>
  reasons.flatMap(({ factor }) => aboutTheMentor[factor]?.[language] ?? []);

const aboutTheMentor: Partial<Record<MatchingFactor, Record<Language, string>>> = {
  coupleExperience: {
    en: 'You have experience with recovery as a couple.',
    es: 'Tiene experiencia con la recuperación en pareja.',
  },
  recovery: { en: 'Your own time in recovery.', es: 'Su propio tiempo en recuperación.' },
  training: { en: 'Your mentor training is current.', es: 'Su formación de mentoría está al día.' },
  crisisTraining: { en: 'Your crisis training is current.', es: 'Su formación en crisis está al día.' },
  room: { en: 'You have room for another couple.', es: 'Tiene lugar para otra pareja.' },
};
