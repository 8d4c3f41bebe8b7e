import {
  DeleteOptedOutNumberCommand,
  DescribeOptedOutNumbersCommand,
  PutOptedOutNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { aResource, START } from '../sqs/small-cloud.ts';
import { closeAll, DAY, eventsOf, OURS, PHONE, reporting, texting } from './texting.ts';

afterEach(closeAll);

describe('opt-out lists', () => {
  const OptOutListName = 'Default';

  it('keep texts away from a number until it is taken off', async () => {
    const { cloud, client, send } = await texting();

    const put = await client.send(new PutOptedOutNumberCommand({ OptOutListName, OptedOutNumber: PHONE }));
    const refused = await send({ ConfigurationSetName: 'texts' }).catch((error: Error) => error);
    const overSns = await cloud.call('sns', 'CheckIfPhoneNumberIsOptedOut', { phoneNumber: PHONE });
    await client.send(new DeleteOptedOutNumberCommand({ OptOutListName, OptedOutNumber: PHONE }));
    await send();

    expect(put).toMatchObject({
      OptedOutNumber: PHONE,
      OptedOutTimestamp: new Date(START),
      EndUserOptedOut: false,
    });
    expect(refused).toMatchObject({
      name: 'ConflictException',
      Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
    });
    expect(JSON.stringify(refused)).not.toContain(PHONE);
    expect(overSns).toEqual({ isOptedOut: true });
    expect(cloud.sms.outbox().map(({ status }) => status)).toEqual(['DELIVERED']);
    expect(await eventsOf(cloud)).toEqual([]);
  });

  it('give a number back once in 30 days', async () => {
    const { cloud, client } = await texting();
    const put = () => client.send(new PutOptedOutNumberCommand({ OptOutListName, OptedOutNumber: PHONE }));
    const remove = () =>
      client.send(new DeleteOptedOutNumberCommand({ OptOutListName, OptedOutNumber: PHONE }));
    await put();
    await remove();
    await put();

    await expect(remove()).rejects.toMatchObject({ Reason: 'PHONE_NUMBER_CANNOT_BE_OPTED_IN' });
    await cloud.clock.advance(30 * DAY);
    await remove();

    expect(cloud.sms.isOptedOut(PHONE)).toBe(false);
  });

  it('say who is on them, page by page, and who put them there', async () => {
    const { cloud, client } = await texting(reporting(), { managedOptOuts: true });
    await client.send(new PutOptedOutNumberCommand({ OptOutListName, OptedOutNumber: PHONE }));
    await cloud.sms.receiveText({ from: '+12025550102', to: '+12025550177', body: 'STOP' });
    const describe = async (more: object) =>
      client.send(new DescribeOptedOutNumbersCommand({ OptOutListName, ...more }));

    const first = await describe({ MaxResults: 1 });
    const second = await describe({ MaxResults: 1, NextToken: first.NextToken });
    const theirs = await describe({ Filters: [{ Name: 'end-user-opted-out', Values: ['true'] }] });
    const one = await describe({ OptedOutNumbers: [PHONE] });

    const numbers = ({ OptedOutNumbers = [] }: Awaited<ReturnType<typeof describe>>) =>
      OptedOutNumbers.map(({ OptedOutNumber, EndUserOptedOut }) => [OptedOutNumber, EndUserOptedOut]);
    expect([first, second, theirs, one].map(numbers)).toEqual([
      [[PHONE, false]],
      [['+12025550102', true]],
      [['+12025550102', true]],
      [[PHONE, false]],
    ]);
    expect(second.NextToken).toBeUndefined();
    await expect(describe({ OptedOutNumbers: ['+12025550109'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('of a number count for that number only', async () => {
    const list = aResource('AWS::SMSVOICE::OptOutList', 'women', { attributes: { Arn: listArn('women') } });
    const { cloud, client, send } = await texting([...reporting({}, { OptOutListName: 'women' }), list]);

    await client.send(
      new PutOptedOutNumberCommand({ OptOutListName: listArn('women'), OptedOutNumber: PHONE }),
    );

    await expect(send({ OriginationIdentity: OURS })).rejects.toMatchObject({ name: 'ConflictException' });
    await send({ OriginationIdentity: '+12025550177' });
    expect(cloud.sms.outbox()).toMatchObject([{ from: '+12025550177', status: 'DELIVERED' }]);
    expect(cloud.asked[0]?.access).toEqual([
      { action: 'sms-voice:PutOptedOutNumber', resource: listArn('women') },
    ]);
  });

  it.each([
    ['a list that is not there', { OptOutListName: 'other', OptedOutNumber: PHONE }, 'opt-out-list'],
    ['a number that is not on it', { OptOutListName, OptedOutNumber: PHONE }, 'opted-out-number'],
  ])('refuse %s', async (_what, input, ResourceType) => {
    const { client } = await texting();

    await expect(client.send(new DeleteOptedOutNumberCommand(input))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType,
    });
  });
});

function listArn(name: string): string {
  return `arn:aws:sms-voice:us-east-1:000000000000:opt-out-list/${name}`;
}
