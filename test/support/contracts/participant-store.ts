import { aParticipant, hoursLater } from '../builders.ts';
import { allPages, wholePage, type StoresFactory } from './worlds.ts';

/** What every `ParticipantStore` promises. */
export function participantStoreContract(make: StoresFactory): void {
  describe('participant store', () => {
    it('finds an added participant by id and by phone', async () => {
      const { participants } = await make();

      const result = await participants.add(aParticipant());

      expect(result).toEqual({ outcome: 'added' });
      expect(await participants.get('p-ana001')).toEqual(aParticipant());
      expect(await participants.findByPhone('+12025550101')).toEqual(aParticipant());
    });

    it('knows nobody else', async () => {
      const { participants } = await make();

      expect(await participants.get('p-nobody1')).toBeUndefined();
      expect(await participants.findByPhone('+12025550109')).toBeUndefined();
    });

    it('gives a phone number to one participant only, and leaves no trace of the other', async () => {
      const { participants } = await make();
      await participants.add(aParticipant());

      const result = await participants.add(aParticipant({ participantId: 'p-ben001', name: 'Ben' }));

      expect(result).toEqual({ outcome: 'phone-taken' });
      expect(await participants.get('p-ben001')).toBeUndefined();
      expect((await participants.findByPhone('+12025550101'))?.participantId).toBe('p-ana001');
    });

    it('gives a phone number to one of two who are added at once', async () => {
      const { participants } = await make();
      const both = ['p-ana001', 'p-ben001'].map((participantId) =>
        participants.add(aParticipant({ participantId })),
      );

      const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome);

      expect(outcomes.toSorted()).toEqual(['added', 'phone-taken']);
    });

    it('does not claim a number for an id that exists', async () => {
      const { participants } = await make();
      await participants.add(aParticipant());

      const again = participants.add(aParticipant({ phone: '+12025550102' }));

      await expect(again).rejects.toMatchObject({ name: 'Permanent' });
      expect(await participants.findByPhone('+12025550102')).toBeUndefined();
    });

    it('lists everybody in pages, in order of id', async () => {
      const { participants } = await make();
      const ids = ['p-one001', 'p-one002', 'p-one003', 'p-one004', 'p-one005'];
      for (const [index, participantId] of ids.entries()) {
        await participants.add(aParticipant({ participantId, phone: `+1202555010${index}` }));
      }

      const listed = await allPages((page) => participants.list(page), 2);

      expect(listed.map(({ participantId }) => participantId)).toEqual(ids);
    });

    it.each([
      'bogus',
      Buffer.from('{"PK":"x"}').toString('base64url'),
      Buffer.from('[]').toString('base64url'),
    ])('refuses the foreign cursor %s', async (cursor) => {
      const { participants } = await make();

      const list = participants.list({ ...wholePage, cursor });

      await expect(list).rejects.toMatchObject({ name: 'InvalidInput', issues: [{ field: 'cursor' }] });
    });

    it('records STOP and START, the same again included', async () => {
      const { participants } = await make();
      await participants.add(aParticipant());
      const stop = { participantId: 'p-ana001', optedOut: true, at: hoursLater(1) };

      const outcomes = [await participants.setOptedOut(stop), await participants.setOptedOut(stop)];

      expect(outcomes).toEqual([{ outcome: 'changed' }, { outcome: 'changed' }]);
      expect(await participants.get('p-ana001')).toMatchObject({
        optedOut: true,
        optOutChangedAt: hoursLater(1).toISOString(),
      });
      await participants.setOptedOut({ ...stop, optedOut: false, at: hoursLater(2) });
      expect((await participants.get('p-ana001'))?.optedOut).toBe(false);
    });

    it.each([
      {
        what: 'an older STOP after START',
        first: [false, 2],
        second: [true, 1],
        optedOut: false,
        outcome: 'superseded',
      },
      {
        what: 'an older START after STOP',
        first: [true, 2],
        second: [false, 1],
        optedOut: true,
        outcome: 'superseded',
      },
      {
        what: 'a START of the moment of STOP',
        first: [true, 1],
        second: [false, 1],
        optedOut: true,
        outcome: 'superseded',
      },
      {
        what: 'a STOP of the moment of START',
        first: [false, 1],
        second: [true, 1],
        optedOut: true,
        outcome: 'changed',
      },
    ] as const)('settles $what', async ({ first, second, optedOut, outcome }) => {
      const { participants } = await make();
      await participants.add(aParticipant());
      const set = ([value, hours]: readonly [boolean, number]) =>
        participants.setOptedOut({ participantId: 'p-ana001', optedOut: value, at: hoursLater(hours) });
      await set(first);

      const result = await set(second);

      expect(result).toEqual({ outcome });
      expect((await participants.get('p-ana001'))?.optedOut).toBe(optedOut);
    });

    it('cannot opt out nobody', async () => {
      const { participants } = await make();

      const change = participants.setOptedOut({
        participantId: 'p-nobody1',
        optedOut: true,
        at: hoursLater(1),
      });

      await expect(change).rejects.toMatchObject({ name: 'Permanent' });
      expect(await participants.get('p-nobody1')).toBeUndefined();
    });
  });
}
