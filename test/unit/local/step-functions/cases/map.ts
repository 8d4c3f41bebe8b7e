import type { Json } from '#local/step-functions/json';
import { type Case, distributedMap, invoke, map, pass, returns, throws } from '../run-case.ts';

const fail = { Type: 'Fail', Error: 'E', Cause: 'C' };
const wait = { Type: 'Wait', Seconds: 10, End: true };
/** Fails for the items that are greater than 10. */
const check = {
  Check: {
    Type: 'Choice',
    Choices: [{ Condition: '{% $states.input > 10 %}', Next: 'Bad' }],
    Default: 'Good',
  },
  Good: pass({ Output: "{% 'ok ' & $states.input %}" }),
  Bad: fail,
};

const refusesItems = (items: Json, type: string): Case => ({
  title: `Items that are ${JSON.stringify(items)} are refused`,
  states: { Each: map({ A: pass() }, { Items: '{% $states.input.items %}' }) },
  input: { items },
  error: 'States.QueryEvaluationError',
  cause: `An error occurred while executing the state 'Each' (entered at the event id #2). The JSONata expression '$states.input.items' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '${type}' for value: ${JSON.stringify(items)}`,
  events: ['ExecutionStarted', 'MapStateEntered', 'EvaluationFailed', 'MapStateFailed', 'ExecutionFailed'],
});

const takes = (concurrency: Json, seconds: number): Case => ({
  title: `three iterations of 10 s with MaxConcurrency ${JSON.stringify(concurrency)} take ${seconds} s`,
  states: { Each: map({ A: wait }, { Items: [1, 2, 3], MaxConcurrency: concurrency }) },
  input: { limit: 2 },
  output: [1, 2, 3],
  seconds,
  counts: { MapIterationStarted: 3, MapIterationSucceeded: 3 },
});

const wrongLimit = (field: string, value: Json): Case => ({
  title: `${field} of ${JSON.stringify(value)} is an evaluation error`,
  states: { Each: map({ A: pass() }, { Items: [1], [field]: '{% $states.input.v %}' }) },
  input: { v: value },
  error: 'States.QueryEvaluationError',
  cause: new RegExp(`'${field}'`),
  counts: { MapStateStarted: 0, MapStateFailed: 1 },
});

