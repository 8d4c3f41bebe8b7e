import type { Mentor } from '../contracts/mentor.ts';
import { byWaitlistOrder, laden } from '../domain/offer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import type { WaitingSteps } from '../ports/workflows.ts';
import { bestFor, currentMentors, partnersOf } from './matching-rows.ts';
import { readAll } from './read-all.ts';

export interface WakeDeps {
  readonly records: Records;
  readonly steps: WaitingSteps;
  readonly clock: Clock;
}

/**
 * Lets those couples on the waitlist look again for whom there is a mentor with room now, who has waited longest first.
 * Call it whenever a mentor was added or changed, or has room again. It promises nothing to anybody: each of them ranks
 * for itself, and goes back to its place where somebody else was faster. Safe to repeat.
 */
export async function wakeWaitlist({ records, steps, clock }: WakeDeps): Promise<{ readonly woken: number }> {
  const waiting = (await readAll(records, 'couples'))
    .filter(({ state }) => state === 'waitlisted')
    .toSorted(byWaitlistOrder);
  if (waiting.length === 0) return { woken: 0 };
  let mentors: readonly Mentor[] = await currentMentors(records);
  let woken = 0;
  for (const couple of waiting) {
    const best = bestFor({ couple, partners: await partnersOf(records, couple), mentors }, clock);
    if (best.kind === 'nobody-left' || couple.waitlistToken === undefined) continue;
    // As if it were offered already: no two are woken for one place.
    mentors = mentors.map((mentor) =>
      best.mentorIds.includes(mentor.mentorId) ? laden(mentor, couple.weight) : mentor,
    );
    const { outcome } = await steps.complete(couple.waitlistToken, { outcome: 'woken' });
    if (outcome === 'completed') woken += 1;
  }
  return { woken };
}
