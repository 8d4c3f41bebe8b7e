import type { Json, JsonObject } from '#local/step-functions/json';
import { type Case, pass, succeed } from '../run-case.ts';

const chooses = (condition: Json, output: string, input: Json = { n: 5 }): Case => ({
  title: `a Choice with the condition ${JSON.stringify(condition)} takes "${output}"`,
  states: {
    Decide: { Type: 'Choice', Choices: [{ Condition: condition, Next: 'Yes' }], Default: 'No' },
    Yes: pass({ Output: 'yes' }),
    No: pass({ Output: 'no' }),
  },
  input,
  output,
});

const notBoolean = (expression: string, type: string, text: string): Case => ({
  title: `a condition that gives ${text} is an error`,
  states: {
    Decide: {
      Type: 'Choice',
      Choices: [{ Condition: `{% ${expression} %}`, Next: 'Done' }],
      Default: 'Done',
    },
    Done: succeed,
  },
  error: 'States.QueryEvaluationError',
  cause: new RegExp(
    `'Choices\\[0\\]/Condition' returned an unexpected .*'boolean', but was '${type}' for value: ${text}$`,
  ),
});

const waits = (fields: JsonObject, seconds: number, input: Json = {}): Case => ({
  title: `a Wait with ${JSON.stringify(fields)} takes ${seconds} s`,
  states: { Rest: { Type: 'Wait', ...fields, End: true } },
  input,
  output: input,
  seconds,
  events: ['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded'],
});

const wontWait = (fields: JsonObject, input: Json, cause: RegExp): Case => ({
  title: `a Wait with ${JSON.stringify(input)} is an error`,
  states: { Rest: { Type: 'Wait', ...fields, End: true } },
  input,
  error: 'States.QueryEvaluationError',
  cause,
  events: ['ExecutionStarted', 'WaitStateEntered', 'EvaluationFailed', 'ExecutionFailed'],
});

const timestamp = { Timestamp: '{% $states.input.at %}' };
const seconds = { Seconds: '{% $states.input.s %}' };
const notATime =
  /The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: /;