export const mapCases: Case[] = [
  {
    title: 'the input is the list of items by default',
    states: { Each: map({ A: pass({ Output: '{% $states.input * 2 %}' }) }) },
    input: [1, 2, 3],
    output: [2, 4, 6],
  },
  {
    title: 'one iteration after the other, as the service reports them',
    states: { Each: map({ A: pass() }, { MaxConcurrency: 1 }) },
    input: [1, 2],
    output: [1, 2],
    events: [
      ...(['ExecutionStarted', 'MapStateEntered', 'MapStateStarted'] as const),
      ...(['MapIterationStarted', 'PassStateEntered', 'PassStateExited', 'MapIterationSucceeded'] as const),
      ...(['MapIterationStarted', 'PassStateEntered', 'PassStateExited', 'MapIterationSucceeded'] as const),
      ...(['MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'] as const),
    ],
  },
  {
    title: 'no items, no iterations',
    states: { Each: map({ A: pass() }) },
    input: [],
    output: [],
    events: [
      ...(['ExecutionStarted', 'MapStateEntered', 'MapStateStarted'] as const),
      ...(['MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'] as const),
    ],
  },
  {
    title: 'Items may be written out, with expressions in them',
    states: { Each: map({ A: pass() }, { Items: [1, '{% $states.input.two %}', [3]] }) },
    input: { two: 2 },
    output: [1, 2, [3]],
  },
  refusesItems(1, 'number'),
  refusesItems('x', 'string'),
  refusesItems(null, 'null'),
  refusesItems(true, 'boolean'),
  refusesItems({ a: 1 }, 'object'),
  {
    title: 'an input that is no list is refused',
    states: { Each: map({ A: pass() }) },
    input: { a: 1 },
    error: 'States.QueryEvaluationError',
    cause: /Map state input must be an array but was: \{"a":1\}$/,
  },
  {
    title: 'ItemSelector shapes the inputs; the context tells the item',
    states: {
      Each: map(
        { A: pass() },
        {
          Items: '{% $states.input.list %}',
          ItemSelector: {
            at: '{% $states.context.Map.Item.Index %}',
            item: '{% $states.context.Map.Item.Value %}',
            of: '{% $states.input.name %}',
          },
        },
      ),
    },
    input: { list: ['x', 'y'], name: 'n' },
    output: [
      { at: 0, item: 'x', of: 'n' },
      { at: 1, item: 'y', of: 'n' },
    ],
  },
  {
    title: 'states within an iteration see the item in the context too',
    states: { Each: map({ A: pass({ Output: '{% $states.context.Map.Item.Index %}' }) }) },
    input: ['a', 'b'],
    output: [0, 1],
  },
  {
    title: 'an ItemSelector that cannot be evaluated fails the state',
    states: { Each: map({ A: pass() }, { Items: [1], ItemSelector: '{% $gone %}' }) },
    error: 'States.QueryEvaluationError',
    cause: /field 'ItemSelector'/,
  },
  takes(0, 10),
  takes(1, 30),
  takes(2, 20),
  takes('{% $states.input.limit %}', 20),
  {
    title: 'an inline Map runs at most 40 iterations at a time',
    states: {
      Each: map({ A: wait }, { Items: Array.from({ length: 41 }, (_, index) => index), Output: 'done' }),
    },
    output: 'done',
    seconds: 20,
  },
  wrongLimit('MaxConcurrency', 'x'),
  wrongLimit('MaxConcurrency', -1),
  wrongLimit('MaxConcurrency', 1.5),
  wrongLimit('ToleratedFailureCount', null),
  wrongLimit('ToleratedFailurePercentage', 101),
  {
    title: 'a failing iteration fails the Map and stops the others',
    states: {
      Each: map({
        A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'B' }], Default: 'C' },
        B: fail,
        C: wait,
      }),
    },
    input: [1, 2, 3],
    error: 'E',
    cause: 'C',
    seconds: 0,
    counts: { MapIterationFailed: 1, MapIterationAborted: 2, MapStateFailed: 1 },
  },
  {
    title: 'a retry of the Map runs all iterations anew',
    states: { Each: map({ A: invoke({ Output: 'ok' }) }, { Retry: [{ ErrorEquals: ['E'] }] }) },
    input: [1],
    mocks: { work: [throws('E'), returns(1)] },
    output: ['ok'],
    counts: { MapStateStarted: 2, MapStateFailed: 0, MapStateSucceeded: 1 },
  },
  {
    title: 'a Catch of the Map takes the error of an iteration',
    states: {
      Each: map({ A: fail }, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] }),
      Done: pass(),
    },
    input: [1],
    output: { Error: 'E', Cause: 'C' },
  },
  {
    title: 'failures within ToleratedFailureCount are left out',
    states: { Each: map(check, { ToleratedFailureCount: 1 }) },
    input: [1, 20, 3],
    output: ['ok 1', 'ok 3'],
    counts: { MapIterationFailed: 1, MapIterationSucceeded: 2 },
  },
  {
    title: 'one failure more than tolerated fails the Map',
    states: { Each: map(check, { ToleratedFailureCount: 1, MaxConcurrency: 1 }) },
    input: [20, 30, 1],
    error: 'States.ExceedToleratedFailureThreshold',
  },
  {
    title: 'failures within ToleratedFailurePercentage are left out',
    states: { Each: map(check, { ToleratedFailurePercentage: 50 }) },
    input: [1, 20],
    output: ['ok 1'],
  },
  {
    title: 'a higher percentage fails the Map',
    states: { Each: map(check, { ToleratedFailurePercentage: '{% 49 %}' }) },
    input: [1, 20],
    error: 'States.ExceedToleratedFailureThreshold',
  },
  {
    title: 'a distributed Map reports a run, not its iterations',
    states: { Each: distributedMap({ A: pass() }) },
    input: [1, 2],
    output: [1, 2],
    events: [
      ...(['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted'] as const),
      ...(['MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'] as const),
    ],
  },
  {
    title: 'a failing iteration fails a distributed Map by its threshold',
    states: { Each: distributedMap({ A: fail }) },
    input: [1],
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
    counts: { MapRunFailed: 1, MapStateFailed: 1, MapIterationFailed: 0, FailStateEntered: 0 },
  },
  {
    title: 'ItemBatcher groups the items',
    states: {
      Each: distributedMap(
        { A: pass() },
        { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { day: '{% $states.input[0] %}' } } },
      ),
    },
    input: [1, 2, 3],
    output: [
      { BatchInput: { day: 1 }, Items: [1, 2] },
      { BatchInput: { day: 1 }, Items: [3] },
    ],
  },
  {
    title: 'ItemBatcher keeps batches within a number of bytes',
    states: {
      Each: distributedMap(
        { A: pass({ Output: '{% $count($states.input.Items) %}' }) },
        { ItemBatcher: { MaxInputBytesPerBatch: 40 } },
      ),
    },
    input: ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc'],
    output: [2, 1],
  },
  {
    title: 'Maps within Maps',
    states: { Outer: map({ Inner: map({ A: pass({ Output: '{% $states.input + 1 %}' }) }) }) },
    input: [[1, 2], [3]],
    output: [[2, 3], [4]],
  },
  {
    title: 'Iterator is the old name of ItemProcessor',
    states: { Each: { Type: 'Map', Iterator: { StartAt: 'A', States: { A: pass() } }, End: true } },
    input: [1],
    output: [1],
  },
];
