import type { CheckIn } from '../../contracts/check-in.ts';
import type { Consent } from '../../contracts/consent.ts';
import type { Journey } from '../../contracts/journey.ts';
import type { Participant } from '../../contracts/participant.ts';
import type { QuestionId } from '../../contracts/question.ts';
import type { Task } from '../../contracts/task.ts';
import { liveConsent } from '../consents.ts';
import { needsOf, byNeed, type Need } from './digest-needs.ts';
import { markOf, type CheckInMark } from './digest-marks.ts';
import { shownName } from './mail-words.ts';

/** What is known of one person whom a mentor accompanies; `checkIns` with the newest first, `concerns` the open ones. */
export interface Accompanied {
  readonly participant: Participant;
  readonly journey: Journey;
  readonly checkIns: readonly CheckIn[];
  readonly concerns: readonly Task[];
}

/** What a mentor reads of one person, made from that person's own rows and nothing else. */
export interface DigestSection {
  readonly participantId: string;
  readonly shownName: string;
  /** The gravest first; at least one. */
  readonly needs: readonly Need[];
  /** How many check-ins in a row had no reply. */
  readonly missedInARow: number;
  /** The oldest first, like everything here that is told in the order of time. */
  readonly marks: readonly CheckInMark[];
  /** When the newest of them was asked. */
  readonly askedAt?: Date;
  readonly wellbeing: Values;
  readonly craving: Values;
  readonly confidence: Values;
  readonly support: Values;
  /** When the next check-in is, where one is planned. */
  readonly nextAt?: Date;
  /** Counts check-ins, so that the suggestion is not the same every week. */
  readonly cycle: number;
  /** What permits to show this. */
  readonly consents: readonly Consent[];
}

/** One value a check-in; `undefined` where it has none. */
export type Values = readonly (number | undefined)[];

/** One mentor's Monday morning. */
export interface Digest {
  readonly sections: readonly DigestSection[];
  /** People who need less and are not shown. Only of those who could be: the others are not counted either. */
  readonly more: number;
}

/** So many people fill a few screens; whoever accompanies more has the rest at the coordinator's. */
export const sectionsShown = 8;

/** Check-ins that are looked back on. */
export const checkInsShown = 4;

/**
 * What a mentor may read this week: whoever takes part now and has, at this moment, a live consent to share their
 * check-ins with a mentor [F4-F6, invariant 7]; everybody else neither appears nor counts. Those who need the mentor
 * most come first, and nothing else orders them: who belongs to whom cannot be seen. `undefined` where nobody is left.
 */
export function digestFor(given: {
  readonly accompanied: readonly Accompanied[];
  readonly now: Date;
}): Digest | undefined {
  const sections = given.accompanied.flatMap((person) => sectionOf(person, given.now) ?? []).toSorted(byNeed);
  if (sections.length === 0) return undefined;
  return {
    sections: sections.slice(0, sectionsShown),
    more: Math.max(0, sections.length - sectionsShown),
  };
}

function sectionOf(person: Accompanied, now: Date): DigestSection | undefined {
  const { participant, journey, concerns } = person;
  const consentTo = (purpose: Consent['purpose']): Consent | undefined =>
    liveConsent(participant.consents, { purpose, recipient: 'mentor' }, now);
  const consent = consentTo('share-check-ins');
  if (!consent || (journey.state !== 'active' && journey.state !== 'paused')) return undefined;

  const checkIns = shown(person.checkIns);
  const toCrisis = consentTo('share-crisis');
  const found = needsOf({ journey, checkIns, concerns, mayKnowOfCrisis: toCrisis !== undefined });
  const askedAt = checkIns.at(-1)?.asked[0]?.askedAt;
  const dueAt = journey.state === 'active' ? journey.cadence?.step.dueAt : undefined;
  return {
    participantId: participant.participantId,
    shownName: shownName(participant),
    ...found,
    marks: checkIns.map(markOf),
    ...(askedAt !== undefined && { askedAt: new Date(askedAt) }),
    wellbeing: valuesOf(checkIns, 'wellbeing'),
    craving: valuesOf(checkIns, 'craving'),
    confidence: valuesOf(checkIns, 'confidence'),
    support: valuesOf(checkIns, 'support'),
    ...(dueAt !== undefined && Date.parse(dueAt) > now.getTime() && { nextAt: new Date(dueAt) }),
    cycle: journey.lastCycle,
    consents: toCrisis && found.needs.includes('crisis') ? [consent, toCrisis] : [consent],
  };
}

/** The last ones that were asked, the oldest first. The private safety screen is cycle 0 and is never one of them [4e]. */
const shown = (checkIns: readonly CheckIn[]): CheckIn[] =>
  checkIns
    .filter(({ cycle, state }) => cycle > 0 && state !== 'scheduled' && state !== 'cancelled')
    .toSorted((a, b) => a.cycle - b.cycle)
    .slice(-checkInsShown);

export const valuesOf = (checkIns: readonly CheckIn[], questionId: QuestionId): Values =>
  checkIns.map(({ answers }) => {
    const answer = answers[questionId];
    return answer?.kind === 'answer' ? answer.value : undefined;
  });
