import type { CoupleProfile, PartnerProfile } from '../contracts/couple.ts';
import type { MatchingFactor } from '../contracts/matching.ts';
import type { CoupleExperience, Mentor, RecoveryBand } from '../contracts/mentor.ts';
import { commonMinutes } from './common-hours.ts';
import { isCurrent } from './matching-exclusions.ts';
import { roomOf, type MentorUnit } from './mentor-units.ts';

/** How well a unit fits in one respect: 0 not at all, 1 as well as can be; `text` says why, where it fits. */
export interface Fit {
  readonly fit: number;
  readonly text: string;
}

/** Who is compared, and when. */
export interface Comparison {
  readonly unit: MentorUnit;
  readonly couple: CoupleProfile;
  readonly at: Date;
}

/**
 * How a unit fits a couple in this respect; `undefined` where the couple gives nothing to compare, which is for every
 * unit the same: what nobody told counts neither for nor against anybody [S10].
 */
export const fitIn = (factor: MatchingFactor, comparison: Comparison): Fit | undefined =>
  factors[factor](comparison);

const factors: Record<MatchingFactor, (comparison: Comparison) => Fit | undefined> = {
  continuity({ unit, couple }) {
    if (couple.previousMentorIds.length === 0) return undefined;
    const before = unit.mentors.some(({ mentorId }) => couple.previousMentorIds.includes(mentorId));
    return { fit: before ? 1 : 0, text: 'Was their mentor before' };
  },

  coupleExperience({ unit, couple }) {
    if (couple.partners.length < 2) return undefined;
    const known = new Set(unit.mentors.flatMap(({ coupleExperience }) => coupleExperience));
    const best = coupleExperiences.find(([experience]) => known.has(experience));
    return best ? { fit: best[1], text: best[2] } : none;
  },

  mentorCouple({ unit, couple }) {
    if (couple.partners.length < 2 || couple.wantsMentorCouple === undefined) return undefined;
    const are = unit.mentors.length > 1;
    const text = are ? 'Serves as a mentor couple, as they asked' : 'Serves alone, as they asked';
    return { fit: are === couple.wantsMentorCouple ? 1 : 0, text };
  },

  substance: common(
    ({ substances }) => substances?.filter((substance) => substance !== 'other'),
    (shared) => `Knows the same substance, ${shared}`,
  ),
  pathway: common(
    ({ pathways }) => pathways?.filter((pathway) => pathway !== 'other'),
    (shared) => `Knows the same pathway, ${shared}`,
  ),

  language: ({ unit, couple }) => {
    const spoken = new Set(unit.mentors.flatMap(({ languages }) => languages));
    return ofPartners(couple, 'Speaks the preferred language', ({ languages: [preferred] = [] }) =>
      preferred === undefined ? undefined : Number(spoken.has(preferred)),
    );
  },

  availability: ({ unit, couple, at }) =>
    ofPartners(couple, 'Has time in the same hours', ({ availability = [], timeZone }) => {
      if (availability.length === 0 || timeZone === undefined) return undefined;
      const theirs = { hours: availability, zone: timeZone };
      const minutes = unit.mentors.map((mentor) =>
        commonMinutes({ hours: mentor.availability, zone: mentor.timeZone }, theirs, at),
      );
      return Math.min(1, Math.max(...minutes) / enoughMinutes);
    }),

  children: common(
    ({ children }) => yes(children),
    () => 'Has children, too',
  ),
  lifeStage: common(
    ({ lifeStage }) => lifeStage && [lifeStage],
    (shared) => `Same stage of life, ${shared}`,
  ),
  faithStance: common(
    ({ faithStance }) => faithStance && [faithStance],
    (shared) => `Same stance towards faith, ${shared}`,
  ),
  orientation: common(
    ({ orientation }) => orientation && [orientation],
    (shared) => `Same orientation, ${shared}`,
  ),
  veteran: common(
    ({ veteran }) => yes(veteran),
    () => 'Is a veteran, too',
  ),

  recovery({ unit }) {
    const longest = recoveryBands.find(([band]) => unit.mentors.some(({ recovery }) => recovery === band));
    return longest ? { fit: longest[1], text: longest[2] } : none;
  },

  training: ({ unit, at }) => ({
    fit: allHave(unit, at, ({ training }) => training) ? 1 : 0,
    text: 'Has current mentor training',
  }),

  crisisTraining: ({ unit, at }) => ({
    fit: allHave(unit, at, ({ crisisTraining }) => crisisTraining) ? 1 : 0,
    text: 'Has current crisis training',
  }),

  room({ unit }) {
    const capacity = Math.min(...unit.mentors.map((mentor) => mentor.capacity));
    const room = roomOf(unit);
    return { fit: capacity > 0 ? Math.min(1, room / capacity) : 0, text: `Has room for ${room} more` };
  },
};

