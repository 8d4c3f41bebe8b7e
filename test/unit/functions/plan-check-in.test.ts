import { planNextCheckIn } from '#functions/plan-check-in/handler';
import { cleanAnswers, hoursLater, monday } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const execution = 'p-ana001-weekly-check-in-1';
const step = { participantId: 'p-ana001', execution };
const WEEK = 7 * 24;

const planning = (world: World) => world.run('plan-check-in', planNextCheckIn);

describe('plan-check-in', () => {
  it('writes the next check-in down before the loop waits for it', async () => {
    const world = aWorld();
    await world.given();
    world.clock.moveTo(hoursLater(-0.5));

    const output = await planning(world)(step);

    expect(output).toEqual({
      outcome: 'ask',
      waitSeconds: 1800,
      checkInId: 'p-ana001-c001',
      successor: '',
    });
    expect(await world.checkIn()).toMatchObject({
      state: 'scheduled',
      questionSetId: 'check-in-1',
      deadline: hoursLater(72).toISOString(),
    });
    expect(await world.journey()).toMatchObject({
      lastCycle: 1,
      loop: { plansAgainBy: hoursLater(72).toISOString() },
    });
  });

  it('says the same again, and plans no second one', async () => {
    const world = aWorld();
    await world.given();
    world.clock.moveTo(hoursLater(-0.5));
    const plan = planning(world);

    const outputs = [await plan(step), await plan(step)];

    expect(outputs[1]).toEqual(outputs[0]);
    expect(world.records.all('check-in')).toHaveLength(1);
  });

  it('counts the check-in that has ended once, and plans the one after it', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'answered', answers: cleanAnswers } });
    world.clock.moveTo(hoursLater(1));
    const plan = planning(world);

    const output = await plan(step);
    await plan(step);

    expect(output).toMatchObject({
      outcome: 'ask',
      checkInId: 'p-ana001-c002',
      waitSeconds: (WEEK - 1) * 3600,
    });
    expect(await world.journey()).toMatchObject({
      lastCycle: 2,
      countedCycle: 1,
      cadence: { programmeCycles: 1, cleanCycles: 1 },
    });
  });

  it('hands over one that its execution left open, and goes on with the next', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'nudged' } });
    world.clock.moveTo(hoursLater(100));

    const output = await planning(world)(step);

    expect(await world.checkIn()).toMatchObject({ state: 'handed-over', reason: 'stuck' });
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'check-in-failed' })]);
    expect(output).toMatchObject({ outcome: 'ask', checkInId: 'p-ana001-c002' });
  });

  it('holds for somebody who is paused, until the day that they named', async () => {
    const world = aWorld();
    await world.given(
      {},
      {
        journey: { state: 'paused', pausedUntil: hoursLater(48).toISOString() },
      },
    );

    const output = await planning(world)(step);

    expect(output).toEqual({ outcome: 'hold', waitSeconds: 48 * 3600, checkInId: '', successor: '' });
    expect(world.records.all('check-in')).toEqual([]);
  });

  it('brings a pause without an end to a person every four weeks, and not before', async () => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'paused', since: monday.toISOString() } });
    const plan = planning(world);

    const tasks = [];
    for (const weeks of [0, 3.9, 4, 4, 7, 8]) {
      world.clock.moveTo(hoursLater(weeks * WEEK));
      const { outcome, waitSeconds } = await plan(step);
      expect([outcome, waitSeconds]).toEqual(['hold', 4 * WEEK * 3600]);
      tasks.push(world.openTasks().length);
    }

    expect(tasks).toEqual([0, 0, 1, 1, 1, 2]);
    expect(world.openTasks()[0]).toMatchObject({ kind: 'long-pause', participantId: 'p-ana001' });
  });

  it('names aftercare’s execution after the last week, and does it again where its answer was lost', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'answered', answers: cleanAnswers } });
    const journey = await world.journey();
    if (!journey?.cadence) throw new Error('a journey that runs has a cadence');
    const cadence = { ...journey.cadence, programmeWeeks: 1 };
    await world.write('journey', 'p-ana001', { ...journey, cadence });
    const plan = planning(world);

    const outputs = [await plan(step), await plan(step)];

    const expected = {
      outcome: 'aftercare',
      waitSeconds: 1,
      checkInId: '',
      successor: 'p-ana001-aftercare-2',
    };
    expect(outputs).toEqual([expected, expected]);
    expect(await world.journey()).toMatchObject({ loop: { name: 'aftercare', run: 2 }, countedCycle: 1 });
  });

  it.each([
    ['who has left', { state: 'ended' }, execution],
    ['whose check-ins another execution runs', {}, 'p-ana001-weekly-check-in-7'],
    ['whose check-ins never began', { loop: undefined }, execution],
  ] as const)('ends for somebody %s', async (_what, journey, who) => {
    const world = aWorld();
    await world.given({}, { journey });

    const output = await planning(world)({ participantId: 'p-ana001', execution: who });

    expect(output).toEqual({ outcome: 'ended', waitSeconds: 1, checkInId: '', successor: '' });
    expect(world.records.all('check-in')).toEqual([]);
  });

  it('decides again when somebody pauses at the very moment', async () => {
    const world = aWorld();
    await world.given();
    const write = world.records.write.bind(world.records);
    let isFirst = true;
    world.records.write = async (changes) => {
      const journey = await world.journey();
      if (isFirst && journey) {
        isFirst = false;
        await world.write('journey', 'p-ana001', { ...journey, state: 'paused' });
      }
      return write(changes);
    };

    const output = await planning(world)(step);

    expect(output).toMatchObject({ outcome: 'hold' });
    expect(world.records.all('check-in')).toEqual([]);
  });

  it('gives up on a row that others change again and again, so that the machine tries later', async () => {
    const world = aWorld();
    await world.given();
    world.records.write = async () => 'raced';

    await expect(planning(world)(step)).rejects.toMatchObject({ name: 'Transient' });
  });

  it('refuses what is not its input, and nobody', async () => {
    const plan = planning(aWorld());

    await expect(plan({ participantId: 'p-ana001' })).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(plan(step)).rejects.toMatchObject({ name: 'Permanent' });
  });
});
