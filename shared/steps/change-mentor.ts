import { endPairing } from './end-pairing.ts';
import { startMatching, type StartMatchingDeps } from './start-matching.ts';
import type { WakeDeps } from './wake-waitlist.ts';

/**
 * Another mentor for a couple, without blame: either partner asked privately, a coordinator decided, or the mentor left.
 * The pairing ends, the search begins again, and check-ins go on meanwhile. Nobody is told before somebody new accepts;
 * then both are, at the same moment and in the same words, so that neither can tell who asked, or whether anybody did
 * [4e]. Who asked is stored nowhere. Safe to repeat: a search that is on stays on.
 */
export async function changeMentor(
  deps: WakeDeps & StartMatchingDeps,
  {
    coupleId,
    reason = 'change-asked',
  }: { readonly coupleId: string; readonly reason?: 'change-asked' | 'mentor-left' },
): Promise<{ readonly outcome: 'searching' | 'not-now' }> {
  await endPairing(deps, { coupleId, reason });
  const couple = await deps.records.get('couple', coupleId);
  if (couple?.state !== 'matching' && couple?.state !== 'waitlisted') return { outcome: 'not-now' };
  await startMatching(deps, coupleId);
  return { outcome: 'searching' };
}
