import { awaitCheckIn } from '#functions/await-check-in/handler';
import { aJourney } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const execution = 'p-ana001-weekly-check-in-1';
const step = { participantId: 'p-ana001', execution };

const awaiting = (world: World) => world.run('await-check-in', awaitCheckIn);

describe('await-check-in', () => {
  it('saves the token of the loop that waits', async () => {
    const world = aWorld();
    await world.given();

    const output = await awaiting(world)({ ...step, taskToken: world.flows.wait('token-1') });

    expect(output).toEqual({ outcome: 'waiting' });
    expect((await world.journey())?.loop?.taskToken).toBe('token-1');
    expect(world.flows.completed).toEqual([]);
  });

  it('keeps the token of the newest attempt', async () => {
    const world = aWorld();
    await world.given();
    const wait = awaiting(world);

    await wait({ ...step, taskToken: 'token-1' });
    await wait({ ...step, taskToken: 'token-2' });

    expect((await world.journey())?.loop?.taskToken).toBe('token-2');
  });

  it('waits also for the end of a pause', async () => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'paused' } });

    expect(await awaiting(world)({ ...step, taskToken: 'token-1' })).toEqual({ outcome: 'waiting' });
  });

  it.each([
    ['something changed since it was planned', { replan: true }, execution],
    ['the person has left', { state: 'ended' }, execution],
    ['another execution has taken over', {}, 'p-ana001-weekly-check-in-2'],
    ['it is a loop of another name', {}, 'p-ana001-aftercare-1'],
  ] as const)('completes the step at once where %s', async (_what, journey, who) => {
    const world = aWorld();
    await world.given({}, { journey });

    const output = await awaiting(world)({
      participantId: 'p-ana001',
      execution: who,
      taskToken: world.flows.wait('token-1'),
    });

    expect(output).toEqual({ outcome: 'changed' });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'changed' }]);
    expect(await world.journey()).toEqual({ ...aJourney(journey), revision: 1 });
  });

  it('refuses what is not its input, and nobody', async () => {
    const wait = awaiting(aWorld());

    await expect(wait({ ...step })).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(wait({ ...step, taskToken: 't' })).rejects.toMatchObject({ name: 'Permanent' });
  });
});
