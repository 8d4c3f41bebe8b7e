import type { Roster, ShiftSwap } from '../contracts/roster.ts';
import { mayTakeOver } from '../domain/on-call.ts';
import { cancelled, emptyRoster, swapped, type NewSwap } from '../domain/shift-swap.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import { Transient } from '../runtime/errors.ts';
import { changeRow, put } from './change-row.ts';

export interface SwapShiftDeps {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type SwapResult =
  | { readonly outcome: 'swapped' | 'swapped-before'; readonly swap: ShiftSwap }
  | { readonly outcome: 'swap-overlaps' | 'too-many-swaps' | 'cannot-take-over' | 'not-found' };

/**
 * Lets one mentor take the hours on call of another for a while. Only who is active, there and trained for all of it may
 * [S29]; both must exist. Safe to repeat: the same swap again is the same.
 */
export async function swapShift(
  { records, clock, newId }: SwapShiftDeps,
  swap: NewSwap,
  madeBy: string,
): Promise<SwapResult> {
  const [from, to] = await Promise.all([
    records.get('mentor', swap.fromMentorId),
    records.get('mentor', swap.toMentorId),
  ]);
  if (!from || !to) return { outcome: 'not-found' };
  if (!mayTakeOver(to, swap)) return { outcome: 'cannot-take-over' };
  const now = clock.now();
  const made = { ...swap, swapId: `swap-${newId()}`, madeBy, madeAt: now.toISOString() };
  await withRoster(records);
  return changeRow<'roster', SwapResult>(records, { kind: 'roster', id: 'roster' }, (row) => {
    const result = swapped(row, made, now);
    return result.outcome === 'swapped'
      ? { row: result.roster, result: { outcome: result.outcome, swap: result.swap } }
      : { result };
  });
}

/** Undoes a swap from now on. Safe to repeat; `undefined` where there is none, or where it has passed long ago. */
export async function cancelSwap(
  { records, clock }: Pick<SwapShiftDeps, 'records' | 'clock'>,
  swapId: string,
): Promise<ShiftSwap | undefined> {
  if (!(await records.get('roster', 'roster'))) return undefined;
  const roster = await changeRow<'roster', Roster>(records, { kind: 'roster', id: 'roster' }, (row) => {
    const after = cancelled(row, swapId, clock.now());
    return after ? { row: after, result: after } : { result: row };
  });
  return roster.swaps.find((one) => one.swapId === swapId);
}

/** The one row is there from the first swap on; whoever comes second finds it. */
async function withRoster(records: Records): Promise<void> {
  if (await records.get('roster', 'roster')) return;
  await records.write([put('roster', emptyRoster, 0)]);
  if (!(await records.get('roster', 'roster'))) throw new Transient('the roster could not be begun');
}
