import type { Members } from '../aws-service.ts';
import type { Deployment, DeployedResource } from '../template/deployment.ts';
import { EngineError } from './engine-error.ts';
import { isRecord, records, textAt } from './wire-json.ts';

/** The tables of the template, as CreateTable wants them. */
export function tablesOf(deployment: Deployment): readonly Table[] {
  return [
    ...deployment.ofType('AWS::DynamoDB::Table'),
    ...deployment.ofType('AWS::DynamoDB::GlobalTable'),
  ].map(tableOf);
}

/**
 * Creates what is missing: tables, and indexes added to the template since. Throws `EngineError` when a table exists
 * with other keys, which no database can change in place.
 */
export async function ensureTables(tables: readonly Table[], send: Send): Promise<void> {
  for (const table of tables) {
    const existing = await describe(table.name, send);
    if (existing === undefined) await send('CreateTable', table.definition);
    else await adapt(table, existing, send);
  }
}

/** One request to the database; throws its `AwsError`. */
export type Send = (operation: string, input: Members) => Promise<Members>;

export interface Table {
  readonly name: string;
  readonly arn: string;
  /** Names of the key attributes. */
  readonly keys: readonly string[];
  readonly ttlAttribute: string | undefined;
  readonly hasStream: boolean;
  readonly definition: Members;
}

function tableOf({ physicalId: name, attributes, properties }: DeployedResource): Table {
  const ttl = properties['TimeToLiveSpecification'];
  const indexes = (member: string) => {
    const list = records(properties[member]).map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    }));
    return list.length === 0 ? {} : { [member]: list };
  };
  return {
    name,
    arn: attributes['Arn'] ?? '',
    keys: records(properties['KeySchema']).map((key) => textAt(key, 'AttributeName')),
    ttlAttribute: isRecord(ttl) && isOn(ttl['Enabled']) ? textAt(ttl, 'AttributeName') : undefined,
    hasStream: properties['StreamSpecification'] !== undefined,
    definition: {
      TableName: name,
      AttributeDefinitions: properties['AttributeDefinitions'],
      KeySchema: properties['KeySchema'],
      ...indexes('GlobalSecondaryIndexes'),
      ...indexes('LocalSecondaryIndexes'),
      // Capacity limits mean nothing here; throttling is injected where a test asks for it.
      BillingMode: 'PAY_PER_REQUEST',
    },
  };
}

const isOn = (value: unknown) => value === true || value === 'true';

async function describe(name: string, send: Send): Promise<Members | undefined> {
  try {
    const { Table: table } = await send('DescribeTable', { TableName: name });
    return isRecord(table) ? table : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

async function adapt({ name, definition }: Table, existing: Members, send: Send): Promise<void> {
  const [wanted, found] = [keySchema(definition), keySchema(existing)];
  if (wanted !== found) throw changed(name, `its keys were ${found} and are now ${wanted}`);
  const present = new Map(
    records(existing['GlobalSecondaryIndexes']).map((index) => [textAt(index, 'IndexName'), index]),
  );
  for (const index of records(definition['GlobalSecondaryIndexes'])) {
    const indexName = textAt(index, 'IndexName');
    const before = present.get(indexName);
    present.delete(indexName);
    if (before === undefined) {
      await send('UpdateTable', {
        TableName: name,
        AttributeDefinitions: definition['AttributeDefinitions'],
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      });
      continue;
    }
    const [then, now] = [
      keySchema({ ...existing, KeySchema: before['KeySchema'] }),
      keySchema({ ...definition, KeySchema: index['KeySchema'] }),
    ];
    if (then !== now) throw changed(name, `the keys of index ${indexName} were ${then} and are now ${now}`);
  }
  for (const indexName of present.keys()) {
    await send('UpdateTable', {
      TableName: name,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: indexName } }],
    });
  }
}

const changed = (table: string, what: string) =>
  new EngineError(
    `table ${table}: ${what}. Keys cannot change in place: delete the data directory to start afresh, or name a new table`,
  );

/** e.g. `PK (S) HASH, SK (S) RANGE` */
function keySchema(table: Members): string {
  const types = new Map(
    records(table['AttributeDefinitions']).map((attribute) => [
      textAt(attribute, 'AttributeName'),
      textAt(attribute, 'AttributeType'),
    ]),
  );
  return records(table['KeySchema'])
    .map(
      (key) =>
        `${textAt(key, 'AttributeName')} (${types.get(textAt(key, 'AttributeName'))}) ${textAt(key, 'KeyType')}`,
    )
    .join(', ');
}
