import type { Journey } from '../contracts/journey.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { Couple } from '../contracts/pairing.ts';
import type { Participant } from '../contracts/participant.ts';
import type { Stored } from '../contracts/rows.ts';
import { profileOf } from '../domain/offer.ts';
import { nextOffer, type NextOffer } from '../domain/next-offer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Change, Records } from '../ports/records.ts';
import { Permanent } from '../runtime/errors.ts';
import { readAll } from './read-all.ts';

/** A partner who takes part. */
export interface Partner {
  readonly participant: Stored<Participant>;
  readonly journey: Stored<Journey>;
}

/** The partners whose way has not ended, in the couple's order: whoever left is not matched, told or asked. */
export async function partnersOf(records: Records, couple: Couple): Promise<Partner[]> {
  const everybody = await Promise.all(
    couple.participantIds.map(async (participantId) => {
      const [participant, journey] = await Promise.all([
        records.get('participant', participantId),
        records.get('journey', participantId),
      ]);
      if (!participant || !journey) throw new Permanent('a couple without its participant');
      return { participant, journey };
    }),
  );
  return everybody.filter(({ journey }) => journey.state !== 'ended');
}

/** Makes a write hold only while these partners take part: whoever leaves at the same moment is seen. */
export const whileTakingPart = (partners: readonly Partner[]): Change[] =>
  partners.map(({ journey: { participantId: id, revision } }) => ({ unchanged: 'journey', id, revision }));

/** All mentors, each as it is at this moment: a list may be behind, and a place that was freed just now must be seen. */
export async function currentMentors(records: Records): Promise<Stored<Mentor>[]> {
  const listed = await readAll(records, 'mentors');
  const current = await Promise.all(listed.map(({ mentorId }) => records.get('mentor', mentorId)));
  return current.filter((mentor) => mentor !== undefined);
}

/** Whom to offer this couple next, among these mentors. Empty couples are offered to nobody. */
export const bestFor = (
  { couple, partners, mentors }: { couple: Couple; partners: readonly Partner[]; mentors: readonly Mentor[] },
  clock: Clock,
): NextOffer =>
  nextOffer({
    couple: profileOf(
      couple,
      partners.map(({ participant }) => participant),
    ),
    mentors,
    at: clock.now(),
  });
