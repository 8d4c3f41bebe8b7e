import { MatchStep, type OfferOutcome } from '#shared/contracts/matching-step';
import type { Offer } from '#shared/contracts/pairing';
import { isBeingMatched, matchExecutionOf, offered } from '#shared/domain/offer';
import type { Clock } from '#shared/ports/clock';
import type { Records } from '#shared/ports/records';
import { parseInput } from '#shared/runtime/errors';
import { changeRow, put } from '#shared/steps/change-row';
import { bestFor, currentMentors, partnersOf } from '#shared/steps/matching-rows';

export interface OfferCoupleDeps {
  readonly records: Records;
  readonly clock: Clock;
}

/**
 * Ranks the mentors and offers the couple to the best one: the offer, the couple and the load of each mentor of the unit
 * in one write, on the rows that were ranked. Whoever races for the same room ranks again, so no capacity is exceeded
 * whatever runs at once. Safe to repeat: an offer that is open is the one.
 */
export const offerCouple =
  ({ records, clock }: OfferCoupleDeps) =>
  async (input: unknown): Promise<OfferOutcome> => {
    const { coupleId, execution } = parseInput(MatchStep, input);
    return changeRow(records, { kind: 'couple', id: coupleId }, async (row) => {
      const { revision: _revision, ...couple } = row;
      if (execution !== matchExecutionOf(couple)) return { result: without('over') };
      if (couple.state === 'paired') return { result: without('paired') };
      if (!isBeingMatched(couple)) return { result: without('over') };
      const partners = await partnersOf(records, couple);
      if (partners.length === 0) return { row: { ...couple, state: 'ended' }, result: without('over') };
      const open =
        couple.openOfferId === undefined ? undefined : await records.get('offer', couple.openOfferId);
      if (open?.state === 'open') return { result: outcomeOf(open, clock.now()) };

      const mentors = await currentMentors(records);
      const best = bestFor({ couple, partners, mentors }, clock);
      if (best.kind === 'nobody-left') return { result: without('nobody-left') };
      const unit = mentors.filter(({ mentorId }) => best.mentorIds.includes(mentorId));
      const after = offered(couple, { ...best, mentors: unit }, clock.now());
      return {
        row: after.couple,
        also: [
          put('offer', after.offer, 0),
          ...after.mentors.map((mentor) =>
            put('mentor', mentor, unit.find(({ mentorId }) => mentorId === mentor.mentorId)?.revision ?? 0),
          ),
          // A safety hold that comes in between is seen.
          ...partners.map(({ participant: { participantId: id, revision } }) => ({
            unchanged: 'participant' as const,
            id,
            revision,
          })),
        ],
        result: outcomeOf(after.offer, clock.now()),
      };
    });
  };

/** One that stands longer than it should is waited for a second more, and closed in the usual way. */
const outcomeOf = ({ offerId, expiresAt }: Offer, now: Date): OfferOutcome => ({
  outcome: 'offered',
  offerId,
  waitSeconds: Math.max(1, Math.ceil((Date.parse(expiresAt) - now.getTime()) / 1000)),
});

const without = (outcome: Exclude<OfferOutcome['outcome'], 'offered'>): OfferOutcome => ({
  outcome,
  offerId: '',
  waitSeconds: 1,
});
