/**
 * One event of an execution's history, in the shape GetExecutionHistory puts on the wire: `timestamp` is in epoch
 * seconds with milliseconds behind the point, ids count from 1, inputs and outputs are JSON texts.
 */
export interface HistoryEvent extends EventDetails {
  timestamp: number;
  type: EventType;
  id: number;
  previousEventId: number;
}

/** The kinds of states that report entering, and those that also report leaving. */
export type StateKind = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

export type EventType =
  | `${StateKind}StateEntered`
  | `${Exclude<StateKind, 'Fail'>}StateExited`
  | `${'Parallel' | 'Map'}State${'Started' | 'Succeeded' | 'Failed'}`
  | `${'Parallel' | 'Map' | 'Task' | 'Wait'}StateAborted`
  | `MapIteration${'Started' | 'Succeeded' | 'Failed' | 'Aborted'}`
  | `MapRun${'Started' | 'Succeeded' | 'Failed' | 'Aborted' | 'Redriven'}`
  | `Execution${'Started' | 'Succeeded' | 'Failed' | 'Aborted' | 'TimedOut' | 'Redriven'}`
  | `Task${'Scheduled' | 'Started' | 'Submitted' | 'Succeeded' | 'Failed' | 'TimedOut' | 'StartFailed' | 'SubmitFailed'}`
  | `LambdaFunction${'Scheduled' | 'Started' | 'Succeeded' | 'Failed' | 'TimedOut' | 'ScheduleFailed' | 'StartFailed'}`
  | 'EvaluationFailed';

export interface ErrorDetails {
  error?: string;
  cause?: string;
}

interface DataDetails {
  truncated: boolean;
}

interface OutputDetails {
  output: string;
  outputDetails: DataDetails;
}

interface ServiceDetails {
  resourceType: string;
  resource: string;
}

interface MapIterationDetails {
  name: string;
  index: number;
}

/** The `…EventDetails` fields; an event carries the one that belongs to its type, or none. */
export interface EventDetails {
  executionStartedEventDetails?: { input: string; inputDetails: DataDetails; roleArn: string };
  executionSucceededEventDetails?: OutputDetails;
  executionFailedEventDetails?: ErrorDetails;
  executionAbortedEventDetails?: ErrorDetails;
  executionTimedOutEventDetails?: ErrorDetails;
  executionRedrivenEventDetails?: { redriveCount: number };
  stateEnteredEventDetails?: { name: string; input: string; inputDetails: DataDetails };
  stateExitedEventDetails?: {
    name: string;
    output: string;
    outputDetails: DataDetails;
    assignedVariables?: Record<string, string>;
    assignedVariablesDetails?: DataDetails;
  };
  taskScheduledEventDetails?: ServiceDetails & {
    region: string;
    parameters: string;
    timeoutInSeconds?: number;
    heartbeatInSeconds?: number;
    taskCredentials?: { roleArn: string };
  };
  taskStartedEventDetails?: ServiceDetails;
  taskSubmittedEventDetails?: ServiceDetails & OutputDetails;
  taskSucceededEventDetails?: ServiceDetails & OutputDetails;
  taskFailedEventDetails?: ServiceDetails & ErrorDetails;
  taskTimedOutEventDetails?: ServiceDetails & ErrorDetails;
  taskStartFailedEventDetails?: ServiceDetails & ErrorDetails;
  taskSubmitFailedEventDetails?: ServiceDetails & ErrorDetails;
  lambdaFunctionScheduledEventDetails?: {
    resource: string;
    input: string;
    inputDetails: DataDetails;
    timeoutInSeconds?: number;
    taskCredentials?: { roleArn: string };
  };
  lambdaFunctionSucceededEventDetails?: OutputDetails;
  lambdaFunctionFailedEventDetails?: ErrorDetails;
  lambdaFunctionTimedOutEventDetails?: ErrorDetails;
  lambdaFunctionScheduleFailedEventDetails?: ErrorDetails;
  lambdaFunctionStartFailedEventDetails?: ErrorDetails;
  mapStateStartedEventDetails?: { length: number };
  mapIterationStartedEventDetails?: MapIterationDetails;
  mapIterationSucceededEventDetails?: MapIterationDetails;
  mapIterationFailedEventDetails?: MapIterationDetails;
  mapIterationAbortedEventDetails?: MapIterationDetails;
  mapRunStartedEventDetails?: { mapRunArn: string };
  mapRunFailedEventDetails?: ErrorDetails;
  mapRunRedrivenEventDetails?: { mapRunArn: string; redriveCount: number };
  evaluationFailedEventDetails?: ErrorDetails & { location?: string; state: string };
}

/** Outputs are kept whole, so nothing is ever truncated. */
export const NOT_TRUNCATED: DataDetails = Object.freeze({ truncated: false });
