import { aWorld, DAY, HOUR } from '#test/support/world';

describe('the hourly sweep', () => {
  it('hands over a check-in whose execution is gone, within hours of its deadline', async () => {
    const world = await aWorld();
    const { participantId } = await world.participant({ phone: '+12025550101' });
    const checkInId = await world.startCheckIn(participantId);
    const operator = { kind: 'operator' } as const;
    const { arn } = world.run(checkInId);
    await world.cloud.calls.call({
      caller: operator,
      service: 'states',
      operation: 'StopExecution',
      input: { executionArn: arn },
    });

    await world.cloud.clock.advance(3 * DAY + HOUR);
    const early = await world.tasks();
    await world.cloud.clock.advance(3 * HOUR);
    const late = await world.tasks();
    await world.cloud.clock.advance(DAY);
    await world.cloud.stop();

    expect(early).toEqual([]);
    expect(late).toEqual([expect.objectContaining({ kind: 'check-in-failed', checkInId })]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
  });

  it('leaves a check-in alone that still runs', async () => {
    const world = await aWorld();
    const { participantId } = await world.participant({ phone: '+12025550101' });
    await world.startCheckIn(participantId);

    await world.cloud.clock.advance(30 * HOUR);
    const tasks = await world.tasks();
    await world.cloud.stop();

    expect(tasks).toEqual([]);
  });
});
