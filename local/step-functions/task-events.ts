import type { TaskState } from './definition.ts';
import type { Branch, Failure, OpenTask } from './execution.ts';
import { NOT_TRUNCATED } from './history.ts';
import { type Json, jsonText } from './json.ts';
import { optional } from './parse-context.ts';
import type { Turn } from './turn.ts';

/** Whose task the events are about. */
export interface Reporting {
  turn: Turn;
  branch: Branch;
  state: TaskState;
}

/** Lambda functions named by their ARN have events of their own; all else reports as a task of a service. */
export function reportScheduled({ turn, branch, state }: Reporting, scheduled: Scheduled): void {
  const { task, timeoutSeconds, heartbeatSeconds } = scheduled;
  const text = jsonText(task.arguments);
  const limits = {
    ...optional('timeoutInSeconds', timeoutSeconds),
    ...optional('taskCredentials', task.roleArn === undefined ? undefined : { roleArn: task.roleArn }),
  };
  if (state.resource.kind === 'lambda') {
    const details = { resource: state.resource.arn, input: text, inputDetails: NOT_TRUNCATED, ...limits };
    turn.emit(branch, 'LambdaFunctionScheduled', { lambdaFunctionScheduledEventDetails: details });
    turn.emit(branch, 'LambdaFunctionStarted');
    return;
  }
  const details = {
    ...service(state),
    region: turn.execution.arn.split(':')[3] ?? '',
    parameters: text,
    ...limits,
    ...optional('heartbeatInSeconds', heartbeatSeconds),
  };
  turn.emit(branch, 'TaskScheduled', { taskScheduledEventDetails: details });
  turn.emit(branch, 'TaskStarted', { taskStartedEventDetails: service(state) });
}

interface Scheduled {
  task: OpenTask;
  timeoutSeconds: number | undefined;
  heartbeatSeconds: number | undefined;
}

export function reportSubmitted({ turn, branch, state }: Reporting, output: Json): void {
  turn.emit(branch, 'TaskSubmitted', {
    taskSubmittedEventDetails: { ...service(state), output: jsonText(output), outputDetails: NOT_TRUNCATED },
  });
}

export function reportResult({ turn, branch, state }: Reporting, output: Json): void {
  const result = { output: jsonText(output), outputDetails: NOT_TRUNCATED };
  if (state.resource.kind === 'lambda') {
    turn.emit(branch, 'LambdaFunctionSucceeded', { lambdaFunctionSucceededEventDetails: result });
  } else {
    turn.emit(branch, 'TaskSucceeded', { taskSucceededEventDetails: { ...service(state), ...result } });
  }
}

export function reportFailure(
  { turn, branch, state }: Reporting,
  failure: Failure,
  how: 'Failed' | 'TimedOut' | 'StartFailed' | 'SubmitFailed' | 'ScheduleFailed',
): void {
  const why = { ...optional('error', failure.error), ...optional('cause', failure.cause) };
  if (state.resource.kind === 'lambda') {
    const type = how === 'SubmitFailed' ? 'Failed' : how;
    turn.emit(branch, `LambdaFunction${type}`, { [`lambdaFunction${type}EventDetails`]: why });
  } else {
    const type = how === 'ScheduleFailed' ? 'Failed' : how;
    turn.emit(branch, `Task${type}`, { [`task${type}EventDetails`]: { ...service(state), ...why } });
  }
}

const service = ({ resource }: TaskState) => ({
  resourceType: resource.resourceType,
  resource: resource.resource,
});
