import { WaitlistStep } from '#shared/contracts/matching-step';
import type { Couple } from '#shared/contracts/pairing';
import { isBeingMatched, matchExecutionOf, waitlisted } from '#shared/domain/offer';
import { parseInput } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';
import { bestFor, currentMentors, partnersOf, type Partner } from '#shared/steps/matching-rows';
import { hoursFromNow, type Outbox } from '#shared/steps/outbox';
import type { TaskDesk } from '#shared/steps/task-desk';
import { wakeWaitlist, type WakeDeps } from '#shared/steps/wake-waitlist';

export interface WaitlistCoupleDeps extends WakeDeps {
  readonly outbox: Outbox;
  readonly desk: TaskDesk;
}

/**
 * Puts a couple on the waitlist, or back to its place on it, and saves the token by which it is woken. Both are told, and
 * a coordinator has a task; both again each month, so that nobody waits unseen. Looks once more afterwards: room that
 * was given back in between woke nobody. Safe to repeat.
 */
export const waitlistCouple =
  (deps: WaitlistCoupleDeps) =>
  async (input: unknown): Promise<{ outcome: 'waiting' | 'woken' | 'over' }> => {
    const { coupleId, execution, taskToken } = parseInput(WaitlistStep, input);
    const { records, steps, clock } = deps;
    const couple = await changeRow(records, { kind: 'couple', id: coupleId }, (row) => {
      if (execution !== matchExecutionOf(row) || !isBeingMatched(row)) return { result: undefined };
      const after = waitlisted(row, taskToken, clock.now());
      return { row: after, result: after };
    });
    if (!couple) return complete('over');
    const partners = await partnersOf(records, couple);
    const best = bestFor({ couple, partners, mentors: await currentMentors(records) }, clock);
    if (best.kind === 'offer') return complete('woken');
    await tell(deps, couple, partners);
    await deps.desk.open({
      taskId: `t-nobody-${roundOf(deps, couple)}-${coupleId}`,
      kind: 'nobody-to-match',
      coupleId,
      reason: [...new Set(best.excluded.map(({ code }) => code))].join(' ').slice(0, 200) || 'no-mentors',
    });
    // Whoever was passed over for this couple may have what it could not take.
    await wakeWaitlist(deps);
    return { outcome: 'waiting' };

    async function complete(outcome: 'woken' | 'over') {
      await steps.complete(taskToken, { outcome });
      return { outcome };
    }
  };

/**
 * In words that are the same for both. Not where they had a mentor before: that there is none any more would tell one
 * partner that somebody asked for a change, before there is anything new [4e].
 */
async function tell(deps: WaitlistCoupleDeps, couple: Couple, partners: readonly Partner[]): Promise<void> {
  if (couple.previousMentorIds.length > 0) return;
  for (const { participant } of partners)
    await deps.outbox.plan({
      recipient: participant.participantId,
      channel: 'text',
      template: 'waitlisted',
      messageClass: 'scheduled',
      what: `waitlisted-${roundOf(deps, couple)}`,
      params: {},
      sendBefore: hoursFromNow(deps.clock, 72),
    });
}

/** Which month of which round of matching: `1-0` is the first of the first. */
function roundOf({ clock }: WaitlistCoupleDeps, { matchings, waitlistedAt }: Couple): string {
  const waited = waitlistedAt === undefined ? 0 : clock.now().getTime() - Date.parse(waitlistedAt);
  return `${matchings}-${Math.floor(waited / (30 * 86_400_000))}`;
}
