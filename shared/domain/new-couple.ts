import type { NewCouple } from '../contracts/intake.ts';
import type { Journey } from '../contracts/journey.ts';
import type { Couple } from '../contracts/pairing.ts';
import type { Participant } from '../contracts/participant.ts';
import type { PhoneClaim } from '../contracts/rows.ts';
import { consentsAfter, wordingOf } from './consents.ts';
import { newJourney } from './journey.ts';

/** When somebody is asked who has not chosen yet: a Sunday evening, when most people are at home [P]. */
export const defaultSchedule = { weekday: 'sunday', time: '18:00' } as const;

/**
 * The rows of a couple that enrols. The first partner's own part is complete; the second starts from the programme's
 * defaults, and what the first one chose for themselves is not theirs [4e]. Only the language of the first text and the
 * time zone, which says when it may leave, are taken over until the second partner chooses.
 */
export function newCoupleRows(
  newCouple: NewCouple,
  key: string,
  now: Date,
): {
  readonly couple: Couple;
  readonly participants: readonly Participant[];
  readonly journeys: readonly Journey[];
  readonly claims: readonly PhoneClaim[];
} {
  const coupleId = `c-${key}`;
  const participants = [firstOf(newCouple, `p-${key}a`, now), secondOf(newCouple, `p-${key}b`, now)];
  const participantIds = participants.map(({ participantId }) => participantId);
  return {
    couple: {
      coupleId,
      participantIds,
      state: 'intake',
      createdAt: now.toISOString(),
      questions: [],
      weight: 1,
      refusals: [],
      previousMentorIds: [],
      offers: 0,
      matchings: 0,
    },
    participants: participants.map((one) => ({ ...one, coupleId })),
    journeys: participantIds.map((id) => ({ ...newJourney(id, now), beginsBy: now.toISOString() })),
    claims: participants
      .map(({ phone, participantId }) => ({ phone, holderId: participantId }))
      // One claim for a shared phone, and the partner who enrols holds it.
      .slice(0, newCouple.sharedPhone ? 1 : 2),
  };
}

const firstOf = (couple: NewCouple, participantId: string, now: Date): Participant => {
  const { name, phone, language, timeZone, schedule, privacyLevel, safeHours, sharedPhone, about } = couple;
  const at = now.toISOString();
  return {
    participantId,
    name,
    phone,
    language,
    timeZone,
    privacyLevel,
    sharedPhone,
    ...(safeHours && { safeHours }),
    schedule,
    texts: couple.texts
      ? { state: 'invited', at, wording: wordingOf('texts', language) }
      : { state: 'declined', at },
    consents: consentsAfter([], couple.consents ?? [], { now, language }),
    screen: 'pending',
    safetyHold: false,
    ownPartAt: at,
    profile: profileFrom(about, { language, timeZone }),
    createdAt: at,
  };
};

const secondOf = (couple: NewCouple, participantId: string, now: Date): Participant => {
  const { partner, language, timeZone, sharedPhone } = couple;
  const at = now.toISOString();
  return {
    participantId,
    name: partner.name,
    phone: partner.phone,
    language: partner.language ?? language,
    timeZone,
    // Nobody has called this phone safe yet [4g].
    privacyLevel: 'discreet',
    sharedPhone,
    schedule: defaultSchedule,
    texts: { state: 'invited', at },
    consents: [],
    screen: 'pending',
    safetyHold: false,
    profile: {},
    createdAt: at,
  };
};

/** What matching gets to know: what was told, where they live, and a language in which we know that we can talk. */
export const profileFrom = (
  about: NewCouple['about'],
  { language, timeZone }: Pick<NewCouple, 'language' | 'timeZone'>,
): Participant['profile'] => ({
  ...about,
  timeZone,
  languages: about?.languages && about.languages.length > 0 ? about.languages : [language],
});
