/**
 * The one clock of the embedded cloud. Everything that waits (state machines, visibility, schedules, TTL) is a
 * `TimerSource`: it keeps its own deadlines as durable data and tells the clock only the earliest one, so that no
 * timer is ever lost with the process.
 *
 * Time is either running (wall time plus an offset) or frozen. `advance` and `advanceToNext` run everything due, in
 * order of its deadline, and return when the system is quiet: no work in flight and nothing due.
 */
export class VirtualClock {
  #offset = 0;
  #frozenAt: number | undefined;
  /** True while `advance` holds a running clock still: a restart in between must find it running. */
  #heldForMove = false;
  #inFlight = 0;
  #pumping: Promise<void> | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #started = false;
  readonly #sources: TimerSource[] = [];
  readonly #idleWaiters: (() => void)[] = [];
  readonly #wallNow: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #onChange: (state: ClockState) => void;

  constructor(options: ClockOptions = {}) {
    this.#wallNow = options.wallNow ?? Date.now;
    this.#onError = options.onError ?? (() => undefined);
    this.#onChange = options.onChange ?? (() => undefined);
    this.#offset = options.initial?.offset ?? 0;
    this.#frozenAt = options.initial?.frozenAt;
  }

  /** Epoch milliseconds of virtual time. */
  now(): number {
    return this.#frozenAt ?? this.#wallNow() + this.#offset;
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  /** Adds a source of deadlines. Sources with equal deadlines run in the order they were added. */
  register(source: TimerSource): void {
    this.#sources.push(source);
    this.wake();
  }

  /** From now on due work runs by itself. Before this, only `advance` runs anything: services load their state first. */
  start(): void {
    this.#started = true;
    this.wake();
  }

  /** Ends the alarm; work in flight goes on. Call `settle` first for a clean stop. */
  stop(): void {
    this.#started = false;
    clearTimeout(this.#alarm);
  }

  /** Tells the clock that a deadline may have come nearer. Cheap, and safe to call at any time. */
  wake(): void {
    if (!this.#started || this.#pumping !== undefined) return;
    if (!this.#isDue(this.now())) return this.#setAlarm();
    this.#pumping = this.#pump().finally(() => {
      this.#pumping = undefined;
      this.#setAlarm();
      this.#tellIdle();
    });
  }

  /** Counts `fn` as work in flight until it settles; the system is not quiet before. */
  async work<T>(fn: () => Promise<T>): Promise<T> {
    this.#inFlight += 1;
    try {
      return await fn();
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) {
        this.wake();
        this.#tellIdle();
      }
    }
  }

  /** Runs work in the background, counted as in flight; a failure goes to `onError`, never unhandled. */
  background(fn: () => Promise<unknown>): void {
    void this.work(fn).catch(this.#onError);
  }

  /** Resolves when nothing is in flight and nothing is due at the present time. */
  async settle(): Promise<void> {
    for (;;) {
      this.wake();
      if (this.#pumping !== undefined || this.#inFlight > 0) {
        await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
        continue;
      }
      // Work that only waits for microtasks or for socket events already queued is not quiet yet.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#pumping === undefined && this.#inFlight === 0 && !this.#isDue(this.now())) return;
    }
  }

  freeze(at: number = this.now()): void {
    this.#frozenAt = at;
    this.#changed();
  }

  /** Lets time run from where it stands. */
  resume(): void {
    if (this.#frozenAt === undefined) return;
    this.#offset = this.#frozenAt - this.#wallNow();
    this.#frozenAt = undefined;
    this.#changed();
  }

  /** Moves time forward by `milliseconds`, stopping at every deadline on the way; returns when quiet at the new time. */
  async advance(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0)) throw new RangeError('advance: milliseconds must be zero or more');
    this.#requireStarted();
    await this.#whileStopped(async () => {
      const target = this.now() + milliseconds;
      await this.settle();
      for (let next = this.nextDue(); next !== undefined && next.at <= target; next = this.nextDue()) {
        this.#moveTo(next.at);
        await this.settle();
        this.#requireStarted();
      }
      this.#moveTo(target);
    });
  }

  /** Moves time to the earliest deadline and runs it. Resolves to what it was, or undefined when nothing waits. */
  async advanceToNext(): Promise<Due | undefined> {
    this.#requireStarted();
    return this.#whileStopped(async () => {
      await this.settle();
      const next = this.nextDue();
      if (next === undefined) return undefined;
      this.#moveTo(next.at);
      await this.settle();
      return next;
    });
  }

  /** The earliest deadline of all sources, and whose it is. */
  nextDue(): Due | undefined {
    let earliest: Due | undefined;
    for (const source of this.#sources) {
      const at = source.nextDue();
      if (at !== undefined && (earliest === undefined || at < earliest.at))
        earliest = { at, source: source.name };
    }
    return earliest;
  }

  async #pump(): Promise<void> {
    // Due work may call `wake` at once: let the caller note this pump first, so that there is only ever one.
    await Promise.resolve();
    for (;;) {
      const now = this.now();
      const due = this.#sources
        .map((source) => ({ source, at: source.nextDue() }))
        .filter(
          (candidate): candidate is { source: TimerSource; at: number } => (candidate.at ?? Infinity) <= now,
        )
        .sort((a, b) => a.at - b.at)[0];
      if (due === undefined) return;
      try {
        await due.source.runDue(now);
      } catch (error) {
        // A source that cannot run would be due for ever: better one loud loss than a clock that spins.
        this.#sources.splice(this.#sources.indexOf(due.source), 1);
        this.#onError(error);
      }
    }
  }

  /** A clock that nobody started runs nothing: moving it would pass over deadlines, or wait for them for ever. */
  #requireStarted(): void {
    if (!this.#started) throw new Error('the clock has been stopped, or was never started');
  }

  #isDue(now: number): boolean {
    const next = this.nextDue();
    return this.#started && next !== undefined && next.at <= now;
  }

  #moveTo(at: number): void {
    if (this.#frozenAt === undefined || at <= this.#frozenAt) return;
    this.#frozenAt = at;
    this.#changed();
  }

  async #whileStopped<T>(move: () => Promise<T>): Promise<T> {
    if (this.frozen) return move();
    this.#heldForMove = true;
    this.freeze();
    try {
      return await move();
    } finally {
      this.#heldForMove = false;
      this.resume();
    }
  }

  #changed(): void {
    if (this.#frozenAt === undefined) this.#onChange({ offset: this.#offset });
    else if (this.#heldForMove) this.#onChange({ offset: this.#frozenAt - this.#wallNow() });
    else this.#onChange({ offset: this.#offset, frozenAt: this.#frozenAt });
    this.wake();
  }

  #setAlarm(): void {
    clearTimeout(this.#alarm);
    if (!this.#started || this.frozen) return;
    const next = this.nextDue();
    if (next === undefined) return;
    const LONGEST_TIMEOUT = 2_147_483_647;
    this.#alarm = setTimeout(() => this.wake(), Math.min(Math.max(next.at - this.now(), 0), LONGEST_TIMEOUT));
  }

  #tellIdle(): void {
    if (this.#pumping !== undefined || this.#inFlight > 0) return;
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }
}

/**
 * Something with deadlines. `runDue(now)` must handle everything due, so that `nextDue()` moves past `now`; what takes
 * longer than bookkeeping (a Lambda, a request) it starts with `clock.background`, never awaits.
 */
export interface TimerSource {
  readonly name: string;
  nextDue(): number | undefined;
  runDue(now: number): void | Promise<void>;
}

export interface Due {
  readonly at: number;
  readonly source: string;
}

/** What survives a restart: milliseconds between wall and virtual time, and where a frozen clock stands. */
export interface ClockState {
  readonly offset: number;
  readonly frozenAt?: number;
}

export interface ClockOptions {
  readonly wallNow?: () => number;
  readonly initial?: ClockState;
  readonly onChange?: (state: ClockState) => void;
  readonly onError?: (error: unknown) => void;
}
