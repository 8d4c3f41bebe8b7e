import { sweepCheckIns } from '#functions/sweep-check-ins/handler';
import { aMessage, answersOf, cleanAnswers, hoursLater, minutesLater } from '#test/support/builders';
import { readIntake } from '#shared/domain/read-intake';
import { enrolCouple } from '#shared/steps/enrol-couple';
import { intakeJson } from '#test/support/public-pages';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';
const nothing = { outcome: 'swept', handedOver: 0, stillRunning: 0, woken: 0, uncovered: 0 };

const sweeping = (world: World) => world.run('sweep-check-ins', sweepCheckIns);

/** Ana's loop runs, and waits until next week. */
const runningLoop = (world: World): void =>
  void world.flows.executions.set('weekly-check-in:p-ana001-weekly-check-in-1', 'running');

describe('sweep-check-ins: check-ins', () => {
  it.each(['scheduled', 'asked', 'nudged'] as const)(
    'hands over one that is %s and that no execution looks after',
    async (state) => {
      const world = aWorld();
      runningLoop(world);
      await world.given({}, { checkIn: { state } });
      world.clock.moveTo(hoursLater(75));

      const output = await sweeping(world)({});

      expect(output).toEqual({ ...nothing, handedOver: 1 });
      expect(await world.checkIn()).toMatchObject({ state: 'handed-over', reason: 'stuck' });
      expect(world.openTasks()).toHaveLength(1);
    },
  );

  it.each(['missed', 'handed-over'] as const)(
    'picks up one that was %s whose hand-over never happened',
    async (state) => {
      const world = aWorld();
      runningLoop(world);
      await world.given({}, { checkIn: { state } });
      world.flows.executions.set(`check-in:${checkInId}`, 'ended');
      world.clock.moveTo(hoursLater(75));

      await sweeping(world)({});

      expect(await world.checkIn()).toMatchObject({ state, taskId: `t-check-in-${checkInId}` });
      expect(world.openTasks()[0]?.kind).toBe(state === 'missed' ? 'check-in-missed' : 'check-in-failed');
    },
  );

  it.each([
    ['is not due yet', { state: 'asked' }, 73.9],
    ['was answered', { state: 'answered', answers: cleanAnswers }, 100],
    ['was answered in part', { state: 'partial', answers: answersOf([4]) }, 100],
    ['was cancelled', { state: 'cancelled' }, 100],
    ['is in a person’s hands', { state: 'missed', taskId: 't-1' }, 100],
  ] as const)('leaves one alone that %s', async (_what, checkIn, hours) => {
    const world = aWorld();
    runningLoop(world);
    await world.given({}, { checkIn });
    world.clock.moveTo(hoursLater(hours));

    expect(await sweeping(world)({})).toEqual(nothing);
    expect(world.openTasks()).toEqual([]);
  });

  it('leaves one alone whose execution still runs, and says so', async () => {
    const world = aWorld();
    runningLoop(world);
    await world.given({}, { checkIn: { state: 'asked' } });
    world.flows.executions.set(`check-in:${checkInId}`, 'running');
    world.clock.moveTo(hoursLater(75));

    expect(await sweeping(world)({})).toEqual({ ...nothing, stillRunning: 1 });
    expect(world.lines.join('\n')).toContain('OVERDUE_BUT_RUNNING');
  });

  it('does nothing the second time', async () => {
    const world = aWorld();
    runningLoop(world);
    await world.given({}, { checkIn: { state: 'asked' } });
    world.clock.moveTo(hoursLater(75));

    await sweeping(world)({});
    const output = await sweeping(world)({});
    await world.deliver();

    expect(output).toMatchObject({ handedOver: 0 });
    expect([world.tasks().length, world.mails.sent.length]).toEqual([1, 1]);
  });

  it('looks at all the others when one fails, and fails afterwards', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });
    await world.given({ participantId: 'p-ben001', phone: '+12025550102' }, { checkIn: { state: 'asked' } });
    world.clock.moveTo(hoursLater(75));
    const statusOf = world.workflows.statusOf.bind(world.workflows);
    world.workflows.statusOf = (workflow, name) =>
      name === checkInId ? Promise.reject(new Error('boom')) : statusOf(workflow, name);

    await expect(sweeping(world)({})).rejects.toMatchObject({ name: 'Transient' });

    expect(await world.records.get('check-in', 'p-ben001-c001')).toMatchObject({ state: 'handed-over' });
  });

  it('goes through more than one page', async () => {
    const world = aWorld();
    for (let n = 100; n < 220; n += 1)
      await world.given(
        { participantId: `p-many${n}`, phone: `+1202555${n}0` },
        { checkIn: { state: 'asked' }, journey: { loop: undefined } },
      );
    world.clock.moveTo(hoursLater(75));

    expect(await sweeping(world)({})).toMatchObject({ handedOver: 120 });
  });
});

