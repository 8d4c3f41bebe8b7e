import type { Mentor } from '../contracts/mentor.ts';
import type { Pairing } from '../contracts/pairing.ts';
import type { Stored } from '../contracts/rows.ts';
import type { Participant } from '../contracts/participant.ts';
import { checkInsShown, digestFor, type Accompanied, type Digest } from '../domain/mail/digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';

export interface LoadDigestDeps {
  readonly records: Records;
  readonly clock: Clock;
}

/** A digest with the rows that it stands on: the pairings, and whoever is shown in it. */
export interface LoadedDigest {
  readonly digest: Digest;
  readonly pairings: readonly Stored<Pairing>[];
  readonly shown: readonly Stored<Participant>[];
}

/**
 * The digest of a mentor as it is at this moment, from those of these pairings that the mentor still accompanies.
 * `undefined` where nobody may be shown.
 */
export async function loadDigest(
  { records, clock }: LoadDigestDeps,
  { mentorId }: Pick<Mentor, 'mentorId'>,
  pairingIds: readonly string[],
): Promise<LoadedDigest | undefined> {
  const found = await Promise.all(pairingIds.map((pairingId) => records.get('pairing', pairingId)));
  const pairings = found.filter(
    (pairing) => pairing?.state === 'active' && pairing.mentorIds.includes(mentorId),
  );
  const held = pairings.filter((pairing) => pairing !== undefined);
  const participantIds = new Set(held.flatMap((pairing) => pairing.participantIds));
  const loaded = await Promise.all(
    [...participantIds].map((participantId) => accompanied(records, participantId)),
  );
  const people = loaded.filter((person) => person !== undefined);

  const digest = digestFor({ accompanied: people, now: clock.now() });
  if (!digest) return undefined;
  const isShown = new Set(digest.sections.map(({ participantId }) => participantId));
  const shown = people.map(({ participant }) => participant);
  return {
    digest,
    pairings: held,
    shown: shown.filter(({ participantId }) => isShown.has(participantId)),
  };
}

interface Loaded extends Accompanied {
  readonly participant: Stored<Participant>;
}

async function accompanied(records: Records, participantId: string): Promise<Loaded | undefined> {
  const [participant, journey] = await Promise.all([
    records.get('participant', participantId),
    records.get('journey', participantId),
  ]);
  if (!participant || !journey) return undefined;
  const [checkIns, tasks] = await Promise.all([
    // Some of the newest are cancelled, or not asked yet.
    records.listOf('check-in', participantId, { limit: 2 * checkInsShown }),
    Promise.all(journey.concerns.slice(-20).map((taskId) => records.get('task', taskId))),
  ]);
  const concerns = tasks.filter((task) => task?.state === 'open').filter((task) => task !== undefined);
  return { participant, journey, checkIns: checkIns.items, concerns };
}
