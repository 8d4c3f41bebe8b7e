import { AwsError } from '#local/aws-error';
import { aWorld, DAY, HOUR, MINUTE, type World } from '#test/support/world';

const ANA = '+12025550101';
const BEN = '+12025550102';
const ben = { participantId: 'p-ben001', phone: BEN, name: 'Ben', language: 'es' } as const;
const CALM = ['4', '2', '8', '3', '2'];

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

  it('asks one question after the other, thanks, and ends as answered', async () => {
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);

    await world.answer(ANA, ...CALM);
    await world.cloud.clock.advance(4 * DAY);

    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { checkInId, outcome: 'answered' },
      states: [ASK],
    });
    expect(world.textsTo(ANA)).toHaveLength(6);
    expect(world.textsTo(ANA)[0]).toContain('1 (hard) to 5 (good)');
    expect(await world.records.get('check-in', checkInId)).toMatchObject({ state: 'answered' });
    expect(await world.tasks()).toEqual([]);
  });

  it('nudges once after a day of silence, and takes the answers that follow', async () => {
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);

    await world.cloud.clock.advance(24 * HOUR);
    await world.answer(ANA, ...CALM);
    await world.cloud.clock.advance(4 * DAY);

    expect(world.run(checkInId)).toMatchObject({
      output: { outcome: 'answered' },
      states: [ASK, NUDGE],
    });
    expect(world.textsTo(ANA)).toHaveLength(7);
    expect(await world.tasks()).toEqual([]);
  });

  it('does not nudge a minute before the day is over', async () => {
    const { participantId } = await world.given({});
    await world.ask(participantId);

    await world.cloud.clock.advance(24 * HOUR - MINUTE);

    expect(world.textsTo(ANA)).toHaveLength(1);
  });

  it('counts as missed after three days of silence, and hands over to one person with one mail', async () => {
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);

    await world.cloud.clock.advance(72 * HOUR);

    expect(world.run(checkInId)).toMatchObject({
      status: 'SUCCEEDED',
      output: { outcome: 'missed' },
      states: [ASK, NUDGE, MISSED, LAST_MOMENT, PERSON, END],
    });
    expect(await world.tasks()).toEqual([
      { kind: 'check-in-missed', state: 'open', reason: 'missed', checkInId, participantId },
    ]);
    expect(world.cloud.ses.mailbox()).toHaveLength(1);
  });

  it('keeps the answers of one that was not finished, and bothers nobody', async () => {
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);

    await world.answer(ANA, '4', '2');
    await world.cloud.clock.advance(73 * HOUR);

    expect(world.run(checkInId)).toMatchObject({
      output: { outcome: 'partial' },
      states: [ASK, NUDGE, MISSED, LAST_MOMENT, END],
    });
    expect(await world.records.get('check-in', checkInId)).toMatchObject({
      state: 'partial',
      answers: { wellbeing: { value: 4 }, craving: { value: 2 } },
    });
    expect(await world.tasks()).toEqual([]);
  });

  it('never asks, tells or counts one partner for the other', async () => {
    const ana = await world.given({});
    await world.given({ participant: ben });
    await world.beginLoop(ben.participantId);
    const hers = await world.ask(ana.participantId);
    const his = 'p-ben001-c001';

    await world.answer(BEN, ...CALM);
    await world.cloud.clock.advance(72 * HOUR);

    expect(world.run(his).output).toEqual({ checkInId: his, outcome: 'answered' });
    expect(world.run(hers).output).toEqual({ checkInId: hers, outcome: 'missed' });
    expect(world.textsTo(BEN)).toHaveLength(6);
    expect(world.textsTo(ANA)).toHaveLength(2);
  });

  it('keeps a late answer on its own check-in, and thanks for it', async () => {
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);
    await world.cloud.clock.advance(73 * HOUR);

    await world.reply(ANA, '3');

    expect(await world.records.get('check-in', checkInId)).toMatchObject({
      state: 'missed',
      answers: {},
      lateAnswers: [{ questionId: 'wellbeing', answer: { value: 3 } }],
    });
    expect(world.textsTo(ANA)).toHaveLength(3);
  });

  it('takes a text delivered twice, by the carrier or by the queue, once', async () => {
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);
    world.cloud.sns.disturb({ seed: 7, duplicates: 1 });
    await world.cloud.clock.advance(MINUTE);

    await world.reply(ANA, '4', 'carrier-1');
    await world.reply(ANA, '4', 'carrier-1');

    expect(await world.records.get('check-in', checkInId)).toMatchObject({ takenIn: ['carrier-1'] });
    expect(world.textsTo(ANA)).toHaveLength(2);
    expect(await world.tasks()).toEqual([]);
  });

  it('lets a sentence reach a person and goes on waiting for the number', async () => {
    const { participantId } = await world.given({});
    const checkInId = await world.ask(participantId);

    await world.answer(ANA, 'hard to say, it was a long and busy week');
    expect(world.run(checkInId).status).toBe('RUNNING');
    expect(await world.tasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);

    await world.answer(ANA, ...CALM);
    expect(world.run(checkInId).output).toEqual({ checkInId, outcome: 'answered' });
  });

  it('stores a text from a number that nobody has, and gives it to a person', async () => {
    await world.reply('+12025550199', 'who is this?');

    expect(await world.tasks()).toEqual([{ kind: 'unknown-sender', state: 'open' }]);
    expect(world.cloud.sms.outbox()).toEqual([]);
  });

  it('confirms STOP and sends nothing after it, and goes on with the partner', async () => {
    const ana = await world.given({});
    await world.given({ participant: ben });
    await world.beginLoop(ben.participantId);
    const hers = await world.ask(ana.participantId);

    await world.reply(ANA, 'Stop. Thank you');
    await world.cloud.clock.advance(15 * DAY);

    expect(world.textsTo(ANA)).toHaveLength(2);
    expect(world.textsTo(BEN).length).toBeGreaterThan(2);
    expect(world.run(hers)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'cancelled' } });
    expect((await world.tasks()).filter(({ participantId }) => participantId === ana.participantId)).toEqual([
      { kind: 'stopped', state: 'open', participantId: ana.participantId },
    ]);
  });

  it('gets through a database that throttles now and then, without a text too many', async () => {
    const { participantId } = await world.given({});
    let calls = 0;
    world.cloud.calls.injectFaults(({ service, caller }) => {
      if (service !== 'dynamodb' || caller.kind !== 'role') return undefined;
      calls += 1;
      // A few only: the SDK waits in wall time before each of its own retries.
      return calls % 3 === 0 && calls < 20
        ? new AwsError(
            'ProvisionedThroughputExceededException',
            'The level of configured provisioned throughput was exceeded.',
          )
        : undefined;
    });

    const checkInId = await world.ask(participantId);
    await world.cloud.clock.advance(10 * MINUTE);
    await world.answer(ANA, ...CALM);
    await world.cloud.clock.advance(HOUR);

    expect(world.run(checkInId)).toMatchObject({ output: { outcome: 'answered' } });
    expect(world.textsTo(ANA)).toHaveLength(6);
  });

  it('goes on in the morning where it is due in the night', async () => {
    const { participantId } = await world.given({
      participant: { schedule: { weekday: 'tuesday', time: '21:30' } },
    });
    await world.beginLoop(participantId);

    await world.cloud.clock.advance(12 * HOUR);
    const inTheNight = world.textsTo(ANA).length;
    await world.cloud.clock.advance(11 * HOUR + MINUTE);

    expect(inTheNight).toBe(0);
    expect(world.textsTo(ANA)).toHaveLength(1);
  });

  it('shows no number, name or word in the execution history or in the functions’ log', async () => {
    const { participantId } = await world.given({ participant: { name: 'Quetzalli' } });
    const checkInId = await world.ask(participantId);
    await world.answer(ANA, 'an unmistakable sentence about the whole long week', '1');

    const { arn } = world.run(checkInId);
    const seen = JSON.stringify(world.cloud.stepFunctions.history(arn)) + world.logs.join('\n');

    for (const secret of ['Quetzalli', '2025550101', 'unmistakable', 'How are you']) {
      expect(seen).not.toContain(secret);
    }
  });
});
