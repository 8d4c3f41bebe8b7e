import { answerOffer } from '#shared/steps/answer-offer';
import { changeMentor } from '#shared/steps/change-mentor';
import { endPairing } from '#shared/steps/end-pairing';
import { releaseMentor } from '#shared/steps/release-mentor';
import { separateCouple } from '#shared/steps/separate-couple';
import { startMatching } from '#shared/steps/start-matching';
import { wakeWaitlist } from '#shared/steps/wake-waitlist';
import { withdraw } from '#shared/steps/withdraw';
import { aMatchingWorld, executionsIn, type MatchingWorld } from '#test/support/matching-world';

describe('what changes around a pairing', () => {
  let world: MatchingWorld;
  let executions: ReturnType<typeof executionsIn>;
  const accept = async (offerId: string, mentorId = 'm-dana01'): Promise<void> => {
    await answerOffer(world, { offerId, mentorId, answer: 'accept' });
    await executions.settle();
  };
  const match = async (coupleId = 'c-anaben'): Promise<void> => {
    await startMatching(world, coupleId);
    await executions.settle();
  };
  const couple = async (coupleId = 'c-anaben') => world.kept.get('couple', coupleId);
  const pairing = async (pairingId = 'pair-anaben-1') => world.kept.get('pairing', pairingId);
  const loadOf = async (mentorId = 'm-dana01') => (await world.kept.get('mentor', mentorId))?.load;
  const rowsOf = async (participantId: string) => [
    await world.kept.get('participant', participantId),
    await world.kept.get('journey', participantId),
    world.textsTo(participantId),
  ];

  beforeEach(async () => {
    world = aMatchingWorld();
    executions = executionsIn(world);
    await world.mentors({ mentorId: 'm-dana01' });
    await world.couple();
  });

  describe('a search', () => {
    it('is one, however often it is started', async () => {
      expect(await startMatching(world, 'c-anaben')).toEqual({ outcome: 'started' });
      expect(await startMatching(world, 'c-anaben')).toEqual({ outcome: 'already-started' });

      expect(executions.names()).toEqual(['c-anaben-match-1']);
    });

    it('is followed by the next round where its execution has ended, which may ask again who did not answer', async () => {
      await match();
      for (const at of [1, 2]) await executions.advance('c-anaben-match-1', at === 1);
      const expired = (await couple())?.refusals;
      world.flows.executions.set('mentor-matching:c-anaben-match-1', 'ended');

      expect(await startMatching(world, 'c-anaben')).toEqual({ outcome: 'started' });
      await executions.advance('c-anaben-match-2');

      expect(expired).toEqual([{ mentorId: 'm-dana01', kind: 'offer-expired' }]);
      expect(await couple()).toMatchObject({ matchings: 2, refusals: [], openOfferId: 'o-anaben-2' });
    });

    it('is not begun for those who have all left', async () => {
      await withdraw(world, { participantId: 'p-ana001' });
      await withdraw(world, { participantId: 'p-ben001' });

      expect(await startMatching(world, 'c-anaben')).toEqual({ outcome: 'not-now' });
    });
  });

  describe('the waitlist', () => {
    beforeEach(async () => {
      await world.mentors({ mentorId: 'm-dana01', capacity: 0 });
      await match();
      world.hoursPass(1);
      await world.couple({ coupleId: 'c-cybdot', participantIds: ['p-cyb001', 'p-dot001'] });
      await match('c-cybdot');
    });

    it('wakes for one place who has waited longest, and nobody else', async () => {
      await world.mentors({ mentorId: 'm-dana01', capacity: 1 });

      expect(await wakeWaitlist(world)).toEqual({ woken: 1 });
      await executions.settle();

      expect([(await couple())?.state, (await couple('c-cybdot'))?.state]).toEqual([
        'matching',
        'waitlisted',
      ]);
    });

    it('passes over whom the place does not fit', async () => {
      const waiting = await couple();
      if (waiting) await world.save('couple', { ...waiting, weight: 2 }, 'c-anaben');
      await world.mentors({ mentorId: 'm-dana01', capacity: 1 });

      await wakeWaitlist(world);
      await executions.settle();

      expect([(await couple())?.state, (await couple('c-cybdot'))?.state]).toEqual([
        'waitlisted',
        'matching',
      ]);
    });

    it('wakes nobody where nothing has changed', async () => {
      expect(await wakeWaitlist(world)).toEqual({ woken: 0 });
    });

    it('keeps the place of who is offered and declined', async () => {
      const since = (await couple())?.waitlistedAt;
      await world.mentors({ mentorId: 'm-dana01', capacity: 1 });
      await wakeWaitlist(world);
      await executions.settle();
      world.hoursPass(1);

      await answerOffer(world, { offerId: 'o-anaben-1', mentorId: 'm-dana01', answer: 'decline' });
      await executions.settle();

      expect(await couple()).toMatchObject({ state: 'waitlisted', waitlistedAt: since });
      expect((await couple('c-cybdot'))?.state).toBe('matching');
    });
  });

  describe('a change of mentor', () => {
    beforeEach(async () => {
      await match();
      await accept('o-anaben-1');
    });

    it('looks for somebody else, tells nobody before there is one, and then both the same', async () => {
      await changeMentor(world, { coupleId: 'c-anaben' });
      await executions.settle();
      const meanwhile = [world.textsTo('p-ana001'), world.textsTo('p-ben001')];
      await world.mentors({ mentorId: 'm-eve001' });
      await wakeWaitlist(world);
      await executions.settle();
      await accept('o-anaben-2', 'm-eve001');

      expect(meanwhile).toEqual([['matched'], ['matched']]);
      const changed = world.kept.all('message').filter(({ template }) => template === 'mentor-changed');
      expect(changed).toHaveLength(2);
      expect(
        new Set(changed.map(({ plannedAt, dueAt, params }) => JSON.stringify([plannedAt, dueAt, params])))
          .size,
      ).toBe(1);
      expect(await couple()).toMatchObject({ refusals: [{ mentorId: 'm-dana01', kind: 'change-asked' }] });
      expect([await loadOf(), await loadOf('m-eve001')]).toEqual([0, 1]);
    });

    it('leaves what was asked for where a search is on', async () => {
      await changeMentor(world, { coupleId: 'c-anaben' });
      await executions.settle();

      expect(await changeMentor(world, { coupleId: 'c-anaben' })).toEqual({ outcome: 'searching' });
      expect((await couple())?.matchings).toBe(2);
    });

    it('is nothing for who has left', async () => {
      await withdraw(world, { participantId: 'p-ana001' });
      await withdraw(world, { participantId: 'p-ben001' });

      expect(await changeMentor(world, { coupleId: 'c-anaben' })).toEqual({ outcome: 'not-now' });
    });
  });

  describe('a withdrawal', () => {
    it('ends one person’s way, and nothing of the other’s', async () => {
      await match();
      await accept('o-anaben-1');
      const ben = await rowsOf('p-ben001');

      expect(await withdraw(world, { participantId: 'p-ana001' })).toEqual({ outcome: 'withdrawn' });
      expect(await withdraw(world, { participantId: 'p-ana001' })).toEqual({ outcome: 'withdrawn-before' });

      expect(await world.kept.get('journey', 'p-ana001')).toMatchObject({
        state: 'ended',
        reason: 'withdrawn',
      });
      expect(world.textsTo('p-ana001')).toEqual(['matched', 'ended']);
      expect(await pairing()).toMatchObject({ state: 'active', participantIds: ['p-ben001'], weight: 1 });
      expect(await rowsOf('p-ben001')).toEqual(ben);
      expect(await loadOf()).toBe(1);
    });

    it('ends the pairing with the last of them', async () => {
      await match();
      await accept('o-anaben-1');

      await withdraw(world, { participantId: 'p-ben001' });
      await withdraw(world, { participantId: 'p-ana001', reason: 'completed' });

      expect(await pairing()).toMatchObject({ state: 'ended', endReason: 'withdrawn' });
      expect(await couple()).toMatchObject({ state: 'ended' });
      expect(await loadOf()).toBe(0);
    });

    it('ends a wait on the waitlist', async () => {
      await world.mentors({ mentorId: 'm-dana01', capacity: 0 });
      await match();

      await withdraw(world, { participantId: 'p-ana001' });
      await withdraw(world, { participantId: 'p-ben001' });
      await executions.settle();

      expect(executions.stageOf('c-anaben-match-1')).toEqual({ at: 'ended' });
    });

    it('lets an intake go on that waits for them', async () => {
      const journey = await world.kept.get('journey', 'p-ana001');
      const taskToken = world.aToken();
      if (journey)
        await world.save(
          'journey',
          { ...journey, state: 'intake', intake: { step: 'own-part', taskToken } },
          'p-ana001',
        );

      await withdraw(world, { participantId: 'p-ana001' });

      expect(world.flows.completed).toEqual([{ taskToken, outcome: 'declined' }]);
    });
  });

  describe('a separation', () => {
    it('matches each alone, rather with whom they know, and touches no journey', async () => {
      await match();
      await accept('o-anaben-1');
      const journeys = world.kept.all('journey');
      await world.mentors({ mentorId: 'm-eve001' });

      const { coupleIds } = await separateCouple(world, 'c-anaben');
      await executions.settle();

      expect(world.kept.all('journey')).toEqual(journeys);
      expect(await couple()).toMatchObject({ state: 'separated' });
      expect(await pairing()).toMatchObject({ state: 'ended', endReason: 'separated' });
      expect(coupleIds).toHaveLength(2);
      for (const [index, participantId] of ['p-ana001', 'p-ben001'].entries()) {
        const single = await couple(coupleIds[index]);
        expect(single).toMatchObject({ participantIds: [participantId], state: 'matching' });
        expect(await world.kept.get('offer', single?.openOfferId ?? '')).toMatchObject({
          mentorIds: ['m-dana01'],
        });
        expect(await world.kept.get('participant', participantId)).toMatchObject({
          coupleId: coupleIds[index],
        });
      }
      expect(await loadOf()).toBe(2);
    });

    it('of who is alone already is none', async () => {
      await world.couple({ coupleId: 'c-alone1', participantIds: ['p-cyb001'] });

      expect(await separateCouple(world, 'c-alone1')).toEqual({ outcome: 'not-a-couple', coupleIds: [] });
    });

    it('waits for the end of the intake, where a coordinator decides', async () => {
      expect(await separateCouple(world, 'c-anaben')).toEqual({ outcome: 'not-a-couple', coupleIds: [] });
      expect(await couple()).toMatchObject({ state: 'intake' });
    });

    it('makes no couple of one who has left', async () => {
      await match();
      await withdraw(world, { participantId: 'p-ana001' });

      expect((await separateCouple(world, 'c-anaben')).coupleIds).toEqual(['c-singleben001']);
    });
  });

  describe('the end of a pairing', () => {
    it('gives the room back at once, once', async () => {
      await match();
      await accept('o-anaben-1');

      expect(await endPairing(world, { coupleId: 'c-anaben', reason: 'completed' })).toEqual({
        outcome: 'ended',
      });
      expect(await endPairing(world, { coupleId: 'c-anaben', reason: 'completed' })).toEqual({
        outcome: 'no-pairing',
      });

      expect([await loadOf(), (await couple())?.state]).toEqual([0, 'ended']);
    });
  });

  describe('a mentor who leaves', () => {
    const leaves = async (mentorId: string): Promise<void> => {
      const mentor = await world.kept.get('mentor', mentorId);
      if (mentor) await world.save('mentor', { ...mentor, status: 'left' }, mentorId);
      await releaseMentor(world, mentorId);
      await executions.settle();
    };

    it('hands those they accompany to somebody else, without a refusal', async () => {
      await match();
      await accept('o-anaben-1');
      await world.mentors({ mentorId: 'm-eve001' });

      await leaves('m-dana01');

      expect(await pairing()).toMatchObject({ endReason: 'mentor-left' });
      expect(await couple()).toMatchObject({ openOfferId: 'o-anaben-2', refusals: [] });
    });

    it('leaves them with the other of a mentor couple', async () => {
      await world.mentors(
        { mentorId: 'm-dana01', partnerEmail: 'm-eve001@example.org' },
        { mentorId: 'm-eve001' },
      );
      await match();
      await accept('o-anaben-1');

      await leaves('m-dana01');

      expect(await pairing()).toMatchObject({
        state: 'active',
        mentorIds: ['m-eve001'],
        mentorUnitId: 'u-eve001',
      });
      expect([await loadOf(), await loadOf('m-eve001')]).toEqual([0, 1]);
    });
  });
});
