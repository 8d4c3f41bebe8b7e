import type { ParticipantStore } from '../../ports/participant-store.ts';
import { Permanent } from '../../runtime/errors.ts';
import { pageOf, type MemoryDatabase } from './database.ts';

/** `ParticipantStore` in memory. */
export function memoryParticipantStore({ participants, phoneClaims }: MemoryDatabase): ParticipantStore {
  const get = async (participantId: string) => structuredClone(participants.get(participantId));

  return {
    get,

    async add(participant) {
      if (phoneClaims.has(participant.phone)) return { outcome: 'phone-taken' };
      if (participants.has(participant.participantId))
        throw new Permanent('a participant with this id exists');
      phoneClaims.set(participant.phone, participant.participantId);
      participants.set(participant.participantId, structuredClone(participant));
      return { outcome: 'added' };
    },

    async findByPhone(phone) {
      const participantId = phoneClaims.get(phone);
      return participantId === undefined ? undefined : get(participantId);
    },

    list: async (page) =>
      pageOf(participants.values(), { page, keyOf: ({ participantId }) => participantId }),

    async setOptedOut({ participantId, optedOut, at }) {
      const participant = participants.get(participantId);
      if (!participant) throw new Permanent('there is no such participant');
      const since = participant.optOutChangedAt ?? '';
      const when = at.toISOString();
      if (optedOut ? since > when : since >= when) return { outcome: 'superseded' };
      participants.set(participantId, { ...participant, optedOut, optOutChangedAt: when });
      return { outcome: 'changed' };
    },
  };
}
