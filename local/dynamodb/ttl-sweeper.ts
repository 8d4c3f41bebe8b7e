import type { TimerSource, VirtualClock } from '../clock.ts';
import type { Members } from '../aws-service.ts';
import { FIVE_YEARS_SECONDS, expiriesSet, numberIn } from './expiry.ts';
import type { Send, Table } from './tables.ts';
import { isRecord, records } from './wire-json.ts';

/**
 * Deletes expired items on the virtual clock. AWS is late too, by up to days: code must filter what it reads. A table is
 * scanned only when something can have expired, at most hourly, and ever less often (down to daily) while sweeps follow
 * each other without a pause: a year with an expiry in every hour costs some 370 scans instead of 8,760.
 */
export class TtlSweeper implements TimerSource {
  readonly name = 'dynamodb-ttl';
  readonly #clock: VirtualClock;
  readonly #send: Send;
  readonly #tables: readonly TtlTable[];
  readonly #ttlAttributes: ReadonlyMap<string, string>;

  constructor({ clock, send, tables }: SweeperOptions) {
    this.#clock = clock;
    this.#send = send;
    this.#tables = tables.flatMap((table) =>
      table.ttlAttribute === undefined ? [] : [new TtlTable(table, table.ttlAttribute)],
    );
    this.#ttlAttributes = new Map(this.#tables.map(({ table, attribute }) => [table.name, attribute]));
  }

  nextDue(): number | undefined {
    const due = this.#tables.flatMap((table) => table.nextDue() ?? []);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  runDue(now: number): void {
    for (const table of this.#tables) {
      if ((table.nextDue() ?? Infinity) > now) continue;
      table.begin(now);
      this.#clock.background(() => this.#sweep(table, now));
    }
  }

  /** Told of every write that the front door lets through. */
  noteWrite(operation: string, input: Members): void {
    let nearer = false;
    for (const { table, seconds } of expiriesSet({ operation, input, ttlAttributes: this.#ttlAttributes })) {
      const known = this.#tables.find((candidate) => candidate.table.name === table);
      if (known?.note(Math.max(seconds * 1000, this.#clock.now() - 1)) === true) nearer = true;
    }
    if (nearer) this.#clock.wake();
  }

  /** Sweeps every table now; resolves to the number of items deleted. */
  async sweepAll(): Promise<number> {
    const now = this.#clock.now();
    let deleted = 0;
    for (const table of this.#tables) {
      table.begin(now);
      deleted += await this.#sweep(table, now);
    }
    return deleted;
  }

  /** Looks once at what is there: the first deadline of each table. Deletes nothing. */
  async load(): Promise<void> {
    for (const table of this.#tables) {
      for await (const { expires } of this.#withExpiry(table)) this.#noteLater(table, expires);
    }
    this.#clock.wake();
  }

  async #sweep(table: TtlTable, now: number): Promise<number> {
    let deleted = 0;
    try {
      for await (const { key, expires } of this.#withExpiry(table)) {
        if (expires * 1000 > now) table.note(expires * 1000);
        else if (expires * 1000 > now - FIVE_YEARS_SECONDS * 1000) {
          deleted += await this.#delete(table, { key, nowSeconds: Math.floor(now / 1000) });
        }
      }
    } catch (error) {
      // What was to be swept is still there: try again after the pause.
      table.note(now);
      throw error;
    } finally {
      table.end();
      this.#clock.wake();
    }
    return deleted;
  }

  #noteLater(table: TtlTable, expires: number): void {
    if (expires * 1000 > this.#clock.now() - FIVE_YEARS_SECONDS * 1000) table.note(expires * 1000);
  }

  async *#withExpiry({ table, attribute }: TtlTable): AsyncGenerator<{ key: Members; expires: number }> {
    const names = Object.fromEntries([...table.keys, attribute].map((name, at) => [`#a${at}`, name]));
    const ttl = `#a${table.keys.length}`;
    let start: unknown;
    do {
      const page = await this.#send('Scan', {
        TableName: table.name,
        ProjectionExpression: Object.keys(names).join(', '),
        FilterExpression: `attribute_type(${ttl}, :number)`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':number': { S: 'N' } },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      for (const item of records(page['Items'])) {
        const expires = numberIn(item[attribute]);
        if (expires === undefined) continue;
        yield { key: Object.fromEntries(table.keys.map((name) => [name, item[name]])), expires };
      }
      start = isRecord(page['LastEvaluatedKey']) ? page['LastEvaluatedKey'] : undefined;
    } while (start !== undefined);
  }

  async #delete({ table, attribute }: TtlTable, { key, nowSeconds }: Expired): Promise<number> {
    try {
      await this.#send('DeleteItem', {
        TableName: table.name,
        Key: key,
        // Between scan and delete the item may have been given a longer life.
        ConditionExpression: '#ttl <= :now',
        ExpressionAttributeNames: { '#ttl': attribute },
        ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } },
      });
      return 1;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return 0;
      throw error;
    }
  }
}

interface SweeperOptions {
  readonly clock: VirtualClock;
  readonly send: Send;
  readonly tables: readonly Table[];
}

interface Expired {
  readonly key: Members;
  readonly nowSeconds: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

class TtlTable {
  readonly table: Table;
  readonly attribute: string;
  /** Nothing expires before this; undefined when nothing expires at all. */
  #earliest: number | undefined;
  #lastSweep = -Infinity;
  #pause = HOUR;
  #sweeping = false;

  constructor(table: Table, attribute: string) {
    this.table = table;
    this.attribute = attribute;
  }

  nextDue(): number | undefined {
    if (this.#sweeping || this.#earliest === undefined) return undefined;
    return Math.max(this.#earliest, this.#lastSweep + this.#pause);
  }

  /** True when this came before all that was known. */
  note(expires: number): boolean {
    if (this.#earliest !== undefined && this.#earliest <= expires) return false;
    this.#earliest = expires;
    return true;
  }

  begin(now: number): void {
    this.#pause = now - this.#lastSweep < 2 * this.#pause ? Math.min(this.#pause * 2, DAY) : HOUR;
    this.#lastSweep = now;
    this.#earliest = undefined;
    this.#sweeping = true;
  }

  end(): void {
    this.#sweeping = false;
  }
}
