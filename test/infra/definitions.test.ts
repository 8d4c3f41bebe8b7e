import { lintAllDefinitions } from '#infra/definitions/lint-all';
import { describeFinding, lintDefinition } from '#infra/definitions/lint-definition';

const retry = [{ ErrorEquals: ['Transient'], MaxAttempts: 5, MaxDelaySeconds: 60, JitterStrategy: 'FULL' }];
const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: '${HandOver}', Payload: { checkInId: '{% $checkInId %}' } },
  TimeoutSeconds: 30,
  Retry: retry,
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Give up' }],
  Next: 'Done',
};
const sound = {
  QueryLanguage: 'JSONata',
  StartAt: 'Remember',
  States: {
    Remember: { Type: 'Pass', Assign: { checkInId: '{% $states.input.checkInId %}' }, Next: 'Tell a person' },
    'Tell a person': task,
    'Give up': { Type: 'Fail', Error: 'Permanent' },
    Done: { Type: 'Succeed' },
  },
};

/** The findings about a definition that may use `${HandOver}`, each as the line that is printed. */
const lint = (definition: unknown, more: Partial<Parameters<typeof lintDefinition>[0]> = {}): string[] =>
  lintDefinition({
    file: 'workflows/a.asl.json',
    text: JSON.stringify(definition, undefined, 2),
    supplied: ['HandOver'],
    functions: ['HandOver'],
    ...more,
  }).map(describeFinding);

const withTask = (change: object) => ({
  ...sound,
  States: { ...sound.States, 'Tell a person': { ...task, ...change } },
});
const payload = (Payload: unknown) => withTask({ Arguments: { ...task.Arguments, Payload } });
const about = (field: string, problem: string) =>
  `workflows/a.asl.json: state "Tell a person", ${field}: ${problem}`;

describe('the files of workflows/', () => {
  test('keep the house rules', () => {
    expect(lintAllDefinitions('.').map(describeFinding)).toEqual([]);
  });
});

describe('a sound definition', () => {
  test('has no findings', () => {
    expect(lint(sound)).toEqual([]);
  });
});

describe('the file', () => {
  test('that is not JSON is named', () => {
    expect(lint(undefined, { text: 'StartAt: Ask' })).toContain(
      'workflows/a.asl.json: file: is not a state machine definition in JSON',
    );
  });

  test('without JSONata at the top is refused', () => {
    expect(lint({ ...sound, QueryLanguage: undefined })).toContain(
      'workflows/a.asl.json: QueryLanguage: must be "JSONata", at the top',
    );
  });

  test('of 200 lines is too long', () => {
    const text = JSON.stringify(sound) + '\n'.repeat(199) + ' ';

    expect(lint(undefined, { text: `{\n${' \n'.repeat(198)}${JSON.stringify(sound).slice(1)}` })).toContain(
      'workflows/a.asl.json: file: has 200 lines; split it below 200',
    );
    expect(lint(undefined, { text })).toEqual([]);
  });

  test('that breaks the language itself is refused', () => {
    const waiting = { ...sound.States, Done: { Type: 'Wait', Seconds: 1, Timestamp: 'x', End: true } };

    expect(lint({ ...sound, States: waiting })).not.toEqual([]);
  });
});

describe('placeholders', () => {
  test('must be names of folders', () => {
    expect(lint(sound, { functions: [] })).toEqual([
      'workflows/a.asl.json: ${HandOver}: is not the name of a folder in functions/ or of a state machine',
    ]);
  });

  test('must be supplied by infra', () => {
    expect(lint(sound, { supplied: [] })).toEqual([
      'workflows/a.asl.json: ${HandOver}: is not supplied: add its folder in infra/definitions/workflow-functions.ts',
    ]);
  });

  test('that infra supplies must be used', () => {
    expect(lint(sound, { supplied: ['HandOver', 'AskCheckIn'] })).toEqual([
      'workflows/a.asl.json: ${AskCheckIn}: is supplied by infra but not used in the file',
    ]);
  });
});

describe('every state', () => {
  test('can be reached', () => {
    const States = { ...sound.States, Island: { Type: 'Succeed' } };

    expect(lint({ ...sound, States })).toEqual([
      'workflows/a.asl.json: state "Island", Next: no state leads here',
    ]);
  });

  test('can be reached inside a branch too', () => {
    const branch = { StartAt: 'In', States: { In: { Type: 'Succeed' }, Lost: { Type: 'Succeed' } } };
    const States = { Both: { Type: 'Parallel', Branches: [branch], End: true } };

    expect(lint({ ...sound, StartAt: 'Both', States }, { supplied: [] })).toEqual([
      'workflows/a.asl.json: state "Lost", Next: no state leads here',
    ]);
  });

  test('leaves the query language to the top', () => {
    expect(lint(withTask({ QueryLanguage: 'JSONata' }))).toEqual([
      about('QueryLanguage', 'is set once, at the top of the file'),
    ]);
  });

  test('names errors of the taxonomy or of AWS only', () => {
    const unknown = [{ ErrorEquals: ['TransientError'], Next: 'Give up' }, ...task.Catch];

    expect(lint(withTask({ Catch: unknown }))).toEqual([
      about(
        'ErrorEquals',
        '"TransientError" is neither InvalidInput, Permanent, Transient nor an error of AWS',
      ),
    ]);
  });
});

