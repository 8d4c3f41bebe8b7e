import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SendTextMessageCommandInput } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { AwsError } from '#local/aws-error';
import type { Fate } from '#local/sms/sms';
import { internalServerError, quotaExceeded, throttled } from '#local/sms-voice/errors';
import { HOUR, MINUTE, smallCloud, START, topicArn } from '../sqs/small-cloud.ts';
import {
  closeAll,
  closing,
  DAY,
  eventsOf,
  numberArn,
  OURS,
  PHONE,
  reporting,
  setArn,
  texting,
} from './texting.ts';

afterEach(closeAll);

describe('a text over End User Messaging', () => {
  it('lands in the same outbox as one over SNS, from the identity that was named', async () => {
    const { cloud, send } = await texting();

    const { MessageId } = await send({ OriginationIdentity: numberArn });
    await cloud.call('sns', 'Publish', { PhoneNumber: PHONE, Message: 'over SNS' });

    expect(cloud.sms.outbox()).toMatchObject([
      {
        id: MessageId,
        to: PHONE,
        from: OURS,
        type: 'Transactional',
        status: 'DELIVERED',
        segments: 1,
        at: START,
      },
      { body: 'over SNS', from: OURS },
    ]);
  });

  it.each([
    ['the number', OURS, OURS],
    ['its id', 'phone-1', OURS],
    ['its ARN', numberArn, OURS],
    ['a pool of it', 'pool-1', OURS],
    ['a number bought outside the template', '+12025550177', '+12025550177'],
    ['the id of a number bought outside', `phone-${'0a'.repeat(16)}`, '+12065550100'],
    ['nothing', undefined, OURS],
  ])('may come from %s', async (_what, OriginationIdentity, from) => {
    const { cloud, send } = await texting();

    await send({ OriginationIdentity });

    expect(cloud.sms.outbox()).toMatchObject([{ from }]);
  });

  it('asks for the right to send from the number or the pool', async () => {
    const { cloud, send } = await texting();

    await send({ OriginationIdentity: OURS });
    await send({ OriginationIdentity: 'pool-1' });
    await send();

    const asked = cloud.asked
      .flatMap(({ access }) => access)
      .filter(({ action }) => action === 'sms-voice:SendTextMessage');
    expect(asked.map(({ resource }) => resource)).toEqual([
      numberArn,
      'arn:aws:sms-voice:us-east-1:000000000000:pool/pool-1',
      '*',
    ]);
  });

  it('is checked and not sent when it is a dry run', async () => {
    const { cloud, send } = await texting();

    expect(await send({ DryRun: true, ConfigurationSetName: 'texts' })).toMatchObject({
      MessageId: expect.any(String),
    });

    expect(cloud.sms.outbox()).toEqual([]);
    expect(await eventsOf(cloud)).toEqual([]);
  });

  it.each<[string, Partial<SendTextMessageCommandInput>, object]>([
    ['to no number', { DestinationPhoneNumber: '12' }, { Fields: [{ Name: 'DestinationPhoneNumber' }] }],
    ['with no words', { MessageBody: undefined }, { Reason: 'MISSING_PARAMETER' }],
    ['that is too long', { MessageBody: 'a'.repeat(1_601) }, { Reason: 'FIELD_VALIDATION_FAILED' }],
    ['with a time to live of a second', { TimeToLive: 1 }, { Fields: [{ Name: 'TimeToLive' }] }],
    ['with too much context', { Context: manyEntries(6) }, { Fields: [{ Name: 'Context' }] }],
    ['that costs more than it may', { MaxPrice: '0.01' }, { Reason: 'PRICE_OVER_THRESHOLD' }],
  ])('is refused %s', async (_what, input, expected) => {
    const { cloud, send } = await texting();

    await expect(send(input)).rejects.toMatchObject({ name: 'ValidationException', ...expected });

    expect(cloud.sms.outbox()).toEqual([]);
  });

  it.each<[string, Partial<SendTextMessageCommandInput>, string]>([
    ['an unknown configuration set', { ConfigurationSetName: 'other' }, 'configuration-set'],
    ['an identity that cannot be one', { OriginationIdentity: 'nobody' }, 'phone-number'],
  ])('is refused with %s', async (_what, input, ResourceType) => {
    const { send } = await texting();

    await expect(send(input)).rejects.toMatchObject({ name: 'ResourceNotFoundException', ResourceType });
  });

  it.each<[AwsError, object]>([
    [throttled(), { name: 'ThrottlingException', $metadata: { httpStatusCode: 429 } }],
    [
      quotaExceeded('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'),
      { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
    ],
    [internalServerError(), { name: 'InternalServerException', $metadata: { httpStatusCode: 500 } }],
  ])('fails with the errors that a test brings about: %s', async (fault, expected) => {
    const { cloud, send } = await texting();
    cloud.calls.injectFaults(({ operation }) => (operation === 'SendTextMessage' ? fault : undefined));

    await expect(send()).rejects.toMatchObject(expected);

    expect(cloud.sms.outbox()).toEqual([]);
  });
});

describe('what became of a text', () => {
  it('is published to the topic of its configuration set, with the sender’s context', async () => {
    const { cloud, send } = await texting();

    const { MessageId } = await send({ ConfigurationSetName: setArn, Context: { messageId: 'm-1' } });

    const events = await eventsOf(cloud);
    expect(events.map(({ eventType, isFinal }) => [eventType, isFinal])).toEqual([
      ['TEXT_QUEUED', false],
      ['TEXT_SUCCESSFUL', false],
      ['TEXT_DELIVERED', true],
    ]);
    expect(events[2]).toEqual({
      eventType: 'TEXT_DELIVERED',
      eventVersion: '1.0',
      eventTimestamp: START,
      isFinal: true,
      originationPhoneNumber: OURS,
      destinationPhoneNumber: PHONE,
      isoCountryCode: 'US',
      isInternationalSend: false,
      mcc: '310',
      mnc: '800',
      carrierName: expect.any(String),
      messageId: MessageId,
      messageRequestTimestamp: START,
      messageEncoding: 'GSM',
      messageType: 'TRANSACTIONAL',
      messageStatus: 'DELIVERED',
      messageStatusDescription: 'Message has been accepted by phone',
      context: { messageId: 'm-1' },
      totalMessageParts: 1,
      totalMessagePrice: expect.any(Number),
      totalCarrierFee: 0,
    });
    expect(cloud.asked.at(1)).toMatchObject({
      caller: { kind: 'aws-service', principal: 'sms-voice.amazonaws.com', sourceArn: setArn },
      access: [{ action: 'sns:Publish', resource: topicArn('receipts') }],
    });
  });

  it('is told to nobody without a configuration set, and only of the types that are asked for', async () => {
    const { cloud, send } = await texting(
      reporting({ MatchingEventTypes: ['TEXT_DELIVERED', 'TEXT_BLOCKED'] }),
    );

    await send();
    await send({ ConfigurationSetName: 'texts', Context: { messageId: 'm-2' } });

    expect(await eventsOf(cloud)).toMatchObject([
      { eventType: 'TEXT_DELIVERED', context: { messageId: 'm-2' } },
    ]);
  });

  it.each([
    ['is disabled', { Enabled: false }],
    [
      'is a log group',
      { SnsDestination: undefined, CloudWatchLogsDestination: { LogGroupArn: 'x', IamRoleArn: 'y' } },
    ],
  ])('is told to nobody by a destination that %s', async (_what, destination) => {
    const { cloud, send } = await texting(reporting(destination));

    await send({ ConfigurationSetName: 'texts' });

    expect(await eventsOf(cloud)).toEqual([]);
  });

  it.each<[Fate, number]>([
    ['UNREACHABLE', 0],
    ['CARRIER_UNREACHABLE', 0],
    ['BLOCKED', 0],
    ['CARRIER_BLOCKED', 0],
    ['SPAM', 0],
    ['INVALID', 0],
    ['TTL_EXPIRED', 10 * MINUTE],
    ['UNKNOWN', 72 * HOUR],
  ])('can be %s, for the next text to the number and no other', async (fate, after) => {
    const { cloud, send } = await texting();
    cloud.sms.failNext(PHONE, fate);

    const sending = { ConfigurationSetName: 'texts', TimeToLive: 600 };
    const { MessageId } = await send(sending);
    await send({ ...sending, DestinationPhoneNumber: '+12025550102' });
    await send(sending);
    await cloud.clock.advance(3 * DAY);

    const events = await eventsOf(cloud);
    const last = events.filter(({ isFinal }) => isFinal);
    expect(last).toHaveLength(3);
    expect(last.find(({ messageId }) => messageId === MessageId)).toMatchObject({
      eventType: `TEXT_${fate}`,
      messageStatus: fate,
      eventTimestamp: START + after,
    });
    expect(last.filter(({ messageStatus }) => messageStatus === 'DELIVERED')).toHaveLength(2);
    expect(cloud.sms.outbox().map(({ status }) => status)).toEqual([fate, 'DELIVERED', 'DELIVERED']);
  });

  it('does not come before its time', async () => {
    const { cloud, send } = await texting();
    cloud.sms.failNext(PHONE, 'TTL_EXPIRED');
    await send({ ConfigurationSetName: 'texts', TimeToLive: 600 });

    await cloud.clock.advance(10 * MINUTE - 1);
    const before = await eventsOf(cloud);
    await cloud.clock.advance(1);

    expect(before.map(({ eventType }) => eventType)).toEqual(['TEXT_QUEUED']);
    expect(await eventsOf(cloud)).toMatchObject([{ eventType: 'TEXT_TTL_EXPIRED', isFinal: true }]);
  });

  it('is nothing good when the text is longer than carriers take', async () => {
    const { cloud, send } = await texting();

    await send({ MessageBody: 'a'.repeat(1_531), ConfigurationSetName: 'texts' });

    expect((await eventsOf(cloud)).at(-1)).toMatchObject({
      eventType: 'TEXT_INVALID_MESSAGE',
      isFinal: true,
    });
  });

  it('is tried again while the topic is throttled, and lost with a line when it does not let it in', async () => {
    const { cloud, send } = await texting();
    let throttles = 2;
    cloud.calls.injectFaults(({ service, operation }) =>
      service === 'sns' && operation === 'Publish' && throttles-- > 0 ? throttled() : undefined,
    );
    await send({ ConfigurationSetName: 'texts' });
    await cloud.clock.advance(MINUTE);
    const delivered = await eventsOf(cloud);

    cloud.calls.injectFaults(({ service }) =>
      service === 'sns' ? new AwsError('AuthorizationError', 'no', { status: 403 }) : undefined,
    );
    await send({ ConfigurationSetName: 'texts' });
    await cloud.clock.advance(MINUTE);

    expect(delivered).toHaveLength(3);
    expect(await eventsOf(cloud)).toEqual([]);
    expect(cloud.lines).toEqual(
      Array.from({ length: 3 }, () =>
        expect.stringMatching(/could not publish an event.*AuthorizationError/),
      ),
    );
    expect(cloud.lines.join()).not.toContain(PHONE);
  });

  it('is still told after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sms-voice-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'journal');
    const before = smallCloud({ resources: reporting(), file });
    before.sms.failNext(PHONE, 'TTL_EXPIRED');
    const input = {
      DestinationPhoneNumber: PHONE,
      MessageBody: 'x',
      ConfigurationSetName: 'texts',
      TimeToLive: 600,
    };
    await before.call('sms-voice', 'SendTextMessage', input);
    await before.clock.settle();
    before.stop();

    const after = smallCloud({ resources: reporting(), file });
    closing.push(() => after.stop());
    await after.clock.advance(HOUR);

    expect((await eventsOf(after)).at(-1)).toMatchObject({ eventType: 'TEXT_TTL_EXPIRED' });
  });
});

function manyEntries(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, 'x']));
}
