import {
  Rung,
  type Crisis,
  type CrisisOutcome,
  type CrisisSeverity,
  type Page,
  type PagedPerson,
  type SkippedRung,
  type SkipReason,
} from '../contracts/crisis.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { TextTemplate } from '../contracts/text-template.ts';
import type { Severity, TriageTopic } from '../contracts/triage.ts';

/** How long each rung has to take over before the next one is paged [4h]. */
export const secondsToAcknowledge: Record<CrisisSeverity, number> = { imminent: 5 * 60, high: 15 * 60 };

/** When somebody looks again after a crisis was taken over [S30]. */
export const followUpHours = [24, 72, 7 * 24] as const;

/** The rungs in the order in which they are paged; the last one only once nobody has answered the others. */
export const rungs: readonly Rung[] = Rung.options;

/** How many of those on call are paged at once: one may sleep, and where everybody is asked nobody feels asked. */
export const onCallAtOnce = 3;

/** Within how many minutes somebody who took over makes contact [4h]; a text after that pages anew. */
export const contactWithinMinutes = 60;

/** True for what starts the ladder; everything below waits for working hours. */
export const startsLadder = (severity: Severity): severity is CrisisSeverity =>
  severity === 'high' || severity === 'imminent';

/** The safe reply by what it is about; the wordings themselves keep violence out of a phone that is not safe [4g]. */
export function safeReplyFor(topics: readonly TriageTopic[]): TextTemplate {
  if (topics.includes('overdose')) return 'crisis-overdose';
  if (topics.includes('suicide') || topics.includes('self-harm')) return 'crisis-suicide';
  return topics.some((topic) => topic === 'violence' || topic === 'fear' || topic === 'child')
    ? 'crisis-violence'
    : 'crisis-general';
}

/** Whom a crisis may be brought to now: each of them trained and there, none of them kept apart from this person. */
export interface LadderPeople {
  /** The mentors of the active pairing, where this person lets them know; otherwise none [F2]. */
  readonly ownMentors: readonly Mentor[];
  /** Why there are none of them. */
  readonly whyNoOwn: SkipReason;
  /** In the order in which they are paged. */
  readonly onCall: readonly Mentor[];
  /** Why there are none of them: nobody has these hours, or nobody of those who have. */
  readonly whyNoOnCall: SkipReason;
}

/**
 * The next rung with somebody on it and who that is, with the rungs before it that nobody stands on; no page when nobody
 * is left. Nobody is paged twice but at the end.
 */
export function nextPage(
  crisis: Pick<Crisis, 'pages' | 'state'>,
  people: LadderPeople,
): {
  readonly page: Pick<Page, 'rung' | 'who'> | undefined;
  readonly skipped: readonly Omit<SkippedRung, 'at'>[];
} {
  const reached = Math.max(-1, ...crisis.pages.map(({ rung }) => rungs.indexOf(rung)));
  const ahead = rungs
    .slice(reached + 1)
    .filter((rung) => rung !== 'everybody' || crisis.state === 'unacknowledged')
    .map((rung) => ({ rung, who: membersOf(rung, people, pagedIn(crisis)) }));
  const next = ahead.findIndex(({ who }) => who.length > 0);
  const skipped = (next < 0 ? ahead : ahead.slice(0, next)).map(({ rung }) => ({
    rung,
    reason: whyNobodyOn(rung, people),
  }));
  return { page: ahead[next], skipped };
}

const whyNobodyOn = (rung: Rung, { whyNoOwn, onCall, whyNoOnCall }: LadderPeople): SkipReason => {
  if (rung === 'mentor') return whyNoOwn;
  return onCall.length > 0 ? 'nobody-else' : whyNoOnCall;
};

function membersOf(
  rung: Rung,
  { ownMentors, onCall }: LadderPeople,
  paged: readonly PagedPerson[],
): PagedPerson[] {
  const own = ownMentors.map(({ mentorId }) => mentorId);
  const duty = onCall.map(({ mentorId }) => mentorId).filter((mentorId) => !own.includes(mentorId));
  const members: Record<Rung, PagedPerson[]> = {
    mentor: own,
    'on-call': duty.filter((mentorId) => !paged.includes(mentorId)).slice(0, onCallAtOnce),
    coordinator: ['coordinator'],
    everybody: ['coordinator', ...own, ...duty].slice(0, 10),
  };
  return members[rung];
}

