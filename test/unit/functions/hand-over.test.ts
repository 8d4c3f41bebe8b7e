import { handOver } from '#functions/hand-over/handler';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

const handing = (world: World) => world.run('hand-over', handOver);

describe('hand-over', () => {
  it('opens one task for a missed check-in and tells the coordinator, without personal content', async () => {
    const world = aWorld();
    world.given({}, { state: 'missed' });

    const output = await handing(world)({ checkInId, reason: 'missed' });

    expect(output).toEqual({ outcome: 'handed-over' });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({
        kind: 'check-in-missed',
        checkInId,
        participantId: 'p-ana001',
        reason: 'missed',
      }),
    ]);
    expect(world.mails.sent).toHaveLength(1);
    expect(JSON.stringify(world.mails.sent)).not.toMatch(/Ana\b|\+1202/);
    expect(world.checkIn()).toMatchObject({ state: 'missed', taskId: `t-hand-over-${checkInId}` });
  });

  it('ends a check-in that broke half way', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });

    await handing(world)({ checkInId, reason: 'Lambda.Unknown' });

    expect(world.checkIn()).toMatchObject({ state: 'handed-over', reason: 'Lambda.Unknown' });
    expect(world.openTasks()[0]?.kind).toBe('check-in-failed');
  });

  it('is one task and one email, however often and for whatever reason it runs', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });

    await handing(world)({ checkInId, reason: 'Transient' });
    const output = await handing(world)({ checkInId, reason: 'stuck' });

    expect(output).toEqual({ outcome: 'handed-over' });
    expect(world.database.tasks.size).toBe(1);
    expect(world.mails.sent).toHaveLength(1);
  });

  it.each(['answered', 'cancelled'] as const)('leaves one that is %s alone', async (state) => {
    const world = aWorld();
    world.given({}, { state });

    const output = await handing(world)({ checkInId, reason: 'Transient' });

    expect(output).toEqual({ outcome: 'not-needed' });
    expect([world.database.tasks.size, world.mails.sent.length]).toEqual([0, 0]);
  });

  it('keeps the task when the email is refused for good', async () => {
    const world = aWorld();
    world.given({}, { state: 'missed' });
    world.mails.plan.push({ outcome: 'refused', code: 'MessageRejected', retryable: false, optedOut: false });

    const output = await handing(world)({ checkInId, reason: 'missed' });

    expect(output).toEqual({ outcome: 'handed-over' });
    expect(world.openTasks()).toHaveLength(1);
    expect(world.lines.join('\n')).toContain('NOTICE_NOT_SENT');
  });

  it('tells the coordinator on the next attempt when the first was throttled', async () => {
    const world = aWorld();
    world.given({}, { state: 'missed' });
    world.mails.plan.push({ outcome: 'refused', code: 'TooManyRequests', retryable: true, optedOut: false });

    await expect(handing(world)({ checkInId, reason: 'missed' })).rejects.toMatchObject({
      name: 'Transient',
    });
    await handing(world)({ checkInId, reason: 'missed' });

    expect(world.mails.sent).toHaveLength(1);
    expect(world.database.tasks.size).toBe(1);
  });

  it('hands over whatever the reason looks like', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });

    await handing(world)({ checkInId, reason: 'not a code: +1 202 555 0101' });

    expect(world.openTasks()[0]?.reason).toBe('unknown');
  });
});
