import { closeCheckIn } from '#functions/close-check-in/handler';
import { answersOf, cleanAnswers, hoursLater } from '#test/support/builders';
import { aWorld } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

describe('close-check-in', () => {
  it.each([
    ['asked', {}, 'missed'],
    ['nudged', {}, 'missed'],
    ['nudged', answersOf([4]), 'partial'],
    ['nudged', answersOf([undefined]), 'partial'],
  ] as const)('ends one that was %s, with the answers %j, as %s', async (state, answers, outcome) => {
    const world = aWorld();
    await world.given({}, { checkIn: { state, answers } });
    world.clock.moveTo(hoursLater(72));

    const output = await world.run('close-check-in', closeCheckIn)({ checkInId });

    expect(output).toEqual({ outcome });
    expect(await world.checkIn()).toMatchObject({
      state: outcome,
      answers,
      closedAt: hoursLater(72).toISOString(),
    });
  });

  it.each([
    ['answered', cleanAnswers],
    ['cancelled', {}],
    ['handed-over', {}],
  ] as const)('lets an end that came first win: %s', async (state, answers) => {
    const world = aWorld();
    await world.given({}, { checkIn: { state, answers } });
    const before = await world.checkIn();

    const output = await world.run('close-check-in', closeCheckIn)({ checkInId });

    expect(output).toEqual({ outcome: state });
    expect(await world.checkIn()).toEqual(before);
  });

  it('says the same when it runs again, and keeps the time of the first', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'nudged' } });
    const close = world.run('close-check-in', closeCheckIn);
    await close({ checkInId });
    world.clock.moveTo(hoursLater(100));

    const output = await close({ checkInId });

    expect(output).toEqual({ outcome: 'missed' });
    expect((await world.checkIn())?.closedAt).toBe(hoursLater(0).toISOString());
  });

  it('refuses what does not exist, and what is no check-in', async () => {
    const world = aWorld();
    const close = world.run('close-check-in', closeCheckIn);

    await expect(close({ checkInId })).rejects.toMatchObject({ name: 'Permanent' });
    await expect(close({})).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
