import type { Members } from '#local/aws-service';
import { key, running, TABLE, type Running } from './running-dynamodb.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let cloud: Running;
beforeEach(async () => {
  cloud = await running();
});
afterEach(async () => cloud.stop());

const secondsIn = (milliseconds: number) => Math.floor((cloud.clock.now() + milliseconds) / 1000);
const put = (id: string, inMs?: number) =>
  cloud.run('PutItem', {
    TableName: TABLE,
    Item: { ...key(id), ...(inMs === undefined ? {} : { expiresAt: { N: String(secondsIn(inMs)) } }) },
  });
const exists = async (id: string) =>
  (await cloud.run('GetItem', { TableName: TABLE, Key: key(id) }))['Item'] !== undefined;

test('an item is deleted when its time has come, and not before', async () => {
  await put('short', HOUR);
  await put('long', 10 * DAY);
  await put('forever');

  await cloud.clock.advance(HOUR - 1000);
  expect(await exists('short')).toBe(true);
  await cloud.clock.advance(1000);

  expect(await exists('short')).toBe(false);
  expect(await exists('long')).toBe(true);
  expect(await exists('forever')).toBe(true);
  await cloud.clock.advance(10 * DAY);
  expect(await exists('long')).toBe(false);
  expect(await exists('forever')).toBe(true);
});

test('nothing is due while nothing can expire', async () => {
  await put('forever');

  expect(cloud.clock.nextDue()).toBeUndefined();
});

test.each<[string, string, () => Members]>([
  [
    'a batch',
    'BatchWriteItem',
    () => ({ RequestItems: { [TABLE]: [{ PutRequest: { Item: expiring() } }] } }),
  ],
  [
    'a transaction',
    'TransactWriteItems',
    () => ({ TransactItems: [{ Put: { TableName: TABLE, Item: expiring() } }] }),
  ],
  [
    'an update',
    'UpdateItem',
    () => ({
      TableName: TABLE,
      Key: key('x'),
      UpdateExpression: 'SET #e = :e, version = :one',
      ExpressionAttributeNames: { '#e': 'expiresAt' },
      ExpressionAttributeValues: { ':e': expiring().expiresAt, ':one': { N: '1' } },
    }),
  ],
])('an expiry set by %s is known', async (_, operation, input) => {
  await cloud.run(operation, input());

  expect(cloud.clock.nextDue()).toEqual({ at: secondsIn(HOUR) * 1000, source: 'dynamodb-ttl' });
  await cloud.clock.advance(HOUR);
  expect(await exists('x')).toBe(false);
});

const expiring = () => ({ ...key('x'), expiresAt: { N: String(secondsIn(HOUR)) } });

test('an item given a longer life stays', async () => {
  await put('renewed', HOUR);
  await put('renewed', 2 * DAY);

  await cloud.clock.advance(DAY);

  expect(await exists('renewed')).toBe(true);
});

test('what expired more than five years ago is left alone, as AWS does', async () => {
  await put('ancient', -6 * 365 * DAY);
  await put('recent', -DAY);

  await cloud.clock.advance(DAY);

  expect(await exists('ancient')).toBe(true);
  expect(await exists('recent')).toBe(false);
});

test('an expiry that is no number is left alone', async () => {
  await cloud.run('PutItem', { TableName: TABLE, Item: { ...key('text'), expiresAt: { S: '1' } } });

  expect(await cloud.db.sweep()).toBe(0);
  expect(await exists('text')).toBe(true);
});

test('a year with an expiry in every hour is swept about once a day', async () => {
  for (let start = 0; start < 30 * 24; start += 24) {
    const writes = Array.from({ length: 24 }, (_, at) => ({
      PutRequest: {
        Item: { ...key(`h${start + at}`), expiresAt: { N: String(secondsIn((start + at + 1) * HOUR)) } },
      },
    }));
    await cloud.run('BatchWriteItem', { RequestItems: { [TABLE]: writes } });
  }
  let sweeps = 0;

  for (
    let due = await cloud.clock.advanceToNext();
    due !== undefined;
    due = await cloud.clock.advanceToNext()
  ) {
    sweeps += 1;
  }

  expect(sweeps).toBeLessThan(40);
  expect(await cloud.run('Scan', { TableName: TABLE, Select: 'COUNT' })).toMatchObject({ Count: 0 });
});

test("the sweeper's own requests are not on the bill", async () => {
  await put('short', HOUR);
  const before = cloud.db.usage();

  await cloud.clock.advance(HOUR);

  expect(cloud.db.usage()).toEqual(before);
});
