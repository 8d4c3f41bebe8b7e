import { MentorRefusal, type CoupleProfile, type PartnerProfile } from '../contracts/couple.ts';
import type { ExclusionReason, MatchingExclusion } from '../contracts/matching.ts';
import type { Mentor } from '../contracts/mentor.ts';
import { roomOf, type MentorUnit } from './mentor-units.ts';

/** Why this unit cannot have this couple: the first rule that says no. `undefined` where none does [3b]. */
export function exclusionOf(
  unit: MentorUnit,
  couple: CoupleProfile,
  today: string,
): ExclusionReason | undefined {
  return (
    where(couple.onHold, 'on-hold', 'Matching waits until a coordinator lets it go on.') ??
    (unit.unsettled && because(unit.unsettled, unsettled[unit.unsettled])) ??
    readinessOf(unit, today) ??
    refusalBetween(unit, couple) ??
    sameEmployer(unit, couple) ??
    noCommonLanguage(unit, couple) ??
    where(
      roomOf(unit) < couple.weight,
      'no-capacity',
      `There is room for ${roomOf(unit)} more, and this couple counts as ${couple.weight}.`,
    )
  );
}

/** Why nobody at all is matched with this mentor today, as far as the mentor alone decides it. */
export function notMatchable(mentor: Mentor, today: string): ExclusionReason | undefined {
  const unit = { mentors: [mentor] };
  return (
    readinessOf(unit, today) ?? where(roomOf(unit) < 1, 'no-capacity', 'There is no room for another couple.')
  );
}

/** True to the end of the day of expiry. Days are of UTC: near midnight that is half a day early or late at most. */
export const isCurrent = (proof: { expiresOn?: string | undefined }, today: string): boolean =>
  proof.expiresOn === undefined || proof.expiresOn >= today;

/** What must be true of each mentor; of a mentor couple one may be away, since the two cover for each other [S22]. */
function readinessOf({ mentors }: Pick<MentorUnit, 'mentors'>, today: string): ExclusionReason | undefined {
  const who = mentors.length > 1 ? 'One of the two mentors' : 'The mentor';
  const inactive = mentors.find(({ status }) => status !== 'active');
  const unattested = mentors.some(({ livedExperienceAttestedOn }) => livedExperienceAttestedOn === undefined);
  const training = mentors.flatMap((mentor) => mentor.training ?? []).find((one) => !isCurrent(one, today));
  const certificate = mentors
    .flatMap(({ certificates }) => certificates)
    .find((one) => !isCurrent(one, today));
  const [back = ''] = mentors.map(({ awayUntil = '' }) => awayUntil).toSorted();
  return (
    (inactive &&
      because(
        'not-active',
        `${who} ${inactive.status === 'left' ? 'serves no more' : 'takes no new couples'}.`,
      )) ??
    where(unattested, 'not-attested', `${who} has not attested lived experience yet.`) ??
    (training &&
      because('training-expired', `${who} needs new training: it expired on ${training.expiresOn}.`)) ??
    (certificate &&
      because(
        'certificate-expired',
        `${who} needs to renew a certificate: ${certificate.name} expired on ${certificate.expiresOn}.`,
      )) ??
    where(
      back >= today,
      'away',
      `${mentors.length > 1 ? 'Both mentors are' : 'The mentor is'} away until ${back}.`,
    )
  );
}

/** What was written down between these people, by whichever side. */
function refusalBetween({ mentors }: MentorUnit, couple: CoupleProfile): ExclusionReason | undefined {
  const participants = new Set(couple.partners.map(({ participantId }) => participantId));
  const ids = new Set(mentors.map(({ mentorId }) => mentorId));
  const kinds = new Set<MentorRefusal>([
    ...mentors
      .flatMap(({ exclusions }) => exclusions)
      .filter(({ participantId }) => participants.has(participantId))
      .map(({ kind }) => kind),
    ...couple.refusals.filter(({ mentorId }) => ids.has(mentorId)).map(({ kind }) => kind),
  ]);
  const kind = MentorRefusal.options.find((one) => kinds.has(one));
  return kind && because(kind, refusals[kind]);
}

function sameEmployer({ mentors }: MentorUnit, { partners }: CoupleProfile): ExclusionReason | undefined {
  const employers = new Set(partners.flatMap(({ employer }) => plainName(employer)));
  const shared = mentors.flatMap(({ employer }) => plainName(employer)).some((name) => employers.has(name));
  return where(shared, 'same-employer', refusals['same-employer']);
}

/** Each partner needs somebody to talk to; a partner who named no language takes any. */
function noCommonLanguage({ mentors }: MentorUnit, { partners }: CoupleProfile): ExclusionReason | undefined {
  const spoken = new Set(mentors.flatMap(({ languages }) => languages));
  const understands = ({ languages = [] }: PartnerProfile): boolean =>
    languages.length === 0 || languages.some((language) => spoken.has(language));
  return where(
    !partners.every(understands),
    'language',
    'There is no common language with each of the partners.',
  );
}

/** "Acme, Inc." and "ACME" are one employer. */
function plainName(employer: string | undefined): string[] {
  const words = (employer ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !legalForms.has(word));
  return words.length > 0 ? [words.join(' ')] : [];
}

const legalForms: ReadonlySet<string> = new Set([
  'inc',
  'llc',
  'ltd',
  'corp',
  'corporation',
  'co',
  'company',
  'the',
]);

const unsettled = {
  'mentor-couple-incomplete': 'The mentor serves with another mentor who is not in the registry yet.',
  'mentor-couple-unclear': 'It is not clear with whom the mentor serves: several mentors are named.',
} as const;

const refusals: Record<MentorRefusal, string> = {
  'conflict-of-interest': 'There is a conflict of interest with one of the partners.',
  kin: 'They are family.',
  'ex-partner': 'There was a relationship with one of the partners.',
  'same-employer': 'They work for the same employer.',
  'prior-contact': 'They know each other from outside the programme.',
  'same-group': 'They are members of the same group.',
  declined: 'The mentor declined this couple.',
  'offer-expired': 'The mentor did not answer the offer of this couple.',
  'change-asked': 'A change of mentor was asked for.',
};

const because = (code: MatchingExclusion, reason: string): ExclusionReason => ({ code, reason });

const where = (holds: boolean, code: MatchingExclusion, reason: string): ExclusionReason | undefined =>
  holds ? because(code, reason) : undefined;
