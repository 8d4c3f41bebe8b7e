import { NewCouple } from '#shared/contracts/intake';
import { completeOwnPart } from '#shared/steps/complete-own-part';
import { enrolCouple } from '#shared/steps/enrol-couple';
import { ANA, begin, BEN, CLEAR, COUPLE, enrol, intakeIn, ownPart } from '#test/support/intake';
import { aWorld, HOUR, MINUTE, type World } from '#test/support/world';

const REMIND = 'Remind once and wait two more days';
const SEE = 'See what is left of their part';
const SCREEN = 'Run the private safety screen';
const DECIDED = 'The intake is decided';

/** The synthesized template, the real handlers, the real SDK clients; only time stands still until it is moved. */
describe('intake', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });
  const { run, couple, journey, participant, texts, planned, kinds, say, deps, decide } = intakeIn(
    () => world,
  );

  describe('where both agree and both screens are clear', () => {
    it('matches the couple without a coordinator, whoever comes first', async () => {
      await enrol(world);

      await say(BEN, 'yes', ...CLEAR);
      const half = run().status;
      await say(ANA, 'YES', ...CLEAR);

      expect(half).toBe('RUNNING');
      expect(run()).toMatchObject({
        status: 'SUCCEEDED',
        output: { coupleId: COUPLE, outcome: 'matching' },
      });
      expect(run().states.at(-1)).toBe(DECIDED);
      expect(world.runNames()).toContain(`${COUPLE}-match-1`);
      for (const who of [ANA, BEN]) {
        expect(await journey(who)).toMatchObject({ state: 'waiting' });
        expect(await journey(who)).not.toHaveProperty('intake');
        expect(await participant(who)).toMatchObject({ screen: 'clear', safetyHold: false });
      }
      expect((await couple())?.questions).toEqual([]);
    });

    it('takes both at the same moment, each text twice, and sends nothing twice', async () => {
      world.cloud.sns.disturb({ seed: 7, duplicates: 1 });
      await enrol(world);
      await begin(world);
      await world.cloud.clock.advance(MINUTE);

      await Promise.all([world.reply(ANA.phone, 'Yes', 'a-1'), world.reply(BEN.phone, 'Yes', 'b-1')]);
      await Promise.all([world.reply(ANA.phone, 'Yes', 'a-1'), world.reply(BEN.phone, 'Yes', 'b-1')]);
      for (const body of CLEAR) {
        await world.cloud.clock.advance(MINUTE);
        await Promise.all([world.reply(ANA.phone, body), world.reply(BEN.phone, body)]);
      }

      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'matching' } });
      for (const who of [ANA, BEN]) {
        const sent = texts(who);
        expect(new Set(sent).size).toBe(sent.length);
      }
    });

    it('sends nothing but the first text to a number that has not said YES', async () => {
      await enrol(world, { ben: { ownPartAt: undefined } });

      await world.cloud.clock.advance(24 * HOUR - MINUTE);

      expect(await planned(BEN)).toEqual(['opt-in sent']);
      expect(texts(BEN)[0]).toMatch(/YES.*HELP.*STOP/);
      expect(texts(BEN)[0]).toContain('Msg & data rates may apply');
    });

    it('reminds once after a day, and not where the YES has come', async () => {
      await enrol(world);
      await say(ANA, 'YES');

      await world.cloud.clock.advance(25 * HOUR);

      expect(await planned(BEN)).toEqual(['opt-in sent', 'opt-in-reminder sent']);
      expect((await planned(ANA)).filter((text) => text.startsWith('opt-in'))).toEqual(['opt-in sent']);
    });

    it('takes a YES that comes on the third day', async () => {
      await enrol(world);
      await say(ANA, 'YES', ...CLEAR);
      await world.cloud.clock.advance(70 * HOUR);

      await say(BEN, 'si', ...CLEAR);

      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'matching' } });
      expect(run().states).toEqual(expect.arrayContaining([REMIND, SEE, SCREEN]));
    });
  });

  describe("a partner's own part", () => {
    it('is asked for after their YES, with their own link, and the screen follows', async () => {
      await enrol(world, { ben: { ownPartAt: undefined } });
      await say(ANA, 'YES', ...CLEAR);

      await say(BEN, 'YES');
      const asked = texts(BEN).at(-1);
      await completeOwnPart(deps(), BEN.participantId, ownPart);
      await world.cloud.clock.settle();
      await say(BEN, ...CLEAR);

      expect(asked).toContain('/l/');
      expect(texts(ANA).join()).not.toContain('/l/');
      expect(run()).toMatchObject({ output: { outcome: 'matching' } });
      expect(await kinds()).not.toContain('intake-no-answer');
    });

    it('is reminded of once; then it goes on without it, and a coordinator is told', async () => {
      await enrol(world, { ben: { ownPartAt: undefined } });
      await say(ANA, 'YES', ...CLEAR);
      await say(BEN, 'YES');

      await world.cloud.clock.advance(72 * HOUR);
      await say(BEN, ...CLEAR);

      expect((await planned(BEN)).slice(0, 4)).toEqual([
        'opt-in sent',
        'own-part sent',
        'own-part-reminder sent',
        'question-own-phone sent',
      ]);
      expect(await world.tasks()).toContainEqual({
        kind: 'intake-no-answer',
        state: 'open',
        reason: 'own-part',
        participantId: BEN.participantId,
      });
      expect(run()).toMatchObject({ output: { outcome: 'matching' } });
    });
  });

  describe('where one partner takes no part', () => {
    it.each([
      { how: 'says NO', act: () => say(ANA, 'no thanks'), reason: 'declined', task: undefined },
      { how: 'texts STOP', act: () => say(ANA, 'STOP'), reason: 'stopped', task: 'stopped' },
      { how: 'gives no answer', act: () => Promise.resolve(), reason: 'no-answer', task: 'intake-no-answer' },
    ])('and $how: only their part ends, and a coordinator offers the other support', async (given) => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      const before = texts(BEN);

      await given.act();
      await world.cloud.clock.advance(72 * HOUR);

      expect(await journey(ANA)).toMatchObject({ state: 'ended', reason: given.reason });
      expect(await journey(BEN)).toMatchObject({ state: 'intake' });
      expect(await couple()).toMatchObject({ state: 'to-decide', questions: ['partner-takes-no-part'] });
      expect(await kinds()).toEqual(['partner-declined', ...(given.task ? [given.task] : [])].toSorted());
      expect(texts(BEN)).toEqual(before);
    });

    it('goes on with the other alone once a coordinator says so', async () => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'NO');

      const result = await decide('individual-support');

      expect(result).toMatchObject({ outcome: 'decided' });
      expect(await couple()).toMatchObject({
        participantIds: [BEN.participantId],
        decision: 'individual-support',
      });
      expect(await journey(BEN)).toMatchObject({ state: 'waiting' });
      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'matching' } });
      expect(world.runNames()).toContain(`${COUPLE}-match-1`);
      expect(await kinds()).not.toContain('partner-declined');
    });

    it('and neither does the other: it ends, with nothing for anybody to decide', async () => {
      await enrol(world);

      await say(ANA, 'NO');
      await say(BEN, 'stop');

      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { coupleId: COUPLE, outcome: 'ended' } });
      expect(await couple()).toMatchObject({ state: 'ended' });
      expect(await kinds()).toEqual(['stopped']);
      expect(world.runNames()).not.toContain(`${COUPLE}-match-1`);
    });

    it('and says YES after it ended: a person reads it', async () => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await world.cloud.clock.advance(73 * HOUR);

      await say(ANA, 'yes');

      expect(await kinds()).toContain('reply-to-read');
      expect(await journey(ANA)).toMatchObject({ state: 'ended' });
    });

    it('and comes back with UNSTOP: a person gets in touch', async () => {
      await enrol(world);
      await say(ANA, 'STOP');

      await say(ANA, 'UNSTOP');

      expect(await kinds()).toContain('contact-asked');
      expect(await participant(ANA)).toMatchObject({ texts: { state: 'given' } });
    });
  });

  it('begins where a couple enrols on the page, and is the same intake when the form is sent twice', async () => {
    const form = NewCouple.parse({
      ...ownPart,
      name: 'Ana',
      phone: ANA.phone,
      texts: true,
      partner: { name: 'Ben', phone: BEN.phone },
      submissionId: 'submission000001',
    });
    const enrolling = { ...deps(), newId: () => 'unused' };
    const first = await enrolCouple(enrolling, form);
    await world.cloud.clock.settle();

    const second = await enrolCouple(enrolling, form);
    await world.cloud.clock.settle();

    expect(second).toEqual(first);
    expect(world.runNames()).toEqual([first.outcome === 'enrolled' ? first.coupleId : '']);
    for (const who of [ANA, BEN]) expect(texts(who)).toHaveLength(1);
  });
});
