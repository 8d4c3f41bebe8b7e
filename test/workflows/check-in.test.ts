import { AwsError } from '#local/aws-error';
import { aWorld, DAY, HOUR, type World } from '#test/support/world';

const ANA = '+12025550101';
const BEN = '+12025550102';

const REMEMBER = 'Remember which check-in this is';
const ASK = 'Ask and wait a day for the reply';
const NUDGE = 'Nudge and wait two more days';
const MISSED = 'Count it as missed';
const LAST_MOMENT = 'Did a reply come at the last moment?';
const PERSON = 'Hand over to a person';
const END = 'The check-in has ended';

/** The synthesized template, the real handlers, the real SDK clients; only time stands still until it is moved. */
describe('check-in', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });

  it('ends as answered when the reply comes, and asks nothing more', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    const checkInId = await world.startCheckIn(participantId);

    await world.reply(ANA, '4');
    await world.cloud.clock.advance(10 * DAY);

    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { checkInId, outcome: 'answered' },
      states: [REMEMBER, ASK, END],
    });
    expect(world.textsTo(ANA)).toHaveLength(1);
    expect(await world.tasks()).toEqual([]);
  });

  it('nudges once after a day of silence, and takes the reply that follows', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    const checkInId = await world.startCheckIn(participantId);

    await world.cloud.clock.advance(24 * HOUR);
    await world.reply(ANA, '2');
    await world.cloud.clock.advance(10 * DAY);

    expect(world.run(checkInId)).toMatchObject({
      output: { outcome: 'answered' },
      states: [REMEMBER, ASK, NUDGE, END],
    });
    expect(world.textsTo(ANA)).toHaveLength(2);
    expect(await world.tasks()).toEqual([]);
  });

  it('does not nudge a minute before the day is over', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    await world.startCheckIn(participantId);

    await world.cloud.clock.advance(24 * HOUR - 60_000);

    expect(world.textsTo(ANA)).toHaveLength(1);
  });

  it('counts as missed after three days of silence, and hands over to one person with one mail', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    const checkInId = await world.startCheckIn(participantId);

    await world.cloud.clock.advance(72 * HOUR);

    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { outcome: 'missed' },
      states: [REMEMBER, ASK, NUDGE, MISSED, LAST_MOMENT, PERSON, END],
    });
    expect(await world.tasks()).toEqual([
      { kind: 'check-in-missed', state: 'open', reason: 'missed', checkInId },
    ]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
  });

  it('never asks, tells or counts one partner for the other', async () => {
    const ana = await world.participant({ phone: ANA });
    const ben = await world.participant({ phone: BEN, language: 'es', name: 'Ben' });
    const hers = await world.startCheckIn(ana.participantId);
    const his = await world.startCheckIn(ben.participantId);

    await world.reply(BEN, '5');
    await world.cloud.clock.advance(72 * HOUR);

    expect(world.run(his).output).toEqual({ checkInId: his, outcome: 'answered' });
    expect(world.run(hers).output).toEqual({ checkInId: hers, outcome: 'missed' });
    expect(world.textsTo(BEN)).toHaveLength(1);
    expect(world.textsTo(ANA)).toHaveLength(2);
  });

  it('keeps a late reply on its own check-in and texts nobody because of it', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    await world.startCheckIn(participantId);
    await world.cloud.clock.advance(73 * HOUR);

    await world.reply(ANA, '3');

    const { body } = await world.api('GET', `/participants/${participantId}/check-ins`);
    expect(body['items']).toEqual([
      expect.objectContaining({ state: 'missed', lateReply: expect.objectContaining({ score: 3 }) }),
    ]);
    expect(world.textsTo(ANA)).toHaveLength(2);
  });

  it('takes a text delivered twice, by the carrier or by the queue, once', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    const checkInId = await world.startCheckIn(participantId);
    world.cloud.sns.disturb({ seed: 7, duplicates: 1 });

    await world.reply(ANA, '4', 'carrier-1');
    await world.reply(ANA, '4', 'carrier-1');
    await world.cloud.clock.advance(4 * DAY);

    expect(world.run(checkInId).states).toEqual([REMEMBER, ASK, END]);
    expect(await world.tasks()).toEqual([]);
  });

  it('lets a sentence reach a person and goes on waiting for the number', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    const checkInId = await world.startCheckIn(participantId);

    await world.reply(ANA, 'hard to say, it was a long week');
    expect(world.run(checkInId).status).toBe('RUNNING');
    expect(await world.tasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);

    await world.reply(ANA, '2');
    expect(world.run(checkInId).output).toEqual({ checkInId, outcome: 'answered' });
  });

  it('stores a text from a number that nobody has, and gives it to a person', async () => {
    await world.reply('+12025550199', 'who is this?');

    expect(await world.tasks()).toEqual([expect.objectContaining({ kind: 'unknown-sender' })]);
    expect(world.cloud.sms.outbox()).toEqual([]);
  });

  it('sends nothing after STOP, and goes on with the partner', async () => {
    const ana = await world.participant({ phone: ANA });
    const ben = await world.participant({ phone: BEN });
    const hers = await world.startCheckIn(ana.participantId);
    await world.startCheckIn(ben.participantId);

    await world.reply(ANA, 'Stop. Thank you');
    await world.cloud.clock.advance(4 * DAY);

    expect(world.textsTo(ANA)).toHaveLength(1);
    expect(world.textsTo(BEN)).toHaveLength(2);
    expect(world.run(hers).status).toBe('SUCCEEDED');
    expect((await world.api('POST', `/participants/${ana.participantId}/check-ins`)).status).toBe(409);
  });

  it('gets through a database that throttles and conflicts now and then', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    let calls = 0;
    world.cloud.calls.injectFaults(({ service }) => {
      if (service !== 'dynamodb') return undefined;
      calls += 1;
      // A few only: the SDK waits in wall time before each of its own retries.
      return calls % 3 === 0 && calls < 20
        ? new AwsError(
            'ProvisionedThroughputExceededException',
            'The level of configured provisioned throughput was exceeded.',
          )
        : undefined;
    });

    const answer = await world.api('POST', `/participants/${participantId}/check-ins`);
    await world.cloud.clock.advance(5 * 60_000);
    await world.reply(ANA, '4');
    await world.cloud.clock.advance(4 * DAY);

    expect([202, 503]).toContain(answer.status);
    expect(world.textsTo(ANA).length).toBeLessThanOrEqual(1);
  });

  it('hands over when a step fails for good', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    world.cloud.calls.injectFaults(({ service, operation, input }) =>
      service === 'sns' && operation === 'Publish' && input['PhoneNumber'] !== undefined
        ? new AwsError('InvalidParameterException', 'Invalid parameter: PhoneNumber')
        : undefined,
    );

    const checkInId = await world.startCheckIn(participantId);
    await world.cloud.clock.advance(HOUR);

    expect(world.run(checkInId).states).toEqual([REMEMBER, ASK, PERSON, END]);
    expect(await world.tasks()).toEqual([expect.objectContaining({ kind: 'check-in-failed', checkInId })]);
  });

  it('shows no number, name or word in the execution history or in the functions’ log', async () => {
    const { participantId } = await world.participant({ phone: ANA, name: 'Quetzalli' });
    const checkInId = await world.startCheckIn(participantId);
    await world.reply(ANA, 'an unmistakable sentence');
    await world.reply(ANA, '1');

    const { arn } = world.run(checkInId);
    const seen = JSON.stringify(world.cloud.stepFunctions.history(arn)) + world.logs.join('\n');

    for (const secret of ['Quetzalli', '2025550101', 'unmistakable', 'How are you doing']) {
      expect(seen).not.toContain(secret);
    }
  });
});
