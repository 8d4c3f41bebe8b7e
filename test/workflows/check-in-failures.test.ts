import { AwsError } from '#local/aws-error';
import type { FaultInjector } from '#local/aws-service';
import { aWorld, DAY, HOUR, type World } from '#test/support/world';

const ANA = '+12025550101';

const ASK = 'Ask and wait a day for the reply';
const NUDGE = 'Nudge and wait two more days';
const MISSED = 'Count it as missed';
const LAST_MOMENT = 'Did a reply come at the last moment?';
const PERSON = 'Hand over to a person';
const END = 'The check-in has ended';
const NOBODY = 'Nobody could be told';

/** Whatever breaks on the way of one check-in, somebody learns of it, and the participant gets no text too many. */
describe('a check-in that breaks', () => {
  let world: World;
  let checkInId: string;
  const participantId = 'p-ana001';
  beforeEach(async () => {
    world = await aWorld();
    await world.given({});
    checkInId = await world.ask(participantId);
  });
  afterEach(() => world.cloud.stop());

  it('at the nudge, because the step cannot save its token, goes to a person at once', async () => {
    world.cloud.calls.injectFaults(refusing('NudgeCheckIn', 'ValidationException'));

    await world.cloud.clock.advance(24 * HOUR);

    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { checkInId, outcome: 'handed-over' },
      states: [ASK, NUDGE, PERSON, END],
    });
    expect(await world.tasks()).toEqual([
      { kind: 'check-in-failed', state: 'open', reason: 'Permanent', checkInId, participantId },
    ]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
    expect(world.textsTo(ANA)).toHaveLength(1);
  });

  it('where it should be counted as missed goes to a person all the same', async () => {
    world.cloud.calls.injectFaults(refusing('CloseCheckIn', 'ValidationException'));

    await world.cloud.clock.advance(72 * HOUR);

    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { checkInId, outcome: 'handed-over' },
      states: [ASK, NUDGE, MISSED, PERSON, END],
    });
    expect(await world.tasks()).toEqual([
      { kind: 'check-in-failed', state: 'open', reason: 'Permanent', checkInId, participantId },
    ]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
  });

  it('takes answers that come while the miss cannot be written, and bothers nobody', async () => {
    await world.cloud.clock.advance(72 * HOUR - 1_000);
    world.cloud.calls.injectFaults(refusing('CloseCheckIn', 'ThrottlingException'));
    await world.cloud.clock.advance(1_000);
    const { status } = world.run(checkInId);

    await world.reply(ANA, '4');
    world.cloud.calls.injectFaults(undefined);
    await world.cloud.clock.advance(HOUR);

    expect(status).toBe('RUNNING');
    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { checkInId, outcome: 'partial' },
      states: [ASK, NUDGE, MISSED, LAST_MOMENT, END],
    });
    expect(await world.tasks()).toEqual([]);
    expect(world.cloud.ses.mailbox()).toEqual([]);
  });

  it('and cannot be handed over fails loudly, and the loop or the sweep finds it', async () => {
    world.cloud.calls.injectFaults(refusing('HandOver', 'ValidationException'));
    await world.cloud.clock.advance(72 * HOUR);
    const failed = world.run(checkInId);
    const toldAtOnce = world.cloud.ses.mailbox().length;

    world.cloud.calls.injectFaults(undefined);
    await world.cloud.clock.advance(4 * HOUR);
    const tasks = await world.tasks();
    await world.cloud.clock.advance(DAY);

    expect(failed).toMatchObject({
      status: 'FAILED',
      error: 'HandOverFailed',
      states: [ASK, NUDGE, MISSED, LAST_MOMENT, PERSON, NOBODY],
    });
    expect(alarmsOnFailedExecutions(world)).toContain('alongside-local-check-in-executions');
    expect(toldAtOnce).toBe(0);
    expect(tasks).toEqual([expect.objectContaining({ kind: 'check-in-missed', state: 'open', checkInId })]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
  });

  it('is not kept waiting by a text that could not leave: a person takes over', async () => {
    world.cloud.calls.injectFaults(({ service, operation, input }) =>
      service === 'sns' && operation === 'Publish' && input['PhoneNumber'] !== undefined
        ? new AwsError('InvalidParameterException', 'Invalid parameter: PhoneNumber')
        : undefined,
    );

    await world.answer(ANA, '4');

    // The next question answers a text, and is one of the check-in all the same.
    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { outcome: 'handed-over' },
      states: [ASK],
    });
    expect(await world.tasks()).toEqual([expect.objectContaining({ kind: 'check-in-failed', checkInId })]);
  });

  it('whose text may or may not have arrived is not asked twice: a person finds out', async () => {
    world.cloud.calls.injectFaults(({ service, operation, input }) =>
      service === 'sns' && operation === 'Publish' && input['PhoneNumber'] !== undefined
        ? new AwsError('InternalFailure', 'somewhere', { status: 500 })
        : undefined,
    );
    await world.answer(ANA, '4');
    world.cloud.calls.injectFaults(undefined);
    await world.cloud.clock.advance(2 * HOUR);

    expect(world.textsTo(ANA)).toHaveLength(1);
    expect(world.run(checkInId).status).toBe('RUNNING');
    expect(await world.tasks()).toEqual([expect.objectContaining({ kind: 'text-unconfirmed', checkInId })]);
  });
});

