import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetAccountCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Members } from '#local/aws-service';
import { parseRawMessage } from '#local/ses/raw-message';
import {
  aQueue,
  aResource,
  aSubscription,
  aTopic,
  overHttp,
  queueArn,
  smallCloud,
  topicArn,
  type SmallCloud,
} from '../sqs/small-cloud.ts';

const FROM = 'Alongside <team@alongside.example>';
const IDENTITY = 'arn:aws:ses:us-east-1:000000000000:identity/alongside.example';
const SET = 'arn:aws:ses:us-east-1:000000000000:configuration-set/mail';

describe('SES', () => {
  it('keeps a mail with its text and HTML', async () => {
    const cloud = smallCloud({ resources: sending() });

    const { MessageId } = await send(cloud, {});

    expect(cloud.ses.mailbox()).toMatchObject([
      {
        id: MessageId,
        from: FROM,
        to: ['ana@example.org'],
        subject: 'A check-in needs you',
        text: 'Please look.',
        html: '<p>Please look.</p>',
        configurationSet: 'mail',
        status: 'DELIVERED',
      },
    ]);
  });

  it('asks for the sender’s identity and its configuration set, with the sender as condition', async () => {
    const cloud = smallCloud({ resources: sending() });

    await send(cloud, {});

    expect(cloud.asked[0]?.access).toEqual(
      [IDENTITY, SET].map((resource) => ({
        action: 'ses:SendEmail',
        resource,
        context: {
          'ses:FromAddress': 'team@alongside.example',
          'ses:FromDisplayName': 'Alongside',
          'ses:Recipients': ['ana@example.org'],
        },
      })),
    );
  });

  it.each([
    ['an address of a verified domain', 'other@alongside.example'],
    ['an address below it', 'x@mail.alongside.example'],
    ['a verified address', 'boss@elsewhere.example'],
  ])('sends from %s', async (_what, FromEmailAddress) => {
    const cloud = smallCloud({ resources: sending() });

    await expect(send(cloud, { FromEmailAddress })).resolves.toHaveProperty('MessageId');
  });

  it('rejects a sender that is not verified, in the words of SES', async () => {
    const cloud = smallCloud({ resources: sending() });

    await expect(send(cloud, { FromEmailAddress: 'x@elsewhere.example' })).rejects.toMatchObject({
      code: 'MessageRejected',
      message:
        'Email address is not verified. The following identities failed the check in region US-EAST-1: x@elsewhere.example',
    });
    expect(cloud.ses.mailbox()).toEqual([]);
  });

  it.each<[string, Members, string]>([
    ['an unknown configuration set', { ConfigurationSetName: 'other' }, 'NotFoundException'],
    ['no recipient', { Destination: {} }, 'BadRequestException'],
    ['a recipient without domain', { Destination: { ToAddresses: ['ana'] } }, 'BadRequestException'],
    [
      'a recipient with a blank',
      { Destination: { CcAddresses: ['a na@example.org'] } },
      'BadRequestException',
    ],
    [
      'a recipient in a domain that cannot be',
      { Destination: { ToAddresses: ['ana@ex_ample'] } },
      'BadRequestException',
    ],
    [
      '51 recipients',
      { Destination: { ToAddresses: Array(51).fill('ana@example.org') } },
      'BadRequestException',
    ],
    ['no sender', { FromEmailAddress: undefined }, 'BadRequestException'],
    ['no content', { Content: {} }, 'BadRequestException'],
    ['no body', { Content: { Simple: { Subject: { Data: 'x' }, Body: {} } } }, 'BadRequestException'],
    ['an unknown template', { Content: { Template: { TemplateName: 'other' } } }, 'NotFoundException'],
    ['a block in a template', { Content: template('{{#if a}}x{{/if}}', '{}') }, 'BadRequestException'],
    ['template data that is no JSON', { Content: template('x', '{') }, 'BadRequestException'],
  ])('refuses %s, and names nobody', async (_what, more, code) => {
    const cloud = smallCloud({ resources: sending() });

    const error = await send(cloud, more).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code });
    expect(String(error)).not.toMatch(/ana|a na/);
  });

  it('fills an inline template without escaping', async () => {
    const cloud = smallCloud({ resources: sending() });

    await send(cloud, {
      Content: template('<p>{{ who.name }} & {{count}}</p>', '{"who":{"name":"<b>"},"count":2}'),
    });

    expect(cloud.ses.mailbox()[0]?.html).toBe('<p><b> & 2</p>');
  });

  it('accepts a template with a missing value, and tells the failure by an event', async () => {
    const cloud = smallCloud({ resources: sending() });

    await send(cloud, { Content: template('{{nobody}}', '{}') });

    expect(cloud.ses.mailbox()[0]?.status).toBe('RENDERING_FAILED');
    expect(await eventTypes(cloud)).toEqual(['Rendering Failure']);
  });

  it('reads a raw message', async () => {
    const cloud = smallCloud({ resources: sending() });
    const Data = Buffer.from(RAW.replaceAll('\n', '\r\n')).toString('base64');

    await send(cloud, { FromEmailAddress: undefined, Destination: undefined, Content: { Raw: { Data } } });

    expect(cloud.asked[0]?.access[0]).toMatchObject({ action: 'ses:SendRawEmail', resource: IDENTITY });
    expect(cloud.ses.mailbox()[0]).toMatchObject({
      to: ['"Ana, B" <ana@example.org>', 'ben@example.org'],
      subject: 'Grüße an alle',
      text: 'Schön\n',
      html: '<p>Schön</p>',
      attachments: [{ fileName: 'a.pdf', type: 'application/pdf' }],
    });
  });

  it('reads a raw message of one part', () => {
    expect(parseRawMessage('Subject: x\n\nhello')).toMatchObject({
      subject: 'x',
      text: 'hello',
      attachments: [],
    });
  });

  it.each([
    ['ana@example.org', 'DELIVERED', ['Send', 'Delivery']],
    ['success@simulator.amazonses.com', 'DELIVERED', ['Send', 'Delivery']],
    ['bounce+7@simulator.amazonses.com', 'BOUNCED', ['Send', 'Bounce']],
    ['complaint@simulator.amazonses.com', 'COMPLAINED', ['Send', 'Delivery', 'Complaint']],
  ])('tells what becomes of a mail to %s', async (recipient, status, types) => {
    const cloud = smallCloud({ resources: sending() });

    await send(cloud, { Destination: { ToAddresses: [recipient] } });

    expect(cloud.ses.mailbox()[0]?.status).toBe(status);
    expect((await eventTypes(cloud)).toSorted()).toEqual(types.toSorted());
  });

  it('publishes a bounce on demand, as itself, to the topic of the configuration set', async () => {
    const cloud = smallCloud({ resources: sending(['bounce']) });
    const { MessageId } = await send(cloud, { EmailTags: [{ Name: 'kind', Value: 'hand-over' }] });

    cloud.ses.bounce(String(MessageId));
    const [event] = await events(cloud);

    expect(event).toMatchObject({
      eventType: 'Bounce',
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'ana@example.org' }] },
      mail: { messageId: MessageId, tags: { 'ses:configuration-set': ['mail'], kind: ['hand-over'] } },
    });
    expect(cloud.ses.mailbox()[0]?.status).toBe('BOUNCED');
    expect(cloud.asked.find(({ access }) => access[0]?.action === 'sns:Publish')?.caller).toEqual({
      kind: 'aws-service',
      principal: 'ses.amazonaws.com',
      sourceArn: SET,
    });
  });

  it('publishes nothing that nobody asked for', async () => {
    const cloud = smallCloud({ resources: sending(['bounce']) });
    const { MessageId } = await send(cloud, {});

    cloud.ses.complain(String(MessageId));

    expect(await events(cloud)).toEqual([]);
    expect(cloud.ses.mailbox()[0]?.status).toBe('COMPLAINED');
  });

  it('knows no bounce of an unknown mail or recipient', async () => {
    const cloud = smallCloud({ resources: sending() });
    const { MessageId } = await send(cloud, {});

    expect(() => cloud.ses.bounce('other')).toThrow(/no mail/);
    expect(() => cloud.ses.bounce(String(MessageId), 'ben@example.org')).toThrow(/did not go to/);
  });

  it('keeps mails and pending events over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ses-'));
    const file = join(folder, 'journal');
    const before = smallCloud({ resources: sending(['send']), file });
    before.clock.stop();
    await send(before, {});
    before.stop();

    const after = smallCloud({ resources: sending(['send']), file });
    const types = await eventTypes(after);
    after.stop();
    rmSync(folder, { recursive: true });

    expect(after.ses.mailbox()).toEqual(before.ses.mailbox());
    expect(types).toEqual(['Send']);
  });

  it('answers the real client', async () => {
    const cloud = smallCloud({ resources: sending() });
    const http = await overHttp(cloud);
    const client = new SESv2Client(http.config);
    const Content = { Simple: { Subject: { Data: 'Ü' }, Body: { Text: { Data: 'x' } } } };
    const mail = { FromEmailAddress: FROM, Destination: { ToAddresses: ['ana@example.org'] }, Content };

    const { MessageId } = await client.send(new SendEmailCommand(mail));
    const raw = { FromEmailAddress: FROM, Content: { Raw: { Data: Buffer.from(RAW) } } };
    await client.send(new SendEmailCommand(raw));
    const account = await client.send(new GetAccountCommand({}));
    const errors = await Promise.all(
      [
        { ...mail, FromEmailAddress: 'x@other.example' },
        { ...mail, ConfigurationSetName: 'other' },
        { ...mail, Destination: {} },
      ].map((input) => client.send(new SendEmailCommand(input)).catch((error: Error) => error.name)),
    );
    await http.close();

    expect(cloud.ses.mailbox().map(({ subject }) => subject)).toEqual(['Ü', 'Grüße an alle']);
    expect(cloud.ses.mailbox()[0]?.id).toBe(MessageId);
    expect(account.SendQuota?.SentLast24Hours).toBe(2);
    expect(errors).toEqual(['MessageRejected', 'NotFoundException', 'BadRequestException']);
  });
});

