import type { Page } from '../contracts/api.ts';
import type { Kind, Rows, Stored } from '../contracts/rows.ts';
import type { Listed, ListName } from '../domain/row-lists.ts';

/**
 * Everything the programme keeps. A write names the revision of each row that it was decided on, so that of two that
 * race one is told and decides again: nothing is ever overwritten unseen. All methods throw `Transient` or `Permanent`
 * when the store fails.
 */
export interface Records {
  /** The row as it is now; reads see every write before them. */
  get<K extends Kind>(kind: K, id: string): Promise<Stored<Rows[K]> | undefined>;

  /** All or nothing. `raced`: at least one row is not at the revision named; nothing was written. At most 100 changes. */
  write(changes: readonly Change[]): Promise<'written' | 'raced'>;

  /** A page of a list, in its order; only rows whose place is before `before`. May be a moment behind a write. */
  list<L extends ListName>(
    list: L,
    page: { limit: number; cursor?: string | undefined; before?: string },
  ): Promise<Page<Stored<Listed<L>>>>;

  /** A person's check-ins, messages or disclosures, the newest (by id) first. `InvalidInput` for a foreign cursor. */
  listOf<K extends ChildKind>(
    kind: K,
    ownerId: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Stored<Rows[K]>>>;
}

/** Kinds whose rows lie with the person they belong to. */
export type ChildKind = 'check-in' | 'message' | 'disclosure' | 'release';

/** One part of a write. `after` is the revision that the row must have now: 0 for one that must not exist. */
export type Change = { readonly [K in Kind]: Put<K> }[Kind] | Unchanged | Removal;

export interface Put<K extends Kind> {
  readonly put: K;
  readonly row: Rows[K];
  readonly after: number;
}

/** The row is only looked at: the write holds only while it has this revision. */
export interface Unchanged {
  readonly unchanged: Kind;
  readonly id: string;
  readonly revision: number;
}

export interface Removal {
  readonly remove: Kind;
  readonly id: string;
  readonly after: number;
}
