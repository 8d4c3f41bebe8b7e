import type { Members } from '../aws-service.ts';
import { tableName } from './access.ts';
import { isRecord, records, recordAt, textAt } from './wire-json.ts';

/**
 * The earliest expiry, in epoch seconds, that a write may have set in each table: exact for whole items, a lower bound
 * for updates, whose values are not evaluated here. A bound too low costs one needless sweep, never a missed item.
 */
export function expiriesSet({ operation, input, ttlAttributes }: Write): readonly Expiry[] {
  if (ttlAttributes.size === 0) return [];
  const found: Expiry[] = [];
  const note = (table: string, at: (attribute: string) => number | undefined) => {
    const attribute = ttlAttributes.get(table);
    const seconds = attribute === undefined ? undefined : at(attribute);
    if (seconds !== undefined) found.push({ table, seconds });
  };
  const put = (table: string, item: Members) => note(table, (attribute) => numberIn(item[attribute]));
  const update = (request: Members) => note(tableName(request), (attribute) => updated(request, attribute));

  switch (operation) {
    case 'PutItem':
      put(tableName(input), recordAt(input, 'Item'));
      break;
    case 'UpdateItem':
      update(input);
      break;
    case 'BatchWriteItem':
      for (const [table, writes] of Object.entries(recordAt(input, 'RequestItems'))) {
        for (const write of records(writes)) {
          put(tableName({ TableName: table }), recordAt(recordAt(write, 'PutRequest'), 'Item'));
        }
      }
      break;
    case 'TransactWriteItems':
      for (const { Put: whole, Update: change } of records(input['TransactItems'])) {
        if (isRecord(whole)) put(tableName(whole), recordAt(whole, 'Item'));
        if (isRecord(change)) update(change);
      }
      break;
    default:
  }
  return found;
}

export interface Expiry {
  readonly table: string;
  readonly seconds: number;
}

interface Write {
  readonly operation: string;
  readonly input: Members;
  /** The TTL attribute by table. */
  readonly ttlAttributes: ReadonlyMap<string, string>;
}

/** DynamoDB's TTL leaves alone what expired longer ago than this. */
export const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 3600;

export function numberIn(value: unknown): number | undefined {
  if (!isRecord(value) || typeof value['N'] !== 'string') return undefined;
  const seconds = Number(value['N']);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function updated(request: Members, attribute: string): number | undefined {
  const legacy = recordAt(recordAt(request, 'AttributeUpdates'), attribute)['Value'];
  if (legacy !== undefined) return numberIn(legacy);
  const named = Object.values(recordAt(request, 'ExpressionAttributeNames')).includes(attribute);
  if (!named && !textAt(request, 'UpdateExpression').includes(attribute)) return undefined;
  const values = Object.values(recordAt(request, 'ExpressionAttributeValues')).flatMap((value) => {
    const number = numberIn(value);
    // Counters and versions are small; moments are not.
    return number === undefined || number < FIVE_YEARS_SECONDS ? [] : [number];
  });
  return values.length === 0 ? 0 : Math.min(...values);
}
