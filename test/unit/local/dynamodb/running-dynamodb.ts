import { VirtualClock } from '#local/clock';
import type { Members } from '#local/aws-service';
import { createDynamoDb, type DynamoDb } from '#local/dynamodb/dynamodb';
import { startEngine, type DynamoDbEngine } from '#local/dynamodb/engine';
import { loadTemplates, type LoadedDeployment } from '#local/template/load-templates';

export const TABLE = 'people';
export const TABLE_ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/people';

/** A table with the keys and the index of the project's own, and a TTL attribute. */
export const tableProperties = {
  TableName: TABLE,
  KeySchema: [
    { AttributeName: 'PK', KeyType: 'HASH' },
    { AttributeName: 'SK', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['PK', 'SK', 'GSI1PK'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'GSI1',
      KeySchema: [{ AttributeName: 'GSI1PK', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  BillingMode: 'PAY_PER_REQUEST',
};

export const deploymentOf = (
  properties: Record<string, unknown> = tableProperties,
  type = 'AWS::DynamoDB::Table',
): LoadedDeployment =>
  loadTemplates({
    port: 4000,
    templates: { data: { Resources: { Table: { Type: type, Properties: properties } } } },
  });

export interface Running {
  readonly clock: VirtualClock;
  readonly db: DynamoDb;
  readonly engine: DynamoDbEngine;
  /** One operation as the operator. */
  run(operation: string, input: Members): Promise<Members>;
  stop(): Promise<void>;
}

/** Frozen at 2026-01-01 unless the test moves it. */
export async function running(
  options: { dataDir?: string; deployment?: LoadedDeployment; onError?: (error: unknown) => void } = {},
): Promise<Running> {
  const { dataDir, deployment = deploymentOf(), onError } = options;
  const engine = await startEngine({
    dataDir,
    environment: {},
    ...(onError === undefined ? {} : { onError }),
  });
  const clock = new VirtualClock({ initial: { offset: 0, frozenAt: Date.parse('2026-01-01T00:00:00Z') } });
  clock.start();
  const db = await createDynamoDb({ clock, deployment, engine }).catch(async (error: unknown) => {
    await engine.stop();
    throw error;
  });
  return {
    clock,
    db,
    engine,
    run: async (operation, input) =>
      db.service.operations[operation]!.run(input, { caller: { kind: 'operator' }, now: clock.now() }),
    stop: async () => {
      clock.stop();
      await db.stop();
      await engine.stop();
    },
  };
}

export const key = (id: string) => ({ PK: { S: id }, SK: { S: '-' } });
