import type { TimerSource, VirtualClock } from './clock.ts';
import type { DurableMap, Journal } from './journal.ts';
import { Deadlines } from './deadlines.ts';

/**
 * Jobs that outlive the process: a job added is performed at its time, at least once, and again wherever `perform` says
 * so. It is forgotten only after `perform` resolved, so a kill in the middle performs it again after the restart.
 * Jobs due at the same time start in the order they were added and then run side by side.
 */
export class DurableWork<T> implements TimerSource {
  readonly name: string;
  readonly #jobs: DurableMap<Job<T>>;
  readonly #deadlines = new Deadlines();
  readonly #clock: VirtualClock;
  readonly #perform: (job: T, attempt: Attempt) => Promise<Again | undefined>;
  readonly #report: (line: string) => void;
  #order: number;

  constructor({ name, journal, clock, report, perform }: DurableWorkOptions<T>) {
    this.name = name;
    this.#jobs = journal.map<Job<T>>(name);
    this.#clock = clock;
    this.#perform = perform;
    this.#report = report;
    const stored = [...this.#jobs.entries()].toSorted(([, a], [, b]) => a.order - b.order);
    for (const [id, job] of stored) this.#deadlines.set(id, job.dueAt);
    this.#order = (stored.at(-1)?.[1].order ?? 0) + 1;
    clock.register(this);
  }

  /** Records a job; inside `journal.atomically` it survives together with the other changes. The same id replaces. */
  add(id: string, work: T, dueAt: number = this.#clock.now()): void {
    const order = this.#order++;
    this.#jobs.set(id, { work, dueAt, order, addedAt: this.#clock.now(), attempts: 0 });
    this.#deadlines.set(id, dueAt);
    // Not at once: the caller may still be inside an atomic change that must be written before anything starts.
    queueMicrotask(() => this.#clock.wake());
  }

  /** Jobs recorded and not done yet, those in flight included. */
  get waiting(): number {
    return this.#jobs.size;
  }

  nextDue(): number | undefined {
    return this.#deadlines.earliest();
  }

  runDue(now: number): void {
    for (const id of this.#deadlines.takeDue(now)) this.#clock.background(() => this.#run(id));
  }

  async #run(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    const again = await this.#attempt(id, job);
    if (this.#jobs.get(id) !== job) return;
    if (again === undefined) {
      this.#jobs.delete(id);
      return;
    }
    const attempts = again.countsAsAttempt === false ? job.attempts : job.attempts + 1;
    this.#jobs.set(id, { ...job, attempts, dueAt: again.at });
    this.#deadlines.set(id, again.at);
    this.#clock.wake();
  }

  async #attempt(id: string, job: Job<T>): Promise<Again | undefined> {
    try {
      return await this.#perform(job.work, { id, attempts: job.attempts, addedAt: job.addedAt });
    } catch (error) {
      // `perform` decides about expected failures itself: what arrives here is our bug, and repeating it will not help.
      this.#report(`${this.name}: dropped a job: ${error instanceof Error ? error.name : 'unknown error'}`);
      return undefined;
    }
  }
}

export interface DurableWorkOptions<T> {
  readonly name: string;
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly report: (line: string) => void;
  /** Resolves to nothing when the job is over, for good or bad, or to the time of the next attempt. */
  readonly perform: (job: T, attempt: Attempt) => Promise<Again | undefined>;
}

export interface Attempt {
  readonly id: string;
  /** Attempts that failed before this one. */
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly addedAt: number;
}

export interface Again {
  readonly at: number;
  readonly countsAsAttempt?: boolean;
}

interface Job<T> {
  readonly work: T;
  readonly dueAt: number;
  readonly order: number;
  readonly addedAt: number;
  readonly attempts: number;
}
