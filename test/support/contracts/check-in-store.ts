import { CheckInState, type CheckIn } from '#shared/contracts/check-in';
import { permittedPriorStates } from '#shared/domain/check-in';
import type { ChangeResult, CheckInStore } from '#shared/ports/check-in-store';
import { aParticipant, aReply, hoursLater, monday } from '../builders.ts';
import { allPages, wholePage, type Stores, type StoresFactory } from './worlds.ts';

const checkInId = 'p-ana001-c001';
const opening = { at: monday, deadline: hoursLater(72) };

/** Ways into each state, by the store's own methods. */
const changes: Record<
  Exclude<CheckInState, 'scheduled'>,
  (checkIns: CheckInStore) => Promise<ChangeResult>
> = {
  asked: (checkIns) =>
    checkIns.markAsked({ checkInId, taskToken: 'token-1', at: hoursLater(1), deadline: hoursLater(73) }),
  nudged: (checkIns) => checkIns.markNudged({ checkInId, taskToken: 'token-2', at: hoursLater(25) }),
  answered: (checkIns) => checkIns.answer(checkInId, aReply(4)),
  missed: (checkIns) => checkIns.close({ checkInId, as: 'missed', at: hoursLater(73) }),
  cancelled: (checkIns) => checkIns.close({ checkInId, as: 'cancelled', at: hoursLater(3) }),
  'handed-over': (checkIns) =>
    checkIns.close({ checkInId, as: 'handed-over', at: hoursLater(4), reason: 'Permanent' }),
};

/** Brings the first check-in of Ana into a state. */
async function bring({ participants, checkIns }: Stores, state: CheckInState): Promise<void> {
  await participants.add(aParticipant());
  await checkIns.openNext({ participant: aParticipant(), ...opening });
  if (state === 'scheduled') return;
  if (state !== 'asked' && state !== 'cancelled' && state !== 'handed-over') await changes.asked(checkIns);
  await changes[state](checkIns);
}

