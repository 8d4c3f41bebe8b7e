import { CreateScheduleCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { startCloud, type Cloud } from '#local/cloud';
import { eumMessenger } from '#shared/adapters/aws/eum-messenger';
import { kmsLinkSigner } from '#shared/adapters/aws/kms-link-signer';
import { sesMailer } from '#shared/adapters/aws/ses-mailer';
import { smallDeployment } from '#test/support/small-deployment';

const START = Date.UTC(2026, 10, 26, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Services that functions will use, over the real SDK, each with a function's own key and only the grants that CDK wrote
 * for it. Time stands still: what arrives at its function arrives without a poll, at the very moment it is due.
 */
describe('a function with its own key', () => {
  const templates = smallDeployment();
  let cloud: Cloud;
  let received: { by: string; body: string; at: number }[];
  let reports: string[];

  beforeEach(async () => {
    received = [];
    reports = [];
    cloud = await startCloud({
      templates,
      startAt: START,
      report: (line) => reports.push(line),
      loadFunction: async (folder) => async (event) => {
        for (const { body } of (event as SQSEvent).Records)
          received.push({ by: folder, body, at: cloud.clock.now() - START });
        return {};
      },
    });
  });
  afterEach(() => cloud.stop());

  /** As a function would call: with the key of its role. */
  function as(name: string) {
    const found = cloud.deployment
      .ofType('AWS::Lambda::Function')
      .find(({ physicalId }) => physicalId === name);
    const credentials = cloud.iam.accessKeys.credentialsOf(String(found?.properties['Role']));
    return { region: 'us-east-1', endpoint: cloud.url, credentials };
  }

  describe('and a queue', () => {
    const send = async (name: string, more: { DelaySeconds?: number } = {}) =>
      new SQSClient(as(name)).send(
        new SendMessageCommand({ QueueUrl: queueUrl(), MessageBody: '{"job":1}', ...more }),
      );
    const queueUrl = () => `${cloud.url}/000000000000/jobs`;

    it('has its message handled at once', async () => {
      await send('worker');
      await cloud.clock.settle();

      expect(received).toEqual([{ by: 'work', body: '{"job":1}', at: 0 }]);
    });

    it('has a delayed message handled when the delay is over, and not before', async () => {
      await send('worker', { DelaySeconds: 300 });

      await cloud.clock.advance(5 * MINUTE - 1);
      const before = [...received];
      await cloud.clock.advance(1);

      expect(before).toEqual([]);
      expect(received).toEqual([{ by: 'work', body: '{"job":1}', at: 5 * MINUTE }]);
    });

    it('is refused without the grant', async () => {
      await expect(send('stranger')).rejects.toMatchObject({ name: 'AccessDenied' });
    });
  });

  describe('and a schedule for one moment', () => {
    const schedule = (name: string, { role = 'scheduler', Name = 'once' } = {}) =>
      new SchedulerClient(as(name)).send(
        new CreateScheduleCommand({
          Name,
          ScheduleExpression: 'at(2026-11-26T10:30:00)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Target: {
            Arn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
            RoleArn: `arn:aws:iam::000000000000:role/${role}`,
            Input: '{"rung":2}',
          },
        }),
      );
    const isThere = async () =>
      new SchedulerClient(as('worker')).send(new GetScheduleCommand({ Name: 'once' })).then(
        () => true,
        (error: Error) => error.name,
      );

    it('has it happen once, at its moment, and be gone after', async () => {
      await schedule('worker');

      await cloud.clock.advance(90 * MINUTE - 1);
      const before = [received.length, await isThere()];
      await cloud.clock.advance(1);
      const after = await isThere();
      await cloud.clock.advance(48 * HOUR);

      expect(before).toEqual([0, true]);
      expect(after).toBe('ResourceNotFoundException');
      expect(received).toEqual([{ by: 'work', body: '{"rung":2}', at: 90 * MINUTE }]);
    });

    it('is told of a name that is taken, and the first schedule stands', async () => {
      await schedule('worker');

      await expect(schedule('worker')).rejects.toMatchObject({ name: 'ConflictException' });
      await cloud.clock.advance(2 * HOUR);

      expect(received).toHaveLength(1);
    });

    it('may use the name again once it is free', async () => {
      await schedule('worker');
      await cloud.clock.advance(2 * HOUR);

      await schedule('worker');

      expect(await isThere()).toBe(true);
    });

    it.each([
      [
        'without the grant to make one',
        'stranger',
        'scheduler',
        'AccessDeniedException',
        /scheduler:CreateSchedule/,
      ],
      [
        'with a role that it may not pass',
        'worker',
        'workServiceRole',
        'AccessDeniedException',
        /iam:PassRole/,
      ],
      [
        'with a role that does not trust the service',
        'worker',
        'untrusting',
        'ValidationException',
        /must allow/,
      ],
    ])('is refused %s', async (_what, ...[name, role, error, message]) => {
      const attempt = schedule(name, { role });

      await expect(attempt).rejects.toMatchObject({ name: error, message: expect.stringMatching(message) });
    });
  });

  describe('and a key', () => {
    it('signs links and knows them again, by alias', async () => {
      const signer = kmsLinkSigner(as('worker'), keyArn());

      const signature = await signer.sign('payload');

      expect(await signer.verify('payload', signature)).toBe(true);
      expect(await signer.verify('other', signature)).toBe(false);
      expect(await kmsLinkSigner(as('worker'), 'alias/links').verify('payload', signature)).toBe(true);
      expect([...cloud.calls.counts].filter(([name]) => name.startsWith('kms:'))).toEqual([
        ['kms:GenerateMac', 1],
        ['kms:VerifyMac', 3],
      ]);
    });

    it('is refused without the grant, and the error names it', async () => {
      await expect(kmsLinkSigner(as('stranger'), keyArn()).sign('payload')).rejects.toMatchObject({
        name: 'Permanent',
        message: expect.stringContaining('no grant for kms:GenerateMac'),
      });
    });

    const keyArn = () => cloud.deployment.ofType('AWS::KMS::Key')[0]?.attributes['Arn'] ?? '';
  });

  describe('and texts', () => {
    const text = { to: '+12025550101', body: 'How was your week?', messageId: 'm-1' };
    const messenger = (name: string) =>
      eumMessenger(as(name), { originationIdentity: number(), configurationSetName: 'texts' });
    const number = () => cloud.deployment.ofType('AWS::SMSVOICE::PhoneNumber')[0]?.physicalId;

    it('hears what became of each, over the topic of its configuration set', async () => {
      cloud.sms.failNext(text.to, 'BLOCKED');

      const first = await messenger('worker').send(text);
      const second = await messenger('worker').send({ ...text, messageId: 'm-2' });
      await cloud.clock.settle();

      const final = received.map(({ body }) => JSON.parse(body)).filter(({ isFinal }) => isFinal);
      expect(final).toMatchObject([
        { eventType: 'TEXT_BLOCKED', context: { messageId: 'm-1' } },
        { eventType: 'TEXT_DELIVERED', context: { messageId: 'm-2' } },
      ]);
      expect([first, second]).toMatchObject(final.map(({ messageId }) => ({ providerId: messageId })));
      expect(reports).toEqual([]);
    });

    it('is refused without the grant', async () => {
      expect(await messenger('stranger').send(text)).toMatchObject({
        outcome: 'refused',
        code: 'AccessDeniedException',
      });
      expect(cloud.sms.outbox()).toEqual([]);
    });
  });

  describe('and mail', () => {
    it('hears of its delivery, bounce and complaint over the topic of its configuration set', async () => {
      const mail = { to: 'mentor@example.org', subject: 's', text: 't', html: '<p>h</p>' };
      const mailer = sesMailer(as('worker'), 'alongside@example.org');

      const sent = await mailer.send(mail);
      await mailer.send({ ...mail, to: 'bounce@simulator.amazonses.com' });
      cloud.ses.complain(sent.outcome === 'accepted' ? sent.providerId : '');
      await cloud.clock.settle();

      const events = received.map(({ body }) => JSON.parse(body));
      expect(new Set(events.map(({ eventType }) => eventType))).toEqual(
        new Set(['Bounce', 'Complaint', 'Delivery']),
      );
      expect(events.find(({ eventType }) => eventType === 'Bounce')).toMatchObject({
        bounce: {
          bounceType: 'Permanent',
          bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }],
        },
      });
      expect(sent).toMatchObject({
        outcome: 'accepted',
        providerId: events.find(({ eventType }) => eventType === 'Complaint').mail.messageId,
      });
      expect(reports).toEqual([]);
    });
  });
});
