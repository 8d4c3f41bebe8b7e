import type { Members } from '#local/aws-service';
import {
  deploymentOf,
  key,
  running,
  TABLE,
  TABLE_ARN,
  tableProperties,
  type Running,
} from './running-dynamodb.ts';

let cloud: Running;
beforeAll(async () => {
  cloud = await running();
});
afterAll(async () => cloud.stop());

const put = (id: string, more: Members = {}) =>
  cloud.run('PutItem', { TableName: TABLE, Item: { ...key(id), ...more } });
const get = (id: string) => cloud.run('GetItem', { TableName: TABLE, Key: key(id) });
const raw = (operation: string, input: Members) =>
  cloud.db.forwardRaw({ operation, input, body: Buffer.from(JSON.stringify(input)) });

describe('operations', () => {
  test('write and read, also by the ARN of the table', async () => {
    await put('a', { name: { S: 'x' } });

    const byArn = await cloud.run('GetItem', { TableName: TABLE_ARN, Key: key('a') });

    expect(byArn).toEqual({ Item: { ...key('a'), name: { S: 'x' } } });
  });

  test('query the index', async () => {
    await put('indexed', { GSI1PK: { S: 'open' } });

    const { Count } = await cloud.run('Query', {
      TableName: TABLE,
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :p',
      ExpressionAttributeValues: { ':p': { S: 'open' } },
    });

    expect(Count).toBe(1);
  });

  test('a failed condition is the error of the service, with the item that was asked for', async () => {
    await put('once');
    const again = cloud.run('PutItem', {
      TableName: TABLE,
      Item: key('once'),
      ConditionExpression: 'attribute_not_exists(PK)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

    await expect(again).rejects.toMatchObject({
      code: 'ConditionalCheckFailedException',
      status: 400,
      members: { Item: key('once') },
    });
  });

  test('a cancelled transaction carries its reasons', async () => {
    const Put = { TableName: TABLE, Item: key('once'), ConditionExpression: 'attribute_not_exists(PK)' };

    await put('once');
    const transaction = cloud.run('TransactWriteItems', {
      TransactItems: [{ Put: { TableName: TABLE, Item: key('new') } }, { Put }],
    });

    await expect(transaction).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      message: expect.stringContaining('[None, ConditionalCheckFailed]'),
      members: { CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }] },
    });
    expect(await get('new')).toEqual({});
  });

  test.each([
    ['GetItem', { TableName: 'nobody', Key: key('a') }, 'ResourceNotFoundException'],
    ['GetItem', { TableName: TABLE, Key: { PK: { S: 'a' } } }, 'ValidationException'],
    ['PutItem', { Item: key('a') }, 'ValidationException'],
    [
      'PutItem',
      { TableName: TABLE, Item: { ...key('big'), text: { S: 'x'.repeat(500_000) } } },
      'ValidationException',
    ],
  ])('a bad %s is refused as %3$s', async (operation, input, code) => {
    await expect(cloud.run(operation, input)).rejects.toMatchObject({ code });
  });

  test('tables are described as in the region of the template, TTL included', async () => {
    expect(await cloud.run('DescribeTable', { TableName: TABLE })).toMatchObject({
      Table: { TableArn: TABLE_ARN },
    });
    expect(await cloud.run('DescribeTimeToLive', { TableName: TABLE })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    });
    expect(await cloud.run('ListTables', {})).toEqual({ TableNames: [TABLE] });
  });
});

