import type { CheckIn } from '../../contracts/check-in.ts';
import type { InboundText } from '../../contracts/inbound-text.ts';
import type { LedgerEntry } from '../../contracts/message.ts';
import type { Page, PageRequest } from '../../contracts/api.ts';
import type { Participant } from '../../contracts/participant.ts';
import type { Task } from '../../contracts/task.ts';
import { InvalidInput } from '../../runtime/errors.ts';

/** All rows of one programme in memory. Stores over the same database see each other's rows, as in the one table. */
export interface MemoryDatabase {
  readonly participants: Map<string, Participant>;
  /** E.164 → participantId. */
  readonly phoneClaims: Map<string, string>;
  readonly checkIns: Map<string, CheckIn>;
  readonly inboundTexts: Map<string, InboundText>;
  /** messageId → entry. */
  readonly messages: Map<string, LedgerEntry>;
  readonly tasks: Map<string, Task>;
}

export const memoryDatabase = (): MemoryDatabase => ({
  participants: new Map(),
  phoneClaims: new Map(),
  checkIns: new Map(),
  inboundTexts: new Map(),
  messages: new Map(),
  tasks: new Map(),
});

/** One page of rows in order of `keyOf`; the cursor is the key of the last row before it. */
export function pageOf<Row>(
  rows: Iterable<Row>,
  {
    page,
    keyOf,
    newestFirst = false,
  }: { page: PageRequest; keyOf: (row: Row) => string; newestFirst?: boolean },
): Page<Row> {
  const sorted = [...rows].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if (newestFirst) sorted.reverse();
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor);
  const isBehind = (row: Row): boolean =>
    after === undefined || (newestFirst ? keyOf(row) < after : keyOf(row) > after);
  const left = sorted.filter(isBehind);
  const items = left.slice(0, page.limit).map((row) => structuredClone(row));
  const last = items.at(-1);
  return left.length > items.length && last ? { items, nextCursor: writeCursor(keyOf(last)) } : { items };
}

const cursorMark = 'after:';

const writeCursor = (key: string): string => Buffer.from(cursorMark + key).toString('base64url');

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (text.startsWith(cursorMark)) return text.slice(cursorMark.length);
  throw new InvalidInput([{ field: 'cursor', message: 'must be a nextCursor of this list' }]);
}
