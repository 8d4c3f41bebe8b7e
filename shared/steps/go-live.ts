import type { ProgrammeStatus } from '../contracts/programme.ts';
import type { UncoveredHours } from '../contracts/roster.ts';
import { isLive } from '../domain/programme.ts';
import { daysCoveredAhead, uncoveredHours } from '../domain/uncovered-hours.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import { put } from './change-row.ts';
import { loadRoster } from './load-roster.ts';

export interface CoverageDeps {
  readonly records: Records;
  readonly clock: Clock;
  /** The programme's own. */
  readonly timeZone: string;
}

/** The hours of the coming week in which nobody is on call [I16]. */
export const uncoveredAhead = async ({ records, clock, timeZone }: CoverageDeps): Promise<UncoveredHours[]> =>
  uncoveredHours(await loadRoster(records), { from: clock.now(), days: daysCoveredAhead, zone: timeZone });

export type GoneLive =
  | { readonly outcome: 'live' | 'live-before' }
  | { readonly outcome: 'uncovered'; readonly hours: readonly UncoveredHours[] };

/** Lets the programme go live, unless the coming week has an hour in which nobody is on call. Safe to repeat. */
export async function goLive(deps: CoverageDeps, by: string): Promise<GoneLive> {
  const { records, clock } = deps;
  const before = await records.get('programme', 'programme');
  if (isLive(before)) return { outcome: 'live-before' };
  const hours = await uncoveredAhead(deps);
  if (hours.length > 0) return { outcome: 'uncovered', hours };
  const live: ProgrammeStatus = {
    programmeId: 'programme',
    state: 'live',
    since: clock.now().toISOString(),
    by,
  };
  // Of two who say it at once the first has said it.
  await records.write([put('programme', live, before?.revision ?? 0)]);
  return { outcome: 'live' };
}
