import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { locateDynoxide } from '#local/dynamodb/locate-dynoxide';
import { startEngineProcess, type EngineProcess } from '#local/dynamodb/engine-process';
import { dynamoStores } from '#shared/adapters/aws/stores';
import type { AwsClientConfig } from '#shared/runtime/platform';
import { checkInStoreContract } from '#test/support/contracts/check-in-store';
import { inboundTextStoreContract } from '#test/support/contracts/inbound-text-store';
import { messageLedgerContract } from '#test/support/contracts/message-ledger';
import { participantStoreContract } from '#test/support/contracts/participant-store';
import { taskStoreContract } from '#test/support/contracts/task-store';
import type { Stores } from '#test/support/contracts/worlds';

// The stores on the database engine itself, without the cloud around it: no grants, no faults.
describe('the stores on DynamoDB', () => {
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

  const stores = async (): Promise<Stores> => {
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
    return dynamoStores(TableName, aws());
  };

  participantStoreContract(stores);
  checkInStoreContract(stores);
  inboundTextStoreContract(stores);
  messageLedgerContract(stores);
  taskStoreContract(stores);

  it('calls a table that is not there Permanent, and a database that is not there Transient', async () => {
    const noTable = dynamoStores('alongside-test-none', aws());
    const noDatabase = dynamoStores('alongside-test-1', { ...aws(), endpoint: 'http://127.0.0.1:1' });

    await expect(noTable.tasks.get('t-1')).rejects.toMatchObject({
      name: 'Permanent',
      message: 'DynamoDB GetItem: ResourceNotFoundException',
    });
    await expect(noDatabase.tasks.get('t-1')).rejects.toMatchObject({
      name: 'Transient',
      message: 'DynamoDB GetItem: ECONNREFUSED',
    });
  });
});
