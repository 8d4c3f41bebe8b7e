import { AwsError } from '#local/aws-error';
import type { FaultInjector } from '#local/aws-service';
import type { Journey } from '#shared/contracts/journey';
import { nextStep } from '#shared/domain/cadence';
import { cadenceContextOf, nextLoop, paused, started } from '#shared/domain/journey';
import { changeJourney } from '#shared/steps/change-journey';
import { aWorld, DAY, HOUR, MINUTE, type World } from '#test/support/world';

const ANA = '+12025550101';
const LOOP = 'p-ana001-aftercare-2';

const REMEMBER = 'Remember who this is';
const PLAN = 'Plan the next check-in';
const CHOOSE = 'What comes next?';
const WAIT = 'Wait until it is due';
const PAUSE = 'Wait for the end of the pause';
const RUN = 'Run the check-in';
const FRESH = 'Go on in a fresh execution';
const PERSON = 'Hand over to a person';
const BROKE = 'The loop broke';
const END = 'This loop has ended';

describe('aftercare', () => {
  let world: World;
  const participantId = 'p-ana001';
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });

  const journey = () => world.records.get('journey', participantId);

  /** Ana's programme is over: she is in the first weeks of the transition, and her loop begins. */
  async function begin(): Promise<void> {
    const participant = await world.given({});
    const now = world.clock.now();
    const row = await journey();
    if (!row) throw new Error('Ana is there');
    const { revision, ...waiting } = row;
    const active = started(waiting, participant, now);
    if (!active.cadence) throw new Error('her check-ins have begun');
    const context = cadenceContextOf(participant, active, now);
    const cadence = nextStep(active.cadence, { kind: 'phase-set', phase: 'transition' }, context);
    const next: Journey = { ...active, cadence, loop: nextLoop(active, 'aftercare', now) };
    await world.records.write([{ put: 'journey', row: next, after: revision }]);
    await world.workflows.start({ workflow: 'aftercare', name: LOOP, input: { participantId } });
    await world.cloud.clock.settle();
  }

  const renew = () => {
    const startedAt = new Date(world.clock.now().getTime() - 301 * DAY).toISOString();
    return changeJourney(world, participantId, (row) => ({
      ...row,
      ...(row.loop && { loop: { ...row.loop, startedAt } }),
    }));
  };

  it('asks the short questions, twice a week at first', async () => {
    await begin();
    await world.cloud.clock.advance(5 * MINUTE);
    await world.answer(ANA, '4', '2', '2');

    await world.cloud.clock.advance(8 * DAY);

    expect(await world.records.get('check-in', 'p-ana001-c001')).toMatchObject({
      state: 'answered',
      questionSetId: 'check-in-short-1',
    });
    expect(world.runNames().filter((name) => /-c\d{3}$/.test(name)).length).toBeGreaterThanOrEqual(2);
    expect(world.run(LOOP).states.slice(0, 5)).toEqual([REMEMBER, PLAN, CHOOSE, WAIT, RUN]);
  });

  it('pauses, and goes on by itself', async () => {
    await begin();

    await world.reply(ANA, 'pause 1 week');
    const states = world.run(LOOP).states.slice(-3);
    await world.cloud.clock.advance(12 * DAY);

    expect(states).toEqual([PLAN, CHOOSE, PAUSE]);
    expect((await journey())?.lastCycle).toBeGreaterThanOrEqual(1);
    expect(world.run(LOOP).states).toContain(RUN);
  });

  it('goes on at once when somebody resumes', async () => {
    await begin();
    await world.reply(ANA, 'pause 8 weeks');

    await world.reply(ANA, 'resume');

    expect(world.run(LOOP).states.slice(-4)).toEqual([PAUSE, PLAN, CHOOSE, WAIT]);
  });

  it('ends when the person leaves', async () => {
    await begin();

    await changeJourney(world, participantId, (row) => ({ ...row, state: 'ended' }));
    await world.cloud.clock.settle();

    expect(world.run(LOOP)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ended' } });
    expect(world.run(LOOP).states).toEqual([REMEMBER, PLAN, CHOOSE, WAIT, PLAN, CHOOSE, END]);
  });

  it('goes on in a fresh execution, and never as two', async () => {
    await begin();

    await renew();
    await world.cloud.clock.settle();

    expect(world.run(LOOP)).toMatchObject({ status: 'SUCCEEDED' });
    expect(world.run(LOOP).states.slice(-3)).toEqual([CHOOSE, FRESH, END]);
    expect(world.run('p-ana001-aftercare-3')).toMatchObject({ status: 'RUNNING' });
  });

  it.each([
    ['AccessDeniedException', [FRESH, PERSON, BROKE]],
    ['ExecutionAlreadyExists', [CHOOSE, FRESH, END]],
  ])('whose successor cannot start because of %s', async (code, states) => {
    await begin();
    world.cloud.calls.injectFaults(({ service, operation }) =>
      service === 'states' && operation === 'StartExecution'
        ? new AwsError(code, 'refused by the test')
        : undefined,
    );

    await renew();
    await world.cloud.clock.advance(10 * MINUTE);

    expect(world.run(LOOP).states.slice(-3)).toEqual(states);
  });

  it('hands over a check-in whose execution is gone, and goes on', async () => {
    await begin();
    await world.cloud.clock.advance(5 * MINUTE);
    await world.cloud.calls.call({
      caller: { kind: 'operator' },
      service: 'states',
      operation: 'StopExecution',
      input: { executionArn: world.run('p-ana001-c001').arn },
    });

    await world.cloud.clock.advance(HOUR);

    expect(world.run(LOOP).states.slice(-4)).toEqual([RUN, PLAN, CHOOSE, WAIT]);
    expect(await world.tasks()).toEqual([expect.objectContaining({ kind: 'check-in-failed' })]);
  });

  it.each([
    ['planning', 'PlanCheckIn', [WAIT, PLAN, PERSON, BROKE]],
    ['waiting', 'AwaitCheckIn', [CHOOSE, WAIT, PERSON, BROKE]],
  ])('that breaks at %s fails loudly, and a person has a task', async (_what, functionId, states) => {
    await begin();
    world.cloud.calls.injectFaults(refusing(functionId));

    await changeJourney(world, participantId, (row) => row);
    await world.cloud.clock.advance(MINUTE);

    expect(world.run(LOOP)).toMatchObject({ status: 'FAILED', error: 'LoopBroke' });
    expect(world.run(LOOP).states.slice(-4)).toEqual(states);
    expect(await world.tasks()).toEqual([
      expect.objectContaining({ kind: 'workflow-failed', participantId, reason: 'Permanent' }),
    ]);
  });

  it('that breaks during a pause, where nobody can be told, is found by the sweep', async () => {
    await begin();
    const faults = [refusing('AwaitCheckIn'), refusing('HandOver')];
    world.cloud.calls.injectFaults((call) => faults[0]?.(call) ?? faults[1]?.(call));

    await changeJourney(world, participantId, (row) =>
      paused(row, { at: world.clock.now(), reason: 'away' }),
    );
    await world.cloud.clock.advance(MINUTE);
    world.cloud.calls.injectFaults(undefined);
    await world.cloud.clock.advance(30 * DAY);

    expect(world.run(LOOP).states.slice(-3)).toEqual([PAUSE, PERSON, BROKE]);
    expect(await world.tasks()).toEqual([
      expect.objectContaining({ kind: 'workflow-failed', reason: 'stuck' }),
    ]);
  });
});

const refusing =
  (functionId: string): FaultInjector =>
  ({ service, caller }) =>
    service === 'dynamodb' && caller.kind === 'role' && caller.roleArn.includes(functionId)
      ? new AwsError('ValidationException', 'refused by the test')
      : undefined;
