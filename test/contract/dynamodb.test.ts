import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { locateDynoxide } from '#local/dynamodb/locate-dynoxide';
import { startEngineProcess, type EngineProcess } from '#local/dynamodb/engine-process';
import { dynamoRecords } from '#shared/adapters/aws/dynamo-records';
import { keyOf } from '#shared/adapters/aws/keys';
import type { AwsClientConfig } from '#shared/runtime/platform';
import { put } from '#shared/steps/change-row';
import { aCheckIn, aParticipant } from '#test/support/builders';
import { recordsContract } from '#test/support/contracts/records';

// The records on the database engine itself, without the cloud around it: no grants, no faults.
describe('the records on DynamoDB', () => {
  let engine: EngineProcess;
  let tables = 0;

  beforeAll(async () => {
    engine = await startEngineProcess({ launch: locateDynoxide() });
  });
  afterAll(() => engine.stop());

  const aws = (): AwsClientConfig => ({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${engine.port}`,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'test' },
  });

  const aTable = async (): Promise<string> => {
    const TableName = `alongside-test-${(tables += 1)}`;
    const client = new DynamoDBClient(aws());
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['PK', 'SK', 'GSI1PK', 'GSI1SK'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        KeySchema: [
          { AttributeName: 'PK', KeyType: 'HASH' },
          { AttributeName: 'SK', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'GSI1',
            KeySchema: [
              { AttributeName: 'GSI1PK', KeyType: 'HASH' },
              { AttributeName: 'GSI1SK', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    client.destroy();
    return TableName;
  };

  recordsContract(async () => dynamoRecords(await aTable(), aws()));

  it('calls a row that another version of us wrote Permanent, by the names of its fields', async () => {
    const tableName = await aTable();
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(aws()));
    const Item = { ...keyOf('check-in', 'p-ana001-c001'), ...aCheckIn(), state: 'secret', asked: 4 };
    await client.send(new PutCommand({ TableName: tableName, Item: { ...Item, revision: 1 } }));
    client.destroy();
    const records = dynamoRecords(tableName, aws());

    const reads = [
      records.get('check-in', 'p-ana001-c001'),
      records.listOf('check-in', 'p-ana001', { limit: 1 }),
    ];

    for (const read of reads)
      await expect(read).rejects.toMatchObject({
        name: 'Permanent',
        message: 'a check-in is not as its schema says: state, asked',
      });
  });

  it.each([
    ['check-in', 'p-ana001'],
    ['message', 'no-recipient'],
  ] as const)('looks for no %s of an id that is none', async (kind, id) => {
    const records = dynamoRecords(await aTable(), aws());

    await expect(records.get(kind, id)).rejects.toMatchObject({ name: 'Permanent' });
  });

  it('calls a table that is not there Permanent, and a database that is not there Transient', async () => {
    const noTable = dynamoRecords('alongside-test-none', aws());
    const noDatabase = dynamoRecords('alongside-test-1', { ...aws(), endpoint: 'http://127.0.0.1:1' });

    await expect(noTable.get('task', 't-1')).rejects.toMatchObject({
      name: 'Permanent',
      message: 'DynamoDB GetItem: ResourceNotFoundException',
    });
    await expect(noDatabase.get('task', 't-1')).rejects.toMatchObject({
      name: 'Transient',
      message: 'DynamoDB GetItem: ECONNREFUSED',
    });
    await expect(noDatabase.write([put('participant', aParticipant(), 0)])).rejects.toMatchObject({
      name: 'Transient',
      message: 'DynamoDB PutItem: ECONNREFUSED',
    });
  });
});
