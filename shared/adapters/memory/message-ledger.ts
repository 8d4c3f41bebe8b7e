import type { LedgerEntry } from '../../contracts/message.ts';
import type { MessageLedger } from '../../ports/message-ledger.ts';
import { Permanent } from '../../runtime/errors.ts';
import type { MemoryDatabase } from './database.ts';

/** `MessageLedger` in memory. */
export function memoryMessageLedger({ messages, participants, checkIns }: MemoryDatabase): MessageLedger {
  return {
    get: async ({ messageId }) => structuredClone(messages.get(messageId)),

    async claim({ entry, attempt, onlyWhile }) {
      const stored = messages.get(entry.messageId);
      if (stored && stored.state !== 'failed') return { outcome: 'already', entry: structuredClone(stored) };
      if (onlyWhile) {
        if (participants.get(entry.participantId)?.optedOut !== false)
          return { outcome: 'refused', reason: 'opted-out' };
        const state = onlyWhile.openCheckInId && checkIns.get(onlyWhile.openCheckInId)?.state;
        if (onlyWhile.openCheckInId !== undefined && state !== 'asked' && state !== 'nudged')
          return { outcome: 'refused', reason: 'check-in-ended' };
      }
      const claimed: LedgerEntry = {
        ...(stored ?? entry),
        state: 'sending',
        attempts: [...(stored?.attempts ?? []), { ...attempt, state: 'sending' }],
      };
      messages.set(entry.messageId, structuredClone(claimed));
      return { outcome: 'claimed' };
    },

    async settle({ messageId }, { attemptId, ...end }) {
      const stored = messages.get(messageId);
      if (!stored?.attempts.some((attempt) => attempt.attemptId === attemptId))
        throw new Permanent('there is no such attempt');
      if (stored.state !== 'sending') return;
      const attempts = stored.attempts.map((attempt) =>
        attempt.attemptId === attemptId && attempt.state === 'sending' ? { ...attempt, ...end } : attempt,
      );
      messages.set(messageId, { ...stored, state: end.state, attempts });
    },
  };
}
