import {
  aQueue,
  aResource,
  aSubscription,
  aTopic,
  queueArn,
  smallCloud,
  topicArn,
} from '../sqs/small-cloud.ts';
import { closeAll, numberArn, OURS, PHONE, receivedIn, reporting, texting } from './texting.ts';

afterEach(closeAll);

describe('a number of the template', () => {
  const twoWay = { TwoWay: { Enabled: true, ChannelArn: topicArn('inbound') } };
  const inbound = [
    aTopic('inbound'),
    aQueue('in'),
    aSubscription('inbound', queueArn('in'), { RawMessageDelivery: true }),
  ];

  it('answers STOP, HELP and START itself, in the template’s words, where opt-outs are not self-managed', async () => {
    const MandatoryKeywords = { STOP: { Message: 'Stopped.' }, HELP: { Message: 'Call us.' } };
    const { cloud } = await texting([
      ...reporting({}, { ...twoWay, SelfManagedOptOutsEnabled: false, MandatoryKeywords }),
      ...inbound,
    ]);

    for (const body of ['HELP', 'STOP', 'START', 'hello'])
      await cloud.sms.receiveText({ from: PHONE, to: OURS, body });

    expect(cloud.sms.outbox().map(({ body }) => body)).toEqual([
      'Call us.',
      'Stopped.',
      expect.stringMatching(/subscribed again/),
    ]);
    expect(await receivedIn(cloud, 'in')).toMatchObject([{ messageBody: 'hello', destinationNumber: OURS }]);
  });

  it('gives every text to its topic where they are', async () => {
    const { cloud } = await texting([
      ...reporting({}, { ...twoWay, SelfManagedOptOutsEnabled: true }),
      ...inbound,
    ]);

    await cloud.sms.receiveText({ from: PHONE, body: 'STOP' });

    expect(await receivedIn(cloud, 'in')).toMatchObject([
      { messageKeyword: 'STOP', destinationNumber: OURS },
    ]);
    expect(cloud.sms.isOptedOut(PHONE)).toBe(false);
    expect(cloud.asked[0]?.caller).toMatchObject({ sourceArn: numberArn });
  });

  it('does not mistake the topic of delivery events for the one that texts arrive at', async () => {
    const policies = ['inbound', 'receipts'].map((name) =>
      aResource('AWS::SNS::TopicPolicy', `${name}-policy`, {
        properties: {
          Topics: [topicArn(name)],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: 'sns:Publish',
                Principal: { Service: 'sms-voice.amazonaws.com' },
                Resource: '*',
              },
            ],
          },
        },
      }),
    );
    const { cloud } = await texting([...reporting(), ...inbound, ...policies]);

    await cloud.sms.receiveText({ from: PHONE, body: '4' });

    expect(await receivedIn(cloud, 'in')).toMatchObject([{ messageBody: '4' }]);
  });

  it('is a number of its own', () => {
    const twin = aResource('AWS::SMSVOICE::PhoneNumber', 'phone-2', { attributes: { PhoneNumber: OURS } });

    expect(() => smallCloud({ resources: [...reporting(), twin] })).toThrow(
      /two phone numbers .* Change a logical id/,
    );
  });
});
