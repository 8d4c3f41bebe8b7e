import { rowSchemas, type Kind, type Rows } from '../contracts/rows.ts';
import { Permanent } from '../runtime/errors.ts';

/**
 * The row as its schema says, without anything else in it. Throws `Permanent` that names the fields and no value: before
 * a write it keeps out what nobody could read again, after a read it finds what another version of us wrote.
 */
export function checkedRow<K extends Kind>(kind: K, row: unknown): Rows[K] {
  const parsed = rowSchemas[kind].safeParse(row);
  if (parsed.success) return parsed.data as Rows[K];
  const fields = parsed.error.issues.map(({ path }) => path.map(String).join('.')).join(', ');
  throw new Permanent(`a ${kind} is not as its schema says: ${fields}`, { cause: parsed.error });
}
