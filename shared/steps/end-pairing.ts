import { inNextRound } from '../domain/offer.ts';
import type { PairingEnd } from '../domain/pairing.ts';
import { changeRow } from './change-row.ts';
import { freeMentors } from './free-mentors.ts';
import { wakeWaitlist, type WakeDeps } from './wake-waitlist.ts';

/**
 * Ends the pairing of a couple: the mentors have their room back at once, and whoever waits for a place is woken. After
 * `change-asked` and `mentor-left` the couple is in its next round of matching, which the caller starts (`changeMentor`
 * does both). Check-ins go on. Safe to repeat.
 */
export async function endPairing(
  deps: WakeDeps,
  { coupleId, reason }: { readonly coupleId: string; readonly reason: PairingEnd },
): Promise<{ readonly outcome: 'ended' | 'no-pairing' }> {
  const { records, clock } = deps;
  const outcome = await changeRow(records, { kind: 'couple', id: coupleId }, async (couple) => {
    if (couple.pairingId === undefined) return { result: 'no-pairing' as const };
    const freed = await freeMentors(records, couple, {
      offer: { as: 'withdrawn' },
      pairing: reason,
      at: clock.now(),
    });
    // In the same write: the execution that made this pairing may still be running, and must not be taken for the next.
    const row = freed.couple.state === 'matching' ? inNextRound(freed.couple) : freed.couple;
    return { row, also: freed.also, result: 'ended' as const };
  });
  // Also where it had ended: a run before this one may have crashed in between.
  await wakeWaitlist(deps);
  return { outcome };
}
