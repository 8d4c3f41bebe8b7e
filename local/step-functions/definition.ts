import type { StateKind } from './history.ts';
import type { TaskResource } from './resource.ts';
import type { Template } from './template.ts';

/** A state machine definition, checked and compiled; immutable and safe to share between executions. */
export interface StateMachine extends StateList {
  timeoutSeconds?: number;
}

/** What a state machine, a branch and an item processor have in common. */
export interface StateList {
  startAt: string;
  states: ReadonlyMap<string, State>;
}

export type State =
  PassState | TaskState | ChoiceState | WaitState | SucceedState | FailState | ParallelState | MapState;

interface StateBase<Kind extends StateKind> {
  type: Kind;
  name: string;
}

/** What a state leaves behind. Without `next`, the state is the last one of its list. */
export interface Transition {
  assign?: Template;
  output?: Template;
  next?: string;
}

export interface PassState extends StateBase<'Pass'>, Transition {}

export interface SucceedState extends StateBase<'Succeed'>, Transition {}

export interface WaitState extends StateBase<'Wait'>, Transition {
  seconds?: Template;
  timestamp?: Template;
}

export interface FailState extends StateBase<'Fail'> {
  error?: Template;
  cause?: Template;
}

export interface ChoiceState extends StateBase<'Choice'> {
  rules: (Transition & { condition: Template })[];
  otherwise?: Transition;
}

export interface ErrorHandling {
  retriers: Retrier[];
  catchers: Catcher[];
}

export interface Retrier {
  errorEquals: string[];
  intervalSeconds: number;
  maxAttempts: number;
  backoffRate: number;
  maxDelaySeconds?: number;
  fullJitter: boolean;
}

export interface Catcher extends Transition {
  errorEquals: string[];
}

export interface TaskState extends StateBase<'Task'>, Transition, ErrorHandling {
  resource: TaskResource;
  arguments?: Template;
  roleArn?: Template;
  timeoutSeconds?: Template;
  heartbeatSeconds?: Template;
}

export interface ParallelState extends StateBase<'Parallel'>, Transition, ErrorHandling {
  arguments?: Template;
  branches: StateList[];
}

export interface MapState extends StateBase<'Map'>, Transition, ErrorHandling {
  processor: StateList;
  distributed: boolean;
  /** The name of the map run's ARN; the state's name if none is given. */
  label: string;
  items?: Template;
  itemSelector?: Template;
  batcher?: { maxItems?: Template; maxBytes?: Template; input?: Template };
  maxConcurrency?: Template;
  toleratedFailureCount?: Template;
  toleratedFailurePercentage?: Template;
}
