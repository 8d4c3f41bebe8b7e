import { AwsError } from '#local/aws-error';
import { costOf, costTable } from '#local/usage/cost';
import { scaleUsage, usageBetween, type Usage } from '#local/usage/usage';
import { aWorld, DAY, HOUR, type World } from '#test/support/world';

const ANA = '+12025550101';
const BEN = '+12025550102';

describe('what the programme costs', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.cloud.stop());

  it('is, for a check-in answered at once, what the counts say', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    const { cloud } = world;
    await cloud.clock.settle();
    const before = cloud.usage();
    const invokedBefore = invocations(world);
    const outboxBefore = cloud.sms.outbox().length;

    const checkInId = await world.startCheckIn(participantId);
    await world.reply(ANA, '4');

    const usage = usageBetween(before, cloud.usage());
    const texts = cloud.sms.outbox().slice(outboxBefore);
    expect(world.run(checkInId).status).toBe('SUCCEEDED');
    expect(usage).toMatchObject({
      stateTransitions: world.run(checkInId).states.length,
      lambdaRequests: invocations(world) - invokedBefore,
      httpApiRequests: 1,
      schedulerInvocations: 0,
      emails: 0,
      smsSegmentsSent: texts.reduce((sum, { segments }) => sum + segments, 0),
      smsSegmentsReceived: 1,
    });
    expect(usage.dynamoDbReadUnits).toBeGreaterThan(0);
    expect(usage.dynamoDbWriteUnits).toBeGreaterThan(0);
    expect(usage.lambdaGigabyteSeconds).toBeGreaterThan(0);
    // The text to the phone, the text from the network; the topic's delivery, the poll, the delete.
    expect(usage.snsRequests).toBeGreaterThanOrEqual(texts.length + 1);
    expect(usage.sqsRequests).toBeGreaterThanOrEqual(3);
    const { withoutSms, total } = costOf(usage);
    expect(total - withoutSms).toBeCloseTo(usage.smsSegmentsSent * 0.012 + 0.0075, 9);
    expect(withoutSms).toBeGreaterThan(usage.stateTransitions * 0.000_025);
  });

  it('counts nothing while nothing happens', async () => {
    await world.cloud.clock.settle();
    const before = world.cloud.usage();

    await world.cloud.clock.advance(59 * 60_000);

    expect(Object.values(usageBetween(before, world.cloud.usage())).every((amount) => amount === 0)).toBe(
      true,
    );
  });

  it('counts each further attempt at a step as a transition of its own', async () => {
    const { participantId } = await world.participant({ phone: ANA });
    const { cloud } = world;
    const before = cloud.usage();
    let refusals = 2;
    cloud.calls.injectFaults(({ service, operation, input }) => {
      if (service !== 'sns' || operation !== 'Publish' || input['PhoneNumber'] === undefined)
        return undefined;
      refusals -= 1;
      return refusals >= 0 ? throttled() : undefined;
    });

    const checkInId = await world.startCheckIn(participantId);
    await cloud.clock.advance(HOUR / 2);
    await world.reply(ANA, '4');

    const { stateTransitions } = usageBetween(before, cloud.usage());
    expect(stateTransitions).toBe(world.run(checkInId).states.length + 2);
  });

  it('stays under three cents per couple and year, the texts apart', async () => {
    const idle = await weekOf(world, []);
    const busy = await weekOf(world, [ANA, BEN]);

    const couple = { ...usageBetween(idle, busy), lambdaGigabyteSeconds: 0 };
    // Time is too noisy for a difference between two weeks of hourly sweeps: it is shared out by request.
    const share = couple.lambdaRequests / busy.lambdaRequests;
    couple.lambdaGigabyteSeconds = busy.lambdaGigabyteSeconds * share;
    const year = costOf(scaleUsage(couple, 52));
    const programme = costOf(scaleUsage(idle, 52));

    process.stdout.write(
      `One couple, one check-in a week each (one answered at once, one after the nudge), per year:\n${costTable(year)}\n` +
        `The programme without anybody in it, per year:\n${costTable(programme)}\n`,
    );
    expect(year.withoutSms).toBeLessThan(0.03);
    expect(year.total - year.withoutSms).toBeGreaterThan(0.9 * year.total);
  });
});

const invocations = ({ cloud }: World): number =>
  [...cloud.lambda.counts().values()].reduce((sum, count) => sum + count, 0);

/** A week that starts with a check-in for each of these phones; the first one answers at once, the others a day later. */
async function weekOf(world: World, phones: readonly string[]): Promise<Usage> {
  const { clock } = world.cloud;
  const participants = [];
  for (const phone of phones) participants.push(await world.participant({ phone }));
  await clock.settle();
  const before = world.cloud.usage();
  for (const { participantId } of participants) await world.startCheckIn(participantId);
  for (const [index, phone] of phones.entries()) {
    if (index > 0) await clock.advance(25 * HOUR);
    await world.reply(phone, '4');
  }
  await clock.advance(7 * DAY - (phones.length > 1 ? (phones.length - 1) * 25 * HOUR : 0));
  return usageBetween(before, world.cloud.usage());
}

const throttled = (): AwsError => new AwsError('ThrottledException', 'Rate exceeded', { status: 429 });
