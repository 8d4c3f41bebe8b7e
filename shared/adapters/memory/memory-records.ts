import type { Page } from '../../contracts/api.ts';
import { partsOfCheckInId } from '../../contracts/ids.ts';
import { idOf, type Kind, type Rows, type Stored } from '../../contracts/rows.ts';
import { kindsOn, placeOf, type Listed } from '../../domain/row-lists.ts';
import type { Change, ChildKind, Records } from '../../ports/records.ts';
import { InvalidInput } from '../../runtime/errors.ts';
import { checkedRow } from '../checked-row.ts';

/** `Records` in memory, and a look at all rows of a kind for tests and the simulator. */
export interface MemoryRecords extends Records {
  all<K extends Kind>(kind: K): Stored<Rows[K]>[];
}

export function memoryRecords(): MemoryRecords {
  const tables = new Map<Kind, Map<string, Stored<Rows[Kind]>>>();
  const tableOf = (kind: Kind): Map<string, Stored<Rows[Kind]>> => {
    const table = tables.get(kind) ?? new Map<string, Stored<Rows[Kind]>>();
    tables.set(kind, table);
    return table;
  };
  const rowsOf = <K extends Kind>(kind: K) => [...tableOf(kind).values()] as unknown as Stored<Rows[K]>[];

  return {
    all: (kind) => structuredClone(rowsOf(kind)),

    get: async (kind, id) => structuredClone(tableOf(kind).get(id)) as never,

    async write(given) {
      const changes = given.map(checked);
      const holds = changes.every((change) => {
        const { kind, id, revision } = targetOf(change);
        return (tableOf(kind).get(id)?.revision ?? 0) === revision;
      });
      if (!holds) return 'raced';
      for (const change of changes) {
        const { kind, id, revision } = targetOf(change);
        if ('put' in change)
          tableOf(kind).set(id, structuredClone({ ...change.row, revision: revision + 1 }));
        if ('remove' in change) tableOf(kind).delete(id);
      }
      return 'written';
    },

    async list(list, { limit, cursor, before }) {
      const rows = kindsOn(list).flatMap((kind) =>
        rowsOf(kind).flatMap((row) => {
          const listed = placeOf(kind, row);
          return listed && (before === undefined || listed.place < before)
            ? [{ row, place: listed.place }]
            : [];
        }),
      );
      rows.sort((a, b) => (a.place < b.place ? -1 : 1));
      return pageOf(rows, {
        of: list,
        limit,
        cursor,
        isBehind: (place, last) => place > last,
      }) as unknown as Page<Stored<Listed<typeof list>>>;
    },

    async listOf(kind, ownerId, { limit, cursor }) {
      const rows = rowsOf(kind).flatMap((row) => {
        const { owner, place } = childOf(kind, nameOf(kind, row));
        return owner === ownerId ? [{ row, place }] : [];
      });
      rows.sort((a, b) => (a.place < b.place ? 1 : -1));
      const of = `${kind} ${ownerId}`;
      return pageOf(rows, { of, limit, cursor, isBehind: (place, last) => place < last });
    },
  };
}

function targetOf(change: Change): { kind: Kind; id: string; revision: number } {
  if ('put' in change)
    return { kind: change.put, id: nameOf(change.put, change.row), revision: change.after };
  if ('remove' in change) return { kind: change.remove, id: change.id, revision: change.after };
  return { kind: change.unchanged, id: change.id, revision: change.revision };
}

const nameOf = (kind: Kind, row: Rows[Kind]): string => (idOf[kind] as (row: Rows[Kind]) => string)(row);

/** Whose it is, and its place among theirs. */
function childOf(kind: ChildKind, id: string): { owner: string; place: string } {
  const parts = kind === 'check-in' ? partsOfCheckInId(id) : undefined;
  if (parts) return { owner: parts.participantId, place: String(parts.cycle).padStart(6, '0') };
  const end = id.indexOf('_');
  return { owner: id.slice(0, end), place: id.slice(end + 1) };
}

/** As DynamoDB keeps it: as its schema says, and without what is undefined. */
function checked(change: Change): Change {
  if (!('put' in change)) return change;
  const row = Object.entries(checkedRow(change.put, change.row)).filter(([, value]) => value !== undefined);
  return { ...change, row: Object.fromEntries(row) } as Change;
}

function pageOf<Row>(
  rows: readonly { row: Row; place: string }[],
  { of, limit, cursor, isBehind }: PageOptions,
): Page<Row> {
  const last = cursor === undefined ? undefined : readCursor(of, cursor);
  const left = last === undefined ? rows : rows.filter(({ place }) => isBehind(place, last));
  const page = left.slice(0, limit);
  const items = page.map(({ row }) => structuredClone(row));
  const end = page.at(-1);
  return left.length > page.length && end ? { items, nextCursor: writeCursor(of, end.place) } : { items };
}

interface PageOptions {
  /** The list, so that a cursor of another one is known as such. */
  readonly of: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly isBehind: (place: string, last: string) => boolean;
}

const writeCursor = (of: string, place: string): string =>
  Buffer.from(`${of}\n${place}`).toString('base64url');

function readCursor(of: string, cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (text.startsWith(`${of}\n`)) return text.slice(of.length + 1);
  throw new InvalidInput([{ field: 'cursor', message: 'must be a nextCursor of this list' }]);
}