describe('raw answers', () => {
  test('show no capacity that was not asked for, and all that was', async () => {
    await raw('PutItem', {
      TableName: TABLE,
      Item: { ...key('r'), ConsumedCapacity: { M: { CapacityUnits: { N: '1' } } } },
    });

    const plain = await raw('GetItem', { TableName: TABLE, Key: key('r') });
    const asked = await raw('GetItem', { TableName: TABLE, Key: key('r'), ReturnConsumedCapacity: 'TOTAL' });
    const nothing = await raw('GetItem', { TableName: TABLE, Key: key('none') });

    const Item = { ...key('r'), ConsumedCapacity: { M: { CapacityUnits: { N: '1' } } } };
    expect(JSON.parse(plain.body.toString())).toEqual({ Item });
    expect(JSON.parse(asked.body.toString())).toMatchObject({
      Item,
      ConsumedCapacity: { CapacityUnits: 0.5 },
    });
    expect(nothing).toEqual({ status: 200, body: Buffer.from('{}') });
  });

  test('a body that is not JSON is refused by the service itself', async () => {
    const answer = await cloud.db.forwardRaw({
      operation: 'GetItem',
      input: {},
      body: Buffer.from('{nonsense'),
    });

    expect(answer.status).toBe(400);
    expect(answer.body.toString()).toContain('SerializationException');
  });

  test('units and requests are counted by table', async () => {
    const before = cloud.db.usage().find(({ table }) => table === TABLE);

    await put('counted');
    await get('counted');
    await cloud.run('TransactWriteItems', { TransactItems: [{ Put: { TableName: TABLE, Item: key('t') } }] });

    const after = cloud.db.usage().find(({ table }) => table === TABLE);
    expect(after!.writeUnits - before!.writeUnits).toBe(3);
    expect(after!.readUnits - before!.readUnits).toBe(0.5);
    expect(after!.requests['TransactWriteItems']).toBe((before!.requests['TransactWriteItems'] ?? 0) + 1);
  });
});

const access = (operation: string, input: Members) =>
  cloud.db.service.operations[operation]!.access!(input).map(
    ({ action, resource }) => `${action} ${resource}`,
  );

describe('rights', () => {
  test.each<[string, Members, string[]]>([
    ['GetItem', { TableName: TABLE }, [`dynamodb:GetItem ${TABLE_ARN}`]],
    ['GetItem', { TableName: TABLE_ARN }, [`dynamodb:GetItem ${TABLE_ARN}`]],
    ['Query', { TableName: TABLE }, [`dynamodb:Query ${TABLE_ARN}`]],
    ['Query', { TableName: TABLE, IndexName: 'GSI1' }, [`dynamodb:Query ${TABLE_ARN}/index/GSI1`]],
    ['Scan', { TableName: TABLE, IndexName: 'GSI1' }, [`dynamodb:Scan ${TABLE_ARN}/index/GSI1`]],
    ['BatchGetItem', { RequestItems: { [TABLE]: {} } }, [`dynamodb:BatchGetItem ${TABLE_ARN}`]],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: TABLE } },
          { Put: { TableName: TABLE } },
          { Update: { TableName: TABLE } },
          { Delete: { TableName: TABLE } },
          { ConditionCheck: { TableName: TABLE } },
        ],
      },
      ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map(
        (name) => `dynamodb:${name} ${TABLE_ARN}`,
      ),
    ],
    [
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: TABLE } }] },
      [`dynamodb:GetItem ${TABLE_ARN}`],
    ],
    ['PutItem', {}, []],
    ['TransactWriteItems', { TransactItems: 'x' }, []],
  ])('%s of %j needs %j', (operation, input, expected) => {
    expect(access(operation, input)).toEqual(expected);
  });
});

describe('tables of the template', () => {
  test('a global table is a table', async () => {
    const { BillingMode, ...properties } = tableProperties;
    const deployment = deploymentOf(
      { ...properties, BillingMode, Replicas: [{ Region: 'us-east-1' }] },
      'AWS::DynamoDB::GlobalTable',
    );
    const other = await running({ deployment });

    const described = await other.run('DescribeTable', { TableName: TABLE });
    await other.stop();

    expect(described).toMatchObject({ Table: { TableArn: TABLE_ARN } });
  });

  test('a stream is a line in the list of what is not emulated', async () => {
    const StreamSpecification = { StreamViewType: 'NEW_IMAGE' };
    const other = await running({ deployment: deploymentOf({ ...tableProperties, StreamSpecification }) });
    await other.stop();

    expect(other.db.notEmulated).toEqual([
      expect.stringContaining('not emulated: the stream of table people'),
    ]);
    expect(cloud.db.notEmulated).toEqual([]);
  });
});
