import { synthesize } from '#infra/synthesize';
import { checkInIdOf } from '#shared/contracts/ids';
import type { Message } from '#shared/contracts/message';
import { put } from '#shared/steps/change-row';
import { outbox } from '#shared/steps/outbox';
import { sqsOutboundQueue } from '#shared/adapters/aws/sqs-outbound-queue';
import { aWorld, DAY, HOUR, MINUTE, START, type World } from '#test/support/world';

const phone = '+12025550101';
const question = `p-ana001_c001-wellbeing`;

/** The programme whose texts leave through End User Messaging, from a number that sends one a second. */
const { templates } = synthesize({
  stage: 'local',
  context: {
    textProvider: 'end-user-messaging',
    originationIdentityArn: `arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-${'0a'.repeat(16)}`,
    textsPerSecond: 1,
  },
});
const aEumWorld = (): Promise<World> => aWorld({ templates });

const attemptOf = async ({ records }: World, messageId: string) =>
  (await records.get('message', messageId))?.attempts.at(-1);

describe('texts through End User Messaging, on the embedded cloud', () => {
  it('are delivered, and their receipt comes back over the topic, the queue and the function', async () => {
    const world = await aEumWorld();
    await world.given({ participant: { phone } });

    await world.ask('p-ana001');
    await world.answer(phone, '4');
    const attempt = await attemptOf(world, question);
    const [sent] = world.cloud.sms.outbox();
    await world.cloud.stop();

    expect(attempt).toMatchObject({ state: 'delivered', providerId: sent?.id, segments: 1 });
    expect(sent).toMatchObject({ to: phone, type: 'Transactional' });
    expect(world.reports).toEqual([]);
    expect(world.logs.join('\n')).not.toContain('2025550101');
  });

  it.each(['UNREACHABLE', 'BLOCKED', 'CARRIER_BLOCKED', 'SPAM', 'INVALID'] as const)(
    '%s: the check-in does not wait for an answer to a question that nobody got',
    async (fate) => {
      const world = await aEumWorld();
      await world.given({ participant: { phone } });
      world.cloud.sms.failNext(phone, fate);

      const checkInId = await world.ask('p-ana001');
      const checkIn = await world.records.get('check-in', checkInId);
      const participant = await world.records.get('participant', 'p-ana001');
      const tasks = await world.tasks();
      const { status } = world.run(checkInId);
      await world.cloud.stop();

      expect(checkIn).toMatchObject({ state: 'handed-over', reason: `provider-${fate}` });
      expect(status).toBe('SUCCEEDED');
      expect(tasks).toEqual([
        expect.objectContaining({
          kind: 'check-in-failed',
          reason: `provider-${fate}`,
          participantId: 'p-ana001',
        }),
      ]);
      expect(participant?.numberFailed?.to).toBe(fate === 'INVALID' ? phone : undefined);
    },
  );

  it('that the carrier gives up on in the evening are told by then: it may not try into the night', async () => {
    const world = await aEumWorld();
    await world.given({ participant: { phone } });
    world.cloud.sms.failNext(phone, 'TTL_EXPIRED');

    await world.ask('p-ana001');
    const before = await attemptOf(world, question);
    // Asked at 10:05 in New York; the hours end at 20:00.
    await world.cloud.clock.advance(9 * HOUR + 56 * MINUTE);
    const after = await attemptOf(world, question);
    await world.cloud.stop();

    expect([before?.state, after?.state, after?.code]).toEqual(['sent', 'failed', 'TTL_EXPIRED']);
  });

  it('to a number that is none are not asked again in the next week, and each time a person knows', async () => {
    const world = await aEumWorld();
    await world.given({ participant: { phone } });
    world.cloud.sms.failNext(phone, 'INVALID');
    await world.ask('p-ana001');
    const afterFirst = world.textsTo(phone).length;

    await world.cloud.clock.advance(7 * DAY);
    const next = await world.records.get('check-in', checkInIdOf('p-ana001', 2));
    const participant = await world.records.get('participant', 'p-ana001');
    await world.cloud.stop();

    expect(world.textsTo(phone)).toHaveLength(afterFirst);
    expect(next).toMatchObject({ state: 'handed-over', reason: 'channel-stopped' });
    expect(participant?.texts.state).toBe('given');
  });
});

