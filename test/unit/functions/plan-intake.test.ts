import { planIntake } from '#functions/plan-intake/handler';
import type { CheckIn } from '#shared/contracts/check-in';
import { answersOf, aJourney, hoursLater, monday } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const participantId = 'p-ana001';
const checkInId = 'p-ana001-c000';
const at = monday.toISOString();
const planning = (world: World) => world.run('plan-intake', planIntake);
const given = (world: World, fields: Parameters<World['given']>[0] = {}, checkIn?: Partial<CheckIn>) =>
  world.given(
    { texts: { state: 'given', at, inboundMessageId: 'sms-1' }, screen: 'pending', ownPartAt: at, ...fields },
    {
      journey: { state: 'intake' },
      ...(checkIn && { checkIn: { cycle: 0, questionSetId: 'safety-screen-1', ...checkIn } }),
    },
  );
const step = { participantId, step: 'agreement', reason: 'none' };

describe('plan-intake', () => {
  it('puts the screen there before it is run, once', async () => {
    const world = aWorld();
    await given(world);

    const outputs = [await planning(world)(step), await planning(world)(step)];

    expect(outputs).toEqual([
      { outcome: 'screen', checkInId },
      { outcome: 'screen', checkInId },
    ]);
    expect(await world.checkIn(0)).toMatchObject({
      state: 'scheduled',
      questionSetId: 'safety-screen-1',
      revision: 1,
    });
    expect(world.tasks()).toEqual([]);
  });

  it('asks for the own part first, and goes on without it once it was waited for', async () => {
    const world = aWorld();
    await given(world, { ownPartAt: undefined });

    const first = await planning(world)(step);
    const then = await planning(world)({ ...step, step: 'own-part' });

    expect([first.outcome, then.outcome]).toEqual(['own-part', 'screen']);
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'intake-no-answer', reason: 'own-part', participantId }),
    ]);
  });

  it('ends the part of somebody who gave no answer, and a coordinator is told, also after a crash', async () => {
    const world = aWorld();
    await given(world, { texts: { state: 'invited', at } });
    const open = world.desk.open.bind(world.desk);
    world.desk.open = async () => {
      throw new Error('crashed');
    };
    await expect(planning(world)(step)).rejects.toThrow();
    world.desk.open = open;

    const output = await planning(world)(step);

    expect(output).toEqual({ outcome: 'ended', checkInId });
    expect(await world.journey()).toMatchObject({ state: 'ended', reason: 'no-answer' });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'intake-no-answer', reason: 'agreement' }),
    ]);
  });

  it('does not end the part of somebody whose YES comes at that moment: it tries again, and goes on', async () => {
    const world = aWorld();
    await given(world, { texts: { state: 'invited', at } });
    const get = world.records.get.bind(world.records);
    let isFirst = true;
    world.records.get = async (kind, id) => {
      const row = await get(kind, id);
      if (kind !== 'participant' || !isFirst) return row;
      isFirst = false;
      const participant = await get('participant', participantId);
      if (participant)
        await world.write('participant', participantId, {
          ...participant,
          texts: { state: 'given', at: hoursLater(72).toISOString(), inboundMessageId: 'sms-1' },
        });
      return row;
    };

    const first = planning(world)(step);
    await expect(first).rejects.toMatchObject({ name: 'Transient' });
    const then = await planning(world)(step);

    expect(then.outcome).toBe('screen');
    expect(await world.journey()).toMatchObject({ state: 'intake' });
    expect(world.tasks()).toEqual([]);
  });

  it.each([
    { how: 'missed', checkIn: { state: 'missed' } },
    { how: 'half answered', checkIn: { state: 'partial', answers: answersOf([1], 'safety-screen-1') } },
    { how: 'left open by an execution that broke', checkIn: { state: 'asked' } },
  ] as const)('holds everything joint where the screen was $how', async ({ checkIn }) => {
    const world = aWorld();
    await given(world, {}, checkIn);

    await planning(world)({ ...step, step: 'screen' });
    await planning(world)({ ...step, step: 'screen' });

    expect(await world.participant()).toMatchObject({ screen: 'to-review', safetyHold: true });
    expect(['missed', 'partial', 'cancelled']).toContain((await world.checkIn(0))?.state);
    expect(world.openTasks().map(({ kind }) => kind)).toEqual(['safety-review']);
  });

  it('keeps a clear screen clear, and bothers nobody', async () => {
    const world = aWorld();
    const answers = answersOf([1, 1, 2], 'safety-screen-1');
    await given(world, { screen: 'clear' }, { state: 'answered', answers });

    const output = await planning(world)({ ...step, step: 'screen' });

    expect(output.outcome).toBe('ended');
    expect(await world.participant()).toMatchObject({ screen: 'clear', safetyHold: false });
    expect(world.tasks()).toEqual([]);
  });

  it('lets a person look at a screen that somebody stopped half-way', async () => {
    const world = aWorld();
    const answers = answersOf([1, 2], 'safety-screen-1');
    await given(world, { texts: { state: 'stopped', at } }, { state: 'asked', answers });

    await planning(world)({ ...step, step: 'screen' });

    expect(await world.journey()).toMatchObject({ state: 'ended', reason: 'stopped' });
    expect(await world.participant()).toMatchObject({ safetyHold: true });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'safety-review', reason: 'home-not-safe' }),
    ]);
  });

  it.each([
    { how: 'over a phone that both read', fields: { sharedPhone: true } },
    { how: 'of somebody who wants no texts', fields: { texts: { state: 'declined', at } } },
  ] as const)('asks no screen $how: a person does it', async ({ fields }) => {
    const world = aWorld();
    await given(world, fields);

    const output = await planning(world)(step);

    expect(output.outcome).toBe('ended');
    expect(await world.checkIn(0)).toMatchObject({ state: 'cancelled', reason: 'not-by-text', asked: [] });
    expect(await world.participant()).toMatchObject({ screen: 'to-review', safetyHold: true });
    expect(await world.journey()).toMatchObject({ state: 'intake' });
    expect(world.openTasks().map(({ kind }) => kind)).toEqual(['safety-review']);
  });

  it('leaves alone who left before', async () => {
    const world = aWorld();
    await given(world);
    await world.write('journey', participantId, aJourney({ state: 'ended', reason: 'withdrawn' }));

    const output = await planning(world)(step);

    expect(output.outcome).toBe('ended');
    expect(await world.journey()).toMatchObject({ reason: 'withdrawn' });
    expect(world.tasks()).toEqual([]);
  });

  it('brings a step that broke to a person', async () => {
    const world = aWorld();
    await given(world);

    await planning(world)({ ...step, reason: 'Permanent' });

    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'workflow-failed', participantId, reason: 'Permanent' }),
    ]);
  });
});
