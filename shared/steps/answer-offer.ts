import type { Offer } from '../contracts/pairing.ts';
import type { Stored } from '../contracts/rows.ts';
import { accepted, mayBeAnswered } from '../domain/offer.ts';
import type { Records } from '../ports/records.ts';
import { changeRow, put } from './change-row.ts';
import { closeOffer } from './close-offer.ts';
import { partnersOf, whileTakingPart } from './matching-rows.ts';
import type { WakeDeps } from './wake-waitlist.ts';

/** `answered-before`: by the other mentor of a mentor couple, or otherwise by this one. */
export interface AnswerOutcome {
  readonly outcome: 'accepted' | 'declined' | 'answered-before' | 'expired' | 'not-yours';
}

/**
 * A mentor accepts an offer or declines it, for the whole mentor unit [S22]. The first answer counts; the same mentor may
 * say the same again, which changes nothing. A late click is told so and does nothing. Accepting writes the offer, the
 * pairing and the couple at once; the waiting execution then tells everybody. Safe to repeat from any point.
 */
export async function answerOffer(
  deps: WakeDeps,
  given: {
    readonly offerId: string;
    readonly mentorId: string;
    readonly answer: 'accept' | 'decline';
    /** Why not, as one of the reasons that the page offers. */
    readonly reason?: string | undefined;
  },
): Promise<AnswerOutcome> {
  const { records, steps, clock } = deps;
  const { offerId, mentorId, answer, reason } = given;
  const offer = await records.get('offer', offerId);
  if (!offer?.mentorIds.includes(mentorId)) return { outcome: 'not-yours' };
  if (!mayBeAnswered(offer, clock.now()) && offer.state === 'open') return { outcome: 'expired' };
  if (answer === 'decline')
    return outcomeFor(await closeOffer(deps, offerId, { as: 'declined', by: mentorId, reason }), given);
  // A mentor who has left since then cannot take anybody on; the couple is offered to the next one.
  if (await hasLeft(records, offer))
    return outcomeFor(await closeOffer(deps, offerId, { as: 'withdrawn' }), given);

  const answered = await acceptedInOneWrite(deps, offer, mentorId);
  if (answered.taskToken !== undefined && answered.state === 'accepted')
    await steps.complete(answered.taskToken, { outcome: 'accepted' });
  return outcomeFor(answered, given);
}

/** The offer as it stands afterwards. Holds only while the same partners take part. */
const acceptedInOneWrite = (
  { records, clock }: WakeDeps,
  { offerId, coupleId }: Offer,
  by: string,
): Promise<Offer> =>
  changeRow(records, { kind: 'offer', id: offerId }, async (offer) => {
    const couple = await records.get('couple', coupleId);
    if (couple?.openOfferId !== offerId || !mayBeAnswered(offer, clock.now())) return { result: offer };
    const partners = await partnersOf(records, couple);
    if (partners.length === 0) return { result: offer };
    const participantIds = partners.map(({ participant }) => participant.participantId);
    const after = accepted({ couple, offer }, { by, participantIds, at: clock.now() });
    return {
      row: after.offer,
      also: [
        put('couple', after.couple, couple.revision),
        put('pairing', after.pairing, 0),
        ...whileTakingPart(partners),
      ],
      result: after.offer,
    };
  });

const hasLeft = async (records: Records, { state, mentorIds }: Stored<Offer>): Promise<boolean> => {
  if (state !== 'open') return false;
  const mentors = await Promise.all(mentorIds.map((mentorId) => records.get('mentor', mentorId)));
  return mentors.some((mentor) => mentor?.status === 'left');
};

function outcomeFor(
  { state, answeredBy }: Offer,
  { mentorId, answer }: { mentorId: string; answer: 'accept' | 'decline' },
): AnswerOutcome {
  if (state !== 'accepted' && state !== 'declined') return { outcome: 'expired' };
  const isTheirs = answeredBy === mentorId && state === (answer === 'accept' ? 'accepted' : 'declined');
  return { outcome: isTheirs ? state : 'answered-before' };
}
