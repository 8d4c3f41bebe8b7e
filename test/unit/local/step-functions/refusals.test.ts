import type { Json, JsonObject } from '#local/step-functions/json';
import { InvalidDefinition, parseStateMachine } from '#local/step-functions/parse-state-machine';
import { definitionOf, invoke, map, parallel, pass, succeed } from './run-case.ts';

const all = { ErrorEquals: ['States.ALL'] };

/** One state that is wrong, and what the message must say: the state, the field and the fault. */
const badStates: [string, JsonObject, RegExp][] = [
  ['no Type', {}, /^State "Bad": field "Type": is missing$/],
  ['an unknown Type', { Type: 'Loop' }, /State "Bad": field "Type": "Loop" is not a kind of state/],
  ['neither Next nor End', { Type: 'Pass' }, /State "Bad": field "Next": is missing/],
  ['both Next and End', { ...pass(), Next: 'Bad' }, /field "Next": a state has either/],
  ['End false', { Type: 'Pass', End: false }, /field "End": must be true/],
  ['a Next to nowhere', pass({ Next: 'Nowhere' }), /field "Next": there is no state "Nowhere"/],
  ['an unknown field', pass({ Foo: 1 }), /field "Foo": is not a field of a Pass state/],
  [
    'a field of another kind',
    { Type: 'Succeed', Seconds: 1 },
    /field "Seconds": is not a field of a Succeed state/,
  ],
  ['JSONPath InputPath', pass({ InputPath: '$' }), /field "InputPath": belongs to JSONPath.*use "Arguments"/],
  ['JSONPath Result', pass({ Result: 1 }), /field "Result": belongs to JSONPath.*use "Output"/],
  ['JSONPath ResultPath', invoke({ ResultPath: '$.a' }), /field "ResultPath": belongs to JSONPath/],
  [
    'JSONPath SecondsPath',
    { Type: 'Wait', SecondsPath: '$.s', End: true },
    /field "SecondsPath".*use "Seconds"/,
  ],
  [
    'JSONPath choice',
    choice({ Variable: '$.a', NumericEquals: 1, Next: 'Bad' }),
    /"Choices\[0\]\/Variable".*"Condition"/,
  ],
  [
    'a state in JSONPath',
    pass({ QueryLanguage: 'JSONPath' }),
    /field "QueryLanguage": JSONPath is not supported/,
  ],
  ['an unknown language', pass({ QueryLanguage: 'SQL' }), /field "QueryLanguage": must be "JSONata"/],
  [
    'a syntax error in Output',
    pass({ Output: '{% 1 + %}' }),
    /field "Output": invalid JSONata "1 \+": .* at position \d/,
  ],
  [
    'a syntax error deep down',
    pass({ Output: { a: ['{% ( %}'] } }),
    /field "Output\/a\[0\]": invalid JSONata/,
  ],
  [
    'an empty expression',
    pass({ Output: '{%  %}' }),
    /field "Output": invalid JSONata "": Unexpected end of expression/,
  ],
  ['a syntax error in Assign', pass({ Assign: { x: '{% ) %}' } }), /field "Assign\/x": invalid JSONata/],
  ['an Assign that is no object', pass({ Assign: 'x' }), /field "Assign": must be an object/],
  ['an Assign of $states', pass({ Assign: { states: 1 } }), /field "Assign\/states": "states" is reserved/],
  ['an Assign to a path', pass({ Assign: { 'a.b': 1 } }), /field "Assign\/a\.b": is not a name/],
  ['a long variable name', pass({ Assign: { [`a${'b'.repeat(80)}`]: 1 } }), /is not a name for a variable/],
  ['no Resource', { Type: 'Task', End: true }, /field "Resource": is missing/],
  ['an unknown Resource', task('arn:aws:s3:::bucket'), /field "Resource": "arn:aws:s3:::bucket" is neither/],
  [
    'an unknown service',
    task('arn:aws:states:::fax:send'),
    /field "Resource": there is no integration with "fax"/,
  ],
  [
    'an unknown action',
    task('arn:aws:states:::sqs:receive'),
    /field "Resource": the integration with "sqs" has no action/,
  ],
  [
    'an SDK integration with .sync',
    task('arn:aws:states:::aws-sdk:sns:publish.sync'),
    /do not support \.sync/,
  ],
  [
    'an activity',
    task('arn:aws:states:us-east-1:1:activity:a'),
    /field "Resource": activities are not supported/,
  ],
  ['a timeout of 0', invoke({ TimeoutSeconds: 0 }), /field "TimeoutSeconds": must be an integer from 1/],
  [
    'a timeout that is text',
    invoke({ TimeoutSeconds: '5' }),
    /"TimeoutSeconds": must be .* or a \{% JSONata %\}/,
  ],
  [
    'a heartbeat as long as the timeout',
    invoke({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
    /"HeartbeatSeconds": must be smaller/,
  ],
  ['a Retry without errors', invoke({ Retry: [{}] }), /field "Retry\[0\]\/ErrorEquals": is missing/],
  [
    'a Retry of no errors',
    invoke({ Retry: [{ ErrorEquals: [] }] }),
    /"Retry\[0\]\/ErrorEquals": must be a non-empty/,
  ],
  ['States.ALL in company', invoke({ Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] }), /must stand alone/],
  [
    'States.ALL not last',
    invoke({ Retry: [all, { ErrorEquals: ['E'] }] }),
    /"Retry\[0\]\/ErrorEquals": .* must come last/,
  ],
  ['a rate below 1', invoke({ Retry: [{ ...all, BackoffRate: 0.5 }] }), /"Retry\[0\]\/BackoffRate"/],
  ['an interval of 0', invoke({ Retry: [{ ...all, IntervalSeconds: 0 }] }), /"Retry\[0\]\/IntervalSeconds"/],
  ['negative attempts', invoke({ Retry: [{ ...all, MaxAttempts: -1 }] }), /"Retry\[0\]\/MaxAttempts"/],
  [
    'a cap below the interval',
    invoke({ Retry: [{ ...all, IntervalSeconds: 5, MaxDelaySeconds: 5 }] }),
    /"Retry\[0\]\/MaxDelaySeconds"/,
  ],
  [
    'an unknown jitter',
    invoke({ Retry: [{ ...all, JitterStrategy: 'HALF' }] }),
    /"Retry\[0\]\/JitterStrategy"/,
  ],
  ['a Catch without Next', invoke({ Catch: [all] }), /field "Catch\[0\]\/Next": is missing/],
  [
    'a Catch to nowhere',
    invoke({ Catch: [{ ...all, Next: 'X' }] }),
    /"Catch\[0\]\/Next": there is no state "X"/,
  ],
  [
    'a Catch with ResultPath',
    invoke({ Catch: [{ ...all, ResultPath: '$', Next: 'Bad' }] }),
    /"Catch\[0\]\/ResultPath": belongs/,
  ],
  ['a Retry that is no list', invoke({ Retry: {} }), /field "Retry": must be an array/],
  ['no choices', { Type: 'Choice', Choices: [] }, /field "Choices": must hold at least one rule/],
  ['a rule without Condition', choice({ Next: 'Bad' }), /field "Choices\[0\]\/Condition": is missing/],
  [
    'a Condition that is text',
    choice({ Condition: 'yes', Next: 'Bad' }),
    /"Choices\[0\]\/Condition": must be true or false/,
  ],
  [
    'a rule to nowhere',
    choice({ Condition: true, Next: 'X' }),
    /"Choices\[0\]\/Next": there is no state "X"/,
  ],
  ['a Wait for nothing', { Type: 'Wait', End: true }, /field "Seconds": give either/],
  [
    'a Wait for two things',
    { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true },
    /give either/,
  ],
  ['a negative Wait', { Type: 'Wait', Seconds: -1, End: true }, /field "Seconds": must be an integer from 0/],
  [
    'a Wait until no time',
    { Type: 'Wait', Timestamp: 'soon', End: true },
    /field "Timestamp": must be a time/,
  ],
  ['a Fail with a number', { Type: 'Fail', Error: 1 }, /field "Error": must be a string/],
  ['no branches', { Type: 'Parallel', Branches: [], End: true }, /field "Branches": must hold at least one/],
  ['a fault in a branch', parallel([{ In: { Type: 'Pass' } }]), /^State "In": field "Next": is missing/],
  ['no ItemProcessor', { Type: 'Map', End: true }, /field "ItemProcessor": is missing/],
  ['Items that are no list', map({ In: pass() }, { Items: 1 }), /field "Items": must be an array/],
  ['an ItemReader', map({ In: pass() }, { ItemReader: {} }), /field "ItemReader": is not supported/],
  [
    'an ItemBatcher inline',
    map({ In: pass() }, { ItemBatcher: { MaxItemsPerBatch: 1 } }),
    /"ItemBatcher": needs the processor mode/,
  ],
  [
    'a percentage above 100',
    map({ In: pass() }, { ToleratedFailurePercentage: 101 }),
    /"ToleratedFailurePercentage"/,
  ],
  ['a name used twice', parallel([{ Bad: pass() }]), /State "Bad": the name is used more than once/],
];

const badDefinitions: [string, Json, RegExp][] = [
  ['text that is no object', [], /must be a JSON object/],
  ['no StartAt', { States: { A: pass() } }, /Definition: field "StartAt": is missing/],
  ['no States', { StartAt: 'A' }, /Definition: field "States": is missing/],
  ['empty States', { StartAt: 'A', States: {} }, /field "States": must hold at least one state/],
  ['a StartAt to nowhere', { StartAt: 'B', States: { A: pass() } }, /field "StartAt": there is no state "B"/],
  ['an unknown field at the top', { ...base(), Foo: 1 }, /field "Foo": is not a field of a state machine/],
  ['another version', { ...base(), Version: '2.0' }, /field "Version": must be "1\.0"/],
  ['a timeout of 0', { ...base(), TimeoutSeconds: 0 }, /field "TimeoutSeconds"/],
  [
    'JSONPath at the top',
    { ...base(), QueryLanguage: 'JSONPath' },
    /Definition: field "QueryLanguage": JSONPath is not/,
  ],
  [
    'JSONata without saying so',
    { StartAt: 'A', States: { A: pass({ Output: 1 }) } },
    /State "A": field "Output": needs "QueryLanguage"/,
  ],
  [
    'a state that nothing leads to',
    { ...base(), States: { A: pass(), Island: succeed } },
    /State "Island": no other state/,
  ],
  [
    'a long state name',
    { StartAt: 'x'.repeat(81), States: { ['x'.repeat(81)]: pass() } },
    /longer than 80 characters/,
  ],
];

describe('a definition is refused', () => {
  test.each(badStates)('with %s', (_, state, message) => {
    expect(() => parseStateMachine(definitionOf({ states: { Bad: state } }))).toThrow(message);
  });

  test.each(badDefinitions)('with %s', (_, definition, message) => {
    expect(() => parseStateMachine(JSON.stringify(definition))).toThrow(message);
  });

  test('that is not JSON, or larger than 1 MB', () => {
    expect(() => parseStateMachine('{')).toThrow(InvalidDefinition);
    expect(() => parseStateMachine(JSON.stringify({ Comment: 'x'.repeat(2 ** 20) }))).toThrow(
      /larger than 1 MB/,
    );
  });

  test('when an inner scope assigns a variable of an outer one', () => {
    const states = {
      Set: pass({ Assign: { x: 1 }, Next: 'Fork' }),
      Fork: parallel([{ In: pass({ Assign: { x: 2 } }) }]),
    };

    expect(() => parseStateMachine(definitionOf({ states }))).toThrow(
      /State "In": field "Assign\/x": is a variable of an outer scope/,
    );
  });
});

describe('a definition is taken', () => {
  test('without a query language if nothing depends on one', () => {
    const states = { A: pass({ Assign: {}, Next: 'B' }), B: { Type: 'Wait', Seconds: 1, End: true } };

    expect(() => parseStateMachine(JSON.stringify({ StartAt: 'A', States: states }))).not.toThrow();
  });

  test('with the language given by each state', () => {
    const states = { A: pass({ QueryLanguage: 'JSONata', Output: '{% 1 %}' }) };

    expect(() => parseStateMachine(JSON.stringify({ StartAt: 'A', States: states }))).not.toThrow();
  });

  test('with comments everywhere', () => {
    const commented = invoke({
      Comment: 'c',
      Retry: [{ ...all, Comment: 'c' }],
      Catch: [{ ...all, Next: 'B', Comment: 'c' }],
    });

    expect(() =>
      parseStateMachine(definitionOf({ states: { A: commented, B: succeed }, top: { Comment: 'c' } })),
    ).not.toThrow();
  });
});

function base(): JsonObject {
  return { StartAt: 'A', States: { A: pass() } };
}

function choice(rule: JsonObject): JsonObject {
  return { Type: 'Choice', Choices: [rule] };
}

function task(resource: string): JsonObject {
  return { Type: 'Task', Resource: resource, End: true };
}