describe('every task', () => {
  test('has a timeout', () => {
    expect(lint(withTask({ TimeoutSeconds: undefined }))).toEqual([about('TimeoutSeconds', 'is missing')]);
  });

  test('that waits for an answer does not wait for ever', () => {
    const waiting = { Resource: `${task.Resource}.waitForTaskToken`, TimeoutSeconds: undefined };

    expect(lint(withTask({ ...waiting, HeartbeatSeconds: 60 }))).toEqual([
      about('TimeoutSeconds', 'is missing: the wait for an answer never ends'),
    ]);
  });

  test('tries again after Transient', () => {
    const other = [{ ...retry[0], ErrorEquals: ['Lambda.ServiceException'] }];

    expect(lint(withTask({ Retry: undefined }))).toEqual([about('Retry', 'is missing for Transient')]);
    expect(lint(withTask({ Retry: other }))).toEqual([about('Retry', 'is missing for Transient')]);
  });

  test.each(['MaxAttempts', 'MaxDelaySeconds', 'JitterStrategy'])('retries with %s', (field) => {
    expect(lint(withTask({ Retry: [{ ...retry[0], [field]: undefined }] }))).toEqual([
      about(`Retry.${field}`, 'is missing: a retry is finite, capped and spread'),
    ]);
  });

  test('has somewhere to go when it fails', () => {
    const lonely = { ...withTask({ Catch: undefined }) };
    const { 'Give up': _unused, ...States } = lonely.States;

    expect(lint({ ...lonely, States })).toEqual([
      about('Catch', 'is missing: a failure here reaches nobody'),
    ]);
  });
});

describe('execution data', () => {
  const allowed =
    'allowed are checkInId, participantId, participantIds, coupleId, offerId, crisisId, taskId, execution, ' +
    'successor, outcome, outcomes, reason, step, taskToken, waitSeconds, enteredAt';

  test('a payload holds ids and outcomes only', () => {
    expect(lint(payload({ checkInId: '{% $checkInId %}', phone: '{% $checkInId %}' }))).toEqual([
      about('Arguments.Payload.phone', `is not an id or an outcome; ${allowed}`),
    ]);
  });

  test('a payload that is passed on whole cannot be checked', () => {
    expect(lint(payload('{% $states.input %}'))).toEqual([
      about('Arguments.Payload', 'must be an object that lists its keys, so that they can be checked'),
    ]);
  });

  test('an output holds ids and outcomes only', () => {
    expect(lint(withTask({ Output: { answer: '{% $states.result.Payload.outcome %}' } }))).toEqual([
      about('Output.answer', `is not an id or an outcome; ${allowed}`),
    ]);
  });

  test.each([
    ['$states.input.name', 'name'],
    ["$states.result.Payload.text & 'x'", 'text'],
    ["$exists($states.input.participant.phone) ? 'a' : 'b'", 'participant'],
    ['$states.errorOutput.Cause', 'Cause'],
  ])('the expression %s is refused', (expression, name) => {
    expect(lint(payload({ reason: `{% ${expression} %}` }))).toContain(
      about('Arguments.Payload.reason', `reads "${name}", which is not an id or an outcome; ${allowed}`),
    );
  });

  test.each(['$states.errorOutput.Error', '$states.context.Task.Token', '$states.result.Payload.outcome'])(
    'the expression %s is fine',
    (expression) => {
      expect(lint(payload({ reason: `{% ${expression} %}` }))).toEqual([]);
    },
  );

  test('an expression that cannot be read is named', () => {
    expect(lint(payload({ reason: '{% $states.input. %}' }))).toEqual([
      about('Arguments.Payload.reason', 'is not a JSONata expression'),
    ]);
  });

  test('is looked at inside a Map too', () => {
    const inner = { ...task, Arguments: { ...task.Arguments, Payload: { body: '{% $checkInId %}' } } };
    const { 'Tell a person': _outer, ...rest } = sound.States;
    const each = {
      Type: 'Map',
      Items: '{% [] %}',
      ItemProcessor: {
        StartAt: 'Tell a person',
        States: { 'Tell a person': inner, 'Give up': rest['Give up'], Done: { Type: 'Succeed' } },
      },
      End: true,
    };

    expect(lint({ ...sound, StartAt: 'Each', States: { Each: each } })).toEqual([
      about('Arguments.Payload.body', `is not an id or an outcome; ${allowed}`),
    ]);
  });
});
