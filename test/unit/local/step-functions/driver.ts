import { advance } from '#local/step-functions/advance';
import type { Effect, Execution, Signal, TaskRequest, Verdict } from '#local/step-functions/execution';
import type { HistoryEvent } from '#local/step-functions/history';
import type { Json } from '#local/step-functions/json';
import type { Observation } from '#local/step-functions/observation';
import { nextDeadline, openTasks, startExecution } from '#local/step-functions/lifecycle';
import { parseStateMachine } from '#local/step-functions/parse-state-machine';
import { IDENTITY } from '#local/step-functions/simulate';
import { type Case, definitionOf } from './run-case.ts';

/** Moves one execution by hand. Between all steps it goes through JSON, as if the process had been restarted. */
export class Driver {
  readonly history: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  readonly observed: Observation[] = [];
  verdict: Verdict = 'accepted';
  now = 0;
  execution: Execution;
  readonly #machine;
  #random = 0;

  constructor(given: Pick<Case, 'states' | 'top'>, input: Json = {}) {
    this.#machine = parseStateMachine(definitionOf(given));
    this.execution = startExecution(this.#machine, { ...IDENTITY, input, startTime: 0 });
  }

  async signal(signal: Signal): Promise<this> {
    const random = () => (this.#random = (this.#random + 0.37) % 1);
    const step = await advance(this.#machine, this.execution, {
      signal,
      now: this.now,
      random,
      observe: (observation) => this.observed.push(observation),
    });
    this.history.push(...step.events);
    this.effects.push(...step.effects);
    this.verdict = step.verdict;
    this.execution = JSON.parse(JSON.stringify(step.execution));
    return this;
  }

  start(): Promise<this> {
    return this.signal({ type: 'start' });
  }

  /** Lets virtual time pass, stopping at each deadline on the way as a clock does. */
  async pass(seconds: number): Promise<this> {
    const end = this.now + seconds * 1000;
    for (let due = this.due; due !== undefined && due <= end; due = this.due) {
      this.now = Math.max(due, this.now);
      await this.signal({ type: 'time' });
    }
    this.now = end;
    return this;
  }

  get due(): number | undefined {
    return nextDeadline(this.execution);
  }

  get open(): TaskRequest[] {
    return openTasks(this.#machine, this.execution);
  }

  /** The task that was asked for last. */
  get task(): TaskRequest {
    return this.effects.findLast((effect) => effect.type === 'runTask')!;
  }

  get token(): string {
    return this.task.token!;
  }

  get events(): string[] {
    return this.history.map(({ type }) => type);
  }
}
