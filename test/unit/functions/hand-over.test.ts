import { handOver } from '#functions/hand-over/handler';
import { answersOf, cleanAnswers, hoursLater } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

const handing = (world: World) => world.run('hand-over', handOver);

describe('hand-over of a check-in', () => {
  it('opens one task for a missed one and tells the coordinator, without personal content', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'missed' } });

    const output = await handing(world)({ checkInId, reason: 'missed' });
    await world.deliver();

    expect(output).toEqual({ outcome: 'handed-over' });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({
        taskId: `t-check-in-${checkInId}`,
        kind: 'check-in-missed',
        checkInId,
        participantId: 'p-ana001',
        reason: 'missed',
      }),
    ]);
    expect(world.mails.sent).toHaveLength(1);
    expect(JSON.stringify(world.mails.sent)).not.toMatch(/Ana\b|2025550101/);
    expect(await world.checkIn()).toMatchObject({ state: 'missed', taskId: `t-check-in-${checkInId}` });
  });

  it.each(['scheduled', 'asked', 'nudged'] as const)(
    'ends one that broke while it was %s, and lets whatever waits for it go on',
    async (state) => {
      const world = aWorld();
      await world.given(
        {},
        { checkIn: { state, answers: answersOf([4]), taskToken: world.flows.wait('t-1') } },
      );

      await handing(world)({ checkInId, reason: 'Lambda.Unknown' });

      expect(await world.checkIn()).toMatchObject({ state: 'handed-over', reason: 'Lambda.Unknown' });
      expect(world.flows.completed).toEqual([{ taskToken: 't-1', outcome: 'handed-over' }]);
      expect(world.openTasks()[0]?.kind).toBe('check-in-failed');
    },
  );

  it('is one task and one email, however often and for whatever reason it runs', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });

    await handing(world)({ checkInId, reason: 'Transient' });
    const output = await handing(world)({ checkInId, reason: 'stuck' });
    await world.deliver();

    expect(output).toEqual({ outcome: 'handed-over' });
    expect(world.tasks()).toHaveLength(1);
    expect(world.mails.sent).toHaveLength(1);
  });

  it.each([
    ['answered', cleanAnswers],
    ['partial', answersOf([4])],
    ['cancelled', {}],
  ] as const)('leaves one that is %s alone', async (state, answers) => {
    const world = aWorld();
    await world.given({}, { checkIn: { state, answers } });

    const output = await handing(world)({ checkInId, reason: 'Transient' });

    expect(output).toEqual({ outcome: 'not-needed' });
    expect(world.tasks()).toEqual([]);
    expect(world.planned()).toEqual([]);
  });

  it('goes on where it stopped when it failed between the task and the check-in', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'missed' } });
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = () => Promise.reject(new Error('boom'));
    await expect(handing(world)({ checkInId, reason: 'missed' })).rejects.toThrow();
    const between = await world.checkIn();
    world.outbox.plan = plan;

    await handing(world)({ checkInId, reason: 'missed' });

    expect(between?.taskId).toBeUndefined();
    expect((await world.checkIn())?.taskId).toBe(`t-check-in-${checkInId}`);
    expect(world.planned()).toEqual([`coordinator_t-check-in-${checkInId}`]);
  });

  it('hands over whatever the reason looks like', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });

    await handing(world)({ checkInId, reason: 'not a code: +1 202 555 0101' });

    expect(world.openTasks()[0]?.reason).toBe('unknown');
  });
});

describe('hand-over of anything else', () => {
  it.each([
    [{ participantId: 'p-ana001' }, 't-workflow-p-ana001-2026-03-02'],
    [{ coupleId: 'c-anaben' }, 't-workflow-c-anaben-2026-03-02'],
    [{ crisisId: 'crisis-sms-1', participantId: 'p-ana001' }, 't-workflow-crisis-sms-1-2026-03-02'],
  ])('opens a task about %j', async (about, taskId) => {
    const world = aWorld();

    const output = await handing(world)({ ...about, reason: 'Permanent' });

    expect(output).toEqual({ outcome: 'handed-over' });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ taskId, kind: 'workflow-failed', ...about, reason: 'Permanent' }),
    ]);
  });

  it('is one task a day', async () => {
    const world = aWorld();
    const hand = handing(world);

    await hand({ participantId: 'p-ana001', reason: 'Permanent' });
    await hand({ participantId: 'p-ana001', reason: 'Transient' });
    world.clock.moveTo(hoursLater(24));
    await hand({ participantId: 'p-ana001', reason: 'Permanent' });

    expect(world.openTasks()).toHaveLength(2);
  });

  it('asks what it is about', async () => {
    await expect(handing(aWorld())({ reason: 'Permanent' })).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
