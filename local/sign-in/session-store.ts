import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { DurableMap, Journal } from '../journal.ts';

/**
 * Sessions, grants, codes and refresh tokens in the journal: whoever was signed in before a restart still is.
 * Everything in it expires on wall time; what has expired is dropped when the store is opened.
 */
export function openSessionStore(journal: Journal): (model: string) => Adapter {
  const rows = journal.map<Row>('sign-in');
  for (const [key, row] of rows.entries()) if (row.expiresAt <= Date.now()) rows.delete(key);
  return (model) => new SessionStore(model, rows);
}

interface Row {
  readonly payload: AdapterPayload;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

class SessionStore implements Adapter {
  readonly #model: string;
  readonly #rows: DurableMap<Row>;

  constructor(model: string, rows: DurableMap<Row>) {
    this.#model = model;
    this.#rows = rows;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    this.#rows.set(this.#key(id), {
      payload: structuredClone(payload),
      expiresAt: Date.now() + expiresIn * 1000,
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#read(this.#key(id));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    for (const [key, row] of this.#rows.entries()) {
      if (key.startsWith(`${this.#model}:`) && row.payload.uid === uid) return this.#read(key);
    }
    return undefined;
  }

  /** Device codes are not offered, so there is never one to find. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const row = this.#rows.get(this.#key(id));
    if (row === undefined) return;
    const payload = { ...row.payload, consumed: Math.floor(Date.now() / 1000) };
    this.#rows.set(this.#key(id), { ...row, payload });
  }

  async destroy(id: string): Promise<void> {
    this.#rows.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, row] of this.#rows.entries()) {
      if (row.payload.grantId === grantId) this.#rows.delete(key);
    }
  }

  #key(id: string): string {
    return `${this.#model}:${id}`;
  }

  #read(key: string): AdapterPayload | undefined {
    const row = this.#rows.get(key);
    return row === undefined || row.expiresAt <= Date.now() ? undefined : structuredClone(row.payload);
  }
}
