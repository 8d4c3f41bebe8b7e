import type { CoupleProfile } from '../contracts/couple.ts';
import type { MatchingReason } from '../contracts/matching.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { Couple, Offer, Pairing } from '../contracts/pairing.ts';
import type { Participant } from '../contracts/participant.ts';

/** For how long a mentor may think about an offer [3b]; then the next one is asked. */
export const offerHours = 48;

/** A couple as matching sees it, with those partners who take part. On hold while either of them is [3b, S48]. */
export const profileOf = (couple: Couple, partners: readonly Participant[]): CoupleProfile => ({
  coupleId: couple.coupleId,
  partners: partners.map(({ participantId, profile }) => ({ ...profile, participantId })),
  weight: couple.weight,
  // The hold is on what is joint: somebody who goes on alone may have a mentor.
  onHold: partners.length > 1 && partners.some(({ safetyHold }) => safetyHold),
  wantsMentorCouple: couple.wantsMentorCouple,
  previousMentorIds: couple.previousMentorIds,
  refusals: couple.refusals,
});

/** The best of the ranking, with the mentors of the unit as they are now. */
export interface BestUnit {
  readonly mentorUnitId: string;
  readonly mentors: readonly Mentor[];
  readonly score: number;
  readonly reasons: readonly MatchingReason[];
}

/**
 * The couple offered to a mentor unit: the rows to write together, each on the revision that the ranking saw. The room is
 * taken from each mentor at once, so that no two couples are offered the same place.
 */
export function offered(
  couple: Couple,
  { mentorUnitId, mentors, score, reasons }: BestUnit,
  at: Date,
): { readonly couple: Couple; readonly offer: Offer; readonly mentors: readonly Mentor[] } {
  const { waitlistToken: _waitlistToken, ...rest } = couple;
  const number = couple.offers + 1;
  const offerId = `o-${couple.coupleId.slice('c-'.length)}-${number}`;
  return {
    couple: { ...rest, state: 'matching', offers: number, openOfferId: offerId },
    offer: {
      offerId,
      coupleId: couple.coupleId,
      mentorUnitId,
      mentorIds: mentors.map(({ mentorId }) => mentorId),
      state: 'open',
      weight: couple.weight,
      score,
      reasons: [...reasons],
      offeredAt: at.toISOString(),
      expiresAt: new Date(at.getTime() + offerHours * 3_600_000).toISOString(),
    },
    mentors: mentors.map((mentor) => ({
      ...laden(mentor, couple.weight),
      lastOfferedAt: at.toISOString(),
    })),
  };
}

/** The mentor with this much more to carry; less where it is negative, and never below 0. */
export const laden = (mentor: Mentor, weight: number): Mentor => ({
  ...mentor,
  load: Math.max(0, mentor.load + weight),
});

/** True while the mentors may still answer: a late click is told so, even before the offer is closed. */
export const mayBeAnswered = ({ state, expiresAt }: Offer, now: Date): boolean =>
  state === 'open' && now.getTime() < Date.parse(expiresAt);

/**
 * A mentor accepted, for the whole unit: the offer, the couple and the pairing to write together. The room that the offer
 * took is the pairing's from now on. Only of an open offer.
 */
export function accepted(
  { couple, offer }: { readonly couple: Couple; readonly offer: Offer },
  { by, participantIds, at }: { by: string; participantIds: readonly string[]; at: Date },
): { readonly couple: Couple; readonly offer: Offer; readonly pairing: Pairing } {
  const { openOfferId: _openOfferId, waitlistedAt: _waitlistedAt, ...rest } = couple;
  const { offerId, coupleId, mentorUnitId, mentorIds, weight } = offer;
  const pairingId = `pair-${offerId.slice('o-'.length)}`;
  const since = at.toISOString();
  return {
    couple: {
      ...rest,
      state: 'paired',
      pairingId,
      previousMentorIds: [...new Set([...couple.previousMentorIds, ...mentorIds])].slice(-20),
    },
    offer: { ...offer, state: 'accepted', answeredBy: by, answeredAt: since },
    pairing: {
      pairingId,
      coupleId,
      participantIds: [...participantIds],
      mentorUnitId,
      mentorIds,
      weight,
      state: 'active',
      since,
    },
  };
}

/** How an open offer ends without a pairing. */
export type OfferEnd =
  | { readonly as: 'declined'; readonly by: string; readonly reason?: string | undefined }
  | { readonly as: 'expired' | 'withdrawn' };

/** The offer once it has ended; `undefined` where it had before. */
export function closed(offer: Offer, end: OfferEnd, at: Date): Offer | undefined {
  if (offer.state !== 'open') return undefined;
  if (end.as !== 'declined') return { ...offer, state: end.as };
  return {
    ...offer,
    state: 'declined',
    answeredBy: end.by,
    answeredAt: at.toISOString(),
    ...(end.reason !== undefined && { declineReason: end.reason }),
  };
}

/**
 * The couple without its open offer. Who declined or did not answer is not asked again in this round: of a mentor couple
 * neither is, since either answers for both [S22].
 */
export function withoutOffer(couple: Couple, { mentorIds }: Offer, { as }: OfferEnd): Couple {
  const { openOfferId: _openOfferId, ...rest } = couple;
  if (as === 'withdrawn') return rest;
  return refusing(rest, mentorIds, as === 'declined' ? 'declined' : 'offer-expired');
}

/** The couple, not offered to these mentors again. */
export const refusing = (
  couple: Couple,
  mentorIds: readonly string[],
  kind: Couple['refusals'][number]['kind'],
): Couple => ({
  ...couple,
  refusals: [...couple.refusals, ...mentorIds.map((mentorId) => ({ mentorId, kind }))].slice(-500),
});

/**
 * The couple at the beginning of another round of matching: it names the execution that looks for a mentor. Who only did
 * not answer in the last round may be asked again; who declined, or whom they left, may not.
 */
export const inNextRound = (couple: Couple): Couple => ({
  ...couple,
  state: couple.state === 'paired' ? 'paired' : 'matching',
  matchings: couple.matchings + 1,
  refusals: couple.refusals.filter(({ kind }) => kind !== 'offer-expired'),
});

/** The name of the execution of the couple's present round of matching: a second start of it is the same execution. */
export const matchExecutionOf = ({ coupleId, matchings }: Pick<Couple, 'coupleId' | 'matchings'>): string =>
  `${coupleId}-match-${matchings}`;

/** True while a round of matching is on, or should be. */
export const isBeingMatched = ({ state }: Pick<Couple, 'state'>): boolean =>
  state === 'matching' || state === 'waitlisted';

/** On the waitlist from now on, or still: the place in it does not change by an offer that came to nothing. */
export const waitlisted = (couple: Couple, taskToken: string, at: Date): Couple => ({
  ...couple,
  state: 'waitlisted',
  waitlistedAt: couple.waitlistedAt ?? at.toISOString(),
  waitlistToken: taskToken,
});

/** Who has waited longest comes first; of equals, in the order of their ids. */
export const byWaitlistOrder = (a: Couple, b: Couple): number =>
  compare(a.waitlistedAt ?? '', b.waitlistedAt ?? '') || compare(a.coupleId, b.coupleId);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
