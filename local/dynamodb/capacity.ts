import type { Members } from '../aws-service.ts';
import { tableName } from './access.ts';
import type { RawAnswer } from './transport.ts';
import { isRecord, records, recordAt, textAt } from './wire-json.ts';

/**
 * Request units by table, for the cost report. The database is asked for them in every request; what the caller did
 * not ask for is cut off the answer again, so that the caller sees exactly the answer to its own question.
 */
export class CapacityMeter {
  readonly #tables = new Map<string, Counts>();

  /** The body with the question added; the same body when the caller asks itself or there is nothing to ask. */
  ask(operation: string, input: Members, body: Buffer): Buffer {
    if (!METERED.has(operation) || input['ReturnConsumedCapacity'] !== undefined) return body;
    const brace = body.indexOf('{');
    if (brace < 0 || Object.keys(input).length === 0) return body;
    return Buffer.concat([QUESTION, body.subarray(brace + 1)]);
  }

  /** Counts the request; gives the answer that the caller should see. */
  count({ operation, input, answer, asked }: Exchange): RawAnswer {
    for (const name of tablesIn(operation, input)) {
      const { requests } = this.#counts(name);
      requests.set(operation, (requests.get(operation) ?? 0) + 1);
    }
    if (!asked || answer.status !== 200) return answer;
    const { consumed, rest } = cutCapacity(answer.body);
    const kind = READS.has(operation) ? 'readUnits' : 'writeUnits';
    for (const capacity of consumed) {
      const units = capacity['CapacityUnits'];
      if (typeof units === 'number') this.#counts(textAt(capacity, 'TableName'))[kind] += units;
    }
    return { ...answer, body: rest };
  }

  usage(): readonly TableUsage[] {
    return [...this.#tables].map(([table, { readUnits, writeUnits, requests }]) => ({
      table,
      readUnits,
      writeUnits,
      requests: Object.fromEntries(requests),
    }));
  }

  #counts(name: string): Counts {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const fresh: Counts = { readUnits: 0, writeUnits: 0, requests: new Map() };
    this.#tables.set(name, fresh);
    return fresh;
  }
}

export interface TableUsage {
  readonly table: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Number of requests by operation, refused ones included. */
  readonly requests: Readonly<Record<string, number>>;
}

interface Counts {
  readUnits: number;
  writeUnits: number;
  readonly requests: Map<string, number>;
}

interface Exchange {
  readonly operation: string;
  readonly input: Members;
  readonly answer: RawAnswer;
  /** Whether the question was added by the meter. */
  readonly asked: boolean;
}

const READS = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems']);
const METERED = new Set([
  ...READS,
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

const QUESTION = Buffer.from('{"ReturnConsumedCapacity":"TOTAL",');
const MEMBER = Buffer.from('"ConsumedCapacity":');

/**
 * dynoxide writes the member last, so that it can be cut off the text. The name with its bare quotes cannot stand inside
 * a string value; should it be an item's attribute, what follows it does not end the answer, and the slow way is taken.
 */
function cutCapacity(body: Buffer): { consumed: readonly Members[]; rest: Buffer } {
  const at = body.lastIndexOf(MEMBER);
  if (at > 0) {
    const consumed = capacities(parse(body.subarray(at + MEMBER.length, body.length - 1)));
    if (consumed !== undefined) {
      const end = body[at - 1] === COMMA ? at - 1 : at;
      return { consumed, rest: Buffer.concat([body.subarray(0, end), CLOSING]) };
    }
  }
  const whole = parse(body);
  if (!isRecord(whole)) return { consumed: [], rest: body };
  const { ConsumedCapacity, ...rest } = whole;
  return { consumed: capacities(ConsumedCapacity) ?? [], rest: Buffer.from(JSON.stringify(rest)) };
}

const COMMA = ','.charCodeAt(0);
const CLOSING = Buffer.from('}');

function capacities(value: unknown): readonly Members[] | undefined {
  const list = Array.isArray(value) ? records(value) : isRecord(value) ? [value] : [];
  return list.length > 0 && list.every((one) => typeof one['CapacityUnits'] === 'number') ? list : undefined;
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}

function tablesIn(operation: string, input: Members): readonly string[] {
  if (operation.startsWith('Batch')) {
    return Object.keys(recordAt(input, 'RequestItems')).map((name) => tableName({ TableName: name }));
  }
  if (operation.startsWith('Transact')) {
    const members = records(input['TransactItems']).flatMap((item) => Object.values(item).filter(isRecord));
    return [...new Set(members.map(tableName))].filter((name) => name !== '');
  }
  const name = tableName(input);
  return name === '' ? [] : [name];
}
