import { type Case, invoke, map, parallel, pass, returns } from '../run-case.ts';

const large = "{% $join($map([1..27], function($i) { $pad('', 10000, 'x') })) %}";
const year = 365 * 24 * 3600;

export const limitCases: Case[] = [
  {
    title: 'an output of more than 256 KiB fails the state',
    states: { Grow: pass({ Output: large }) },
    error: 'States.DataLimitExceeded',
    cause:
      "The state/task 'Grow' returned a result with a size exceeding the maximum number of bytes service limit.",
    events: ['ExecutionStarted', 'PassStateEntered', 'ExecutionFailed'],
  },
  {
    title: 'bytes count, not characters',
    states: { Grow: pass({ Output: "{% $join($map([1..10], function($i) { $pad('', 10000, 'ä€') })) %}" }) },
    status: 'SUCCEEDED',
  },
  {
    title: 'a variable of more than 256 KiB fails the state',
    states: { Grow: pass({ Assign: { big: large } }) },
    error: 'States.DataLimitExceeded',
    cause: /'big'/,
  },
  {
    title: 'arguments of more than 256 KiB fail the task before it is scheduled',
    states: { Call: invoke({ Arguments: { FunctionName: 'work', Payload: large } }) },
    mocks: { work: returns(1) },
    error: 'States.DataLimitExceeded',
    counts: { TaskScheduled: 0 },
  },
  {
    title: 'a result of more than 256 KiB fails the task, and can be caught',
    states: {
      Call: invoke({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] }),
      Done: pass({ Output: '{% $states.input %}' }),
    },
    mocks: { work: returns('x'.repeat(263_168)) },
    output: {
      Error: 'States.DataLimitExceeded',
      Cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    },
    counts: { TaskFailed: 1, TaskSucceeded: 0 },
  },
  {
    title: 'the outputs of all branches together count',
    states: {
      Fork: parallel([
        { A: pass({ Output: "{% $join($map([1..15], function($i) { $pad('', 10000, 'x') })) %}" }) },
        { B: pass({ Output: "{% $join($map([1..15], function($i) { $pad('', 10000, 'x') })) %}" }) },
      ]),
    },
    error: 'States.DataLimitExceeded',
  },
  {
    title: 'an execution ends at 25,000 events',
    states: { Again: pass({ Next: 'Then' }), Then: pass({ Next: 'Again' }) },
    error: 'States.Runtime',
    cause: 'The execution reached the maximum number of history events (25000).',
    counts: { ExecutionFailed: 1, PassStateEntered: 12_499, PassStateExited: 12_499 },
  },
  {
    title: 'an execution ends after a year',
    states: { Rest: { Type: 'Wait', Seconds: 2 * year, End: true } },
    status: 'TIMED_OUT',
    seconds: year,
    events: ['ExecutionStarted', 'WaitStateEntered', 'ExecutionTimedOut'],
  },
  {
    title: 'thousands of iterations',
    states: {
      Each: map({ A: pass() }, { Items: '{% [1..4000] %}', Output: '{% $count($states.result) %}' }),
    },
    output: 4000,
  },
];
