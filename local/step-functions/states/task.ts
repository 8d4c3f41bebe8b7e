import type { TaskState } from '../definition.ts';
import { FieldEvaluator } from '../evaluate-field.ts';
import type { Branch, Failure, OpenTask, Signal, TaskRequest } from '../execution.ts';
import { dataLimitExceeded, timedOut } from '../failure.ts';
import { exceedsBytes, type Json } from '../json.ts';
import { MAX_COUNT, MAX_DATA_BYTES } from '../limits.ts';
import { BLOCKED, type Outcome } from '../outcome.ts';
import { optional } from '../parse-context.ts';
import {
  type Reporting,
  reportScheduled,
  reportResult,
  reportSubmitted,
  reportFailure,
} from '../task-events.ts';
import { encodeToken } from '../token.ts';
import type { Turn } from '../turn.ts';
import { uuid } from '../aws-functions.ts';

/** Schedules the task and asks the caller to run it. Each attempt is a new task with a new token. */
export async function performTask(turn: Turn, branch: Branch, state: TaskState): Promise<Outcome> {
  const { execution, now } = turn;
  const taskId = `${branch.path}#${++execution.taskCount}`;
  const nonce = state.resource.pattern === 'callback' ? uuid(turn.random) : undefined;
  const token = nonce && encodeToken({ executionArn: execution.arn, taskId, nonce });
  const fields = new FieldEvaluator(turn, branch, optional('token', token));
  const args = await fields.payload(state.arguments, branch.input);
  const timeoutSeconds = await fields.number(state.timeoutSeconds, SECONDS);
  const heartbeatSeconds = await fields.number(state.heartbeatSeconds, SECONDS);
  const roleArn = await fields.string(state.roleArn);
  const task: OpenTask = {
    taskId,
    resource: state.resource.arn,
    arguments: args,
    submitted: false,
    ...optional('tokenNonce', nonce),
    ...optional('roleArn', roleArn),
    ...optional(
      'timeoutAt',
      timeoutSeconds === undefined ? undefined : turn.wakeAt(now + timeoutSeconds * 1000),
    ),
    ...optional('heartbeatSeconds', heartbeatSeconds),
  };
  // Only those who hold a token can send heartbeats; nobody else is expected to.
  if (nonce !== undefined && heartbeatSeconds !== undefined) {
    task.heartbeatAt = turn.wakeAt(now + heartbeatSeconds * 1000);
  }
  reportScheduled({ turn, branch, state }, { task, timeoutSeconds, heartbeatSeconds });
  branch.status = 'task';
  branch.task = task;
  turn.effects.push({ type: 'runTask', ...taskRequest(execution.arn, branch, state) });
  return BLOCKED;
}

/** The task of a branch as the caller has to perform it, now or again after a crash. */
export function taskRequest(
  executionArn: string,
  { task, state: stateName }: Branch,
  state: TaskState,
): TaskRequest {
  if (task === undefined) throw new Error(`State "${stateName}" has no open task`);
  const { taskId, tokenNonce: nonce } = task;
  return {
    taskId,
    stateName,
    resource: task.resource,
    arguments: task.arguments,
    pattern: state.resource.pattern,
    ...optional('token', nonce && encodeToken({ executionArn, taskId, nonce })),
    ...optional('roleArn', task.roleArn),
    ...optional('timeoutAt', task.timeoutAt),
    ...optional('heartbeatSeconds', nonce && task.heartbeatSeconds ? task.heartbeatSeconds : undefined),
  };
}

/** The call that starts the task has returned; the task goes on. */
export function submitTask(reporting: Reporting, output: Json): void {
  const { task } = reporting.branch;
  if (!task || task.submitted) return;
  task.submitted = true;
  reportSubmitted(reporting, output);
}

export function succeedTask(reporting: Reporting, output: Json): Outcome {
  const { branch, state } = reporting;
  if (exceedsBytes(output, MAX_DATA_BYTES)) {
    const name = state.resource.kind === 'lambda' ? state.resource.arn : state.resource.resourceType;
    return closeWithFailure(reporting, dataLimitExceeded(name).failure, 'Failed');
  }
  closeTask(reporting.turn, branch);
  reportResult(reporting, output);
  return { type: 'leaving', transition: state, fallback: output, extras: { result: output } };
}

/** The task failed. `States.Timeout` and `States.HeartbeatTimeout` are reported as the timeouts that they are. */
export function failTask(
  reporting: Reporting,
  signal: Signal & { type: 'taskFailed' | 'callbackFailed' },
): Outcome {
  const { error, cause } = signal;
  if (signal.type === 'taskFailed' && (error === 'States.Timeout' || error === 'States.HeartbeatTimeout')) {
    return closeWithFailure(reporting, timedOut('timeout', error), 'TimedOut');
  }
  const failure = { ...optional('error', error), ...optional('cause', cause) };
  if (signal.type === 'taskFailed' && signal.during === 'schedule') {
    return closeWithFailure(
      reporting,
      failure,
      reporting.state.resource.kind === 'lambda' ? 'ScheduleFailed' : 'Failed',
    );
  }
  if (signal.type === 'taskFailed' && signal.during === 'start')
    return closeWithFailure(reporting, failure, 'StartFailed');
  const submitting =
    reporting.state.resource.pattern !== 'requestResponse' && !reporting.branch.task?.submitted;
  return closeWithFailure(
    reporting,
    failure,
    submitting && signal.type === 'taskFailed' ? 'SubmitFailed' : 'Failed',
  );
}

/** One of the task's deadlines has come. */
export function expireTask(reporting: Reporting): Outcome {
  const { turn, branch } = reporting;
  const { taskId, resource, timeoutAt = Infinity } = branch.task!;
  turn.effects.push({ type: 'cancelTask', taskId, resource });
  return closeWithFailure(reporting, timedOut(timeoutAt <= turn.now ? 'timeout' : 'heartbeat'), 'TimedOut');
}

/** Forgets the task: results that still come for it are ignored. */
export function closeTask(turn: Turn, branch: Branch): void {
  turn.letSleep(branch.task?.timeoutAt, branch.task?.heartbeatAt);
  delete branch.task;
  branch.status = 'ready';
}

function closeWithFailure(
  reporting: Reporting,
  failure: Failure,
  how: Parameters<typeof reportFailure>[2],
): Outcome {
  reportFailure(reporting, failure, how);
  closeTask(reporting.turn, reporting.branch);
  return { type: 'failed', failure };
}

const SECONDS = { min: 1, max: MAX_COUNT, integer: true };