/** What every `CheckInStore` promises. */
export function checkInStoreContract(make: StoresFactory): void {
  describe('check-in store: opening', () => {
    it('opens the next cycle and moves the counter', async () => {
      const { participants, checkIns } = await make();
      await participants.add(aParticipant({ lastCycle: 41 }));

      const result = await checkIns.openNext({ participant: aParticipant({ lastCycle: 41 }), ...opening });

      const opened: CheckIn = {
        checkInId: 'p-ana001-c042',
        participantId: 'p-ana001',
        cycle: 42,
        state: 'scheduled',
        createdAt: monday.toISOString(),
        deadline: hoursLater(72).toISOString(),
      };
      expect(result).toEqual({ outcome: 'opened', checkIn: opened });
      expect(await checkIns.get('p-ana001-c042')).toEqual(opened);
      expect((await participants.get('p-ana001'))?.lastCycle).toBe(42);
    });

    it('opens one of two that race', async () => {
      const { participants, checkIns } = await make();
      await participants.add(aParticipant());
      const both = [1, 2].map(() => checkIns.openNext({ participant: aParticipant(), ...opening }));

      const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome);

      expect(outcomes.toSorted()).toEqual(['opened', 'raced']);
      expect((await participants.get('p-ana001'))?.lastCycle).toBe(1);
    });

    it('opens nothing for nobody', async () => {
      const { checkIns } = await make();

      const result = await checkIns.openNext({ participant: aParticipant(), ...opening });

      expect(result).toEqual({ outcome: 'raced' });
      expect(await checkIns.get(checkInId)).toBeUndefined();
    });
  });

  describe('check-in store: changing', () => {
    const ends = CheckInState.options.filter((state) => state !== 'scheduled');
    const table = CheckInState.options.flatMap((from) =>
      ends.map((to) => ({ from, to, allowed: permittedPriorStates[to].some((prior) => prior === from) })),
    );

    it.each(table)('from $from to $to: $allowed', async ({ from, to, allowed }) => {
      const stores = await make();
      await bring(stores, from);
      const before = await stores.checkIns.get(checkInId);

      const result = await changes[to](stores.checkIns);

      const after = await stores.checkIns.get(checkInId);
      expect(result).toEqual({ outcome: allowed ? 'changed' : 'refused', checkIn: after });
      expect(after?.state).toBe(allowed ? to : from);
      if (!allowed) expect(after).toEqual(before);
    });

    it('keeps the first time of asking and the newest token and deadline', async () => {
      const stores = await make();
      await bring(stores, 'asked');

      const { checkIn } = await stores.checkIns.markAsked({
        checkInId,
        taskToken: 'token-9',
        at: hoursLater(2),
        deadline: hoursLater(74),
      });

      expect(checkIn).toMatchObject({
        taskToken: 'token-9',
        askedAt: hoursLater(1).toISOString(),
        deadline: hoursLater(74).toISOString(),
      });
    });

    it('lets exactly one of many answers and ends win', async () => {
      const stores = await make();
      await bring(stores, 'nudged');
      const attempts = [
        changes.missed,
        changes.answered,
        changes.cancelled,
        changes['handed-over'],
        changes.answered,
      ];

      const results = await Promise.all(attempts.map((attempt) => attempt(stores.checkIns)));

      expect(results.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1);
    });

    it.each(['missed', 'handed-over'] as const)(
      'keeps the first late reply to one that was %s',
      async (state) => {
        const stores = await make();
        await bring(stores, state);

        const first = await stores.checkIns.keepLateReply(checkInId, aReply(2, 'sms-a'));
        const second = await stores.checkIns.keepLateReply(checkInId, aReply(5, 'sms-b'));

        expect([first.outcome, second.outcome]).toEqual(['changed', 'refused']);
        expect(second.checkIn).toMatchObject({ state, lateReply: aReply(2, 'sms-a') });
      },
    );

    it.each(['scheduled', 'asked', 'nudged', 'answered', 'cancelled'] as const)(
      'keeps no late reply to one that is %s',
      async (state) => {
        const stores = await make();
        await bring(stores, state);

        expect((await stores.checkIns.keepLateReply(checkInId, aReply(2))).outcome).toBe('refused');
      },
    );

    it.each([
      ['answer', (checkIns: CheckInStore) => checkIns.answer('p-ana001-c009', aReply(3))],
      ['follow-up', (checkIns: CheckInStore) => checkIns.followUp('p-ana001-c009', 't-1')],
    ])('refuses the %s of a check-in that does not exist, and creates none', async (_what, change) => {
      const { checkIns } = await make();

      await expect(change(checkIns)).rejects.toMatchObject({ name: 'Permanent' });
      expect(await checkIns.get('p-ana001-c009')).toBeUndefined();
    });
  });

  describe('check-in store: lists', () => {
    it('lists one participant’s check-ins newest first, beyond cycle 999 too', async () => {
      const { participants, checkIns } = await make();
      let ana = aParticipant({ lastCycle: 997 });
      await participants.add(ana);
      await participants.add(aParticipant({ participantId: 'p-ben001', phone: '+12025550102' }));
      await checkIns.openNext({ participant: aParticipant({ participantId: 'p-ben001' }), ...opening });
      for (let n = 0; n < 4; n += 1) {
        await checkIns.openNext({ participant: ana, ...opening });
        ana = { ...ana, lastCycle: ana.lastCycle + 1 };
      }

      const listed = await allPages((page) => checkIns.listOf('p-ana001', page), 3);

      expect(listed.map(({ cycle }) => cycle)).toEqual([1001, 1000, 999, 998]);
    });

    it.each([
      ['scheduled', true],
      ['asked', true],
      ['nudged', true],
      ['missed', true],
      ['handed-over', true],
      ['answered', false],
      ['cancelled', false],
    ] as const)('finds one that is %s past its deadline: %s', async (state, found) => {
      const stores = await make();
      await bring(stores, state);

      const { items } = await stores.checkIns.listOverdue(hoursLater(200), wholePage);

      expect(items.map((checkIn) => checkIn.checkInId)).toEqual(found ? [checkInId] : []);
    });

    it.each(['missed', 'handed-over'] as const)(
      'forgets one that was %s once a person has it',
      async (state) => {
        const stores = await make();
        await bring(stores, state);

        const results = [
          await stores.checkIns.followUp(checkInId, 't-1'),
          await stores.checkIns.followUp(checkInId, 't-2'),
        ];

        expect(results.map(({ outcome }) => outcome)).toEqual(['changed', 'refused']);
        expect((await stores.checkIns.get(checkInId))?.taskId).toBe('t-1');
        expect((await stores.checkIns.listOverdue(hoursLater(200), wholePage)).items).toEqual([]);
      },
    );

    it('finds only what is due, most overdue first, by the deadline that asking has set', async () => {
      const stores = await make();
      await bring(stores, 'asked');
      const ben = aParticipant({ participantId: 'p-ben001', phone: '+12025550102' });
      await stores.participants.add(ben);
      await stores.checkIns.openNext({ participant: ben, ...opening });

      const at = async (hours: number) =>
        (await stores.checkIns.listOverdue(hoursLater(hours), wholePage)).items.map((item) => item.checkInId);

      expect(await at(72)).toEqual([]);
      expect(await at(72.5)).toEqual(['p-ben001-c001']);
      expect(await at(74)).toEqual(['p-ben001-c001', checkInId]);
    });
  });
}
