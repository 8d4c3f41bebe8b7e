import type { Kind, Rows, Stored } from '../contracts/rows.ts';
import type { Change, Records } from '../ports/records.ts';
import { Permanent, Transient } from '../runtime/errors.ts';

/** What a decision makes of a row: the row after it (left out where nothing changes), and what else is written with it. */
export interface Decision<K extends Kind, Result> {
  readonly row?: Rows[K];
  readonly also?: readonly Change[];
  readonly result: Result;
}

/**
 * Reads a row, decides, and writes on condition that nobody changed it meanwhile; decides again where somebody did.
 * `decide` may run several times and must be free of effects, but for reads. Throws `Permanent` where there is no such
 * row, `Transient` after five lost races. `known` is the row where it has just been read or written: it saves a read, and
 * costs one more where it is not current.
 */
export async function changeRow<K extends Kind, Result>(
  records: Records,
  { kind, id, known }: { readonly kind: K; readonly id: string; readonly known?: Stored<Rows[K]> },
  decide: (row: Stored<Rows[K]>) => Decision<K, Result> | Promise<Decision<K, Result>>,
): Promise<Result> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const stored = attempt === 0 && known ? known : await records.get(kind, id);
    if (!stored) throw new Permanent(`there is no such ${kind}`);
    const { row, also = [], result } = await decide(stored);
    if (row === undefined && also.length === 0) return result;
    const changes = row === undefined ? also : [put(kind, row, stored.revision), ...also];
    if ((await records.write(changes)) === 'written') return result;
  }
  throw new Transient(`a ${kind} was changed by others five times in a row`);
}

/** A write of one row; 0 for a new one. */
export function put<K extends Kind>(kind: K, row: Rows[K], after: number): Change {
  // TypeScript does not see that a put of one kind is one of the puts of all kinds.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { put: kind, row, after } as unknown as Change;
}
