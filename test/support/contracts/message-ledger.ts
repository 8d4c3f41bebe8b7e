import type { CheckInState } from '#shared/contracts/check-in';
import type { Claim } from '#shared/ports/message-ledger';
import { aParticipant, aReply, hoursLater, monday } from '../builders.ts';
import type { Stores, StoresFactory } from './worlds.ts';

const key = { messageId: 'p-ana001-c001-question', participantId: 'p-ana001' };
const checkInId = 'p-ana001-c001';

const aClaim = (attemptId: string, onlyWhile?: Claim['onlyWhile']): Claim => ({
  entry: {
    ...key,
    channel: 'text',
    template: 'check-in-question',
    checkInId,
    createdAt: monday.toISOString(),
  },
  attempt: { attemptId, at: monday.toISOString() },
  ...(onlyWhile && { onlyWhile }),
});

async function withCheckIn(
  stores: Stores,
  state: Extract<CheckInState, 'scheduled' | 'asked' | 'nudged' | 'answered'>,
) {
  const { participants, checkIns } = stores;
  await participants.add(aParticipant());
  await checkIns.openNext({ participant: aParticipant(), at: monday, deadline: hoursLater(72) });
  if (state === 'scheduled') return;
  await checkIns.markAsked({ checkInId, taskToken: 't', at: monday, deadline: hoursLater(72) });
  if (state === 'nudged') await checkIns.markNudged({ checkInId, taskToken: 't', at: monday });
  if (state === 'answered') await checkIns.answer(checkInId, aReply(4));
}

/** What every `MessageLedger` promises. */
export function messageLedgerContract(make: StoresFactory): void {
  describe('message ledger', () => {
    it('gives the claim to one of two that race', async () => {
      const { ledger } = await make();

      const both = await Promise.all([ledger.claim(aClaim('a-1')), ledger.claim(aClaim('a-2'))]);

      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'claimed']);
      expect(await ledger.get(key)).toMatchObject({ state: 'sending', attempts: [{ state: 'sending' }] });
    });

    it.each(['sent', 'unknown'] as const)('never gives a message again that is %s', async (state) => {
      const { ledger } = await make();
      await ledger.claim(aClaim('a-1'));
      await ledger.settle(key, { attemptId: 'a-1', state, ...(state === 'sent' && { providerId: 'm-1' }) });

      const again = await ledger.claim(aClaim('a-2'));

      expect(again).toMatchObject({
        outcome: 'already',
        entry: { state, attempts: [{ attemptId: 'a-1', state }] },
      });
    });

    it('never gives a message again that is being sent', async () => {
      const { ledger } = await make();
      await ledger.claim(aClaim('a-1'));

      expect(await ledger.claim(aClaim('a-2'))).toMatchObject({
        outcome: 'already',
        entry: { state: 'sending' },
      });
    });

    it('gives a message again that was refused, and keeps both attempts', async () => {
      const { ledger } = await make();
      await ledger.claim(aClaim('a-1'));
      await ledger.settle(key, { attemptId: 'a-1', state: 'failed', code: 'ThrottledException' });

      const again = await ledger.claim(aClaim('a-2'));
      await ledger.settle(key, { attemptId: 'a-2', state: 'sent', providerId: 'm-2' });

      expect(again).toEqual({ outcome: 'claimed' });
      expect(await ledger.get(key)).toMatchObject({
        state: 'sent',
        attempts: [
          { attemptId: 'a-1', state: 'failed', code: 'ThrottledException' },
          { attemptId: 'a-2', state: 'sent', providerId: 'm-2' },
        ],
      });
    });

    it('gives a refused message to one of two that try again at once', async () => {
      const { ledger } = await make();
      await ledger.claim(aClaim('a-1'));
      await ledger.settle(key, { attemptId: 'a-1', state: 'failed', code: 'x' });

      const both = await Promise.all([ledger.claim(aClaim('a-2')), ledger.claim(aClaim('a-3'))]);

      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'claimed']);
    });

    it('does not let an earlier attempt settle a later one', async () => {
      const { ledger } = await make();
      await ledger.claim(aClaim('a-1'));
      await ledger.settle(key, { attemptId: 'a-1', state: 'sent', providerId: 'm-1' });

      await ledger.settle(key, { attemptId: 'a-1', state: 'failed', code: 'late' });

      expect(await ledger.get(key)).toMatchObject({ state: 'sent' });
      await expect(ledger.settle(key, { attemptId: 'a-9', state: 'sent' })).rejects.toMatchObject({
        name: 'Permanent',
      });
    });

    it.each([
      ['scheduled', { outcome: 'refused', reason: 'check-in-ended' }],
      ['asked', { outcome: 'claimed' }],
      ['nudged', { outcome: 'claimed' }],
      ['answered', { outcome: 'refused', reason: 'check-in-ended' }],
    ] as const)('claims a text for a check-in that is %s: %j', async (state, expected) => {
      const stores = await make();
      await withCheckIn(stores, state);

      const result = await stores.ledger.claim(aClaim('a-1', { optedIn: true, openCheckInId: checkInId }));

      expect(result).toEqual(expected);
      expect((await stores.ledger.get(key)) !== undefined).toBe(expected.outcome === 'claimed');
    });

    it('claims no text for somebody who opted out, or who does not exist', async () => {
      const stores = await make();
      const nobody = await stores.ledger.claim(aClaim('a-1', { optedIn: true }));
      await withCheckIn(stores, 'asked');
      await stores.participants.setOptedOut({ participantId: 'p-ana001', optedOut: true, at: monday });

      const optedOut = await stores.ledger.claim(aClaim('a-2', { optedIn: true, openCheckInId: checkInId }));

      expect([nobody, optedOut]).toEqual([
        { outcome: 'refused', reason: 'opted-out' },
        { outcome: 'refused', reason: 'opted-out' },
      ]);
    });
  });
}
