import { Temporal } from 'temporal-polyfill';
import { Weekday } from '../contracts/local-time.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { ShiftSwap } from '../contracts/roster.ts';
import { isCurrent } from './matching-exclusions.ts';

/** Who takes pages when: the weekly hours of each mentor, and the swaps of them. */
export interface OnCallRoster {
  readonly mentors: readonly Mentor[];
  readonly swaps: readonly ShiftSwap[];
}

/**
 * Who is on call at this instant: active, there, trained for a crisis and within the hours that they hold [S29]. The
 * least recently paged first, whatever the order of the input, so that the load is shared.
 */
export const onCallAt = (roster: OnCallRoster, instant: Date): Mentor[] =>
  roster.mentors.filter((mentor) => isOnCall(mentor, roster, instant)).toSorted(byLastPage);

/** True where this mentor is on call at this instant: within their own hours, or those of somebody for whom they stand in. */
export const isOnCall = (mentor: Mentor, roster: OnCallRoster, instant: Date): boolean =>
  mentor.status === 'active' &&
  mayBePaged(mentor, instant) &&
  shiftsOf(mentor, roster, instant).some((holder) => isWithinHours(holder, instant));

/**
 * Whose weekly hours are this mentor's at this instant: their own unless another took them, and those that they took.
 * Whoever gave theirs away may be away or gone meanwhile: that is what a swap is for.
 */
function shiftsOf(mentor: Mentor, { mentors, swaps }: OnCallRoster, instant: Date): Mentor[] {
  const now = swaps.filter((swap) => isInForce(swap, instant));
  const isGiven = now.some(({ fromMentorId }) => fromMentorId === mentor.mentorId);
  const taken = now.filter(({ toMentorId }) => toMentorId === mentor.mentorId);
  return [
    ...(isGiven ? [] : [mentor]),
    ...taken.flatMap(({ fromMentorId }) => mentors.find(({ mentorId }) => mentorId === fromMentorId) ?? []),
  ];
}

const isInForce = ({ startsAt, endsAt, cancelledAt }: ShiftSwap, instant: Date): boolean =>
  cancelledAt === undefined &&
  Date.parse(startsAt) <= instant.getTime() &&
  instant.getTime() < Date.parse(endsAt);

/** The wall clock of whoever the hours belong to counts: an hour that comes twice is on call twice. */
function isWithinHours({ onCall = [], timeZone }: Mentor, instant: Date): boolean {
  const local = localAt(instant, timeZone);
  const weekday = Weekday.options[local.dayOfWeek - 1];
  const minute = local.hour * 60 + local.minute;
  return onCall.some(
    (hours) => hours.weekday === weekday && minutesIn(hours.start) <= minute && minute < minutesIn(hours.end),
  );
}

/**
 * True where a crisis may be brought to this mentor at all: serving, not away, and with crisis training that is current
 * on their own calendar day [S29]. Without a word about their training they are not asked.
 */
export function mayBePaged(mentor: Mentor, instant: Date): boolean {
  const { status, awayUntil = '', crisisTraining } = mentor;
  const today = localAt(instant, mentor.timeZone).toPlainDate().toString();
  return (
    status !== 'left' &&
    awayUntil < today &&
    crisisTraining !== undefined &&
    (crisisTraining.completedOn ?? '') <= today &&
    isCurrent(crisisTraining, today)
  );
}

/** True where this mentor can be on call from the first to the last minute: active, trained and not away [S29]. */
export const mayTakeOver = (
  mentor: Mentor,
  { startsAt, endsAt }: Pick<ShiftSwap, 'startsAt' | 'endsAt'>,
): boolean =>
  mentor.status === 'active' &&
  mayBePaged(mentor, new Date(startsAt)) &&
  mayBePaged(mentor, new Date(Date.parse(endsAt) - 1));

export const localAt = (instant: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

export const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const byLastPage = (one: Mentor, other: Mentor): number => {
  const [a, b] = [one, other].map(({ lastPagedAt = '', mentorId }) => `${lastPagedAt}#${mentorId}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
};
