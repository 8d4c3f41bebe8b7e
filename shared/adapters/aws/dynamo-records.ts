import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type QueryCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page } from '../../contracts/api.ts';
import { idOf, type Kind, type Rows, type Stored } from '../../contracts/rows.ts';
import { kindsOn, placeOf, type Listed, type ListName } from '../../domain/row-lists.ts';
import type { Change, Records } from '../../ports/records.ts';
import { InvalidInput, Permanent, Transient } from '../../runtime/errors.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { checkedRow } from '../checked-row.ts';
import { repeatable } from './client-settings.ts';
import { callAws } from './foreign-error.ts';
import { childrenOf, indexName, keyOf } from './keys.ts';

/** `Records` on one DynamoDB table: each row carries its revision, and every write is conditional on it. */
export function dynamoRecords(tableName: string, aws: AwsClientConfig): Records {
  const endpoint = aws.dynamodbEndpoint ?? aws.endpoint;
  // Another database than the cloud's own is reached by a connection of its own.
  const { transport, ...rest } = aws;
  const usesTransport = transport && aws.dynamodbEndpoint === undefined;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient(
      repeatable({ ...rest, ...(endpoint && { endpoint }), ...(usesTransport && { transport }) }),
    ),
    { marshallOptions: { removeUndefinedValues: true } },
  );

  async function query<Row>(
    input: Omit<QueryCommandInput, 'TableName'>,
    {
      of,
      cursor,
      read,
    }: {
      of: Record<string, string>;
      cursor: string | undefined;
      read: (item: Record<string, unknown>) => Row;
    },
  ): Promise<Page<Row>> {
    const start = cursor === undefined ? undefined : readCursor(of, cursor);
    const command = new QueryCommand({
      ...input,
      TableName: tableName,
      ...(start && { ExclusiveStartKey: start }),
    });
    const { Items = [], LastEvaluatedKey } = await callAws('DynamoDB Query', () =>
      client.send(command).catch((error: unknown) => {
        // A cursor that was tampered with: DynamoDB refuses its key.
        if (start && nameOf(error) === 'ValidationException') throw foreignCursor(error);
        throw error;
      }),
    );
    const items = Items.map(read);
    return LastEvaluatedKey ? { items, nextCursor: writeCursor(LastEvaluatedKey) } : { items };
  }

  return {
    async get(kind, id) {
      const command = new GetCommand({ TableName: tableName, Key: keyOf(kind, id), ConsistentRead: true });
      const { Item } = await callAws('DynamoDB GetItem', () => client.send(command));
      return Item && rowOf(kind, Item);
    },

    async write(changes) {
      const [first, ...others] = changes;
      if (!first) return 'written';
      // One row alone needs no transaction, which would cost twice as much.
      return 'put' in first && others.length === 0
        ? callAws('DynamoDB PutItem', () => putAlone(client, { TableName: tableName, ...putOf(first) }))
        : callAws('DynamoDB TransactWriteItems', () => transact(client, changes.map(memberIn(tableName))));
    },

    list<L extends ListName>(
      list: L,
      { limit, cursor, before }: { limit: number; cursor?: string | undefined; before?: string },
    ) {
      const input = {
        IndexName: indexName,
        KeyConditionExpression: `GSI1PK = :list${before === undefined ? '' : ' AND GSI1SK < :before'}`,
        ExpressionAttributeValues: { ':list': list, ...(before !== undefined && { ':before': before }) },
        Limit: limit,
      };
      const kinds = kindsOn(list);
      return query(input, {
        of: { GSI1PK: list },
        cursor,
        read: (item) =>
          rowOf(kinds.find((kind) => kind === item['rowKind']) ?? kinds[0] ?? 'task', item) as Stored<
            Listed<L>
          >,
      });
    },

    listOf(kind, ownerId, { limit, cursor }) {
      const { PK, SK } = childrenOf(kind, ownerId);
      const input = {
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':pk': PK, ':prefix': SK },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: limit,
      };
      return query(input, { of: { PK }, cursor, read: (item) => rowOf(kind, item) });
    },
  };
}

type Member = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type PutChange = Extract<Change, { put: Kind }>;

const memberIn =
  (TableName: string) =>
  (change: Change): Member => {
    if ('put' in change) return { Put: { TableName, ...putOf(change) } };
    if ('remove' in change)
      return {
        Delete: { TableName, Key: keyOf(change.remove, change.id), ...conditionOf(change.after) },
      };
    return {
      ConditionCheck: {
        TableName,
        Key: keyOf(change.unchanged, change.id),
        ...conditionOf(change.revision),
      },
    };
  };

function putOf({ put: kind, row: given, after }: PutChange) {
  const row = checkedRow(kind, given);
  const id = (idOf[kind] as (row: Rows[Kind]) => string)(row);
  const listed = placeOf(kind, row);
  return {
    Item: {
      ...keyOf(kind, id),
      ...(listed && { GSI1PK: listed.list, GSI1SK: listed.place }),
      ...row,
      rowKind: kind,
      revision: after + 1,
    },
    ...conditionOf(after),
  };
}

const conditionOf = (revision: number) =>
  revision === 0
    ? { ConditionExpression: 'attribute_not_exists(PK)' }
    : {
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': revision },
      };

async function putAlone(
  client: DynamoDBDocumentClient,
  input: ReturnType<typeof putOf> & { TableName: string },
): Promise<'written' | 'raced'> {
  try {
    await client.send(new PutCommand(input));
    return 'written';
  } catch (error) {
    if (nameOf(error) === 'ConditionalCheckFailedException') return 'raced';
    throw error;
  }
}

async function transact(
  client: DynamoDBDocumentClient,
  TransactItems: Member[],
): Promise<'written' | 'raced'> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems }));
    return 'written';
  } catch (error) {
    if (error instanceof TransactionCanceledException) return refusalOf(error);
    throw error;
  }
}

/** A failed condition and a conflict are a lost race; a throttle is worth another try. */
function refusalOf(error: TransactionCanceledException): 'raced' {
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  const others = codes.filter((code) => !racing.has(code));
  if (others.length === 0) return 'raced';
  const message = `DynamoDB TransactWriteItems: ${[...new Set(others)].join(', ')}`;
  throw others.every((code) => passing.has(code))
    ? new Transient(message, { cause: error })
    : new Permanent(message, { cause: error });
}

const racing: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
const passing: ReadonlySet<string> = new Set([
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

/** Consistent with what is written: `revision` is ours, everything else is the row's. */
const rowOf = <K extends Kind>(kind: K, item: Record<string, unknown>): Stored<Rows[K]> => ({
  ...checkedRow(kind, item),
  revision: Revision.parse(item['revision']),
});

const Revision = z.int().positive();

const StartKey = z.partialRecord(z.enum(['PK', 'SK', 'GSI1PK', 'GSI1SK']), z.string().max(400));

const writeCursor = (key: Record<string, unknown>): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** A cursor of another list, or of another person's rows, is refused: not every database notices. */
function readCursor(of: Record<string, string>, cursor: string): Record<string, unknown> {
  const key = startKeyIn(cursor);
  if (Object.entries(of).every(([name, value]) => key[name] === value)) return key;
  throw foreignCursor(undefined);
}

function startKeyIn(cursor: string): Record<string, unknown> {
  try {
    return StartKey.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw foreignCursor(error);
  }
}

const foreignCursor = (cause: unknown): InvalidInput =>
  new InvalidInput([{ field: 'cursor', message: 'must be a nextCursor of this list' }], { cause });

const nameOf = (error: unknown): string | undefined => (error instanceof Error ? error.name : undefined);
