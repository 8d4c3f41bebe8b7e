import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployedResource } from '#local/template/deployment';
import { segmentsOf } from '#local/sms/segments';
import {
  aQueue,
  aResource,
  aSubscription,
  aTopic,
  queueArn,
  smallCloud,
  topicArn,
  type SmallCloud,
} from '../sqs/small-cloud.ts';

const PHONE = '+12065550123';

describe('segments', () => {
  it.each([
    ['160 plain characters', 'a'.repeat(160), 'GSM-7', 1],
    ['161 plain characters', 'a'.repeat(161), 'GSM-7', 2],
    ['306 plain characters', 'a'.repeat(306), 'GSM-7', 2],
    ['307 plain characters', 'a'.repeat(307), 'GSM-7', 3],
    ['80 euro signs', '€'.repeat(80), 'GSM-7', 1],
    ['81 characters that count two', '€'.repeat(81), 'GSM-7', 2],
    ['an extension character that would be cut', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    ['Spanish with ñ', 'mañana', 'GSM-7', 1],
    ['a curly apostrophe', 'it’s', 'UCS-2', 1],
    ['70 with a curly apostrophe', `’${'a'.repeat(69)}`, 'UCS-2', 1],
    ['71 with a curly apostrophe', `’${'a'.repeat(70)}`, 'UCS-2', 2],
    ['35 emoji', '😀'.repeat(35), 'UCS-2', 1],
    ['36 emoji', '😀'.repeat(36), 'UCS-2', 2],
    ['67 emoji, never cut in two', '😀'.repeat(67), 'UCS-2', 3],
  ])('counts %s', (_what, ...[body, encoding, segments]) => {
    expect(segmentsOf(body)).toEqual({ encoding, segments });
  });
});

describe('SMS', () => {
  it('delivers an inbound text as the two-way topic would, with the topic’s policy asked', async () => {
    const cloud = smallCloud({ resources: inbound() });
    const sent = cloud.sms.send({ to: PHONE, from: '+12065550199', body: 'How was your week?' });

    const { inboundMessageId } = await cloud.sms.receiveText({ from: PHONE, body: '4' });

    expect(await arrived(cloud)).toEqual([
      {
        originationNumber: PHONE,
        destinationNumber: '+12065550199',
        messageKeyword: 'DEFAULT',
        messageBody: '4',
        inboundMessageId,
        previousPublishedMessageId: sent.id,
      },
    ]);
    expect(cloud.asked[0]).toMatchObject({
      caller: { kind: 'aws-service', principal: 'sms-voice.amazonaws.com' },
      access: [{ action: 'sns:Publish', resource: topicArn('inbound') }],
    });
  });

  it('names no previous message where there is none', async () => {
    const cloud = smallCloud({ resources: inbound() });

    await cloud.sms.receiveText({ from: PHONE, body: 'hello', to: '+12065550199', inboundMessageId: 'in-1' });

    expect(await arrived(cloud)).toEqual([
      {
        originationNumber: PHONE,
        destinationNumber: '+12065550199',
        messageKeyword: 'DEFAULT',
        messageBody: 'hello',
        inboundMessageId: 'in-1',
      },
    ]);
  });

  it('gives STOP to the programme, which keeps its own list', async () => {
    const cloud = smallCloud({ resources: inbound() });

    await cloud.sms.receiveText({ from: PHONE, body: ' stop ' });

    expect(await arrived(cloud)).toMatchObject([{ messageKeyword: 'STOP', messageBody: ' stop ' }]);
    expect(cloud.sms.isOptedOut(PHONE)).toBe(false);
    expect(cloud.sms.outbox()).toEqual([]);
  });

  it('lets AWS answer STOP and START itself when opt-outs are managed', async () => {
    const cloud = smallCloud({ resources: inbound(), managedOptOuts: true });

    await cloud.sms.receiveText({ from: PHONE, body: 'STOP' });
    const stopped = cloud.sms.isOptedOut(PHONE);
    await cloud.sms.receiveText({ from: PHONE, body: 'START' });
    await cloud.sms.receiveText({ from: PHONE, body: 'stop it' });

    expect([stopped, cloud.sms.isOptedOut(PHONE)]).toEqual([true, false]);
    expect(cloud.sms.outbox().map(({ status }) => status)).toEqual(['DELIVERED', 'DELIVERED']);
    expect(await arrived(cloud)).toMatchObject([{ messageBody: 'stop it' }]);
  });

  it('remembers texts and opt-outs over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sms-'));
    const file = join(folder, 'journal');
    const before = smallCloud({ resources: inbound(), file });
    before.sms.send({ to: PHONE, body: 'one' });
    before.sms.optOut(PHONE);
    await before.sms.receiveText({ from: PHONE, body: 'two' });
    before.stop();

    const after = smallCloud({ resources: inbound(), file });
    after.sms.send({ to: PHONE, body: 'three' });
    after.stop();
    rmSync(folder, { recursive: true });

    expect(after.sms.outbox().map(({ body, status }) => [body, status])).toEqual([
      ['one', 'DELIVERED'],
      ['three', 'OPTED_OUT'],
    ]);
    expect(after.sms.received()).toMatchObject([{ body: 'two', answeredByAws: false }]);
  });

  it('tells a listener of each text until it leaves', () => {
    const cloud = smallCloud({ resources: [] });
    const heard: string[] = [];

    const leave = cloud.sms.onSent(({ body }) => heard.push(body));
    cloud.sms.send({ to: PHONE, body: 'one' });
    leave();
    cloud.sms.send({ to: PHONE, body: 'two' });

    expect(heard).toEqual(['one']);
  });

  it.each<[string, DeployedResource[], RegExp]>([
    ['no topic', [aTopic('inbound')], /no topic takes inbound texts/],
    [
      'a policy for somebody else',
      [aTopic('inbound'), policy('inbound', 'ses.amazonaws.com')],
      /no topic takes/,
    ],
    ['two topics', [...inbound(), aTopic('other'), policy('other')], /2 topics take inbound texts/],
  ])('says so when there is %s to deliver to', async (_what, resources, message) => {
    const cloud = smallCloud({ resources });

    await expect(cloud.sms.receiveText({ from: PHONE, body: 'x' })).rejects.toThrow(message);
    expect(cloud.sms.received()).toEqual([]);
  });

  it('takes no text from what is no phone number', async () => {
    const cloud = smallCloud({ resources: inbound() });

    await expect(cloud.sms.receiveText({ from: 'Ana', body: 'x' })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });
});

function inbound(): DeployedResource[] {
  return [
    aTopic('inbound'),
    policy('inbound'),
    aQueue('in'),
    aSubscription('inbound', queueArn('in'), { RawMessageDelivery: true }),
  ];
}

function policy(topic: string, Service = 'sms-voice.amazonaws.com'): DeployedResource {
  const Statement = [
    { Effect: 'Allow', Action: 'sns:Publish', Principal: { Service }, Resource: topicArn(topic) },
  ];
  return aResource('AWS::SNS::TopicPolicy', `${topic}-policy`, {
    properties: { PolicyDocument: { Version: '2012-10-17', Statement }, Topics: [topicArn(topic)] },
  });
}

async function arrived(cloud: SmallCloud): Promise<unknown[]> {
  await cloud.clock.settle();
  const { Messages = [] } = await cloud.call('sqs', 'ReceiveMessage', {
    QueueUrl: 'in',
    MaxNumberOfMessages: 10,
  });
  return (Messages as { Body: string }[]).map(({ Body }) => JSON.parse(Body) as unknown);
}
