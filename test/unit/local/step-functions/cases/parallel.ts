import { ask, type Case, invoke, map, parallel, pass, returns, throws } from '../run-case.ts';

const fail = { Type: 'Fail', Error: 'E', Cause: 'C' };
const wait = (seconds: number) => ({ Type: 'Wait', Seconds: seconds, End: true });

export const parallelCases: Case[] = [
  {
    title: 'the result holds the outputs in the order of the branches',
    states: { Fork: parallel([{ A: wait(2) }, { B: pass({ Output: 'b' }) }]) },
    input: 'in',
    output: ['in', 'b'],
    seconds: 2,
    counts: { ParallelStateStarted: 1, ParallelStateSucceeded: 1, ParallelStateExited: 1 },
  },
  {
    title: 'Arguments are the input of all branches, Output and Assign see the result',
    states: {
      Fork: parallel([{ A: pass() }, { B: pass() }], {
        Arguments: { n: '{% $states.input.n %}' },
        Output: '{% $sum($states.result.n) %}',
      }),
    },
    input: { n: 4, dropped: true },
    output: 8,
  },
  {
    title: 'a failing branch fails the state and stops the others',
    states: {
      Fork: parallel([
        { A: wait(60) },
        { B: ask() },
        { C: parallel([{ D: wait(60) }]) },
        { E: { Type: 'Wait', Seconds: 1, Next: 'F' }, F: fail },
      ]),
    },
    error: 'E',
    cause: 'C',
    seconds: 1,
    counts: { WaitStateAborted: 2, TaskStateAborted: 1, ParallelStateAborted: 1, ParallelStateFailed: 1 },
  },
  {
    title: 'a task that fails in a branch is reported as aborted',
    states: { Fork: parallel([{ A: invoke() }]) },
    mocks: { work: throws('E') },
    error: 'E',
    events: [
      ...(['ExecutionStarted', 'ParallelStateEntered', 'ParallelStateStarted', 'TaskStateEntered'] as const),
      ...(['TaskScheduled', 'TaskStarted', 'TaskFailed', 'TaskStateAborted'] as const),
      ...(['ParallelStateFailed', 'ExecutionFailed'] as const),
    ],
  },
  {
    title: 'a Catch of the state takes the error of a branch',
    states: {
      Fork: parallel([{ A: fail }], { Catch: [{ ErrorEquals: ['E'], Next: 'Done' }] }),
      Done: pass(),
    },
    output: { Error: 'E', Cause: 'C' },
    counts: { ParallelStateFailed: 1, ParallelStateExited: 1, ParallelStateSucceeded: 0 },
  },
  {
    title: 'a retry of the state runs all branches anew, and reports the failure once',
    states: {
      Fork: parallel([{ A: fail }, { B: pass() }], { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }] }),
    },
    error: 'E',
    seconds: 3,
    counts: { ParallelStateStarted: 3, ParallelStateFailed: 1, ParallelStateEntered: 1, FailStateEntered: 3 },
  },
  {
    title: 'a Catch within a branch keeps the branch alive',
    states: {
      Fork: parallel([
        { A: invoke({ Catch: [{ ErrorEquals: ['E'], Output: 'saved', Next: 'A2' }] }), A2: pass() },
        { B: pass({ Output: 'b' }) },
      ]),
    },
    mocks: { work: throws('E') },
    output: ['saved', 'b'],
  },
  {
    title: 'a failed evaluation in a branch is reported once',
    states: { Fork: parallel([{ A: pass({ Output: '{% $gone %}' }) }]) },
    error: 'States.QueryEvaluationError',
    counts: { EvaluationFailed: 1, ParallelStateFailed: 1 },
  },
  {
    title: 'Arguments that cannot be evaluated fail the state before it starts',
    states: { Fork: parallel([{ A: pass() }], { Arguments: '{% $gone %}' }) },
    error: 'States.QueryEvaluationError',
    cause: /field 'Arguments'/,
    counts: { ParallelStateStarted: 0, ParallelStateFailed: 1 },
  },
  {
    title: 'errors pass through nested states',
    states: { Fork: parallel([{ A: parallel([{ B: map({ C: fail }, { Items: [1] }) }]) }]) },
    error: 'E',
    counts: { MapStateFailed: 1, ParallelStateFailed: 2, MapIterationFailed: 1 },
  },
  {
    title: 'a token answered in a branch that was stopped changes nothing',
    states: {
      Fork: parallel(
        [{ A: ask({ TimeoutSeconds: 100 }) }, { B: { Type: 'Wait', Seconds: 1, Next: 'C' }, C: fail }],
        {
          Catch: [{ ErrorEquals: ['E'], Output: 'caught', Next: 'Rest' }],
        },
      ),
      Rest: wait(200),
    },
    output: 'caught',
    seconds: 201,
    counts: { TaskTimedOut: 0 },
  },
  {
    title: 'branches wait side by side',
    states: { Fork: parallel([{ A: wait(5) }, { B: wait(7) }, { C: wait(6) }], { Output: 'done' }) },
    output: 'done',
    seconds: 7,
  },
  {
    title: 'many branches call their functions',
    states: { Fork: parallel([{ A: invoke({ Output: 1 }) }, { B: invoke({ Output: 2 }) }]) },
    mocks: { work: returns(0) },
    output: [1, 2],
  },
];
