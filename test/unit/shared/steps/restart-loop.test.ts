import { restartLoop } from '#shared/steps/restart-loop';
import { aWorld } from '#test/support/memory-world';

describe('restarting the check-ins of somebody', () => {
  it('goes on in the next run where the execution broke', async () => {
    const world = aWorld();
    await world.given();
    const name = `p-ana001-weekly-check-in-${(await world.journey())?.loop?.run}`;
    world.flows.executions.set(`weekly-check-in:${name}`, 'ended');

    const { outcome } = await restartLoop(world, 'p-ana001');

    expect(outcome).toBe('started');
    expect(
      [...world.flows.executions.keys()].filter((one) => one.startsWith('weekly-check-in:')),
    ).toHaveLength(2);
  });

  it('leaves a run alone that is alive, however often it is asked', async () => {
    const world = aWorld();
    await world.given();
    const name = `p-ana001-weekly-check-in-${(await world.journey())?.loop?.run}`;
    world.flows.executions.set(`weekly-check-in:${name}`, 'running');
    const before = await world.journey();

    await restartLoop(world, 'p-ana001');
    const { outcome } = await restartLoop(world, 'p-ana001');

    expect(outcome).toBe('already-started');
    expect((await world.journey())?.loop).toEqual(before?.loop);
  });

  it('starts nothing for a number that takes no texts', async () => {
    const world = aWorld();
    await world.given({ texts: { state: 'stopped', at: world.clock.now().toISOString() } });

    expect(await restartLoop(world, 'p-ana001')).toEqual({ outcome: 'not-now' });
  });
});
