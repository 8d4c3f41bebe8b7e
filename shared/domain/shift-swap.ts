import { mostSwaps, type Roster, type ShiftSwap } from '../contracts/roster.ts';

/** What a coordinator writes down: who takes whose hours, from when to when. */
export type NewSwap = Pick<ShiftSwap, 'fromMentorId' | 'toMentorId' | 'startsAt' | 'endsAt'>;

/** The roster before anybody swapped. */
export const emptyRoster: Roster = { rosterId: 'roster', swaps: [] };

/**
 * The roster with one more swap, without those that have passed. The same one again is the same; hours that somebody has
 * already given away cannot be given away again.
 */
export function swapped(
  roster: Roster,
  swap: ShiftSwap,
  now: Date,
):
  | { readonly outcome: 'swapped'; readonly roster: Roster; readonly swap: ShiftSwap }
  | { readonly outcome: 'swapped-before'; readonly swap: ShiftSwap }
  | { readonly outcome: 'swap-overlaps' | 'too-many-swaps' } {
  const swaps = roster.swaps.filter(({ endsAt }) => Date.parse(endsAt) > now.getTime());
  const standing = swaps.filter(({ cancelledAt }) => cancelledAt === undefined);
  const same = standing.find((one) => isSame(one, swap));
  if (same) return { outcome: 'swapped-before', swap: same };
  if (standing.some((one) => one.fromMentorId === swap.fromMentorId && overlap(one, swap)))
    return { outcome: 'swap-overlaps' };
  if (swaps.length >= mostSwaps) return { outcome: 'too-many-swaps' };
  return { outcome: 'swapped', roster: { ...roster, swaps: [...swaps, swap] }, swap };
}

/** The roster without this swap from now on; `undefined` where it is cancelled already or not there. */
export function cancelled(roster: Roster, swapId: string, now: Date): Roster | undefined {
  const isIt = (one: ShiftSwap): boolean => one.swapId === swapId && one.cancelledAt === undefined;
  if (!roster.swaps.some(isIt)) return undefined;
  const swaps = roster.swaps.map((one) => (isIt(one) ? { ...one, cancelledAt: now.toISOString() } : one));
  return { ...roster, swaps };
}

const isSame = (one: NewSwap, other: NewSwap): boolean =>
  one.fromMentorId === other.fromMentorId &&
  one.toMentorId === other.toMentorId &&
  one.startsAt === other.startsAt &&
  one.endsAt === other.endsAt;

const overlap = (one: NewSwap, other: NewSwap): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt;
