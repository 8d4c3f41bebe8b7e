import { isLive } from '../domain/programme.ts';
import { localAt } from '../domain/on-call.ts';
import { uncoveredAhead, type CoverageDeps } from './go-live.ts';
import type { TaskDesk } from './task-desk.ts';

/**
 * Brings the hours of the coming week in which nobody is on call to the coordinators, once the programme is live: one
 * task on each day of the programme that finds any, however often it looks [I16]. Tells how many spans it found.
 */
export async function watchOnCall(deps: CoverageDeps & { readonly desk: TaskDesk }): Promise<number> {
  const { records, clock, timeZone, desk } = deps;
  if (!isLive(await records.get('programme', 'programme'))) return 0;
  const gaps = await uncoveredAhead(deps);
  const [first] = gaps;
  if (!first) return 0;
  const today = localAt(clock.now(), timeZone).toPlainDate().toString();
  await desk.open({
    taskId: `t-on-call-gap-${today}`,
    kind: 'on-call-gap',
    reason: `${gaps.length} uncovered, first ${first.localFrom} to ${first.localTo}`,
  });
  return gaps.length;
}
