import { nudgeCheckIn } from '#functions/nudge-check-in/handler';
import { answersOf, cleanAnswers, hoursLater } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

const nudging = (world: World) => world.run('nudge-check-in', nudgeCheckIn);

describe('nudge-check-in', () => {
  it('plans the one nudge with the open question, and leaves the step waiting under the new token', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked', taskToken: 'token-1', answers: answersOf([4]) } });

    const output = await nudging(world)({ checkInId, taskToken: 'token-2' });

    expect(output).toEqual({ outcome: 'waiting' });
    expect(await world.checkIn()).toMatchObject({
      state: 'nudged',
      taskToken: 'token-2',
      nudgedAt: hoursLater(0).toISOString(),
    });
    expect(await world.message('p-ana001_c001-nudge')).toMatchObject({
      template: 'nudge',
      messageClass: 'scheduled',
      params: { questionId: 'craving', checkInId },
      sendBefore: hoursLater(72).toISOString(),
    });
  });

  it.each([
    ['answered', cleanAnswers],
    ['partial', answersOf([4])],
    ['cancelled', {}],
    ['handed-over', {}],
  ] as const)(
    'plans nothing where it ended as %s between the timeout and the nudge',
    async (state, answers) => {
      const world = aWorld();
      await world.given({}, { checkIn: { state, answers, taskToken: 'token-1' } });

      const output = await nudging(world)({ checkInId, taskToken: world.flows.wait('token-2') });

      expect(output).toEqual({ outcome: state });
      expect(world.planned()).toEqual([]);
      expect(world.flows.completed).toEqual([{ taskToken: 'token-2', outcome: state }]);
    },
  );

  it('does not nudge twice, and keeps the time of the first', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });
    await nudging(world)({ checkInId, taskToken: 'token-2' });
    world.clock.moveTo(hoursLater(1));

    await nudging(world)({ checkInId, taskToken: 'token-3' });
    await world.deliver();

    expect(world.texts.sent).toHaveLength(1);
    expect(await world.checkIn()).toMatchObject({
      taskToken: 'token-3',
      nudgedAt: hoursLater(0).toISOString(),
    });
  });

  it('does not nudge where the last answer comes after planning and before the text leaves', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });
    await nudging(world)({ checkInId, taskToken: 'token-2' });
    const row = await world.checkIn();
    if (row) await world.write('check-in', checkInId, { ...row, state: 'answered', answers: cleanAnswers });

    await world.deliver();

    expect(world.texts.sent).toEqual([]);
    expect(await world.message('p-ana001_c001-nudge')).toMatchObject({ state: 'refused' });
    expect(world.openTasks()).toEqual([]);
  });

  it('ends the check-in of somebody who is not active any more', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' }, journey: { state: 'paused' } });

    const output = await nudging(world)({ checkInId, taskToken: world.flows.wait('token-2') });

    expect(output).toEqual({ outcome: 'cancelled' });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-2', outcome: 'cancelled' }]);
    expect(world.planned()).toEqual([]);
  });

  it('refuses a check-in that was never asked', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'scheduled' } });

    await expect(nudging(world)({ checkInId, taskToken: 't' })).rejects.toMatchObject({ name: 'Permanent' });
    expect(await world.checkIn()).toMatchObject({ state: 'scheduled' });
  });
});
