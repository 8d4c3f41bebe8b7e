import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type QueryCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../contracts/api.ts';
import { InvalidInput, Permanent, Transient } from '../../runtime/errors.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { repeatable } from './client-settings.ts';
import { callAws } from './foreign-error.ts';
import type { Key } from './keys.ts';

/** Our one table: reads are strongly consistent and parsed, a failed condition is a value. */
export interface Table {
  readonly name: string;

  get<Row>(key: Key, schema: z.ZodType<Row>): Promise<Row | undefined>;

  /** One page of a query; the cursor is opaque, and checked when it comes back. */
  query<Row>(
    input: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
    options: { page: PageRequest; schema: z.ZodType<Row> },
  ): Promise<Page<Row>>;

  /**
   * A conditional update; the row must exist by its condition. Returns the row after it, or as it stands where the
   * condition failed (`undefined` where there is none).
   */
  update<Row>(
    key: Key,
    change: UpdateExpression,
    schema: z.ZodType<Row>,
  ): Promise<{ outcome: 'changed'; row: Row } | { outcome: 'refused'; row: Row | undefined }>;

  /**
   * All or nothing. Repeated by the SDK under one token, so a lost answer does no harm. Where conditions failed,
   * `failed` holds the places of those members.
   */
  transact(
    members: NonNullable<TransactWriteCommandInput['TransactItems']>,
  ): Promise<{ outcome: 'written' } | { outcome: 'refused'; failed: readonly number[] }>;
}

/** An update as DynamoDB wants it said. */
export interface UpdateExpression {
  readonly set: string;
  readonly condition: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

export function dynamoTable(name: string, aws: AwsClientConfig): Table {
  const endpoint = aws.dynamodbEndpoint ?? aws.endpoint;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient(repeatable({ ...aws, ...(endpoint && { endpoint }) })),
    { marshallOptions: { removeUndefinedValues: true } },
  );

  return {
    name,

    async get(Key, schema) {
      const { Item } = await callAws('DynamoDB GetItem', () =>
        client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true })),
      );
      return Item && rowOf(schema, Item);
    },

    async query(input, { page, schema }) {
      const start = page.cursor === undefined ? undefined : readCursor(page.cursor);
      const { Items = [], LastEvaluatedKey } = await callAws('DynamoDB Query', () =>
        client
          .send(
            new QueryCommand({
              ...input,
              TableName: name,
              Limit: page.limit,
              ...(start && { ExclusiveStartKey: start }),
            }),
          )
          .catch((error: unknown) => {
            // A cursor that was tampered with, or of another list: DynamoDB refuses its key.
            if (start && nameOf(error) === 'ValidationException') throw foreignCursor(error);
            throw error;
          }),
      );
      const items = Items.map((item) => rowOf(schema, item));
      return LastEvaluatedKey ? { items, nextCursor: writeCursor(LastEvaluatedKey) } : { items };
    },

    async update(Key, { set, condition, names, values }, schema) {
      const command = new UpdateCommand({
        TableName: name,
        Key,
        UpdateExpression: set,
        ConditionExpression: condition,
        ...(names && { ExpressionAttributeNames: names }),
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_NEW',
      });
      const result = await callAws('DynamoDB UpdateItem', () =>
        client.send(command).catch((error: unknown) => {
          if (nameOf(error) === 'ConditionalCheckFailedException') return undefined;
          throw error;
        }),
      );
      if (result) return { outcome: 'changed', row: rowOf(schema, result.Attributes) };
      return { outcome: 'refused', row: await this.get(Key, schema) };
    },

    async transact(TransactItems) {
      return callAws('DynamoDB TransactWriteItems', async () => {
        try {
          await client.send(new TransactWriteCommand({ TransactItems }));
          return { outcome: 'written' };
        } catch (error) {
          if (error instanceof TransactionCanceledException) return refusalOf(error);
          throw error;
        }
      });
    },
  };
}

/** Failed conditions are an answer; a conflict or a throttle among the reasons is worth another try. */
function refusalOf(error: TransactionCanceledException): { outcome: 'refused'; failed: readonly number[] } {
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  const others = codes.filter((code) => code !== 'None' && code !== 'ConditionalCheckFailed');
  if (others.length > 0) {
    const message = `DynamoDB TransactWriteItems: ${[...new Set(others)].join(', ')}`;
    throw others.every((code) => passingReasons.has(code))
      ? new Transient(message, { cause: error })
      : new Permanent(message, { cause: error });
  }
  return {
    outcome: 'refused',
    failed: codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : [])),
  };
}

const passingReasons: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

/** A row that is not as its schema says was written by something else than this version of us. */
function rowOf<Row>(schema: z.ZodType<Row>, item: unknown): Row {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.map(String).join('.')).join(', ');
  throw new Permanent(`a stored row is not as its schema says: ${fields}`, { cause: parsed.error });
}

const StartKey = z.partialRecord(z.enum(['PK', 'SK', 'GSI1PK', 'GSI1SK']), z.string().max(300));

const writeCursor = (key: Record<string, unknown>): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

function readCursor(cursor: string): Record<string, unknown> {
  try {
    return StartKey.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw foreignCursor(error);
  }
}

const foreignCursor = (cause: unknown): InvalidInput =>
  new InvalidInput([{ field: 'cursor', message: 'must be a nextCursor of this list' }], { cause });

const nameOf = (error: unknown): string | undefined => (error instanceof Error ? error.name : undefined);
