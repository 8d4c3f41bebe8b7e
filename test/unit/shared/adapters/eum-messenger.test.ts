import type { AwsError } from '#local/aws-error';
import { internalServerError, quotaExceeded, throttled } from '#local/sms-voice/errors';
import { eumMessenger } from '#shared/adapters/aws/eum-messenger';
import { messengerContract } from '#test/support/contracts/providers';
import { MINUTE, START } from '#test/unit/local/sqs/small-cloud';
import { closeAll, eventsOf, OURS, PHONE, texting } from '#test/unit/local/sms-voice/texting';

afterEach(closeAll);

describe('the End User Messaging messenger', () => {
  messengerContract(async () => {
    const { cloud, config } = await texting();
    const port = eumMessenger(config, { originationIdentity: OURS, configurationSetName: 'texts' });
    return { port, arrived: async () => cloud.sms.outbox().map(({ to, body }) => ({ to, body })) };
  });

  it('puts our message id, and nothing else, into what is told of the text', async () => {
    const { cloud, config } = await texting();
    const messenger = eumMessenger(config, { configurationSetName: 'texts' });
    const text = { to: PHONE, body: 'How was your week?', messageId: 'p-1-c001-ask' };

    const delivery = await messenger.send(text);

    const events = await eventsOf(cloud);
    expect(events).toHaveLength(3);
    expect(events.every(({ context }) => JSON.stringify(context) === '{"messageId":"p-1-c001-ask"}')).toBe(
      true,
    );
    expect(delivery).toEqual({ outcome: 'accepted', providerId: events[0]?.['messageId'] });
  });

  it('sends transactional texts that live as long as it is told', async () => {
    const { cloud, config } = await texting();
    cloud.sms.failNext(PHONE, 'TTL_EXPIRED');

    await eumMessenger(config, { configurationSetName: 'texts' }).send({
      to: PHONE,
      body: 'x',
      timeToLiveSeconds: 900,
    });
    await cloud.clock.advance(15 * MINUTE);

    expect((await eventsOf(cloud)).at(-1)).toMatchObject({
      eventType: 'TEXT_TTL_EXPIRED',
      eventTimestamp: START + 15 * MINUTE,
      messageType: 'TRANSACTIONAL',
    });
  });

  it('says that a number is opted out, by the reason', async () => {
    const { cloud, config } = await texting();
    cloud.sms.optOut(PHONE);

    expect(await eumMessenger(config, {}).send({ to: PHONE, body: 'x' })).toEqual({
      outcome: 'refused',
      code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
      retryable: false,
      optedOut: true,
    });
  });

  it.each<[string, AwsError, object]>([
    [
      'a throttle',
      throttled(),
      { outcome: 'refused', code: 'ThrottlingException', retryable: true, optedOut: false },
    ],
    [
      'a spent budget',
      quotaExceeded('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'),
      { outcome: 'refused', code: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', retryable: false, optedOut: false },
    ],
    ['a server error', internalServerError(), { outcome: 'unknown', code: 'InternalServerException' }],
  ])('asks once and no more after %s', async (_what, fault, expected) => {
    const { cloud, config } = await texting();
    let asked = 0;
    cloud.calls.injectFaults(() => {
      asked += 1;
      return fault;
    });

    expect(await eumMessenger({ ...config }, {}).send({ to: PHONE, body: 'x' })).toEqual(expected);

    expect(asked).toBe(1);
  });
});
