import * as z from 'zod';
import { MentorId, ShiftSwapId, Timestamp } from './ids.ts';

/** A local date and time to the minute, such as 2026-11-28T02:00. */
const LocalMoment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);

const span = {
  from: Timestamp,
  to: Timestamp,
  localFrom: LocalMoment,
  localTo: LocalMoment,
};

/** Hours in which nobody is on call, `to` not included; also as the programme's own clocks show them. */
export const UncoveredHours = z.object(span);
export type UncoveredHours = z.infer<typeof UncoveredHours>;

/** Hours in which the same people are on call, `to` not included; nobody in an uncovered hour. */
export const CoveredHours = z.object({ ...span, mentorIds: z.array(MentorId), isUncovered: z.boolean() });
export type CoveredHours = z.infer<typeof CoveredHours>;

/**
 * One mentor takes the weekly hours of another for a while, `endsAt` not included. What the first one took over from
 * somebody else stays with them, so that two who exchange their shifts need two swaps and nothing else.
 */
export const ShiftSwap = z.object({
  swapId: ShiftSwapId,
  fromMentorId: MentorId,
  toMentorId: MentorId,
  startsAt: Timestamp,
  endsAt: Timestamp,
  /** The subject of the signed-in person who wrote it down. */
  madeBy: z.string().max(200),
  madeAt: Timestamp,
  cancelledAt: Timestamp.optional(),
});
export type ShiftSwap = z.infer<typeof ShiftSwap>;

/** How many swaps stand or have not passed yet: all of them are one row. */
export const mostSwaps = 200;

/** What changes the weekly hours of the roster: one row for the whole programme, without what has passed. */
export const Roster = z.object({ rosterId: z.literal('roster'), swaps: z.array(ShiftSwap).max(mostSwaps) });
export type Roster = z.infer<typeof Roster>;
