import type { HistoryEvent } from './history.ts';
import type { Json } from './json.ts';

/**
 * A run of a state machine as plain JSON: no promise, no closure, no date object. Whoever stores it after each `advance`
 * can be killed at any moment and go on from the stored text.
 */
export interface Execution {
  arn: string;
  name: string;
  stateMachineArn: string;
  stateMachineName: string;
  roleArn: string;
  status: ExecutionStatus;
  input: Json;
  /** Epoch milliseconds, like all times in here. */
  startTime: number;
  stopTime?: number;
  output?: Json;
  error?: string;
  cause?: string;
  /** The end of the state machine's `TimeoutSeconds`, or of the year that AWS grants. */
  deadline: number;
  /** The earliest of all deadlines, and how many deadlines fall on it: finding it anew takes a look at every branch. */
  wakeAt: number;
  wakeCount: number;
  redriveCount: number;
  redriveTime?: number;
  /** The id of the last history event written; ids count from 1. */
  lastEventId: number;
  /** How many tasks were ever scheduled; makes task ids unique for good. */
  taskCount: number;
  root: Branch;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One line of states: the state machine itself, a branch of a Parallel state, or an iteration of a Map state. */
export interface Branch {
  /** '' for the state machine itself, else the child indexes from there, e.g. '0/12'. */
  path: string;
  status: BranchStatus;
  /** The state that the branch stands in, and that state's input. */
  state: string;
  input: Json;
  enteredEventId: number;
  enteredTime: number;
  /** The last event of this branch. */
  previousEventId: number;
  /** The last event of this branch before the decision being taken; AWS names it as the cause of some events. */
  anchorEventId: number;
  /** Attempts used up of each retrier of the current state, and their sum. */
  retries: number[];
  retryCount: number;
  variables: Record<string, Json>;
  /** Set while `status` is `waiting` or `retrying`: epoch milliseconds. */
  until?: number;
  /** Set while `status` is `task`. */
  task?: OpenTask;
  /** Set while the current state is a Parallel or Map state that has started. */
  children?: Children;
  /** The item of a Map iteration, as `$states.context.Map.Item` shows it. */
  item?: { Index: number; Value: Json; Source?: string };
  /** Only on the iterations of a distributed Map, which are executions of their own and number their own events. */
  lastOwnEventId?: number;
  failure?: Failure;
}

/** `ready`: has work to do in this very turn. `failed` branches keep their place so that a redrive can go on from it. */
export type BranchStatus = 'ready' | 'waiting' | 'retrying' | 'task' | 'children' | 'succeeded' | 'failed';

export interface OpenTask {
  /** `<path of the branch>#<number>`, unique within the execution for good. */
  taskId: string;
  resource: string;
  arguments: Json;
  /** Has the call that starts a `.sync` or `.waitForTaskToken` task returned? */
  submitted: boolean;
  /** Secret part of the task token of a `.waitForTaskToken` task. */
  tokenNonce?: string;
  roleArn?: string;
  timeoutAt?: number;
  heartbeatSeconds?: number;
  heartbeatAt?: number;
}

export interface Children {
  /** Branches that run, or that failed or were stopped with their parent; by index. */
  open: Record<string, Branch>;
  openCount: number;
  /** One place per branch or iteration, filled in as they succeed. */
  results: Json[];
  finishedCount: number;
  failedCount: number;
  /** The rest is for Map states: inputs of the iterations (before `ItemSelector`), and where we are. */
  items: Json[];
  nextIndex: number;
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  /** Indexes of iterations that failed within the tolerance. */
  failedIndexes: number[];
}

/** Why a state, branch or execution failed. Absent fields are `null` to a Catch. */
export interface Failure {
  error?: string;
  cause?: string;
  /** Another error name that retriers and catchers may call this failure by. */
  alias?: string;
  /** What `$states.errorOutput` shows, where it differs from error and cause. */
  errorOutput?: Json;
  /** Set for a failed evaluation: the field, if one is to blame. */
  evaluation?: { location?: string };
}

/** Something that happened; `advance` takes in one at a time. */
export type Signal =
  | { type: 'start' }
  | { type: 'time' }
  | { type: 'taskSubmitted'; taskId: string; output: Json }
  | { type: 'taskSucceeded'; taskId: string; output: Json }
  | ({ type: 'taskFailed'; taskId: string; during?: 'schedule' | 'start' } & TaskError)
  | { type: 'callbackSucceeded'; token: string; output: Json }
  | ({ type: 'callbackFailed'; token: string } & TaskError)
  | { type: 'heartbeat'; token: string }
  | ({ type: 'stop' } & TaskError)
  | { type: 'redrive' };

export interface TaskError {
  error?: string | undefined;
  cause?: string | undefined;
}

/** Something that the caller has to do once the execution and its events are stored. */
export type Effect =
  | ({ type: 'runTask' } & TaskRequest)
  | { type: 'cancelTask'; taskId: string; resource: string }
  | ({ type: 'ended'; status: ExecutionStatus; output?: Json } & TaskError);

/** A task as the caller has to perform it. */
export interface TaskRequest {
  taskId: string;
  stateName: string;
  /** The `Resource` of the state, as written. */
  resource: string;
  arguments: Json;
  /** How the task ends: by the call's answer, by the end of the job it starts, or by its task token. */
  pattern: 'requestResponse' | 'sync' | 'callback';
  token?: string;
  /** The role of the state's `Credentials`. */
  roleArn?: string;
  /** Epoch milliseconds. */
  timeoutAt?: number;
  /** Only for tasks with a token. */
  heartbeatSeconds?: number;
}

/**
 * What became of the signal. The refusals are the names of the errors with which AWS answers SendTaskSuccess,
 * SendTaskFailure and SendTaskHeartbeat; `ignored` is a result for a task that is no longer open.
 */
export type Verdict =
  'accepted' | 'ignored' | 'TaskTimedOut' | 'TaskDoesNotExist' | 'InvalidToken' | 'ExecutionNotRedrivable';

export interface Advanced {
  execution: Execution;
  /** New events, to be appended to the history. */
  events: HistoryEvent[];
  effects: Effect[];
  verdict: Verdict;
}
