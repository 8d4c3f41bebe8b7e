import { AwsError } from '#local/aws-error';
import type { FaultInjector } from '#local/aws-service';
import { aWorld, DAY, HOUR, type World } from '#test/support/world';

const ANA = '+12025550101';

const REMEMBER = 'Remember which check-in this is';
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
  beforeEach(async () => {
    world = await aWorld();
    const { participantId } = await world.participant({ phone: ANA });
    checkInId = await world.startCheckIn(participantId);
  });
  afterEach(() => world.cloud.stop());

  it('at the nudge, because the number no longer exists, goes to a person at once', async () => {
    world.cloud.calls.injectFaults(({ service, operation, input }) =>
      service === 'sns' && operation === 'Publish' && input['PhoneNumber'] !== undefined
        ? new AwsError('InvalidParameterException', 'Invalid parameter: PhoneNumber')
        : undefined,
    );

    await world.cloud.clock.advance(24 * HOUR);

    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { checkInId, outcome: 'handed-over' },
      states: [REMEMBER, ASK, NUDGE, PERSON, END],
    });
    expect(await world.tasks()).toEqual([
      { kind: 'check-in-failed', state: 'open', reason: 'Permanent', checkInId },
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
      states: [REMEMBER, ASK, NUDGE, MISSED, PERSON, END],
    });
    expect(await world.tasks()).toEqual([
      { kind: 'check-in-failed', state: 'open', reason: 'Permanent', checkInId },
    ]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
  });

  it('takes a reply that comes while the miss cannot be written, and bothers nobody', async () => {
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
      output: { checkInId, outcome: 'answered' },
      states: [REMEMBER, ASK, NUDGE, MISSED, LAST_MOMENT, END],
    });
    expect(await world.tasks()).toEqual([]);
    expect(world.cloud.ses.mailbox()).toEqual([]);
  });

  it('and cannot be handed over fails loudly, and the hourly sweep finds it', async () => {
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
      states: [REMEMBER, ASK, NUDGE, MISSED, LAST_MOMENT, PERSON, NOBODY],
    });
    expect(alarmsOnFailedExecutions(world)).toEqual(['alongside-local-check-in-executions']);
    expect(toldAtOnce).toBe(0);
    expect(tasks).toEqual([expect.objectContaining({ state: 'open', checkInId })]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
  });
});

/** The database refuses whatever this function asks of it. */
function refusing(functionId: string, code: string): FaultInjector {
  return ({ service, caller }) =>
    service === 'dynamodb' && caller.kind === 'role' && caller.roleArn.includes(functionId)
      ? new AwsError(code, 'refused by the test')
      : undefined;
}

/** The alarms whose metric counts failed executions of the check-in: what a failed one sets off. */
function alarmsOnFailedExecutions({ cloud }: World): unknown[] {
  return cloud.deployment
    .ofType('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => JSON.stringify(properties).includes('ExecutionsFailed'))
    .map(({ properties }) => properties['AlarmName'])
    .filter((name) => String(name).includes('check-in'));
}