describe('emails on the embedded cloud', () => {
  async function anEmailToDana(): Promise<{ world: World; messageId: string; mailId: string }> {
    const world = await aEumWorld();
    await world.givenMentor({ mentorId: 'm-dana01', email: 'dana@example.org' });
    const task = {
      taskId: 't-1',
      kind: 'reply-to-read',
      state: 'open',
      openedAt: at(),
      dueAt: at(),
    } as const;
    await world.records.write([put('task', task, 0)]);
    const { plan } = outbox({ ...world, queue: theQueue(world) });
    await plan({
      recipient: 'm-dana01',
      channel: 'email',
      template: 'task-notice',
      messageClass: 'staff',
      what: 'notice',
      params: { taskId: 't-1' },
      sendBefore: new Date(START + DAY),
    });
    await world.cloud.clock.settle();
    return { world, messageId: 'm-dana01_notice', mailId: world.cloud.ses.mailbox()[0]?.id ?? '' };
  }
  const at = (): string => new Date(START).toISOString();

  it('are delivered, and known to be', async () => {
    const { world, messageId, mailId } = await anEmailToDana();

    const attempt = await attemptOf(world, messageId);
    await world.cloud.stop();

    expect(attempt).toMatchObject({ state: 'delivered', providerId: mailId });
  });

  it.each([
    ['bounce', 'failed', 'bounce-permanent'],
    ['complain', 'delivered', 'complaint'],
  ] as const)('that %s stop the address, and a person is told', async (what, state, code) => {
    const { world, messageId, mailId } = await anEmailToDana();

    world.cloud.ses[what](mailId);
    await world.cloud.clock.settle();
    const attempt = await attemptOf(world, messageId);
    const mentor = await world.records.get('mentor', 'm-dana01');
    const tasks = await world.tasks();
    await world.cloud.stop();

    expect(attempt?.state).toBe(state);
    expect(mentor?.emailStopped).toMatchObject({ to: 'dana@example.org', code });
    expect(tasks).toContainEqual(
      expect.objectContaining({ kind: 'email-not-sent', reason: `provider-${code}` }),
    );
  });
});

describe('thirty texts at once, from a number that sends one a second', () => {
  const thirty = Array.from({ length: 30 }, (_, index) => String(index).padStart(2, '0'));

  async function planned(timing: { startAt?: number; sendBefore: number }): Promise<World> {
    const world = await aWorld({
      templates,
      ...(timing.startAt !== undefined && { startAt: timing.startAt }),
    });
    const { plan } = outbox({ ...world, queue: theQueue(world) });
    for (const one of thirty)
      await world.given({ participant: { participantId: `p-burst${one}`, phone: `+120255501${one}` } });
    for (const one of thirty)
      await plan({
        recipient: `p-burst${one}`,
        channel: 'text',
        template: 'programme-done',
        messageClass: 'scheduled',
        what: 'burst',
        params: {},
        sendBefore: new Date(timing.sendBefore),
      });
    await world.cloud.clock.settle();
    return world;
  }

  const states = async (world: World): Promise<Message['state'][]> => {
    const rows = await Promise.all(thirty.map((one) => world.records.get('message', `p-burst${one}_burst`)));
    return rows.map((row) => row?.state ?? 'planned');
  };

  it('leave one a second, each once, and all within half a minute', async () => {
    const world = await planned({ sendBefore: START + HOUR });

    for (let second = 0; second < 31; second += 1) await world.cloud.clock.advance(1_000);
    const left = world.cloud.sms.outbox().map(({ at }) => at);
    await world.cloud.stop();

    const gaps = left.slice(1).map((at, index) => at - (left[index] ?? 0));
    expect(new Set(world.cloud.sms.outbox().map(({ to }) => to)).size).toBe(30);
    expect(left).toHaveLength(30);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect((left.at(-1) ?? 0) - (left[0] ?? 0)).toBeLessThanOrEqual(30_000);
  });

  it('do not leave after their deadline: the rest goes to a person', async () => {
    const sendBefore = START + 10_000;
    const world = await planned({ sendBefore });

    await world.cloud.clock.advance(MINUTE);
    const left = world.cloud.sms.outbox().map(({ at }) => at);
    const after = await states(world);
    const tasks = await world.tasks();
    await world.cloud.stop();

    expect(left).toHaveLength(10);
    expect(Math.max(...left)).toBeLessThan(sendBefore);
    expect(after.filter((state) => state === 'refused')).toHaveLength(20);
    expect(
      tasks.filter(({ kind, reason }) => kind === 'text-not-sent' && reason === 'too-late'),
    ).toHaveLength(20);
  });

  it('do not go on into the night: the rest leaves in the morning', async () => {
    // Ten seconds before eight in the evening in New York.
    const evening = Date.UTC(2026, 10, 25, 0, 59, 50);
    const world = await planned({ startAt: evening, sendBefore: evening + DAY });

    await world.cloud.clock.advance(12 * HOUR);
    const atNight = world.cloud.sms.outbox().map(({ at }) => at);
    await world.cloud.clock.advance(2 * HOUR);
    const all = world.cloud.sms.outbox().map(({ at }) => at);
    await world.cloud.stop();

    expect(atNight).toHaveLength(10);
    expect(Math.max(...atNight)).toBeLessThan(evening + 10_000);
    expect(all).toHaveLength(30);
    expect(all.slice(10).every((at) => at >= evening + 10_000 + 13 * HOUR)).toBe(true);
  });
});

/** The queues as a step of the programme reaches them. */
function theQueue({ cloud, aws }: World) {
  const variables = cloud.deployment
    .ofType('AWS::Lambda::Function')
    .find(({ metadata }) => metadata['alongside:folder'] === 'plan-check-in')?.properties['Environment'] as {
    Variables: Record<string, string>;
  };
  const of = (name: string): string => variables.Variables[name] ?? '';
  return sqsOutboundQueue(aws, {
    text: { url: of('TEXT_QUEUE_URL'), arn: of('TEXT_QUEUE_ARN') },
    email: { url: of('EMAIL_QUEUE_URL'), arn: of('EMAIL_QUEUE_ARN') },
    schedulerRoleArn: of('SCHEDULER_ROLE_ARN'),
    scheduleGroup: of('SCHEDULE_GROUP'),
  });
}