const RAW = `From: ${FROM}
To: "Ana, B" <ana@example.org>,
 ben@example.org
Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_?= =?UTF-8?B?YW4gYWxsZQ==?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Sch=C3=
=B6n

--inner
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+U2Now7ZuPC9wPg==
--inner--
--outer
Content-Type: application/pdf
Content-Disposition: attachment; filename="a.pdf"
Content-Transfer-Encoding: base64

JVBERg==
--outer--
`;

function template(Html: string, TemplateData: string): Members {
  return { Template: { TemplateContent: { Subject: 's', Html }, TemplateData } };
}

function sending(MatchingEventTypes = ['send', 'delivery', 'bounce', 'complaint', 'renderingFailure']) {
  const EventDestination = {
    Enabled: true,
    MatchingEventTypes,
    SnsDestination: { TopicARN: topicArn('events') },
  };
  return [
    aResource('AWS::SES::EmailIdentity', 'domain', {
      properties: {
        EmailIdentity: 'alongside.example',
        ConfigurationSetAttributes: { ConfigurationSetName: 'mail' },
      },
    }),
    aResource('AWS::SES::EmailIdentity', 'boss', { properties: { EmailIdentity: 'boss@elsewhere.example' } }),
    aResource('AWS::SES::ConfigurationSet', 'mail', { properties: { Name: 'mail' } }),
    aResource('AWS::SES::ConfigurationSetEventDestination', 'to-topic', {
      properties: { ConfigurationSetName: 'mail', EventDestination },
    }),
    aTopic('events'),
    aQueue('in'),
    aSubscription('events', queueArn('in'), { RawMessageDelivery: true }),
  ];
}

function send(cloud: SmallCloud, more: Members): Promise<Members> {
  const Body = { Text: { Data: 'Please look.' }, Html: { Data: '<p>Please look.</p>' } };
  return cloud.call('ses', 'SendEmail', {
    FromEmailAddress: FROM,
    Destination: { ToAddresses: ['ana@example.org'] },
    Content: { Simple: { Subject: { Data: 'A check-in needs you' }, Body } },
    ...more,
  });
}

async function events(cloud: SmallCloud): Promise<{ eventType: string }[]> {
  await cloud.clock.settle();
  const { Messages = [] } = await cloud.call('sqs', 'ReceiveMessage', {
    QueueUrl: 'in',
    MaxNumberOfMessages: 10,
  });
  return (Messages as { Body: string }[]).map(({ Body }) => JSON.parse(Body) as { eventType: string });
}

async function eventTypes(cloud: SmallCloud): Promise<string[]> {
  return (await events(cloud)).map(({ eventType }) => eventType);
}
