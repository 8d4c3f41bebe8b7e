import type { Stored } from '../contracts/rows.ts';
import type { Listed, ListName } from '../domain/row-lists.ts';
import type { Records } from '../ports/records.ts';

/** Every row of a list, in its order; may be a moment behind a write. For lists of hundreds, not of millions. */
export async function readAll<L extends ListName>(records: Records, list: L): Promise<Stored<Listed<L>>[]> {
  const rows: Stored<Listed<L>>[] = [];
  let cursor: string | undefined;
  do {
    const page = await records.list(list, { limit: 100, cursor });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}
