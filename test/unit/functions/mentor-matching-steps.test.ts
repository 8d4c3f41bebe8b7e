import { awaitOffer } from '#functions/await-offer/handler';
import { expireOffer } from '#functions/expire-offer/handler';
import { offerCouple } from '#functions/offer-couple/handler';
import { waitlistCouple } from '#functions/waitlist-couple/handler';
import { startMatching } from '#shared/steps/start-matching';
import { aMatchingWorld, type MatchingWorld } from '#test/support/matching-world';

describe('the steps of mentor-matching', () => {
  let world: MatchingWorld;
  const execution = 'c-anaben-match-1';
  const offer = (name = execution) => offerCouple(world)({ coupleId: 'c-anaben', execution: name });
  const mentor = async (mentorId = 'm-dana01') => world.kept.get('mentor', mentorId);

  beforeEach(async () => {
    world = aMatchingWorld();
    await world.mentors({ mentorId: 'm-dana01', capacity: 2 });
    await world.couple({ weight: 2 });
    await startMatching(world, 'c-anaben');
  });

  describe('offer-couple', () => {
    it('takes the room of the mentor in the write that makes the offer, and says how long it stands', async () => {
      expect(await offer()).toEqual({ outcome: 'offered', offerId: 'o-anaben-1', waitSeconds: 172_800 });

      expect(await mentor()).toMatchObject({ load: 2, lastOfferedAt: world.clock.now().toISOString() });
      expect(await world.kept.get('couple', 'c-anaben')).toMatchObject({
        openOfferId: 'o-anaben-1',
        offers: 1,
      });
    });

    it('says the same again, with what is left of the time', async () => {
      await offer();
      world.hoursPass(1);

      expect(await offer()).toEqual({ outcome: 'offered', offerId: 'o-anaben-1', waitSeconds: 169_200 });
      expect((await mentor())?.load).toBe(2);
    });

    it('waits a second more for one that is over and was not closed', async () => {
      await offer();
      world.hoursPass(50);

      expect(await offer()).toMatchObject({ offerId: 'o-anaben-1', waitSeconds: 1 });
    });

    it('leaves nobody to ask while one of them is on hold, and does not say why', async () => {
      const ana = await world.kept.get('participant', 'p-ana001');
      if (ana) await world.save('participant', { ...ana, safetyHold: true }, 'p-ana001');

      expect(await offer()).toEqual({ outcome: 'nobody-left', offerId: '', waitSeconds: 1 });
      expect((await mentor())?.load).toBe(0);
    });

    it('is over for an execution that another round has taken over from', async () => {
      expect(await offer('c-anaben-match-7')).toEqual({ outcome: 'over', offerId: '', waitSeconds: 1 });
      expect((await mentor())?.load).toBe(0);
    });

    it('refuses what is no input, by field', async () => {
      await expect(offerCouple(world)({ coupleId: 'somebody' })).rejects.toThrow(/coupleId: .*; execution: /);
    });
  });

  describe('await-offer', () => {
    it('saves the token and emails once; the next attempt’s token takes its place', async () => {
      await offer();

      await awaitOffer(world)({ offerId: 'o-anaben-1', taskToken: 'first' });
      await awaitOffer(world)({ offerId: 'o-anaben-1', taskToken: 'second' });

      expect((await world.kept.get('offer', 'o-anaben-1'))?.taskToken).toBe('second');
      expect(world.mailsTo('m-dana01')).toEqual(['mentor-offer']);
    });

    it('lets the step go on where the offer has ended, and emails nobody', async () => {
      await offer();
      await expireOffer(world)({ offerId: 'o-anaben-1' });
      const taskToken = world.aToken();

      expect(await awaitOffer(world)({ offerId: 'o-anaben-1', taskToken })).toEqual({ outcome: 'expired' });
      expect(world.flows.completed).toEqual([{ taskToken, outcome: 'expired' }]);
      expect(world.mailsTo('m-dana01')).toEqual([]);
    });
  });

  describe('expire-offer', () => {
    it('gives the room back once, however often it runs', async () => {
      await offer();

      expect(await expireOffer(world)({ offerId: 'o-anaben-1' })).toEqual({ outcome: 'expired' });
      expect(await expireOffer(world)({ offerId: 'o-anaben-1' })).toEqual({ outcome: 'expired' });

      expect((await mentor())?.load).toBe(0);
      expect((await world.kept.get('couple', 'c-anaben'))?.refusals).toHaveLength(1);
    });
  });

  describe('waitlist-couple', () => {
    const wait = async (name = execution) => {
      const taskToken = world.aToken();
      return (await waitlistCouple(world)({ coupleId: 'c-anaben', execution: name, taskToken })).outcome;
    };

    it('tells both and a coordinator, again each month and not in between', async () => {
      await world.mentors({ mentorId: 'm-dana01', capacity: 1 });

      for (const hours of [0, 24, 30 * 24]) {
        world.hoursPass(hours);
        expect(await wait()).toBe('waiting');
      }

      expect([world.textsTo('p-ana001'), world.textsTo('p-ben001')]).toEqual([
        ['waitlisted', 'waitlisted'],
        ['waitlisted', 'waitlisted'],
      ]);
      expect(world.kept.all('task').map(({ kind, reason }) => [kind, reason])).toEqual([
        ['nobody-to-match', 'no-capacity'],
        ['nobody-to-match', 'no-capacity'],
      ]);
    });

    it('tells nothing to who had a mentor before: it would give away that somebody asked for a change', async () => {
      const couple = await world.kept.get('couple', 'c-anaben');
      if (couple) await world.save('couple', { ...couple, previousMentorIds: ['m-gone01'] }, 'c-anaben');
      await world.mentors({ mentorId: 'm-dana01', capacity: 1 });

      expect(await wait()).toBe('waiting');
      expect([world.textsTo('p-ana001'), world.textsTo('p-ben001')]).toEqual([[], []]);
    });

    it('does not wait where there is room again since the ranking, and tells nobody', async () => {
      expect(await wait()).toBe('woken');
      expect(world.flows.completed.map(({ outcome }) => outcome)).toEqual(['woken']);
      expect(world.kept.all('message')).toEqual([]);
    });

    it('is over for an execution that another round has taken over from', async () => {
      expect(await wait('c-anaben-match-7')).toBe('over');
      expect((await world.kept.get('couple', 'c-anaben'))?.state).toBe('matching');
    });
  });
});
