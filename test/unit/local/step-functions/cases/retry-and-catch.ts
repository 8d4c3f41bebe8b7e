import type { Json, JsonObject } from '#local/step-functions/json';
import { type Case, invoke, pass, returns, throws } from '../run-case.ts';

const retrying = (retry: JsonObject[], answers: Json[], rest: Partial<Case> & { title: string }): Case => ({
  states: { Call: invoke({ Retry: retry, Output: '{% $states.result.Payload %}' }) },
  mocks: { work: answers },
  ...rest,
});
const on = (...names: string[]) => ({ ErrorEquals: names });
const busy = throws('Transient', 'busy');

const catches = (names: string[], answer: JsonObject, output: Json): Case => ({
  title: `a Catch of ${names.join(', ')} ${output === 'caught' ? 'takes' : 'leaves'} ${JSON.stringify(answer)}`,
  states: { Call: invoke({ Catch: [{ ...on(...names), Output: 'caught', Next: 'Done' }] }), Done: pass() },
  mocks: { work: answer },
  ...(output === 'caught' ? { output } : { status: 'FAILED' }),
});

export const retryCases: Case[] = [
  retrying([on('Transient')], [busy, returns('ok')], {
    title: 'a retry waits one second by default',
    output: 'ok',
    seconds: 1,
  }),
  retrying([on('Transient')], [busy], {
    title: 'three retries by default, at twice the delay each',
    error: 'Transient',
    cause: 'busy',
    seconds: 1 + 2 + 4,
    counts: { TaskScheduled: 4, TaskFailed: 4, TaskStateEntered: 1 },
  }),
  retrying([{ ...on('Transient'), IntervalSeconds: 3, MaxAttempts: 2, BackoffRate: 1.5 }], [busy], {
    title: 'interval, attempts and rate count',
    error: 'Transient',
    seconds: 3 + 4.5,
  }),
  retrying(
    [{ ...on('Transient'), IntervalSeconds: 2, BackoffRate: 10, MaxDelaySeconds: 5, MaxAttempts: 4 }],
    [busy],
    {
      title: 'MaxDelaySeconds caps the delay',
      error: 'Transient',
      seconds: 2 + 5 + 5 + 5,
    },
  ),
  retrying([{ ...on('Transient'), MaxAttempts: 0 }], [busy], {
    title: 'MaxAttempts 0 does not retry',
    error: 'Transient',
    seconds: 0,
    counts: { TaskScheduled: 1 },
  }),
  retrying([{ ...on('Transient'), IntervalSeconds: 8, MaxAttempts: 1, JitterStrategy: 'FULL' }], [busy], {
    title: 'full jitter takes a part of the delay',
    random: () => 0.25,
    error: 'Transient',
    seconds: 2,
  }),
  retrying([{ ...on('Transient'), IntervalSeconds: 8, MaxAttempts: 1, JitterStrategy: 'FULL' }], [busy], {
    title: 'full jitter may leave nothing of the delay',
    random: () => 0,
    error: 'Transient',
    seconds: 0,
  }),
  retrying([{ ...on('Transient'), IntervalSeconds: 8, MaxAttempts: 1, JitterStrategy: 'NONE' }], [busy], {
    title: 'without jitter the delay is whole',
    random: () => 0.25,
    error: 'Transient',
    seconds: 8,
  }),
  retrying([on('Other')], [busy], { title: 'another error is not retried', error: 'Transient', seconds: 0 }),
  retrying(
    [
      { ...on('A'), MaxAttempts: 1, IntervalSeconds: 1 },
      { ...on('B'), MaxAttempts: 2, IntervalSeconds: 10, BackoffRate: 1 },
    ],
    [throws('A'), throws('B'), throws('B'), throws('A')],
    { title: 'each retrier counts for itself', error: 'A', seconds: 1 + 10 + 10 },
  ),
  retrying(
    [
      { ...on('A'), MaxAttempts: 1 },
      { ...on('States.ALL'), MaxAttempts: 5 },
    ],
    [throws('A')],
    { title: 'when the first retrier that matches is used up, no other takes over', error: 'A', seconds: 1 },
  ),
  retrying([on('States.ALL')], [throws('Any'), returns('ok')], {
    title: 'States.ALL retries any error',
    output: 'ok',
  }),
  retrying([on('States.TaskFailed')], [throws('Any'), returns('ok')], {
    title: 'States.TaskFailed retries any error',
    output: 'ok',
  }),
  retrying([on('States.TaskFailed')], [throws('States.Timeout')], {
    title: 'States.TaskFailed does not retry a timeout',
    error: 'States.Timeout',
  }),
  retrying([on('States.Timeout')], [throws('States.Timeout'), returns('ok')], {
    title: 'a timeout is retried by name',
    output: 'ok',
  }),
  {
    title: 'the context counts the retries, and arguments are evaluated for each attempt',
    states: {
      Call: invoke({
        TimeoutSeconds: '{% 10 + $states.context.State.RetryCount %}',
        Retry: [{ ...on('States.ALL'), MaxAttempts: 2, IntervalSeconds: 1, BackoffRate: 1 }],
      }),
    },
    mocks: { work: throws('States.Timeout') },
    error: 'States.Timeout',
    seconds: 10 + 1 + 11 + 1 + 12,
  },
  {
    title: 'a failed evaluation of Arguments can be retried',
    states: {
      Call: invoke({
        Arguments: {
          FunctionName: 'work',
          Payload: '{% $states.context.State.RetryCount = 0 ? $gone : 1 %}',
        },
        Retry: [on('States.QueryEvaluationError')],
        Output: 'done',
      }),
    },
    mocks: { work: returns(1) },
    output: 'done',
    counts: { EvaluationFailed: 1 },
  },
  {
    title: 'a failed evaluation of Arguments can be caught',
    states: {
      Call: invoke({
        Arguments: '{% $gone %}',
        Catch: [{ ...on('States.QueryEvaluationError'), Next: 'Done' }],
      }),
      Done: pass({ Output: '{% $states.input.Error %}' }),
    },
    output: 'States.QueryEvaluationError',
    events: [
      ...(['ExecutionStarted', 'TaskStateEntered', 'EvaluationFailed', 'TaskStateExited'] as const),
      ...(['PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'] as const),
    ],
  },
  {
    title: 'retries start anew when the state is entered again',
    states: {
      Call: invoke({
        Retry: [{ ...on('E'), MaxAttempts: 1 }],
        Catch: [{ ...on('E'), Assign: { n: 1 }, Next: 'Again' }],
      }),
      Again: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.context.Execution.Input.stop %}', Next: 'Done' }],
        Default: 'Second',
      },
      Second: invoke({ Retry: [{ ...on('E'), MaxAttempts: 1 }] }),
      Done: pass(),
    },
    input: { stop: false },
    mocks: { work: throws('E') },
    error: 'E',
    seconds: 2,
    counts: { TaskScheduled: 4 },
  },
  catches(['States.ALL'], throws('E'), 'caught'),
  catches(['E', 'F'], throws('F'), 'caught'),
  catches(['States.TaskFailed'], throws('F'), 'caught'),
  catches(['States.TaskFailed'], throws('States.Timeout'), 'not'),
  catches(['States.Timeout'], throws('States.HeartbeatTimeout'), 'caught'),
  catches(['States.ALL'], throws('States.Runtime'), 'not'),
  catches(['States.Runtime'], throws('States.Runtime'), 'caught'),
  catches(['States.ALL'], throws('States.DataLimitExceeded'), 'caught'),
  catches(['E'], throws('F'), 'not'),
  {
    title: 'a Catch comes when the retries are used up',
    states: { Call: invoke({ Retry: [on('E')], Catch: [{ ...on('E'), Next: 'Done' }] }), Done: pass() },
    mocks: { work: throws('E', 'C') },
    output: { Error: 'E', Cause: 'C' },
    seconds: 7,
  },
  {
    title: 'a Catch has Assign and Output of its own, and the state does not assign',
    states: {
      Call: invoke({
        Assign: { by: 'state' },
        Catch: [
          {
            ...on('E'),
            Assign: { by: '{% $states.errorOutput.Error %}' },
            Output: '{% $states.input %}',
            Next: 'Done',
          },
        ],
      }),
      Done: pass({ Output: ['{% $by %}', '{% $states.input %}'] }),
    },
    input: { kept: 1 },
    mocks: { work: throws('E') },
    output: ['E', { kept: 1 }],
  },
  {
    title: 'the first Catch that matches wins',
    states: {
      Call: invoke({
        Catch: [
          { ...on('A'), Output: 'a', Next: 'Done' },
          { ...on('E'), Output: 'e', Next: 'Done' },
          { ...on('States.ALL'), Output: 'all', Next: 'Done' },
        ],
      }),
      Done: pass(),
    },
    mocks: { work: throws('E') },
    output: 'e',
  },
  {
    title: 'what fails in a Catch is not caught again',
    states: {
      Call: invoke({ Catch: [{ ...on('States.ALL'), Output: '{% $gone %}', Next: 'Done' }] }),
      Done: pass(),
    },
    mocks: { work: throws('E') },
    error: 'States.QueryEvaluationError',
    cause: /field 'Catch\[0\]\/Output' returned nothing/,
  },
  {
    title: 'a failed Output of a task can be caught',
    states: {
      Call: invoke({
        Output: '{% $gone %}',
        Catch: [{ ...on('States.ALL'), Output: 'caught', Next: 'Done' }],
      }),
      Done: pass(),
    },
    mocks: { work: returns(1) },
    output: 'caught',
  },
];
