import type { Mentor } from '../contracts/mentor.ts';
import type { Couple } from '../contracts/pairing.ts';
import type { Stored } from '../contracts/rows.ts';
import { closed, laden, withoutOffer, type OfferEnd } from '../domain/offer.ts';
import { pairingEnded, withoutPairing, type PairingEnd } from '../domain/pairing.ts';
import type { Change, Records } from '../ports/records.ts';
import { Permanent } from '../runtime/errors.ts';
import { put } from './change-row.ts';

/** A couple that nobody has or is offered any more, and what is written together with it. */
export interface Freed {
  readonly couple: Couple;
  readonly also: readonly Change[];
  /** Of the step that waits for the answer to the offer. */
  readonly taskToken: string | undefined;
}

/**
 * Takes a couple out of whoever's hands it is in: its open offer ends, its pairing too where a reason for that is given,
 * and each mentor has the room back, all in the one write in which the caller puts the couple. So a mentor's load is at every moment the weight of their
 * open offers and active pairings.
 */
export async function freeMentors(
  records: Records,
  couple: Stored<Couple>,
  how: { readonly offer: OfferEnd; readonly pairing?: PairingEnd; readonly at: Date },
): Promise<Freed> {
  const { revision: _revision, ...before } = couple;
  const [offer, pairing] = await Promise.all([
    before.openOfferId === undefined ? undefined : records.get('offer', before.openOfferId),
    before.pairingId === undefined ? undefined : records.get('pairing', before.pairingId),
  ]);
  const closedOffer = offer && closed(offer, how.offer, how.at);
  const endedPairing = pairing && how.pairing && pairingEnded(pairing, how.pairing, how.at);
  const unoffered = closedOffer ? withoutOffer(before, closedOffer, how.offer) : before;
  return {
    couple: endedPairing ? withoutPairing(unoffered, endedPairing) : unoffered,
    also: [
      ...(offer && closedOffer ? [put('offer', closedOffer, offer.revision)] : []),
      ...(pairing && endedPairing ? [put('pairing', endedPairing, pairing.revision)] : []),
      ...(await unladen(records, [
        ...(closedOffer ? [closedOffer] : []),
        ...(endedPairing ? [endedPairing] : []),
      ])),
    ],
    taskToken: closedOffer?.taskToken,
  };
}

/** Each mentor once, with all that they no longer carry: a write names no row twice. */
async function unladen(
  records: Records,
  carried: readonly { readonly mentorIds: readonly string[]; readonly weight: number }[],
): Promise<Change[]> {
  const mentorIds = [...new Set(carried.flatMap((one) => one.mentorIds))];
  return Promise.all(
    mentorIds.map(async (mentorId) => {
      const mentor: Stored<Mentor> | undefined = await records.get('mentor', mentorId);
      if (!mentor) throw new Permanent('there is no such mentor');
      const weight = carried
        .filter((one) => one.mentorIds.includes(mentorId))
        .reduce((sum, one) => sum + one.weight, 0);
      return put('mentor', laden(mentor, -weight), mentor.revision);
    }),
  );
}
