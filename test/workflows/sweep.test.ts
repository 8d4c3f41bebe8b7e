import { aWorld, DAY, HOUR, type World } from '#test/support/world';

const stop = async (world: World, name: string) =>
  world.cloud.calls.call({
    caller: { kind: 'operator' },
    service: 'states',
    operation: 'StopExecution',
    input: { executionArn: world.run(name).arn },
  });

describe('the sweep', () => {
  it('hands over a check-in whose executions are gone, within hours of its deadline', async () => {
    const world = await aWorld();
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);
    await stop(world, 'p-ana001-weekly-check-in-1');
    await stop(world, checkInId);

    await world.cloud.clock.advance(3 * DAY + HOUR);
    const early = (await world.tasks()).filter((task) => task.checkInId === checkInId);
    await world.cloud.clock.advance(6 * HOUR);
    const late = (await world.tasks()).filter((task) => task.checkInId === checkInId);
    await world.cloud.clock.advance(DAY);
    await world.cloud.stop();

    expect(early).toEqual([]);
    expect(late).toEqual([expect.objectContaining({ kind: 'check-in-failed', reason: 'stuck' })]);
  });

  it('brings a loop to a person whose execution is gone, once', async () => {
    const world = await aWorld();
    const { participantId } = await world.given({});
    await world.beginLoop(participantId);
    await stop(world, 'p-ana001-weekly-check-in-1');

    await world.cloud.clock.advance(5 * DAY);
    const tasks = (await world.tasks()).filter(({ kind }) => kind === 'workflow-failed');
    await world.cloud.stop();

    expect(tasks).toEqual([expect.objectContaining({ participantId, reason: 'stuck' })]);
  });

  it('leaves a check-in and a loop alone that still run', async () => {
    const world = await aWorld();
    const { participantId } = await world.given({});
    await world.ask(participantId);

    await world.cloud.clock.advance(30 * HOUR);
    const tasks = await world.tasks();
    await world.cloud.stop();

    expect(tasks).toEqual([]);
  });
});
