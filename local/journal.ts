import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * What the embedded cloud remembers, as maps and logs whose every change is one line appended to a file. A line is
 * written before the change's effects leave the process, so kill -9 at any moment loses nothing that anybody saw; a
 * torn last line is a change that never happened. Opening replays the lines and rewrites them compactly.
 *
 * Values are replaced, never mutated: the journal holds what was written, not what the object became later.
 */
export class Journal {
  readonly #collections = new Map<string, DurableMap<unknown> | DurableLog<unknown>>();
  readonly #replayed: Map<string, Line[]>;
  readonly #fd: number | undefined;
  #batch: Line[] | undefined;

  private constructor(replayed: Map<string, Line[]>, fd: number | undefined) {
    this.#replayed = replayed;
    this.#fd = fd;
  }

  /** Without a file nothing outlives the process: the same behaviour for tests. */
  static open(file?: string): Journal {
    if (file === undefined) return new Journal(new Map(), undefined);
    mkdirSync(dirname(file), { recursive: true });
    const lines = compact(file, existsSync(file) ? readLines(file) : []);
    return new Journal(groupByName(lines), openSync(file, 'a'));
  }

  /** The durable map called `name`; the same object for the same name. */
  map<T>(name: string): DurableMap<T> {
    return this.#collection(name, () => new DurableMap<T>((change) => this.#write([name, ...change])));
  }

  /** The durable append-only lists called `name`, one list per key. */
  log<T>(name: string): DurableLog<T> {
    return this.#collection(name, () => new DurableLog<T>((change) => this.#write([name, ...change])));
  }

  /** All changes made inside `change` (synchronously) survive together or not at all. */
  atomically<T>(change: () => T): T {
    if (this.#batch !== undefined) return change();
    const batch: Line[] = [];
    this.#batch = batch;
    try {
      return change();
    } finally {
      this.#batch = undefined;
      if (batch.length > 0) this.#append(batch);
    }
  }

  close(): void {
    if (this.#fd === undefined) return;
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }

  #collection<C extends DurableMap<unknown> | DurableLog<unknown>>(name: string, make: () => C): C {
    const known = this.#collections.get(name);
    if (known !== undefined) return known as C;
    const made = make();
    for (const line of this.#replayed.get(name) ?? []) made.replay(line);
    this.#replayed.delete(name);
    this.#collections.set(name, made);
    return made;
  }

  #write(line: Line): void {
    if (this.#batch === undefined) this.#append([line]);
    else this.#batch.push(line);
  }

  #append(lines: readonly Line[]): void {
    if (this.#fd !== undefined) writeWhole(this.#fd, `${JSON.stringify(lines)}\n`);
  }
}

export class DurableMap<T> {
  readonly #values = new Map<string, T>();
  readonly #record: (change: Change) => void;

  constructor(record: (change: Change) => void) {
    this.#record = record;
  }

  get size(): number {
    return this.#values.size;
  }
  get(key: string): T | undefined {
    return this.#values.get(key);
  }
  has(key: string): boolean {
    return this.#values.has(key);
  }
  entries(): IterableIterator<[string, T]> {
    return this.#values.entries();
  }
  values(): IterableIterator<T> {
    return this.#values.values();
  }
  set(key: string, value: T): void {
    this.#values.set(key, value);
    this.#record(['set', key, value]);
  }
  delete(key: string): boolean {
    if (!this.#values.delete(key)) return false;
    this.#record(['delete', key]);
    return true;
  }

  /** Applies a line read from the file. */
  replay([, kind, key, value]: Line): void {
    if (kind === 'set') this.#values.set(key, value as T);
    else this.#values.delete(key);
  }
}

export class DurableLog<T> {
  readonly #lists = new Map<string, T[]>();
  readonly #record: (change: Change) => void;

  constructor(record: (change: Change) => void) {
    this.#record = record;
  }

  read(key: string): readonly T[] {
    return this.#lists.get(key) ?? [];
  }
  append(key: string, items: readonly T[]): void {
    if (items.length === 0) return;
    this.#push(key, items);
    this.#record(['append', key, items]);
  }
  delete(key: string): void {
    if (this.#lists.delete(key)) this.#record(['delete', key]);
  }

  /** Applies a line read from the file. */
  replay([, kind, key, value]: Line): void {
    if (kind === 'append') this.#push(key, value as T[]);
    else this.#lists.delete(key);
  }

  #push(key: string, items: readonly T[]): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [...items]);
    else for (const item of items) list.push(item);
  }
}

type Change = [kind: 'set' | 'delete' | 'append', key: string, value?: unknown];
type Line = [name: string, ...Change];

function readLines(file: string): Line[] {
  const text = readFileSync(file, 'utf8');
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete.split('\n').flatMap((row, index) => (row === '' ? [] : parseRow(row, { file, index })));
}

/** Only a last line can be torn by a crash; any other that is no JSON was damaged from outside, and guessing would lose data. */
function parseRow(row: string, { file, index }: { file: string; index: number }): Line[] {
  try {
    return JSON.parse(row) as Line[];
  } catch {
    throw new Error(
      `Line ${index + 1} of ${file} is damaged: put back a copy of the file, or start anew with npm start -- --fresh`,
    );
  }
}

/** A file system may take less than it is given at once. */
function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
}

/** Rewrites the file with only what is still true; the old file stays until the new one is safely on disk. */
function compact(file: string, lines: readonly Line[]): Line[] {
  const latest = new Map<string, Line>();
  for (const line of lines) {
    const [name, kind, key, value] = line;
    const id = `${name}\n${key}`;
    if (kind === 'delete') latest.delete(id);
    else if (kind === 'set') latest.set(id, line);
    else {
      const earlier = latest.get(id)?.[3] as unknown[] | undefined;
      if (earlier === undefined) latest.set(id, [name, 'append', key, [...(value as unknown[])]]);
      else earlier.push(...(value as unknown[]));
    }
  }
  const fresh = `${file}.new`;
  const fd = openSync(fresh, 'w');
  for (const line of latest.values()) writeWhole(fd, `${JSON.stringify([line])}\n`);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(fresh, file);
  return [...latest.values()];
}

function groupByName(lines: readonly Line[]): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(line[0]);
    if (group === undefined) groups.set(line[0], [line]);
    else group.push(line);
  }
  return groups;
}
