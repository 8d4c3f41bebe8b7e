import { put } from '#shared/steps/change-row';
import { closeTask } from '#shared/steps/close-task';
import { ANA, BEN, CLEAR, COUPLE, enrol, intakeIn, UNSAFE } from '#test/support/intake';
import { aWorld, DAY, HOUR, MINUTE, type World } from '#test/support/world';

const DECIDE = 'Decide, or wait for a coordinator';

describe('what no rule of the intake decides', () => {
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

  describe('a private screen that is not clear', () => {
    it.each([
      { how: 'worries', act: () => say(ANA, ...UNSAFE), reason: 'home-not-safe' },
      { how: 'is half answered', act: () => say(ANA, '1'), reason: 'incomplete' },
      { how: 'is missed', act: () => Promise.resolve(), reason: 'missed' },
      { how: 'is ended by STOP', act: () => say(ANA, '1', 'STOP'), reason: 'incomplete' },
    ])('because it $how holds everything joint, silently, and brings a person', async ({ act, reason }) => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'YES');
      const before = texts(BEN);

      await act();
      await world.cloud.clock.advance(72 * HOUR);

      expect(await participant(ANA)).toMatchObject({ screen: 'to-review', safetyHold: true });
      expect(await world.tasks()).toContainEqual({
        kind: 'safety-review',
        state: 'open',
        reason,
        participantId: ANA.participantId,
        checkInId: `${ANA.participantId}-c000`,
      });
      expect((await couple())?.questions).toContain('safety-hold');
      expect(run().status).toBe('RUNNING');
      // Nothing that Ben has, or that is stored of him, tells of it.
      expect(texts(BEN)).toEqual(before);
      expect(await participant(BEN)).toMatchObject({ screen: 'clear', safetyHold: false });
    });

    it('is the same for the partner whatever Ana does: no text more, none less, none later', async () => {
      const seen: string[][] = [];
      for (const anas of [['YES', ...UNSAFE], ['YES'], ['NO'], []]) {
        await world.cloud.stop();
        world = await aWorld();
        await enrol(world, { ben: { ownPartAt: undefined } });
        await say(ANA, ...anas);
        await world.cloud.clock.advance((5 - anas.length) * MINUTE);
        await say(BEN, 'YES');
        await world.cloud.clock.advance(80 * HOUR);
        await say(BEN, ...CLEAR);
        await world.cloud.clock.advance(5 * DAY);
        seen.push(
          world.cloud.sms
            .outbox()
            .filter(({ to }) => to === BEN.phone)
            .map(({ at, body }) => `${new Date(at).toISOString()} ${body.replace(/\S+\/l\/\S+/, 'link')}`),
        );
      }

      expect(seen[0]?.length).toBeGreaterThan(5);
      for (const bens of seen) expect(bens).toEqual(seen[0]);
    }, 60_000);

    it('is not asked over a phone that both read: a person does it', async () => {
      await enrol(world, { ana: { sharedPhone: true }, ben: { sharedPhone: true, phone: '+12025550109' } });

      await say(ANA, 'YES');
      await world.cloud.clock.advance(HOUR);

      expect(texts(ANA).join()).not.toContain('?');
      expect(await participant(ANA)).toMatchObject({ screen: 'to-review', safetyHold: true });
      expect(await kinds()).toContain('safety-review');
    });

    it('is for a person where somebody wants no texts, and nothing is sent to them', async () => {
      await enrol(world, { ana: { texts: { state: 'declined', at: world.clock.now().toISOString() } } });
      await say(BEN, 'YES', ...CLEAR);

      expect(texts(ANA)).toEqual([]);
      expect(await journey(ANA)).toMatchObject({ state: 'intake' });
      expect(await couple()).toMatchObject({ state: 'to-decide', questions: ['safety-hold', 'no-texts'] });
    });

    it('never matches before it was reviewed; then a coordinator does', async () => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'YES', ...UNSAFE);
      const tooEarly = await decide('match');

      await closeTask(deps(), {
        taskId: `t-safety-${ANA.participantId}`,
        by: 'coordinator-1',
        decision: 'clear',
      });
      const then = await decide('match');
      const again = await decide('match');
      const other = await decide('decline');

      expect([tooEarly, then, again, other].map(({ outcome }) => outcome)).toEqual([
        'on-hold',
        'decided',
        'decided',
        'decided-before',
      ]);
      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'matching' } });
      expect(world.runNames().filter((name) => name.includes('-match-'))).toEqual([`${COUPLE}-match-1`]);
      expect(await kinds()).not.toContain('intake-to-decide');
    });

    it('lets each go on alone where a coordinator decides so, and drops nobody', async () => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'YES', ...UNSAFE);

      await decide('individual-support');
      await decide('individual-support');

      const ids = await Promise.all([ANA, BEN].map(async (who) => (await participant(who))?.coupleId));
      expect(new Set([...ids, COUPLE]).size).toBe(3);
      expect(await couple()).toMatchObject({ state: 'separated' });
      expect(
        world
          .runNames()
          .filter((name) => name.includes('-match-'))
          .toSorted(),
      ).toEqual(ids.map((id) => `${String(id)}-match-1`).toSorted());
      for (const who of [ANA, BEN]) expect(await journey(who)).toMatchObject({ state: 'waiting' });
    });
  });

  describe('where a coordinator decides', () => {
    it.each([
      { decision: 'decline', reason: 'not-eligible' },
      { decision: 'referral', reason: 'coordinator' },
    ] as const)('$decision ends it for both, with the same words at the same time', async (given) => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'YES', ...UNSAFE);

      await decide(given.decision);
      await world.cloud.clock.advance(DAY);

      for (const who of [ANA, BEN]) {
        expect(await journey(who)).toMatchObject({ state: 'ended', reason: given.reason });
        expect((await planned(who)).filter((text) => text.startsWith('ended'))).toEqual(['ended sent']);
      }
      expect(texts(ANA).at(-1)).toBe(texts(BEN).at(-1));
      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ended' } });
    });

    it('before both are through, nothing more is asked of anybody', async () => {
      await enrol(world, { ben: { ownPartAt: undefined } });
      await say(ANA, 'YES', '1');
      await say(BEN, 'YES');
      const early = await decide('match');

      await decide('decline');
      await world.cloud.clock.advance(5 * DAY);

      expect(early).toEqual({ outcome: 'not-ready' });
      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ended' } });
      expect(await planned(BEN)).toEqual(['opt-in sent', 'own-part sent', 'ended sent']);
      expect((await world.records.get('check-in', `${ANA.participantId}-c000`))?.state).toBe('cancelled');
    });

    it('reminds them every week until somebody does, and never loses it', async () => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'YES', ...UNSAFE);
      const mailsAbout = () =>
        world.cloud.ses.mailbox().filter(({ text }) => text?.includes(`t-intake-${COUPLE}`)).length;

      const mails = [mailsAbout()];
      await world.cloud.clock.advance(7 * DAY + HOUR);
      mails.push(mailsAbout());
      await closeTask(deps(), { taskId: `t-intake-${COUPLE}`, by: 'coordinator-1' });
      await world.cloud.clock.advance(7 * DAY);

      expect(mails).toEqual([1, 2]);
      expect(run()).toMatchObject({ status: 'RUNNING' });
      expect(run().states.filter((state) => state === DECIDE)).toHaveLength(3);
      expect(await kinds()).toContain('intake-to-decide');
      expect(mailsAbout()).toBe(3);
      await decide('decline');
      expect(await kinds()).not.toContain('intake-to-decide');
    });

    it('lets the rules decide when what was open is closed', async () => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'YES', ...UNSAFE);
      await closeTask(deps(), {
        taskId: `t-safety-${ANA.participantId}`,
        by: 'coordinator-1',
        decision: 'clear',
      });

      await world.cloud.clock.advance(7 * DAY + MINUTE);

      expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'matching' } });
      expect(await kinds()).not.toContain('intake-to-decide');
    });

    it('is asked after a cry for help during the intake', async () => {
      await enrol(world);
      await say(BEN, 'YES', ...CLEAR);
      await say(ANA, 'YES', '1', 'I want to kill myself tonight');
      await world.cloud.clock.advance(HOUR);

      expect((await couple())?.questions).toEqual(expect.arrayContaining(['safety-hold', 'open-crisis']));
      expect(texts(BEN).join()).not.toContain('988');
    });
  });

  it('leaves a couple alone that was decided before its rules look at it', async () => {
    await enrol(world);
    await say(ANA, 'YES', ...CLEAR);
    const row = await couple();
    if (!row) throw new Error('there is no couple');
    await world.records.write([put('couple', { ...row, state: 'ended' }, row.revision)]);

    await say(BEN, 'YES', ...CLEAR);

    expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ended' } });
    expect(world.runNames()).not.toContain(`${COUPLE}-match-1`);
  });
});