export const flowCases: Case[] = [
  {
    title: 'a Pass hands its input on',
    states: { Go: pass() },
    input: { a: [1, null] },
    output: { a: [1, null] },
    events: ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
  },
  {
    title: 'an Output may be any JSON',
    states: { Go: pass({ Output: [null, 0, ''] }) },
    output: [null, 0, ''],
  },
  { title: 'an Output may be null', states: { Go: pass({ Output: null }) }, output: null },
  {
    title: 'a Succeed ends the execution with its Output',
    states: { Go: { Type: 'Succeed', Output: { n: '{% $states.input.n %}' } } },
    input: { n: 1 },
    output: { n: 1 },
    events: ['ExecutionStarted', 'SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
  },
  {
    title: 'a Fail ends it with constant Error and Cause',
    states: { Go: { Type: 'Fail', Error: 'E', Cause: 'C' } },
    error: 'E',
    cause: 'C',
    events: ['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed'],
  },
  {
    title: 'a Fail evaluates Error and Cause',
    states: { Go: { Type: 'Fail', Error: '{% $states.input.e %}', Cause: "{% 'for ' & $states.input.e %}" } },
    input: { e: 'X' },
    error: 'X',
    cause: 'for X',
  },
  { title: 'a Fail needs neither Error nor Cause', states: { Go: { Type: 'Fail' } }, status: 'FAILED' },
  {
    title: 'a Fail whose Error is no string is an evaluation error',
    states: { Go: { Type: 'Fail', Error: '{% 1 %}' } },
    error: 'States.QueryEvaluationError',
    cause: /'Error' returned an unexpected result type\. Expected 'string', but was 'number' for value: 1$/,
  },
  {
    title: 'a Fail whose Cause is undefined is an evaluation error',
    states: { Go: { Type: 'Fail', Error: 'E', Cause: '{% $gone %}' } },
    error: 'States.QueryEvaluationError',
    cause: /field 'Cause' returned nothing/,
    events: ['ExecutionStarted', 'FailStateEntered', 'EvaluationFailed', 'ExecutionFailed'],
  },
  chooses('{% $states.input.n > 3 %}', 'yes'),
  chooses('{% $states.input.n < 3 %}', 'no'),
  chooses('{% $states.input.n = 5 and $not($states.input.n = 6) %}', 'yes'),
  chooses("{% 'b' in ['a', 'b'] %}", 'yes'),
  chooses(true, 'yes'),
  chooses(false, 'no'),
  notBoolean('1', 'number', '1'),
  notBoolean('"x"', 'string', '"x"'),
  notBoolean('null', 'null', 'null'),
  {
    title: 'the first rule that is true wins, with its own Assign and Output',
    states: {
      Decide: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n = 1 %}', Next: 'End' },
          {
            Condition: '{% $states.input.n = 2 %}',
            Assign: { by: 'second' },
            Output: { kept: true },
            Next: 'End',
          },
          { Condition: '{% true %}', Assign: { by: 'third' }, Next: 'End' },
        ],
      },
      End: pass({ Output: { by: '{% $by %}', in: '{% $states.input %}' } }),
    },
    input: { n: 2 },
    output: { by: 'second', in: { kept: true } },
  },
  {
    title: "the default has the state's Assign and Output",
    states: {
      Decide: {
        Type: 'Choice',
        Choices: [{ Condition: '{% false %}', Next: 'End' }],
        Default: 'End',
        Assign: { by: 'default' },
        Output: 'out',
      },
      End: pass({ Output: "{% $by & ' ' & $states.input %}" }),
    },
    output: 'default out',
  },
  {
    title: 'a Choice where nothing matches fails',
    states: { Decide: { Type: 'Choice', Choices: [{ Condition: false, Next: 'End' }] }, End: succeed },
    error: 'States.NoChoiceMatched',
    cause: /executing the state 'Decide' \(entered at the event id #2\)/,
    events: ['ExecutionStarted', 'ChoiceStateEntered', 'ExecutionFailed'],
  },
  waits({ Seconds: 10 }, 10),
  waits({ Seconds: 0 }, 0),
  waits(seconds, 86_400, { s: 86_400 }),
  waits({ Timestamp: '2026-01-01T00:01:00Z' }, 60),
  waits(timestamp, 0, { at: '2016-03-05T21:29:29.243167252Z' }),
  waits(timestamp, 3600, { at: '2026-01-01T03:00:00+02:00' }),
  waits(timestamp, 60, { at: '2026-01-01T00:01Z' }),
  waits(timestamp, 60.5, { at: '2026-01-01T00:01:00.500Z' }),
  wontWait(timestamp, { at: '2026-01-01 00:00:00Z' }, notATime),
  wontWait(timestamp, { at: '2026-02-30T00:00:00Z' }, notATime),
  wontWait(timestamp, { at: '2026-01-01T24:00:00Z' }, notATime),
  wontWait(timestamp, { at: 'tomorrow' }, notATime),
  wontWait(timestamp, { at: 5 }, /Expected 'string', but was 'number' for value: 5/),
  wontWait(seconds, { s: '5' }, /Expected 'number', but was 'string' for value: "5"/),
  wontWait(seconds, { s: -1 }, /'Seconds'.*but was: -1/),
  wontWait(seconds, { s: 1.5 }, /'Seconds'.*but was: 1.5/),
  wontWait(seconds, { s: 100_000_000 }, /'Seconds'.*but was: 100000000/),
  {
    title: 'a definition without a query language runs if nothing depends on one',
    states: { Go: pass({ Next: 'Rest' }), Rest: { Type: 'Wait', Seconds: 1, End: true } },
    top: {},
    input: [1],
    output: [1],
  },
];
