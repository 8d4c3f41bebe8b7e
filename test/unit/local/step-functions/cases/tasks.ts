import type { JsonObject } from '#local/step-functions/json';
import { ask, type Case, invoke, pass, returns, throws } from '../run-case.ts';

const task = (resource: string, fields: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: resource,
  ...('Next' in fields ? fields : { ...fields, End: true }),
});
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:work';

export const taskCases: Case[] = [
  {
    title: 'lambda:invoke wraps what the function returned',
    states: { Call: invoke() },
    mocks: { work: returns({ a: 1 }) },
    output: { ExecutedVersion: '$LATEST', Payload: { a: 1 }, StatusCode: 200 },
    events: [
      ...(['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted'] as const),
      ...(['TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'] as const),
    ],
  },
  {
    title: 'a plain function ARN gives what the function returned, with events of its own',
    states: { Call: task(functionArn) },
    mocks: { work: returns([1]) },
    output: [1],
    events: [
      ...([
        'ExecutionStarted',
        'TaskStateEntered',
        'LambdaFunctionScheduled',
        'LambdaFunctionStarted',
      ] as const),
      ...(['LambdaFunctionSucceeded', 'TaskStateExited', 'ExecutionSucceeded'] as const),
    ],
  },
  {
    title: 'a plain function ARN that throws',
    states: { Call: task(functionArn) },
    mocks: { [functionArn]: throws('Oops', 'why') },
    error: 'Oops',
    cause: 'why',
    counts: { LambdaFunctionFailed: 1 },
  },
  {
    title: 'a placeholder stands for a function ARN',
    states: { Call: task('${SendCheckIn}') },
    mocks: { '${SendCheckIn}': returns(2) },
    output: 2,
  },
  {
    title: 'an SDK integration reports its service and action',
    states: { Call: task('arn:aws:states:::aws-sdk:sns:publish', { Arguments: { Message: 'm' } }) },
    mocks: { 'aws-sdk:sns:publish': returns({ MessageId: '1' }) },
    output: { MessageId: '1' },
    counts: { TaskSucceeded: 1 },
  },
  {
    title: 'an SDK integration fails with the error that the service names',
    states: {
      Call: task('arn:aws:states:::aws-sdk:dynamodb:putItem', {
        Catch: [{ ErrorEquals: ['DynamoDb.ConditionalCheckFailedException'], Output: 'late', Next: 'Done' }],
      }),
      Done: pass(),
    },
    mocks: { Call: throws('DynamoDb.ConditionalCheckFailedException', 'The conditional request failed') },
    output: 'late',
  },
  {
    title: 'a .sync task is submitted, then ends',
    states: {
      Run: task('arn:aws:states:::states:startExecution.sync:2', { Arguments: { StateMachineArn: 'x' } }),
    },
    mocks: { Run: returns({ Output: { ok: true } }) },
    output: { Output: { ok: true } },
    counts: { TaskSubmitted: 1, TaskSucceeded: 1 },
  },
  {
    title: 'another integration can be mocked',
    states: { Run: task('arn:aws:states:::glue:startJobRun.sync', { Arguments: { JobName: 'x' } }) },
    mocks: { 'glue:startJobRun.sync': returns('done') },
    output: 'done',
  },
  {
    title: 'Output and Assign of a task see the result',
    states: { Call: invoke({ Output: '{% $states.result.Payload.n + $states.input.n %}' }) },
    input: { n: 1 },
    mocks: { work: returns({ n: 2 }) },
    output: 3,
  },
  {
    title: 'a state without Arguments sends its input',
    states: { Call: task(functionArn, { Output: '{% $states.input %}' }) },
    input: { a: 1 },
    mocks: { work: returns(0) },
    output: { a: 1 },
  },
  {
    title: 'the answer to a token is the output',
    states: { Ask: ask() },
    mocks: { ask: returns({ reply: 'yes' }) },
    output: { reply: 'yes' },
    events: [
      ...(['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted'] as const),
      ...(['TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'] as const),
    ],
  },
  {
    title: 'a failed token fails the task',
    states: { Ask: ask() },
    mocks: { ask: throws('Refused', 'no') },
    error: 'Refused',
    cause: 'no',
    counts: { TaskSubmitted: 1, TaskFailed: 1 },
  },
  {
    title: 'a token failed without error or cause shows nulls to a Catch',
    states: { Ask: ask({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] }), Done: pass() },
    mocks: { ask: { Throw: {} } },
    output: { Error: null, Cause: null },
  },
  {
    title: 'a token that nobody answers times out',
    states: { Ask: ask({ TimeoutSeconds: 86_400 }) },
    error: 'States.Timeout',
    seconds: 86_400,
    counts: { TaskSubmitted: 1, TaskTimedOut: 1 },
  },
  {
    title: 'a timeout shows an empty cause to a Catch',
    states: {
      Ask: ask({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Done' }] }),
      Done: pass(),
    },
    output: { Error: 'States.Timeout', Cause: '' },
  },
  {
    title: 'a missing heartbeat ends as a timeout',
    states: { Ask: ask({ TimeoutSeconds: 600, HeartbeatSeconds: 60 }) },
    error: 'States.Timeout',
    seconds: 60,
    counts: { TaskTimedOut: 1 },
  },
  {
    title: 'a Catch may call a missing heartbeat by its own name',
    states: {
      Ask: ask({
        HeartbeatSeconds: 60,
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Output: 'silent', Next: 'Done' }],
      }),
      Done: pass(),
    },
    output: 'silent',
  },
  {
    title: 'a plain timeout is not a missing heartbeat',
    states: {
      Ask: ask({ TimeoutSeconds: 60, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Done' }] }),
      Done: pass(),
    },
    error: 'States.Timeout',
  },
  {
    title: 'TimeoutSeconds and HeartbeatSeconds can be evaluated',
    states: {
      Ask: ask({ TimeoutSeconds: '{% $states.input.t %}', HeartbeatSeconds: '{% $states.input.t - 5 %}' }),
    },
    input: { t: 20 },
    error: 'States.Timeout',
    seconds: 15,
  },
  ...[0, -1, 1.5].map((t): Case => ({
    title: `TimeoutSeconds of ${t} is an evaluation error`,
    states: { Call: invoke({ TimeoutSeconds: '{% $states.input.t %}' }) },
    input: { t },
    mocks: { work: returns(1) },
    error: 'States.QueryEvaluationError',
    counts: { EvaluationFailed: 1, TaskScheduled: 0 },
  })),
  {
    title: 'a timeout of a function is reported as such',
    states: { Call: task(functionArn, { TimeoutSeconds: 5 }) },
    mocks: { work: throws('States.Timeout') },
    error: 'States.Timeout',
    seconds: 5,
    counts: { LambdaFunctionTimedOut: 1 },
  },
  {
    title: 'a heartbeat of a task without a token never runs out',
    states: { Call: invoke({ HeartbeatSeconds: 1, Output: 'fine' }) },
    mocks: { work: returns(1) },
    output: 'fine',
  },
  {
    title: 'an execution that takes too long times out, whatever it waits for',
    states: { Ask: ask() },
    top: { TimeoutSeconds: 30 },
    status: 'TIMED_OUT',
    seconds: 30,
    counts: { ExecutionTimedOut: 1, TaskTimedOut: 0 },
  },
];
