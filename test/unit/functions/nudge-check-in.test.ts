import { nudgeCheckIn } from '#functions/nudge-check-in/handler';
import { aReply } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

const nudging = (world: World) => world.run('nudge-check-in', nudgeCheckIn);

describe('nudge-check-in', () => {
  it('sends the one nudge and leaves the step waiting under the new token', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: 'token-1' });

    const output = await nudging(world)({ checkInId, taskToken: 'token-2' });

    expect(output).toEqual({ outcome: 'waiting' });
    expect(world.checkIn()).toMatchObject({ state: 'nudged', taskToken: 'token-2' });
    expect(world.texts.sent.map(({ body }) => body)).toEqual([expect.stringContaining('Just a reminder')]);
  });

  it('sends nothing when the reply came between the timeout and the nudge', async () => {
    const world = aWorld();
    world.given({}, { state: 'answered', reply: aReply(4), taskToken: 'token-1' });

    const output = await nudging(world)({ checkInId, taskToken: world.flows.wait('token-2') });

    expect(output).toEqual({ outcome: 'answered' });
    expect(world.texts.sent).toEqual([]);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-2', outcome: 'answered' }]);
  });

  it('sends nothing when the reply comes after the token was saved and before the text leaves', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });
    const markNudged = world.checkIns.markNudged.bind(world.checkIns);
    world.checkIns.markNudged = async (change) => {
      const saved = await markNudged(change);
      await world.checkIns.answer(checkInId, aReply(2));
      return saved;
    };

    const output = await nudging(world)({ checkInId, taskToken: world.flows.wait('token-2') });

    expect(output).toEqual({ outcome: 'answered' });
    expect(world.texts.sent).toEqual([]);
  });

  it('does not nudge twice', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });

    await nudging(world)({ checkInId, taskToken: 'token-2' });
    await nudging(world)({ checkInId, taskToken: 'token-3' });

    expect(world.texts.sent).toHaveLength(1);
    expect(world.checkIn()?.taskToken).toBe('token-3');
  });

  it('does not nudge somebody who opted out', async () => {
    const world = aWorld();
    world.given({ optedOut: true }, { state: 'asked' });

    await nudging(world)({ checkInId, taskToken: world.flows.wait('token-2') });

    expect(world.texts.sent).toEqual([]);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-2', outcome: 'opted-out' }]);
  });

  it('refuses a check-in that was never asked', async () => {
    const world = aWorld();
    world.given({}, { state: 'scheduled' });

    await expect(nudging(world)({ checkInId, taskToken: 't' })).rejects.toMatchObject({ name: 'Permanent' });
  });
});
