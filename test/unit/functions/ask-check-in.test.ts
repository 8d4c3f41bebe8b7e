import { askCheckIn } from '#functions/ask-check-in/handler';
import { answersOf, cleanAnswers, hoursLater, monday } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

const asking = (world: World) => world.run('ask-check-in', askCheckIn);

describe('ask-check-in', () => {
  it('saves the token before the question is planned', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: {} });
    let tokenWhenPlanned: string | undefined;
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = async (message) => {
      tokenWhenPlanned = (await world.checkIn())?.taskToken;
      return plan(message);
    };

    const output = await asking(world)({ checkInId, taskToken: world.flows.wait('token-1') });

    expect(output).toEqual({ outcome: 'waiting' });
    expect(tokenWhenPlanned).toBe('token-1');
    expect(world.flows.completed).toEqual([]);
  });

  it('plans the first question, which counts as asked from now on', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { deadline: hoursLater(-5).toISOString() } });

    await asking(world)({ checkInId, taskToken: 'token-1' });

    expect(await world.checkIn()).toMatchObject({
      state: 'asked',
      asked: [{ questionId: 'wellbeing', askedAt: monday.toISOString() }],
      deadline: hoursLater(72).toISOString(),
    });
    expect(await world.message('p-ana001_c001-wellbeing')).toMatchObject({
      channel: 'text',
      template: 'question-wellbeing',
      messageClass: 'scheduled',
      params: { questionId: 'wellbeing', checkInId },
      sendBefore: hoursLater(72).toISOString(),
    });
  });

  it('sends nothing by itself: the question leaves through the one gate', async () => {
    const world = aWorld();
    await world.given({ language: 'es', privacyLevel: 'full' }, { checkIn: {} });

    await asking(world)({ checkInId, taskToken: 'token-1' });
    const before = world.texts.sent.length;
    await world.deliver();

    expect(before).toBe(0);
    expect(world.texts.sent).toEqual([
      {
        to: '+12025550101',
        body: expect.stringContaining('¿Qué tal'),
        messageId: 'p-ana001_c001-wellbeing',
      },
    ]);
  });

  it('asks once when it runs again with the token of the next attempt, and keeps that token', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: {} });
    await asking(world)({ checkInId, taskToken: 'token-1' });
    await world.deliver();

    const output = await asking(world)({ checkInId, taskToken: 'token-2' });
    await world.deliver();

    expect(output).toEqual({ outcome: 'waiting' });
    expect(world.texts.sent).toHaveLength(1);
    expect((await world.checkIn())?.taskToken).toBe('token-2');
    expect(world.openTasks()).toEqual([]);
  });

  it('asks what the first attempt could not plan', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: {} });
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = () => Promise.reject(new Error('boom'));
    await expect(asking(world)({ checkInId, taskToken: 'token-1' })).rejects.toThrow();
    world.outbox.plan = plan;

    await asking(world)({ checkInId, taskToken: 'token-2' });

    expect(world.planned()).toEqual(['p-ana001_c001-wellbeing']);
  });

  it('goes on from the first question that has no answer yet', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked', answers: answersOf([4]) } });

    await asking(world)({ checkInId, taskToken: 'token-2' });

    expect(world.planned()).toEqual(['p-ana001_c001-craving']);
  });

  it.each(['intake', 'waiting', 'paused', 'ended'] as const)(
    'completes the step at once for somebody who is %s, and asks nothing',
    async (state) => {
      const world = aWorld();
      await world.given({}, { checkIn: {}, journey: { state } });

      const output = await asking(world)({ checkInId, taskToken: world.flows.wait('token-1') });

      expect(output).toEqual({ outcome: 'cancelled' });
      expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'cancelled' }]);
      expect(await world.checkIn()).toMatchObject({ state: 'cancelled', reason: 'not-active', asked: [] });
      expect(world.planned()).toEqual([]);
    },
  );

  it('asks the private screen during the intake, and only then', async () => {
    const world = aWorld();
    const screen = { cycle: 0, questionSetId: 'safety-screen-1' } as const;
    await world.given({}, { checkIn: screen, journey: { state: 'intake', lastCycle: 0 } });

    const asked = await asking(world)({ checkInId: 'p-ana001-c000', taskToken: 'token-1' });
    await world.given({}, { checkIn: screen, journey: { state: 'active', lastCycle: 0 } });
    const notAsked = await asking(world)({ checkInId: 'p-ana001-c000', taskToken: 'token-2' });

    expect([asked, notAsked]).toEqual([{ outcome: 'waiting' }, { outcome: 'cancelled' }]);
    expect(world.planned()).toEqual(['p-ana001_c000-own-phone']);
  });

  it.each([
    ['answered', cleanAnswers],
    ['partial', answersOf([4])],
    ['missed', {}],
    ['cancelled', {}],
    ['handed-over', {}],
  ] as const)('completes the step at once when the check-in is %s already', async (state, answers) => {
    const world = aWorld();
    await world.given({}, { checkIn: { state, answers } });

    const output = await asking(world)({ checkInId, taskToken: world.flows.wait('token-2') });

    expect(output).toEqual({ outcome: state });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-2', outcome: state }]);
    expect(world.planned()).toEqual([]);
  });

  it.each([
    ['no token', { checkInId }, /taskToken/],
    ['no check-in id', { taskToken: 'token-1' }, /checkInId/],
    [
      'an id of something else',
      { checkInId: 'c001', taskToken: 'token-1' },
      /checkInId: must be a check-in id/,
    ],
    ['nothing', undefined, /input|checkInId/],
  ])('refuses %s with the field and the fix', async (_what, input, message) => {
    const world = aWorld();

    const run = asking(world)(input);

    await expect(run).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a check-in that does not exist, and one of nobody, for good', async () => {
    const world = aWorld();
    const nothing = asking(world)({ checkInId, taskToken: 'token-1' });
    await expect(nothing).rejects.toMatchObject({ name: 'Permanent' });
    await world.given({}, { checkIn: {} });
    await world.records.write([{ remove: 'journey', id: 'p-ana001', after: 1 }]);

    const nobody = asking(world)({ checkInId, taskToken: 'token-1' });

    await expect(nobody).rejects.toMatchObject({ name: 'Permanent' });
  });
});
