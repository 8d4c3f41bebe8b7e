import type { Mentor } from '../../contracts/mentor.ts';
import { digestSchedule, fellDue, instantAt, localDateAt, localWeekOf } from '../local-schedule.ts';

/** A run that came late or not at all is made up for within these hours: still the morning of the same day. */
export const lookBackHours = 6;

/**
 * Whether a mentor's Monday morning has come: the week that it belongs to, and until when it is worth sending.
 * `undefined` at every other time, for who left or is away, and for who would rather not get it.
 */
export function digestDue(
  mentor: Pick<Mentor, 'status' | 'timeZone' | 'awayUntil' | 'weeklyDigest'>,
  now: Date,
): { readonly week: string; readonly sendBefore: Date } | undefined {
  const { status, timeZone, awayUntil, weeklyDigest = true } = mentor;
  const today = localDateAt(now, timeZone);
  // What nobody reads is not sent to lie in a mailbox [H1]; whoever only takes no new couples still has theirs.
  const isThere = status !== 'left' && (awayUntil === undefined || awayUntil < today.toString());
  const after = new Date(now.getTime() - lookBackHours * 3_600_000);
  if (!isThere || !weeklyDigest || !fellDue({ after, until: now }, timeZone, digestSchedule))
    return undefined;
  return {
    week: localWeekOf(now, timeZone),
    sendBefore: instantAt(today.add({ days: 1 }), '00:00', timeZone),
  };
}