describe('sweep-check-ins: loops', () => {
  const longAfter = hoursLater(3);

  it.each(['ended', undefined] as const)(
    'brings one to a person whose execution is %p: nobody would ever ask again',
    async (status) => {
      const world = aWorld();
      await world.given();
      if (status) world.flows.executions.set('weekly-check-in:p-ana001-weekly-check-in-1', status);
      world.clock.moveTo(longAfter);

      const output = await sweeping(world)({});
      await sweeping(world)({});

      expect(output).toEqual({ ...nothing, handedOver: 1 });
      expect(world.tasks()).toEqual([
        expect.objectContaining({
          taskId: 't-loop-p-ana001-weekly-check-in-1',
          kind: 'workflow-failed',
          participantId: 'p-ana001',
          reason: 'stuck',
        }),
      ]);
    },
  );

  it.each([
    ['runs', {}, 'running', 3],
    ['is not due yet', {}, 'ended', 0.9],
    ['belongs to somebody who has left', { state: 'ended' }, 'ended', 3],
  ] as const)('leaves one alone that %s', async (_what, journey, status, hours) => {
    const world = aWorld();
    await world.given({}, { journey });
    world.flows.executions.set('weekly-check-in:p-ana001-weekly-check-in-1', status);
    world.clock.moveTo(hoursLater(hours));

    expect(await sweeping(world)({})).toEqual(nothing);
    expect(world.tasks()).toEqual([]);
  });

  it('is not kept from them by all those who have left', async () => {
    const world = aWorld();
    for (let n = 100; n < 700; n += 1)
      await world.given(
        { participantId: `p-left${n}`, phone: `+1202555${n}0` },
        { journey: { state: 'ended' } },
      );
    await world.given();
    world.clock.moveTo(longAfter);

    expect(await sweeping(world)({})).toMatchObject({ handedOver: 1 });
  });
});

describe('sweep-check-ins: messages', () => {
  it.each(['planned', 'deferred', 'sending'] as const)(
    'puts one into its queue again that stands %s for a quarter of an hour',
    async (state) => {
      const world = aWorld();
      await world.write('message', 'p-ana001_c001-wellbeing', aMessage({ state }));
      world.clock.moveTo(minutesLater(14));
      const early = await sweeping(world)({});
      world.clock.moveTo(minutesLater(16));

      const late = await sweeping(world)({});

      expect([early, late]).toEqual([nothing, { ...nothing, woken: 1 }]);
      expect(world.outbound.waiting()).toEqual([{ messageId: 'p-ana001_c001-wellbeing', channel: 'text' }]);
    },
  );

  it('leaves one alone that waits for its hour, and one that is settled', async () => {
    const world = aWorld();
    const rows = [
      aMessage({ messageId: 'p-ana001_a', state: 'deferred', dueAt: hoursLater(12).toISOString() }),
      aMessage({ messageId: 'p-ana001_b', state: 'sent' }),
      aMessage({ messageId: 'p-ana001_c', state: 'unknown' }),
    ];
    for (const row of rows) await world.write('message', row.messageId, row);
    world.clock.moveTo(hoursLater(5));

    expect(await sweeping(world)({})).toEqual(nothing);
  });
});

describe('sweep-check-ins: intakes', () => {
  const read = readIntake(intakeJson);
  if (read.outcome === 'wrong') throw new Error('this is no couple');
  const newCouple = read.couple;

  it('begins one whose start was lost as the couple enrolled, once', async () => {
    const world = aWorld();
    const start = world.workflows.start.bind(world.workflows);
    world.workflows.start = () => Promise.reject(new Error('the process died here'));
    await expect(enrolCouple(world, newCouple)).rejects.toThrow('died');
    world.workflows.start = start;
    const [couple] = world.records.all('couple');
    world.clock.moveTo(minutesLater(20));

    const first = await sweeping(world)({});
    const second = await sweeping(world)({});

    expect([first, second]).toEqual([{ ...nothing, woken: 1 }, nothing]);
    expect([...world.flows.inputs]).toEqual([
      [`intake:${couple?.coupleId}`, { coupleId: couple?.coupleId, participantIds: couple?.participantIds }],
    ]);
  });

  it('leaves one alone that began', async () => {
    const world = aWorld();
    await enrolCouple(world, newCouple);
    world.clock.moveTo(minutesLater(20));

    expect(await sweeping(world)({})).toEqual(nothing);
    expect(world.flows.inputs.size).toBe(1);
    expect(world.records.all('journey').every(({ beginsBy }) => beginsBy === undefined)).toBe(true);
  });
});
