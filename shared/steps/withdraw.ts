import type { JourneyReason } from '../contracts/journey.ts';
import { inState } from '../domain/journey.ts';
import { withoutParticipant } from '../domain/pairing.ts';
import { changeJourney } from './change-journey.ts';
import { changeRow, put, type Decision } from './change-row.ts';
import { freeMentors } from './free-mentors.ts';
import { partnersOf } from './matching-rows.ts';
import { hoursFromNow, type Outbox } from './outbox.ts';
import { wakeWaitlist, type WakeDeps } from './wake-waitlist.ts';

/**
 * One person's way ends, as they or a coordinator say: the loop is told, an open check-in is cancelled, a farewell goes
 * out, and the pairing goes on with the other, of whom nothing changes [S01]. With the last one the pairing, the offer or
 * the search ends, and the mentors have their room back. The door stays open: a word begins again [S51]. Safe to repeat.
 */
export async function withdraw(
  deps: WakeDeps & { readonly outbox: Outbox },
  {
    participantId,
    reason = 'withdrawn',
  }: { readonly participantId: string; readonly reason?: JourneyReason },
): Promise<{ readonly outcome: 'withdrawn' | 'withdrawn-before' }> {
  const { records, steps, outbox, clock } = deps;
  const { outcome, journey } = await changeJourney(deps, participantId, (before) =>
    before.state === 'ended' ? undefined : inState(before, 'ended', { at: clock.now(), reason }),
  );
  if (journey.intake) await steps.complete(journey.intake.taskToken, { outcome: 'declined' });
  await outbox.plan({
    recipient: participantId,
    channel: 'text',
    template: 'ended',
    messageClass: 'scheduled',
    // Once for each time that they leave.
    what: `ended-${Date.parse(journey.since)}`,
    params: {},
    sendBefore: hoursFromNow(clock, 72),
  });
  const participant = await records.get('participant', participantId);
  if (participant?.coupleId !== undefined) await leaveCouple(deps, participant.coupleId, participantId);
  return { outcome: outcome === 'changed' ? 'withdrawn' : 'withdrawn-before' };
}

async function leaveCouple(deps: WakeDeps, coupleId: string, participantId: string): Promise<void> {
  const { records, steps, clock } = deps;
  const taskTokens = await changeRow(
    records,
    { kind: 'couple', id: coupleId },
    async (couple): Promise<Decision<'couple', readonly string[]>> => {
      const left = await partnersOf(records, couple);
      if (left.length > 0) {
        const pairing =
          couple.pairingId === undefined ? undefined : await records.get('pairing', couple.pairingId);
        const smaller = pairing && withoutParticipant(pairing, participantId);
        return { also: smaller ? [put('pairing', smaller, pairing.revision)] : [], result: [] };
      }
      const { waitlistedAt: _waitlistedAt, ...rest } = couple;
      const waitlistTokens = rest.waitlistToken === undefined ? [] : [rest.waitlistToken];
      if (rest.state === 'ended' || rest.state === 'separated') return { result: waitlistTokens };
      const freed = await freeMentors(records, rest, {
        offer: { as: 'withdrawn' },
        pairing: 'withdrawn',
        at: clock.now(),
      });
      return {
        row: { ...freed.couple, state: 'ended' },
        also: freed.also,
        result: freed.taskToken === undefined ? waitlistTokens : [freed.taskToken, ...waitlistTokens],
      };
    },
  );
  // The search, if one is on, finds that it is over.
  for (const token of taskTokens) await steps.complete(token, { outcome: 'withdrawn' });
  await wakeWaitlist(deps);
}
