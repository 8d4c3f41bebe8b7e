import type { Mentor } from '../contracts/mentor.ts';

/** Who is matched as one: a mentor, or a mentor couple [S22]. */
export interface MentorUnit {
  readonly mentorUnitId: string;
  /** One or two, in order of their ids. */
  readonly mentors: readonly Mentor[];
  /** Why a mentor who serves with somebody stands here alone: until that is settled, nobody is matched with them. */
  readonly unsettled?: 'mentor-couple-incomplete' | 'mentor-couple-unclear';
}

/**
 * The mentor units of a registry: each mentor is in exactly one, whatever the order of the input. Two are a couple where
 * one names the other and neither has to do with a third; that only one of them says so is enough.
 */
export function mentorUnitsOf(mentors: readonly Mentor[]): MentorUnit[] {
  const byEmail = new Map(mentors.map((mentor) => [mentor.email, mentor]));
  const linked = linksBetween(mentors);
  const unitOf = (mentor: Mentor): MentorUnit => {
    const links = linked.get(mentor.email) ?? new Set();
    if (links.size === 0) return unit([mentor]);
    const [email = ''] = links;
    const partner = byEmail.get(email);
    if (links.size === 1 && !partner) return { ...unit([mentor]), unsettled: 'mentor-couple-incomplete' };
    if (links.size > 1 || !partner || linked.get(email)?.size !== 1)
      return { ...unit([mentor]), unsettled: 'mentor-couple-unclear' };
    return unit([mentor, partner]);
  };
  const units = new Map(mentors.map(unitOf).map((one) => [one.mentorUnitId, one]));
  return [...units.values()].sort((a, b) => (a.mentorUnitId < b.mentorUnitId ? -1 : 1));
}

/** The id of the unit of these mentors; the same in any order, and the same again when they serve together again. */
export const mentorUnitIdOf = (mentorIds: readonly string[]): string =>
  `u-${mentorIds
    .map((mentorId) => mentorId.slice('m-'.length))
    .toSorted()
    .join('-')}`;

/** The ids of the mentors of a unit. */
export const mentorIdsIn = (mentorUnitId: string): string[] =>
  mentorUnitId
    .slice('u-'.length)
    .split('-')
    .map((rest) => `m-${rest}`);

/** Weight that the unit can still take: a mentor couple as much as the fuller of the two. Never below 0. */
export const roomOf = ({ mentors }: Pick<MentorUnit, 'mentors'>): number =>
  Math.max(0, Math.min(...mentors.map(({ capacity, load }) => capacity - load)));

/** Weight that the unit carries: of a mentor couple, the fuller of the two. */
export const loadOf = ({ mentors }: Pick<MentorUnit, 'mentors'>): number =>
  Math.max(...mentors.map(({ load }) => load));

const unit = (mentors: readonly Mentor[]): MentorUnit => ({
  mentorUnitId: mentorUnitIdOf(mentors.map(({ mentorId }) => mentorId)),
  mentors: mentors.toSorted((a, b) => (a.mentorId < b.mentorId ? -1 : 1)),
});

/** For each mentor, the addresses of all whom they name or who name them. */
function linksBetween(mentors: readonly Mentor[]): ReadonlyMap<string, ReadonlySet<string>> {
  const links = new Map<string, Set<string>>();
  const link = (from: string, to: string): void => {
    links.set(from, (links.get(from) ?? new Set()).add(to));
  };
  for (const { email, partnerEmail } of mentors) {
    if (partnerEmail === undefined || partnerEmail === email) continue;
    link(email, partnerEmail);
    link(partnerEmail, email);
  }
  return links;
}
