import type { Journey, JourneyReason } from '../contracts/journey.ts';
import type { Couple, CoupleDecision } from '../contracts/pairing.ts';
import type { Participant } from '../contracts/participant.ts';
import { leftIntake, takesNoPart, wantsNoTexts, type Partner } from './intake.ts';
import { singleOf } from './pairing.ts';

/** What a couple's intake comes to. */
export interface Eligibility {
  /** `ended`: nobody takes part. `to-decide`: for a person, with the questions that no rule can answer. */
  readonly verdict: 'match' | 'to-decide' | 'ended';
  readonly questions: readonly string[];
}

/** The gate: a couple is matched when no question is open about either partner [3a, 4e]. */
export function eligibilityOf(partners: readonly Partner[]): Eligibility {
  if (partners.every(takesNoPart)) return { verdict: 'ended', questions: [] };
  const questions = Object.entries(questionsAbout).flatMap(([question, isOpen]) =>
    partners.some(isOpen) ? [question] : [],
  );
  return { verdict: questions.length === 0 ? 'match' : 'to-decide', questions };
}

/**
 * What no rule decides, by the code that the coordinator reads. About whom is not said here: that is on the partner's
 * own page, for those who may see it [4e].
 */
const questionsAbout: Readonly<Record<string, (partner: Partner) => boolean>> = {
  'partner-takes-no-part': takesNoPart,
  'safety-hold': ({ participant }) => participant.safetyHold || participant.screen === 'to-review',
  'shared-phone': ({ participant }) => participant.sharedPhone,
  'no-texts': ({ participant }) => wantsNoTexts(participant),
  'part-not-finished': (partner) => !takesNoPart(partner) && !isReady(partner),
  'stop-or-not': ({ participant }) => participant.undecidedStop !== undefined,
  'open-crisis': ({ journey }) => journey.openCrisisId !== undefined,
  'open-concern': ({ journey }) => journey.concerns.length > 0,
};

/** They take part, and their private screen has an end: a person may decide that they go on. */
const isReady = (partner: Partner): boolean =>
  partner.journey.state === 'intake' && !takesNoPart(partner) && partner.participant.screen !== 'pending';

/** Everything that changes at once when a couple's intake is decided, by rule or by a person. */
export interface Settlement {
  readonly couple: Couple;
  /** Those that change. */
  readonly journeys: readonly Journey[];
  /** Each partner's couple of one, where both go on alone. */
  readonly singles: readonly { readonly participant: Participant; readonly couple: Couple }[];
}

/** What the rules make of a couple, with the task that asks for a decision; `undefined` where it was decided before. */
export function settledByRule(
  couple: Couple,
  partners: readonly Partner[],
  { now, decisionToken }: { readonly now: Date; readonly decisionToken: string },
): Settlement | undefined {
  if (!isUndecided(couple)) return undefined;
  const { verdict, questions } = eligibilityOf(partners);
  const leaving = moved(partners.filter(takesNoPart), { to: 'ended', at: now });
  if (verdict === 'match')
    return settlement(inState(couple, 'matching'), moved(partners, { to: 'waiting', at: now }));
  if (verdict === 'ended') return settlement(inState(couple, 'ended'), leaving);
  const { decisionTaskId = `t-intake-${couple.coupleId}` } = couple;
  return settlement(
    { ...couple, state: 'to-decide', questions: [...questions], decisionToken, decisionTaskId },
    leaving,
  );
}

/** Why a decision cannot be carried out as things stand. */
export type DecisionRefused = 'not-ready' | 'on-hold' | 'decided-before';

/**
 * What a coordinator's decision makes of a couple. `match` needs both partners ready and no safety hold: that is reviewed
 * first. `individual-support` takes each who is ready alone, so that nobody is dropped for what the other one did; it
 * waits for one who is on the way. `referral` and `decline` end it for both, at any time and in the same words.
 */
export function settledByPerson(
  couple: Couple,
  partners: readonly Partner[],
  { decision, now }: { readonly decision: CoupleDecision; readonly now: Date },
): Settlement | DecisionRefused {
  if (!isUndecided(couple)) return 'decided-before';
  const decided = { ...couple, decision };
  if (decision === 'referral' || decision === 'decline') {
    const reason = decision === 'referral' ? 'coordinator' : 'not-eligible';
    return settlement(inState(decided, 'ended'), moved(partners, { to: 'ended', at: now, reason }));
  }

  const ready = partners.filter(isReady);
  const out = partners.filter(takesNoPart);
  const [first] = ready;
  if (!first || ready.length + out.length < partners.length) return 'not-ready';
  const journeys = [...moved(ready, { to: 'waiting', at: now }), ...moved(out, { to: 'ended', at: now })];
  if (decision === 'match') {
    if (out.length > 0) return 'not-ready';
    if (ready.length > 1 && ready.some(({ participant }) => participant.safetyHold)) return 'on-hold';
    return settlement(inState(decided, 'matching'), journeys);
  }
  if (ready.length === 1) {
    const { participantId } = first.participant;
    return settlement({ ...inState(decided, 'matching'), participantIds: [participantId] }, journeys);
  }
  const singles = ready.map(({ participant }) => {
    const single = singleOf(couple, participant.participantId, now);
    return { participant: { ...participant, coupleId: single.coupleId }, couple: single };
  });
  return { ...settlement(inState(decided, 'separated'), journeys), singles };
}

/** A decision is open: also before the partners are through, since a coordinator may know more than our steps. */
const isUndecided = ({ state }: Couple): boolean => state === 'intake' || state === 'to-decide';

const settlement = (couple: Couple, journeys: readonly Journey[]): Settlement => ({
  couple,
  journeys,
  singles: [],
});

/** Decided: without what only an open decision needs. */
function inState(couple: Couple, state: Couple['state']): Couple {
  const { decisionToken: _decisionToken, decisionTaskId: _decisionTaskId, ...rest } = couple;
  return { ...rest, state, questions: [] };
}

/** The journeys that a decision moves; one that has left the intake stays where it is. */
const moved = (
  partners: readonly Partner[],
  move: { readonly to: 'waiting' | 'ended'; readonly at: Date; readonly reason?: JourneyReason },
): Journey[] =>
  partners.flatMap((partner) => {
    const { texts } = partner.participant;
    const own = texts.state === 'stopped' ? 'stopped' : 'declined';
    const reason = move.to === 'ended' && takesNoPart(partner) ? own : move.reason;
    return leftIntake(partner.journey, move.to, { at: move.at, ...(reason && { reason }) }) ?? [];
  });
