import { createHash } from 'node:crypto';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { advance } from './advance.ts';
import type { StateMachine } from './definition.ts';
import type { Effect, Execution, Signal, TaskRequest, Verdict } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import { branches, nextDeadline, openTasks } from './lifecycle.ts';
import type { Observe } from './observation.ts';
import { parseStateMachine } from './parse-state-machine.ts';

/**
 * Keeps executions and moves them on: one `advance` at a time per execution, stored together with its new events
 * before any of its effects is performed. After a crash `resume` performs the effects of open tasks again, so a task
 * runs at least once, and never again once its result is stored.
 */
export class Runner {
  readonly #clock: VirtualClock;
  readonly #journal: Journal;
  readonly #random: () => number;
  readonly #observe: Observe | undefined;
  readonly #runs;
  readonly #history;
  readonly #definitions;
  readonly #machines = new Map<string, StateMachine>();
  readonly #deadlines = new Map<string, number>();
  readonly #queues = new Map<string, Promise<unknown>>();
  #perform: Performer = NOBODY;
  #revision = 0;

  constructor({ clock, journal, random = Math.random, observe }: RunnerOptions) {
    this.#clock = clock;
    this.#journal = journal;
    this.#random = random;
    this.#observe = observe;
    this.#runs = journal.map<Run>('states/runs');
    this.#history = journal.log<HistoryEvent>('states/history');
    this.#definitions = journal.map<string>('states/definitions');
    clock.register({
      name: 'states',
      nextDue: () => {
        let earliest: number | undefined;
        for (const at of this.#deadlines.values()) if (earliest === undefined || at < earliest) earliest = at;
        return earliest;
      },
      runDue: (now) => {
        for (const [arn, at] of this.#deadlines) {
          if (at > now) continue;
          this.#deadlines.delete(arn);
          clock.background(() => this.signal(arn, { type: 'time' }));
        }
      },
    });
  }

  /** Changes whenever any execution does. */
  get revision(): number {
    return this.#revision;
  }

  /** Who performs tasks. Set once, before anything starts; apart from the constructor because both need each other. */
  performWith(performer: Performer): void {
    this.#perform = performer;
  }

  /** Stores a new execution without letting it run yet. */
  add(run: NewRun): void {
    const hash = createHash('sha256').update(run.definition).digest('hex').slice(0, 16);
    this.#journal.atomically(() => {
      if (!this.#definitions.has(hash)) this.#definitions.set(hash, run.definition);
      this.#history.delete(run.execution.arn);
      this.#runs.set(run.execution.arn, {
        execution: run.execution,
        definition: hash,
      });
    });
    this.#revision += 1;
  }

  /** Lets an added execution take its first steps, in the background. */
  begin(arn: string): void {
    this.#clock.background(() => this.signal(arn, { type: 'start' }));
  }

  /** Gives one signal to an execution, after all signals before it. Resolves once its consequences are stored. */
  signal(arn: string, signal: Signal): Promise<Verdict> {
    return this.#clock.work(() => {
      const turn = (this.#queues.get(arn) ?? Promise.resolve()).then(() => this.#take(arn, signal));
      const settled = turn.catch(() => undefined);
      this.#queues.set(arn, settled);
      void settled.then(() => {
        if (this.#queues.get(arn) === settled) this.#queues.delete(arn);
      });
      return turn;
    });
  }

  get(arn: string): Run | undefined {
    return this.#runs.get(arn);
  }

  all(): IterableIterator<Run> {
    return this.#runs.values();
  }

  history(arn: string): readonly HistoryEvent[] {
    return this.#history.read(arn);
  }

  /** The definition that this execution runs, which may be older than its state machine's. */
  definitionOf(run: Run): string {
    return this.#definitions.get(run.definition) ?? '{}';
  }

  /** Takes up every execution where the last process left it. Call once, when all services stand. */
  resume(): void {
    for (const run of this.#runs.values()) {
      const { arn, status, lastEventId } = run.execution;
      if (status !== 'RUNNING') {
        this.#perform.ended(run);
        continue;
      }
      if (lastEventId === 0) {
        this.begin(arn);
        continue;
      }
      this.#noteDeadline(run.execution);
      const submitted = new Set(
        [...branches(run.execution.root)].flatMap(({ task }) => (task?.submitted ? task.taskId : [])),
      );
      for (const task of openTasks(this.#machineOf(run), run.execution)) {
        if (!submitted.has(task.taskId)) this.#runTask(run, task);
      }
    }
  }

  async #take(arn: string, signal: Signal): Promise<Verdict> {
    const run = this.#runs.get(arn);
    if (run === undefined) return 'TaskDoesNotExist';
    const { events, effects, verdict } = await advance(this.#machineOf(run), run.execution, {
      signal,
      now: this.#clock.now(),
      random: this.#random,
      ...(this.#observe && { observe: this.#observe }),
    });
    if (events.length > 0 || verdict === 'accepted') {
      this.#journal.atomically(() => {
        this.#runs.set(arn, run);
        this.#history.append(arn, events);
      });
      this.#revision += 1;
    }
    this.#noteDeadline(run.execution);
    for (const effect of effects) this.#do(run, effect);
    return verdict;
  }

  #do(run: Run, effect: Effect): void {
    if (effect.type === 'runTask') this.#runTask(run, effect);
    else if (effect.type === 'cancelTask') this.#perform.cancel(run, effect.taskId);
    else this.#perform.ended(run);
  }

  #runTask(run: Run, task: TaskRequest): void {
    this.#clock.background(() => this.#perform.run(run, task));
  }

  #noteDeadline(execution: Execution): void {
    const at = execution.status === 'RUNNING' ? nextDeadline(execution) : undefined;
    if (at === undefined) this.#deadlines.delete(execution.arn);
    else this.#deadlines.set(execution.arn, at);
    this.#clock.wake();
  }

  #machineOf(run: Run): StateMachine {
    const known = this.#machines.get(run.definition);
    if (known !== undefined) return known;
    const machine = parseStateMachine(this.definitionOf(run));
    this.#machines.set(run.definition, machine);
    return machine;
  }
}

/** An execution as it is stored. */
export interface Run {
  readonly execution: Execution;
  /** Key of the definition's text. */
  readonly definition: string;
}

export interface NewRun {
  readonly execution: Execution;
  readonly definition: string;
}

/** Performs what executions ask for. `run` gives the result back through `signal`; it never throws. */
export interface Performer {
  run(run: Run, task: TaskRequest): Promise<void>;
  cancel(run: Run, taskId: string): void;
  /** Told when an execution ends, and again for every ended one when a process takes up the state of another. */
  ended(run: Run): void;
}

interface RunnerOptions {
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly random?: () => number;
  readonly observe?: Observe;
}

const NOBODY: Performer = {
  run: () => Promise.reject(new Error('no performer: call performWith first')),
  cancel: () => undefined,
  ended: () => undefined,
};