describe('a check-in that breaks at its first step', () => {
  it('goes to a person, and the loop plans the next one', async () => {
    const world = await aWorld();
    await world.given({});
    world.cloud.calls.injectFaults(refusing('AskCheckIn', 'ValidationException'));

    const checkInId = await world.ask('p-ana001');
    const { states, output } = world.run(checkInId);
    const journey = await world.records.get('journey', 'p-ana001');
    const tasks = await world.tasks();
    await world.cloud.stop();

    expect(states).toEqual([ASK, PERSON, END]);
    expect(output).toEqual({ checkInId, outcome: 'handed-over' });
    expect(tasks).toEqual([expect.objectContaining({ kind: 'check-in-failed', checkInId })]);
    expect(journey).toMatchObject({ lastCycle: 2, countedCycle: 1 });
  });

  it('and cannot be handed over is not run again and again: the loop hands it over and goes on', async () => {
    const world = await aWorld();
    await world.given({});
    const broken = ['AskCheckIn', 'HandOver'].map((id) => refusing(id, 'ValidationException'));
    world.cloud.calls.injectFaults((call) => broken[0]?.(call) ?? broken[1]?.(call));

    const checkInId = await world.ask('p-ana001');
    await world.cloud.clock.advance(HOUR);
    const journey = await world.records.get('journey', 'p-ana001');
    const tasks = await world.tasks();
    const { states } = world.run('p-ana001-weekly-check-in-1');
    await world.cloud.stop();

    expect(world.run(checkInId)).toMatchObject({ status: 'FAILED', error: 'HandOverFailed' });
    expect(tasks).toEqual([expect.objectContaining({ kind: 'check-in-failed', checkInId, reason: 'stuck' })]);
    expect(journey).toMatchObject({ lastCycle: 2 });
    expect(states.length).toBeLessThan(400);
  });
});

/** The database refuses whatever this function asks of it. */
function refusing(functionId: string, code: string): FaultInjector {
  return ({ service, caller }) =>
    service === 'dynamodb' && caller.kind === 'role' && caller.roleArn.includes(functionId)
      ? new AwsError(code, 'refused by the test')
      : undefined;
}

/** The alarms whose metric counts failed executions: what a failed one sets off. */
function alarmsOnFailedExecutions({ cloud }: World): unknown[] {
  return cloud.deployment
    .ofType('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => JSON.stringify(properties).includes('ExecutionsFailed'))
    .map(({ properties }) => properties['AlarmName']);
}
