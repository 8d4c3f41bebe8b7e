import type { Mentor } from '../contracts/mentor.ts';
import type { CoveredHours, UncoveredHours } from '../contracts/roster.ts';
import { isOnCall, localAt, minutesIn, type OnCallRoster } from './on-call.ts';

/** From when on, for how many days, and as whose clocks show it: the programme's own, for whoever reads the list. */
export interface Outlook {
  readonly from: Date;
  readonly days: number;
  readonly zone: string;
}

/** For how many days ahead every hour has to be covered before the programme may go live. */
export const daysCoveredAhead = 7;

/**
 * The hours of the coming days in which nobody is on call, to the minute, in order; empty where somebody always is. A
 * programme with one of them does not go live [I16, S29].
 */
export const uncoveredHours = (roster: OnCallRoster, outlook: Outlook): UncoveredHours[] =>
  coveredHours(roster, outlook)
    .filter(({ isUncovered }) => isUncovered)
    .map(({ from, to, localFrom, localTo }) => ({ from, to, localFrom, localTo }));

/** Who is on call in the coming days, without a gap between one span and the next, to the minute. */
export function coveredHours(roster: OnCallRoster, { from, days, zone }: Outlook): CoveredHours[] {
  const outlook: Span = { from: from.getTime(), to: from.getTime() + days * day };
  const shifts = roster.mentors.flatMap((mentor) =>
    spansOf(mentor, roster, outlook).map((span) => ({ ...span, mentorId: mentor.mentorId })),
  );
  const times = [
    ...new Set([outlook.from, outlook.to, ...shifts.flatMap((shift) => [shift.from, shift.to])]),
  ];
  const spans: Shared[] = [];
  const boundaries = times.toSorted((a, b) => a - b);
  for (const [index, at] of boundaries.slice(0, -1).entries()) {
    const mentorIds = shifts
      .filter((shift) => shift.from <= at && at < shift.to)
      .map(({ mentorId }) => mentorId)
      .toSorted();
    const last = spans.at(-1);
    const next = { from: at, to: boundaries[index + 1] ?? outlook.to, mentorIds };
    if (last && last.mentorIds.join() === mentorIds.join()) spans.splice(-1, 1, { ...next, from: last.from });
    else spans.push(next);
  }
  return spans.map((span) => ({
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    localFrom: wallClock(span.from, zone),
    localTo: wallClock(span.to, zone),
    mentorIds: [...span.mentorIds],
    isUncovered: span.mentorIds.length === 0,
  }));
}

/** Instants in milliseconds, `to` not included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Shared extends Span {
  readonly mentorIds: readonly string[];
}

const day = 86_400_000;

/** When this mentor is on call within the outlook. Between two boundaries nothing changes, so one look is enough. */
function spansOf(mentor: Mentor, roster: OnCallRoster, outlook: Span): Span[] {
  const boundaries = boundariesOf(mentor, roster, outlook);
  return boundaries.flatMap((from, index) => {
    const to = boundaries[index + 1];
    return to !== undefined && isOnCall(mentor, roster, new Date(from)) ? [{ from, to }] : [];
  });
}

/** Every instant at which this mentor's answer can change: of their own week, of those for whom they stand in, and of swaps. */
function boundariesOf(mentor: Mentor, { mentors, swaps }: OnCallRoster, outlook: Span): number[] {
  const taken = swaps.filter(({ toMentorId }) => toMentorId === mentor.mentorId);
  const given = swaps.filter(({ fromMentorId }) => fromMentorId === mentor.mentorId);
  const others = mentors.filter(({ mentorId }) =>
    taken.some(({ fromMentorId }) => fromMentorId === mentorId),
  );
  if ((mentor.onCall ?? []).length === 0 && others.length === 0) return [];
  const found = new Set([
    outlook.from,
    outlook.to,
    ...[mentor, ...others].flatMap((holder) => changesIn(holder, outlook)),
    ...[...taken, ...given].flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)]),
  ]);
  return [...found].filter((at) => outlook.from <= at && at <= outlook.to).toSorted((a, b) => a - b);
}

/** Midnights, ends of windows and changes of the clocks, where this mentor is. */
function changesIn({ onCall = [], timeZone }: Mentor, outlook: Span): number[] {
  const start = localAt(new Date(outlook.from), timeZone);
  const times = new Set([0, ...onCall.flatMap((hours) => [minutesIn(hours.start), minutesIn(hours.end)])]);
  const daysAhead = Math.ceil((outlook.to - outlook.from) / day);
  const found: number[] = [];
  for (let days = -1; days <= daysAhead + 1; days += 1) {
    const midnight = start.toPlainDate().add({ days }).toPlainDateTime();
    for (const minutes of times) {
      const wall = midnight.add({ minutes });
      for (const disambiguation of ['earlier', 'later'] as const)
        found.push(wall.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds);
    }
  }
  const change = start.getTimeZoneTransition('next');
  return change ? [...found, change.epochMilliseconds] : found;
}

const wallClock = (at: number, zone: string): string =>
  localAt(new Date(at), zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
