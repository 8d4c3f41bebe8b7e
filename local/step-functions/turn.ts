import type { State, StateList, StateMachine, Transition } from './definition.ts';
import type { Branch, Effect, Execution } from './execution.ts';
import type { EvaluationError } from './failure.ts';
import type { EventDetails, EventType, HistoryEvent } from './history.ts';
import { noteDeadline } from './deadlines.ts';
import { MAX_HISTORY_EVENTS } from './limits.ts';
import { type Observe, wayOf } from './observation.ts';

/** What the caller of `advance` supplies from outside: nothing else reaches the interpreter. */
export interface Surroundings {
  /** Epoch milliseconds. */
  now: number;
  /** A number in [0, 1). */
  random: () => number;
  /** For measurements beyond what AWS allows. */
  historyLimit?: number;
  /** Told of every step; those of the iterations of a distributed Map too, which no history shows. */
  observe?: Observe;
}

/** One call of `advance`: the execution being changed, and what comes of it. */
export class Turn {
  readonly machine: StateMachine;
  readonly execution: Execution;
  readonly now: number;
  readonly random: () => number;
  readonly events: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  private readonly historyLimit: number;
  private readonly observe: Observe | undefined;
  private readonly timestamp: number;
  private readonly ready: Branch[] = [];
  private nextReady = 0;
  private readonly lists = new Map<string, StateList>();

  constructor(machine: StateMachine, execution: Execution, surroundings: Surroundings) {
    this.machine = machine;
    this.execution = execution;
    this.now = surroundings.now;
    this.random = surroundings.random;
    this.historyLimit = surroundings.historyLimit ?? MAX_HISTORY_EVENTS;
    this.observe = surroundings.observe;
    this.timestamp = surroundings.now / 1000;
  }

  /** Tells whoever observes that the branch's state begins its work, for the first time or again. */
  noteStep(branch: Branch, what: 'entered' | 'tried-again'): void {
    this.observe?.({ what, stateMachine: this.execution.stateMachineName, state: branch.state });
  }

  /** Tells whoever observes by which way the branch leaves its state. */
  noteWay(branch: Branch, transition: Transition): void {
    if (this.observe === undefined) return;
    const state = this.state(branch);
    const way = wayOf(state, transition);
    this.observe({
      what: 'left',
      stateMachine: this.execution.stateMachineName,
      state: state.name,
      way,
    });
  }

  /** Puts a branch in line for `takeReady`; branches run in the order in which they got ready. */
  makeReady(branch: Branch): void {
    branch.status = 'ready';
    this.ready.push(branch);
  }

  /** Notes that something will be due at the given time. */
  wakeAt(time: number): number {
    return noteDeadline(this.execution, time);
  }

  /** Notes that what was to be due at the given time no longer is. */
  letSleep(...times: (number | undefined)[]): void {
    for (const time of times) if (time === this.execution.wakeAt) this.execution.wakeCount--;
  }

  takeReady(): Branch | undefined {
    return this.ready[this.nextReady++];
  }

  /**
   * Writes an event. Unless told otherwise its `previousEventId` is the branch's last event. Throws HistoryFull when the
   * history has no place left but for the end of the execution.
   */
  emit(
    branch: Branch,
    type: EventType,
    { previous, ...details }: EventDetails & { previous?: number } = {},
  ): number {
    const owner = this.ownerOfEvents(branch);
    if (owner !== undefined) {
      owner.lastOwnEventId = (owner.lastOwnEventId ?? 0) + 1;
      branch.previousEventId = owner.lastOwnEventId;
      return owner.lastOwnEventId;
    }
    if (this.execution.lastEventId >= this.historyLimit - 1 && type !== 'ExecutionSucceeded')
      throw new HistoryFull();
    return this.write(branch, type, { previousEventId: previous ?? branch.previousEventId, ...details });
  }

  /** Writes the event that ends the execution, for which there is always place. */
  emitEnd(type: EventType, { previous, ...details }: EventDetails & { previous?: number }): void {
    const { root } = this.execution;
    this.write(root, type, { previousEventId: previous ?? root.previousEventId, ...details });
  }

  state(branch: Branch): State {
    const state = this.list(branch).states.get(branch.state);
    if (state === undefined) throw new Error(`The definition has no state "${branch.state}"`);
    return state;
  }

  /** The states that the branch runs through. */
  list(branch: Branch): StateList {
    if (branch.path === '') return this.machine;
    const known = this.lists.get(branch.path);
    if (known !== undefined) return known;
    const state = this.state(this.parent(branch)!);
    const list = state.type === 'Map' ? state.processor : parallelBranch(state, lastIndex(branch.path));
    this.lists.set(branch.path, list);
    return list;
  }

  parent(branch: Branch): Branch | undefined {
    if (branch.path === '') return undefined;
    return branchAt(this.execution, branch.path.slice(0, Math.max(0, branch.path.lastIndexOf('/'))));
  }

  /** The EvaluationError's text as the service reports it. */
  evaluationCause(branch: Branch, error: EvaluationError): string {
    return (
      `An error occurred while executing the state '${branch.state}' (entered at the event id #` +
      `${branch.enteredEventId}). ${error.message}`
    );
  }

  private write(
    branch: Branch,
    type: EventType,
    details: EventDetails & { previousEventId: number },
  ): number {
    const id = ++this.execution.lastEventId;
    this.events.push({ timestamp: this.timestamp, type, id, ...details });
    branch.previousEventId = id;
    return id;
  }

  /** The iteration of a distributed Map that the branch is (part of): its events are not those of this execution. */
  private ownerOfEvents(branch: Branch): Branch | undefined {
    for (let at: Branch | undefined = branch; at && at.path !== ''; at = this.parent(at)) {
      if (at.lastOwnEventId !== undefined) return at;
    }
    return undefined;
  }
}

/** The history holds as many events as it may. */
export class HistoryFull extends Error {}

/** The branch at a path, if it is still there. */
export function branchAt(execution: Execution, path: string): Branch | undefined {
  let branch: Branch | undefined = execution.root;
  if (path === '') return branch;
  for (const index of path.split('/')) branch = branch?.children?.open[index];
  return branch;
}

/** The place of a branch among its siblings. */
export function lastIndex(path: string): number {
  return Number(path.slice(path.lastIndexOf('/') + 1));
}

function parallelBranch(state: State, index: number): StateList {
  const list = state.type === 'Parallel' ? state.branches[index] : undefined;
  if (list === undefined) throw new Error(`State "${state.name}" has no branch ${index}`);
  return list;
}
