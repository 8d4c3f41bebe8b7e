import type { OnCallRoster } from '../domain/on-call.ts';
import type { Records } from '../ports/records.ts';
import { readAll } from './read-all.ts';

/** Who takes pages when, as it is written down at this moment. */
export async function loadRoster(records: Records): Promise<OnCallRoster> {
  const [mentors, roster] = await Promise.all([readAll(records, 'mentors'), records.get('roster', 'roster')]);
  return { mentors, swaps: roster?.swaps ?? [] };
}