/** Everybody who was paged, once each. */
export const pagedIn = ({ pages }: Pick<Crisis, 'pages'>): PagedPerson[] => [
  ...new Set(pages.flatMap(({ who }) => who)),
];

/** True while nobody has it: the ladder runs, or has run out. */
export const isUnanswered = ({ state }: Pick<Crisis, 'state'>): boolean =>
  state === 'open' || state === 'unacknowledged';

/** True while a page still means something to this person: nobody has it, or they have it themselves. */
export const stillCalls = (crisis: Pick<Crisis, 'state' | 'acknowledgedBy'>, who: PagedPerson): boolean =>
  isUnanswered(crisis) || (crisis.state === 'acknowledged' && crisis.acknowledgedBy === who);

/**
 * True where another text of the same person needs no ladder of its own: people are being paged for it or have just
 * taken over, and it is no graver. A ladder that is older than it can last has broken, and carries nobody any more.
 */
export function covers(
  crisis: Crisis,
  { severity, now }: { readonly severity: CrisisSeverity; readonly now: Date },
): boolean {
  if (severity === 'imminent' && crisis.severity === 'high') return false;
  const age = (since: string): number => now.getTime() - Date.parse(since);
  if (crisis.state === 'open') return age(crisis.openedAt) < longestLadderMs(crisis.severity);
  return crisis.state === 'acknowledged' && age(crisis.acknowledgedAt ?? '') < contactWithinMinutes * 60_000;
}

/** Every rung waits its time; ten minutes for retries on the way. */
const longestLadderMs = (severity: CrisisSeverity): number =>
  rungs.length * secondsToAcknowledge[severity] * 1000 + 600_000;

/** Somebody took over: first come, first served; of two, the second is told that it is taken. */
export const acknowledged = (
  crisis: Crisis,
  by: { readonly who: PagedPerson; readonly at: Date },
): Crisis | undefined =>
  isUnanswered(crisis)
    ? { ...crisis, state: 'acknowledged', acknowledgedBy: by.who, acknowledgedAt: by.at.toISOString() }
    : undefined;

/** Whoever was paged last, and alone, cannot come: nobody needs to wait for them. */
export function declined(
  crisis: Crisis,
  by: { readonly who: PagedPerson; readonly at: Date },
): Crisis | undefined {
  const last = crisis.pages.at(-1);
  const isAlone = last?.who.every((who) => who === by.who) === true;
  if (!last || !isAlone || !isUnanswered(crisis)) return undefined;
  return { ...crisis, pages: [...crisis.pages.slice(0, -1), { ...last, declinedAt: by.at.toISOString() }] };
}

/**
 * Nobody on the ladder has answered. `once-more`: everybody is paged again; `given-up`: that was done too, and `drill-over`
 * where nothing but a drill was given up. The same again says the same.
 */
export function unanswered(crisis: Crisis): {
  readonly crisis?: Crisis;
  readonly outcome: 'once-more' | 'given-up' | 'drill-over' | 'acknowledged' | 'closed';
} {
  const { state } = crisis;
  if (state === 'acknowledged' || state === 'closed') return { outcome: state };
  if (state === 'open') return { crisis: { ...crisis, state: 'unacknowledged' }, outcome: 'once-more' };
  if (!crisis.pages.some(({ rung }) => rung === 'everybody')) return { outcome: 'once-more' };
  return { outcome: crisis.drill ? 'drill-over' : 'given-up' };
}

/** A person says what became of it; the first word stands. */
export const closed = (
  crisis: Crisis,
  end: { readonly outcome: CrisisOutcome; readonly by: string; readonly at: Date },
): Crisis | undefined =>
  crisis.state === 'closed'
    ? undefined
    : { ...crisis, state: 'closed', outcome: end.outcome, closedBy: end.by, closedAt: end.at.toISOString() };

/** The id of the crisis that this raised: the same source again is the same crisis. */
export const crisisIdOf = (source: string): string => `crisis-${source.slice(-70)}`;

/** The codes of a crisis in the order in which they are tried: the first one that is free is its own. */
export function* codesFor(crisisId: string): Generator<string> {
  let hash = 7;
  for (const character of crisisId) hash = (hash * 31 + character.charCodeAt(0)) % 9000;
  for (let tries = 0; tries < 200; tries += 1) yield String(1000 + ((hash + tries) % 9000));
}
