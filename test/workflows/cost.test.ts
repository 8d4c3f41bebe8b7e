import { AwsError } from '#local/aws-error';
import { costOf, costTable } from '#local/usage/cost';
import { scaleUsage, usageBetween, type Usage } from '#local/usage/usage';
import { aWorld, DAY, HOUR, MINUTE, type World } from '#test/support/world';

const ANA = '+12025550101';
const BEN = '+12025550102';
const CALM = ['4', '2', '8', '3', '2'];

describe('what the programme costs', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.cloud.stop());

  it('is, for a check-in answered at once, what the counts say', async () => {
    const { participantId } = await world.given({});
    await world.beginLoop(participantId);
    const { cloud } = world;
    const before = cloud.usage();
    const invokedBefore = invocations(world);

    await cloud.clock.advance(5 * MINUTE);
    await world.answer(ANA, ...CALM);

    const usage = usageBetween(before, cloud.usage());
    const texts = cloud.sms.outbox();
    expect(world.run('p-ana001-c001').status).toBe('SUCCEEDED');
    // The check-in's own, and the loop's way around it: run, plan, choose, wait.
    expect(usage.stateTransitions).toBe(world.run('p-ana001-c001').states.length + 4);
    expect(usage).toMatchObject({
      lambdaRequests: invocations(world) - invokedBefore,
      schedulerInvocations: 0,
      emails: 0,
      smsSegmentsSent: texts.reduce((sum, { segments }) => sum + segments, 0),
      smsSegmentsReceived: CALM.length,
    });
    expect(texts).toHaveLength(CALM.length + 1);
    expect(usage.dynamoDbReadUnits).toBeGreaterThan(0);
    expect(usage.dynamoDbWriteUnits).toBeGreaterThan(0);
    expect(usage.lambdaGigabyteSeconds).toBeGreaterThan(0);
    // The text to the phone, the text from the network; the topic's delivery, the poll, the delete.
    expect(usage.sqsRequests).toBeGreaterThanOrEqual(3 * CALM.length);
    const { withoutSms, total } = costOf(usage);
    expect(total).toBeGreaterThan(withoutSms);
    expect(withoutSms).toBeGreaterThan(usage.stateTransitions * 0.000_025);
  });

  it('counts nothing while nothing happens', async () => {
    await world.cloud.clock.settle();
    const before = world.cloud.usage();

    await world.cloud.clock.advance(59 * MINUTE);

    expect(Object.values(usageBetween(before, world.cloud.usage())).every((amount) => amount === 0)).toBe(
      true,
    );
  });

  it('counts each further attempt at a step as a transition of its own', async () => {
    const { participantId } = await world.given({});
    await world.beginLoop(participantId);
    const { cloud } = world;
    const before = cloud.usage();
    // The SDK asks three times before the step fails: two failed attempts.
    let refusals = 6;
    cloud.calls.injectFaults(({ service, caller }) => {
      const isAsking = caller.kind === 'role' && caller.roleArn.includes('AskCheckIn');
      if (service !== 'dynamodb' || !isAsking) return undefined;
      refusals -= 1;
      return refusals >= 0
        ? new AwsError('ThrottlingException', 'Rate exceeded', { status: 400 })
        : undefined;
    });

    await cloud.clock.advance(HOUR / 2);
    await world.answer(ANA, ...CALM);

    const { stateTransitions } = usageBetween(before, cloud.usage());
    expect(stateTransitions).toBe(world.run('p-ana001-c001').states.length + 4 + 2);
  });

  it('stays under three cents per couple and year, the texts apart', async () => {
    const idle = await weekOf(world, []);
    const busy = await weekOf(world, [ANA, BEN]);

    const couple = { ...usageBetween(idle, busy), lambdaGigabyteSeconds: 0 };
    // Time is too noisy for a difference between two weeks of sweeps: it is shared out by request.
    const share = couple.lambdaRequests / busy.lambdaRequests;
    couple.lambdaGigabyteSeconds = busy.lambdaGigabyteSeconds * share;
    const year = costOf(scaleUsage(couple, 52));
    const programme = costOf(scaleUsage(idle, 52));

    process.stdout.write(
      `One couple, one check-in of five questions a week each (one answered at once, one after the nudge), per year:\n${costTable(year)}\n` +
        `The programme without anybody in it, per year:\n${costTable(programme)}\n`,
    );
    expect(year.withoutSms).toBeLessThan(0.03);
    expect(year.total - year.withoutSms).toBeGreaterThan(0.9 * year.total);
  });
});

const invocations = ({ cloud }: World): number =>
  [...cloud.lambda.counts().values()].reduce((sum, count) => sum + count, 0);

/** A week in which each of these is asked; the first one answers at once, the other a day later. */
async function weekOf(world: World, phones: readonly string[]): Promise<Usage> {
  const { clock } = world.cloud;
  for (const [index, phone] of phones.entries()) {
    const { participantId } = await world.given({
      participant: {
        participantId: `p-cost00${index}`,
        phone,
        // Tomorrow: the next one is due after this week.
        schedule: { weekday: 'wednesday', time: '10:05' },
      },
    });
    await world.beginLoop(participantId);
  }
  await clock.settle();
  const before = world.cloud.usage();
  await clock.advance(DAY + 5 * MINUTE);
  for (const [index, phone] of phones.entries()) {
    if (index > 0) await clock.advance(25 * HOUR);
    await world.answer(phone, ...CALM);
  }
  const answering = phones.length * CALM.length * MINUTE + Math.max(0, phones.length - 1) * 25 * HOUR;
  await clock.advance(6 * DAY - 5 * MINUTE - answering);
  return usageBetween(before, world.cloud.usage());
}
