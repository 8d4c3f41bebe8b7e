/**
 * Deadlines of many things, each under its key; the earliest is found in constant time and equal ones keep the order in
 * which they were set. A heap whose outdated entries are dropped only when they reach the top.
 */
export class Deadlines {
  readonly #current = new Map<string, Entry>();
  readonly #heap: Entry[] = [];
  #sequence = 0;

  get size(): number {
    return this.#current.size;
  }

  /** Sets or moves the deadline of `key`, epoch milliseconds. */
  set(key: string, at: number): void {
    const entry = { key, at, order: this.#sequence++ };
    this.#current.set(key, entry);
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
  }

  delete(key: string): void {
    this.#current.delete(key);
  }

  /** The earliest deadline. */
  earliest(): number | undefined {
    return this.#top()?.at;
  }

  /** Removes and returns the keys of everything due at `now`, earliest first. */
  takeDue(now: number): string[] {
    const due: string[] = [];
    for (let top = this.#top(); top !== undefined && top.at <= now; top = this.#top()) {
      this.#current.delete(top.key);
      due.push(top.key);
    }
    return due;
  }

  #top(): Entry | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#current.get(top.key) === top) return top;
      this.#dropTop();
    }
    return undefined;
  }

  #dropTop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const child = this.#isEarlier(right, left) ? right : left;
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  #isEarlier(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (a === undefined) return false;
    return b === undefined || a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    const a = this.#heap[lower];
    const b = this.#heap[upper];
    if (a === undefined || b === undefined || !this.#isEarlier(lower, upper)) return false;
    this.#heap[upper] = a;
    this.#heap[lower] = b;
    return true;
  }
}

interface Entry {
  readonly key: string;
  readonly at: number;
  readonly order: number;
}
