import type { Couple, CoupleState, Pairing } from '../contracts/pairing.ts';
import { mentorUnitIdOf } from './mentor-units.ts';
import { refusing } from './offer.ts';

/** Why a pairing ended. */
export type PairingEnd = NonNullable<Pairing['endReason']>;

/** The pairing once it has ended; `undefined` where it had before. */
export const pairingEnded = (pairing: Pairing, reason: PairingEnd, at: Date): Pairing | undefined =>
  pairing.state === 'active'
    ? { ...pairing, state: 'ended', endedAt: at.toISOString(), endReason: reason }
    : undefined;

/**
 * The couple without its pairing, which has ended. A change that was asked for, by whomever, is a refusal of these mentors; whoever else
 * ended it may have them again, and would rather [I9].
 */
export function withoutPairing(couple: Couple, { mentorIds, endReason = 'completed' }: Pairing): Couple {
  const { pairingId: _pairingId, ...rest } = couple;
  const after: Couple = { ...rest, state: stateAfter[endReason] };
  return endReason === 'change-asked' ? refusing(after, mentorIds, 'change-asked') : after;
}

/** Where matching stands after a pairing: somebody else is looked for, or it is over. */
const stateAfter: Record<PairingEnd, CoupleState> = {
  'change-asked': 'matching',
  'mentor-left': 'matching',
  separated: 'separated',
  withdrawn: 'ended',
  completed: 'ended',
};

/**
 * The pairing goes on with the other partner: its weight stays, which says how hard the time is and not how many they
 * are [4f]. `undefined` where they are no part of it, or the last one.
 */
export function withoutParticipant(pairing: Pairing, participantId: string): Pairing | undefined {
  const participantIds = pairing.participantIds.filter((id) => id !== participantId);
  const isPart = participantIds.length < pairing.participantIds.length;
  return pairing.state === 'active' && isPart && participantIds.length > 0
    ? { ...pairing, participantIds }
    : undefined;
}

/**
 * True where another mentor accompanied them before: both are told that there is a change, in the same words whoever
 * asked for it or none of them did [4e].
 */
export const isChange = (
  { previousMentorIds }: Pick<Couple, 'previousMentorIds'>,
  { mentorIds }: Pick<Pairing, 'mentorIds'>,
): boolean => previousMentorIds.some((mentorId) => !mentorIds.includes(mentorId));

/**
 * One of two who go on apart: matched as a couple of one, rather with the mentors whom they know [I9, S01]. What was
 * refused for the couple stays refused, so that nobody has to say it again. The id comes from the participant's: to
 * separate again makes no second one.
 */
export const singleOf = (couple: Couple, participantId: string, at: Date): Couple => ({
  coupleId: `c-single${participantId.slice('p-'.length)}`.slice(0, 42),
  participantIds: [participantId],
  state: 'matching',
  createdAt: at.toISOString(),
  questions: [],
  weight: couple.weight,
  refusals: couple.refusals,
  previousMentorIds: couple.previousMentorIds,
  offers: 0,
  matchings: 0,
});

/**
 * The pairing goes on with the other of a mentor couple, since the two cover for each other [S22]. `undefined` where they
 * are no part of it, or alone in it: then somebody else is looked for.
 */
export function withoutMentor(pairing: Pairing, mentorId: string): Pairing | undefined {
  const mentorIds = pairing.mentorIds.filter((id) => id !== mentorId);
  return pairing.state === 'active' && pairing.mentorIds.length === 2 && mentorIds.length === 1
    ? { ...pairing, mentorIds, mentorUnitId: mentorUnitIdOf(mentorIds) }
    : undefined;
}
