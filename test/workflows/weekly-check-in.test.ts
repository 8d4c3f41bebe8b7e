import { AwsError } from '#local/aws-error';
import type { FaultInjector } from '#local/aws-service';
import { changeJourney } from '#shared/steps/change-journey';
import { paused } from '#shared/domain/journey';
import { aWorld, DAY, HOUR, type World } from '#test/support/world';

const ANA = '+12025550101';
const LOOP = 'p-ana001-weekly-check-in-1';
const CALM = ['4', '2', '8', '3', '2'];

const REMEMBER = 'Remember who this is';
const PLAN = 'Plan the next check-in';
const CHOOSE = 'What comes next?';
const WAIT = 'Wait until it is due';
const PAUSE = 'Wait for the end of the pause';
const RUN = 'Run the check-in';
const AFTERCARE = 'Go on in aftercare';
const FRESH = 'Go on in a fresh execution';
const PERSON = 'Hand over to a person';
const BROKE = 'The loop broke';
const END = 'This loop has ended';
const aWeek = [PLAN, CHOOSE, WAIT, RUN];

describe('weekly check-ins', () => {
  let world: World;
  const participantId = 'p-ana001';
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });

  const cycles = () => world.runNames().filter((name) => /-c\d{3}$/.test(name));
  const journey = () => world.records.get('journey', participantId);

  it('ask every week at the person’s time, one execution for each cycle', async () => {
    await world.given({});
    await world.ask(participantId);
    await world.answer(ANA, ...CALM);

    await world.cloud.clock.advance(7 * DAY);
    await world.answer(ANA, ...CALM);
    await world.cloud.clock.advance(7 * DAY);

    expect(cycles()).toEqual(['p-ana001-c001', 'p-ana001-c002', 'p-ana001-c003']);
    const firsts = world.cloud.sms.outbox().filter(({ body }) => body.includes('1 (hard)'));
    const days = firsts.map(({ at }) => Math.round((at - (firsts[0]?.at ?? 0)) / HOUR));
    expect(days).toEqual([0, 7 * 24, 14 * 24]);
    expect(world.run(LOOP).states.slice(0, 10)).toEqual([REMEMBER, ...aWeek, ...aWeek, PLAN]);
    expect(await journey()).toMatchObject({ lastCycle: 3, countedCycle: 2 });
  });

  it('count a missed week and go on', async () => {
    await world.given({});
    await world.ask(participantId);

    await world.cloud.clock.advance(8 * DAY);

    expect(cycles()).toEqual(['p-ana001-c001', 'p-ana001-c002']);
    expect(await journey()).toMatchObject({ countedCycle: 1, cadence: { missedInARow: 1 } });
  });

  it('pause while the loop waits, at once, and go on by themselves on the day', async () => {
    await world.given({});
    await world.ask(participantId);
    await world.answer(ANA, ...CALM);
    await world.cloud.clock.advance(DAY);

    await world.reply(ANA, 'pause 2 weeks');
    const states = world.run(LOOP).states.slice(-3);
    await world.cloud.clock.advance(13 * DAY);
    const during = cycles().length;
    await world.cloud.clock.advance(8 * DAY);

    expect(states).toEqual([PLAN, CHOOSE, PAUSE]);
    expect(during).toBe(1);
    expect(cycles()).toHaveLength(2);
    expect(await journey()).toMatchObject({ state: 'active', lastCycle: 3 });
  });

  it('go on as soon as the person says so', async () => {
    await world.given({});
    await world.ask(participantId);
    await world.answer(ANA, ...CALM);
    await world.reply(ANA, 'pause 8 weeks');
    await world.cloud.clock.advance(DAY);

    await world.reply(ANA, 'resume');
    await world.cloud.clock.advance(7 * DAY);

    expect(world.run(LOOP).states).toContain(PAUSE);
    expect(cycles()).toHaveLength(2);
  });

  it('end a check-in that stands open when the person pauses, and nobody is bothered', async () => {
    await world.given({});
    const checkInId = await world.ask(participantId);

    await world.reply(ANA, 'pause');
    await world.cloud.clock.advance(2 * DAY);

    expect(world.run(checkInId)).toMatchObject({ output: { outcome: 'cancelled' } });
    expect(world.textsTo(ANA)).toHaveLength(2);
    expect(await world.tasks()).toEqual([]);
  });

  it('end when the person leaves', async () => {
    await world.given({});
    await world.beginLoop(participantId);

    await changeJourney(world, participantId, (before) => ({ ...before, state: 'ended' }));
    await world.cloud.clock.settle();

    expect(world.run(LOOP)).toMatchObject({
      status: 'SUCCEEDED',
      output: { participantId, outcome: 'ended' },
      states: [REMEMBER, PLAN, CHOOSE, WAIT, PLAN, CHOOSE, END],
    });
  });

  it('go on in aftercare after the last week', async () => {
    await world.given({});
    await world.beginLoop(participantId);
    await withCadence(world, { programmeWeeks: 1 });

    await world.cloud.clock.advance(5 * 60_000);
    await world.answer(ANA, ...CALM);
    await world.cloud.clock.advance(HOUR);

    expect(world.run(LOOP)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'aftercare' } });
    expect(world.run(LOOP).states.slice(-3)).toEqual([CHOOSE, AFTERCARE, END]);
    expect(world.run('p-ana001-aftercare-2').status).toBe('RUNNING');
    expect(await journey()).toMatchObject({ loop: { name: 'aftercare', run: 2 } });
  });

  it('go on in a fresh execution long before the service’s limit', async () => {
    await world.given({});
    await world.beginLoop(participantId);
    await changeJourney(world, participantId, (before) =>
      paused(before, { at: world.clock.now(), reason: 'hospital' }),
    );
    const before = await journey();
    if (!before?.loop) throw new Error('the loop has begun');

    const startedAt = new Date(world.clock.now().getTime() - 301 * DAY).toISOString();
    await changeJourney(world, participantId, (row) => ({
      ...row,
      state: 'active',
      ...(row.loop && { loop: { ...row.loop, startedAt } }),
    }));
    await world.cloud.clock.settle();

    expect(world.run(LOOP).states.slice(-3)).toEqual([CHOOSE, FRESH, END]);
    expect(world.run('p-ana001-weekly-check-in-2').status).toBe('RUNNING');
  });

  it('bring a pause without an end to a person every four weeks', async () => {
    await world.given({});
    await world.beginLoop(participantId);
    await changeJourney(world, participantId, (before) =>
      paused(before, { at: world.clock.now(), reason: 'hospital' }),
    );

    await world.cloud.clock.advance(29 * DAY);

    expect(await world.tasks()).toEqual([{ kind: 'long-pause', state: 'open', participantId }]);
    expect(world.run(LOOP)).toMatchObject({ status: 'RUNNING' });
  });

  it('plan anew when a check-in’s execution is stopped: a person takes it over', async () => {
    await world.given({});
    const checkInId = await world.ask(participantId);
    await world.cloud.calls.call({
      caller: { kind: 'operator' },
      service: 'states',
      operation: 'StopExecution',
      input: { executionArn: world.run(checkInId).arn },
    });

    await world.cloud.clock.advance(HOUR);

    expect(world.run(LOOP).states.slice(-4)).toEqual([RUN, PLAN, CHOOSE, WAIT]);
    expect(await world.tasks()).toEqual([
      { kind: 'check-in-failed', state: 'open', reason: 'stuck', checkInId, participantId },
    ]);
  });

  it.each([
    ['planning', 'PlanCheckIn', [REMEMBER, PLAN, PERSON, BROKE]],
    ['waiting', 'AwaitCheckIn', [REMEMBER, PLAN, CHOOSE, WAIT, PERSON, BROKE]],
  ])('that break at %s fail loudly, and a person has a task', async (_what, functionId, states) => {
    await world.given({});
    world.cloud.calls.injectFaults(refusing(functionId));

    await world.beginLoop(participantId);
    await world.cloud.clock.advance(60_000);

    expect(world.run(LOOP)).toMatchObject({ status: 'FAILED', error: 'LoopBroke', states });
    expect(await world.tasks()).toEqual([
      expect.objectContaining({ kind: 'workflow-failed', participantId, reason: 'Permanent' }),
    ]);
  });

  it('that break during a pause are a task too, and so are those that nobody can be told of', async () => {
    await world.given({});
    await world.beginLoop(participantId);
    const faults = [refusing('AwaitCheckIn'), refusing('HandOver')];
    world.cloud.calls.injectFaults((call) => faults[0]?.(call) ?? faults[1]?.(call));

    await changeJourney(world, participantId, (before) =>
      paused(before, { at: world.clock.now(), reason: 'away' }),
    );
    await world.cloud.clock.advance(60_000);
    world.cloud.calls.injectFaults(undefined);
    await world.cloud.clock.advance(30 * DAY);

    expect(world.run(LOOP)).toMatchObject({ status: 'FAILED', error: 'LoopBroke' });
    expect(world.run(LOOP).states.slice(-3)).toEqual([PAUSE, PERSON, BROKE]);
    expect(await world.tasks()).toEqual([
      expect.objectContaining({ kind: 'workflow-failed', reason: 'stuck' }),
    ]);
  });

  it.each([
    ['AccessDeniedException', { status: 'FAILED', error: 'LoopBroke' }, [AFTERCARE, PERSON, BROKE]],
    ['ExecutionAlreadyExists', { status: 'SUCCEEDED' }, [CHOOSE, AFTERCARE, END]],
  ])('whose aftercare cannot start because of %s', async (code, end, states) => {
    await world.given({});
    await world.beginLoop(participantId);
    await withCadence(world, { programmeWeeks: 1 });
    world.cloud.calls.injectFaults(refusingStart('aftercare', code));

    await world.cloud.clock.advance(5 * 60_000);
    await world.answer(ANA, ...CALM);
    await world.cloud.clock.advance(10 * 60_000);

    expect(world.run(LOOP)).toMatchObject(end);
    expect(world.run(LOOP).states.slice(-3)).toEqual(states);
  });

  it.each([
    ['AccessDeniedException', [FRESH, PERSON, BROKE]],
    ['ExecutionAlreadyExists', [CHOOSE, FRESH, END]],
  ])('whose successor cannot start because of %s', async (code, states) => {
    await world.given({});
    await world.beginLoop(participantId);
    world.cloud.calls.injectFaults(refusingStart('weekly-check-in', code));
    const startedAt = new Date(world.clock.now().getTime() - 301 * DAY).toISOString();

    await changeJourney(world, participantId, (row) => ({
      ...row,
      ...(row.loop && { loop: { ...row.loop, startedAt } }),
    }));
    await world.cloud.clock.advance(10 * 60_000);

    expect(world.run(LOOP).states.slice(-3)).toEqual(states);
  });
});

/** Changes the cadence of Ana as a coordinator might. */
async function withCadence(world: World, fields: { programmeWeeks: number }): Promise<void> {
  await changeJourney(world, 'p-ana001', (row) =>
    row.cadence ? { ...row, cadence: { ...row.cadence, ...fields } } : undefined,
  );
  await world.cloud.clock.settle();
}

const refusing =
  (functionId: string): FaultInjector =>
  ({ service, caller }) =>
    service === 'dynamodb' && caller.kind === 'role' && caller.roleArn.includes(functionId)
      ? new AwsError('ValidationException', 'refused by the test')
      : undefined;

const refusingStart =
  (machine: string, code: string): FaultInjector =>
  ({ service, operation, input }) =>
    service === 'states' &&
    operation === 'StartExecution' &&
    String(input['stateMachineArn']).endsWith(`-${machine}`)
      ? new AwsError(code, 'refused by the test')
      : undefined;