const none: Fit = { fit: 0, text: '' };

/** Two hours in common are as good as more. */
const enoughMinutes = 120;

/** Best first. */
const coupleExperiences: readonly (readonly [CoupleExperience, number, string])[] = [
  ['rebuilt-relationship', 1, 'Rebuilt their own relationship in recovery'],
  ['recovered-together', 0.8, 'Recovered together with a partner'],
  ['supported-couples', 0.6, 'Has supported couples'],
];

/** Longest first. */
const recoveryBands: readonly (readonly [RecoveryBand, number, string])[] = [
  ['over-10-years', 1, 'More than 10 years in recovery'],
  ['5-to-10-years', 0.8, '5 to 10 years in recovery'],
  ['2-to-5-years', 0.6, '2 to 5 years in recovery'],
  ['under-2-years', 0.2, 'Less than 2 years in recovery'],
];

/** What mentors and partners both may tell. */
type Told = Pick<
  Mentor | PartnerProfile,
  'substances' | 'pathways' | 'children' | 'lifeStage' | 'faithStance' | 'orientation' | 'veteran'
>;

/** Only a yes is something in common: that two have no children binds nobody. */
const yes = (answer: boolean | undefined): readonly string[] | undefined => (answer ? ['yes'] : undefined);

/** A factor that fits a partner when any mentor of the unit shares anything that the partner told. Two times "other" is not the same. */
function common(
  valuesOf: (person: Told) => readonly string[] | undefined,
  textOf: (shared: string) => string,
): (comparison: Comparison) => Fit | undefined {
  return ({ unit, couple }) => {
    const known = new Set(unit.mentors.flatMap((mentor) => valuesOf(mentor) ?? []));
    const told = couple.partners.flatMap((partner) => valuesOf(partner) ?? []);
    const shared = [...new Set(told.filter((value) => known.has(value)))].toSorted().join(', ');
    return ofPartners(couple, textOf(shared), (partner) => {
      const values = valuesOf(partner) ?? [];
      return values.length === 0 ? undefined : Number(values.some((value) => known.has(value)));
    });
  };
}

/** The mean over the partners who told something; the text says for how many of them it holds. */
function ofPartners(
  couple: CoupleProfile,
  text: string,
  fitOf: (partner: PartnerProfile) => number | undefined,
): Fit | undefined {
  const fits = couple.partners.flatMap((partner) => fitOf(partner) ?? []);
  if (fits.length === 0) return undefined;
  const fitting = fits.filter((fit) => fit > 0).length;
  const who = couple.partners.length === 1 ? '' : fitting === 2 ? ' (both partners)' : ' (one partner)';
  return { fit: fits.reduce((sum, fit) => sum + fit, 0) / fits.length, text: `${text}${who}` };
}

const allHave = (
  { mentors }: MentorUnit,
  at: Date,
  proofOf: (mentor: Mentor) => { expiresOn?: string | undefined } | undefined,
): boolean =>
  mentors.every((mentor) => {
    const proof = proofOf(mentor);
    return proof !== undefined && isCurrent(proof, at.toISOString().slice(0, 10));
  });
