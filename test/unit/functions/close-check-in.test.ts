import { closeCheckIn } from '#functions/close-check-in/handler';
import { aReply, hoursLater } from '#test/support/builders';
import { aWorld } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

describe('close-check-in', () => {
  it.each(['asked', 'nudged'] as const)('counts a check-in that was %s as missed', async (state) => {
    const world = aWorld();
    world.given({}, { state });
    world.clock.moveTo(hoursLater(72));

    const output = await world.run('close-check-in', closeCheckIn)({ checkInId });

    expect(output).toEqual({ outcome: 'missed' });
    expect(world.checkIn()).toMatchObject({ state: 'missed', closedAt: hoursLater(72).toISOString() });
  });

  it('lets a reply that came first win', async () => {
    const world = aWorld();
    world.given({}, { state: 'answered', reply: aReply(3) });

    const output = await world.run('close-check-in', closeCheckIn)({ checkInId });

    expect(output).toEqual({ outcome: 'answered' });
    expect(world.checkIn()?.state).toBe('answered');
  });

  it('says the same when it runs again, and keeps the time of the first', async () => {
    const world = aWorld();
    world.given({}, { state: 'nudged' });
    const close = world.run('close-check-in', closeCheckIn);
    await close({ checkInId });
    world.clock.moveTo(hoursLater(100));

    const output = await close({ checkInId });

    expect(output).toEqual({ outcome: 'missed' });
    expect(world.checkIn()?.closedAt).toBe(hoursLater(0).toISOString());
  });

  it('refuses what was never asked, and what does not exist', async () => {
    const world = aWorld();
    world.given({}, { state: 'scheduled' });
    const close = world.run('close-check-in', closeCheckIn);

    await expect(close({ checkInId })).rejects.toMatchObject({ name: 'Permanent' });
    await expect(close({ checkInId: 'p-ana001-c009' })).rejects.toMatchObject({ name: 'Permanent' });
    await expect(close({})).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
