import { sweepCheckIns } from '#functions/sweep-check-ins/handler';
import { hoursLater } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

const sweeping = (world: World) => world.run('sweep-check-ins', sweepCheckIns);

describe('sweep-check-ins', () => {
  it('hands over a check-in that no execution looks after', async () => {
    const world = aWorld();
    world.given({}, { state: 'scheduled' });
    world.clock.moveTo(hoursLater(75));

    const output = await sweeping(world)({});

    expect(output).toEqual({ outcome: 'swept', handedOver: 1, stillRunning: 0 });
    expect(world.checkIn()).toMatchObject({ state: 'handed-over', reason: 'stuck' });
    expect(world.openTasks()).toHaveLength(1);
  });

  it('picks up a missed check-in whose hand-over never happened', async () => {
    const world = aWorld();
    world.given({}, { state: 'missed' });
    world.flows.executions.set(checkInId, 'ended');
    world.clock.moveTo(hoursLater(75));

    await sweeping(world)({});

    expect(world.checkIn()).toMatchObject({ state: 'missed', taskId: expect.any(String) });
    expect(world.openTasks()[0]?.kind).toBe('check-in-missed');
  });

  it.each([
    ['is not due yet', { state: 'asked' }, 73.9],
    ['was answered', { state: 'answered' }, 100],
    ['was cancelled', { state: 'cancelled' }, 100],
    ['is in a person’s hands', { state: 'missed', taskId: 't-1' }, 100],
  ] as const)('leaves one alone that %s', async (_what, checkIn, hours) => {
    const world = aWorld();
    world.given({}, checkIn);
    world.clock.moveTo(hoursLater(hours));

    const output = await sweeping(world)({});

    expect(output).toEqual({ outcome: 'swept', handedOver: 0, stillRunning: 0 });
    expect(world.openTasks()).toEqual([]);
  });

  it('leaves one alone whose execution still runs, and says so', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });
    world.flows.executions.set(checkInId, 'running');
    world.clock.moveTo(hoursLater(75));

    const output = await sweeping(world)({});

    expect(output).toEqual({ outcome: 'swept', handedOver: 0, stillRunning: 1 });
    expect(world.lines.join('\n')).toContain('OVERDUE_BUT_RUNNING');
  });

  it('does nothing the second time', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });
    world.clock.moveTo(hoursLater(75));

    await sweeping(world)({});
    const output = await sweeping(world)({});

    expect(output).toMatchObject({ handedOver: 0 });
    expect([world.database.tasks.size, world.mails.sent.length]).toEqual([1, 1]);
  });

  it('looks at all the others when one fails, and fails afterwards', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });
    world.given({ participantId: 'p-ben001', phone: '+12025550102' }, { state: 'asked' });
    world.clock.moveTo(hoursLater(75));
    const statusOf = world.workflows.statusOf.bind(world.workflows);
    world.workflows.statusOf = (id) => (id === checkInId ? Promise.reject(new Error('boom')) : statusOf(id));

    await expect(sweeping(world)({})).rejects.toMatchObject({ name: 'Transient' });

    expect(world.database.checkIns.get('p-ben001-c001')?.state).toBe('handed-over');
  });

  it('goes through more than one page', async () => {
    const world = aWorld();
    for (let n = 100; n < 220; n += 1) {
      world.given({ participantId: `p-many${n}`, phone: `+1202555${n}0` }, { state: 'asked' });
    }
    world.clock.moveTo(hoursLater(75));

    expect(await sweeping(world)({})).toMatchObject({ handedOver: 120 });
  });
});
