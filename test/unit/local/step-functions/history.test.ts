import { Driver } from './driver.ts';
import { invoke, map, pass } from './run-case.ts';

test('events carry ids, causes, times in seconds and the details of their type', async () => {
  const run = await new Driver(
    { states: { Call: invoke({ TimeoutSeconds: 9, Assign: { x: [1] } }) } },
    { a: 1 },
  ).start();
  run.now = 1500;
  await run.signal({ type: 'taskSucceeded', taskId: run.task.taskId, output: 'r' });

  expect(run.history).toEqual([
    {
      timestamp: 0,
      type: 'ExecutionStarted',
      id: 1,
      previousEventId: 0,
      executionStartedEventDetails: {
        input: '{"a":1}',
        inputDetails: { truncated: false },
        roleArn: 'arn:aws:iam::000000000000:role/state-machine',
      },
    },
    {
      timestamp: 0,
      type: 'TaskStateEntered',
      id: 2,
      previousEventId: 0,
      stateEnteredEventDetails: { name: 'Call', input: '{"a":1}', inputDetails: { truncated: false } },
    },
    {
      timestamp: 0,
      type: 'TaskScheduled',
      id: 3,
      previousEventId: 2,
      taskScheduledEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke',
        region: 'us-east-1',
        parameters: '{"FunctionName":"work","Payload":{}}',
        timeoutInSeconds: 9,
      },
    },
    {
      timestamp: 0,
      type: 'TaskStarted',
      id: 4,
      previousEventId: 3,
      taskStartedEventDetails: { resourceType: 'lambda', resource: 'invoke' },
    },
    {
      timestamp: 1.5,
      type: 'TaskSucceeded',
      id: 5,
      previousEventId: 4,
      taskSucceededEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke',
        output: '"r"',
        outputDetails: { truncated: false },
      },
    },
    {
      timestamp: 1.5,
      type: 'TaskStateExited',
      id: 6,
      previousEventId: 5,
      stateExitedEventDetails: {
        name: 'Call',
        output: '"r"',
        outputDetails: { truncated: false },
        assignedVariables: { x: '[1]' },
        assignedVariablesDetails: { truncated: false },
      },
    },
    {
      timestamp: 1.5,
      type: 'ExecutionSucceeded',
      id: 7,
      previousEventId: 6,
      executionSucceededEventDetails: { output: '"r"', outputDetails: { truncated: false } },
    },
  ]);
});

test('a failed evaluation names the state and the field, and follows what went before the state', async () => {
  const run = await new Driver({
    states: { A: pass({ Next: 'B' }), B: pass({ Output: { x: '{% $gone %}' } }) },
  }).start();

  expect(run.history[4]).toMatchObject({
    type: 'EvaluationFailed',
    id: 5,
    previousEventId: 3,
    evaluationFailedEventDetails: {
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'B' (entered at the event id #4). The JSONata expression " +
        "'$gone' specified for the field 'Output/x' returned nothing (undefined).",
      location: 'Output/x',
      state: 'B',
    },
  });
});

test('iterations follow the end of the one before, as the service reports them', async () => {
  const run = await new Driver(
    { states: { Each: map({ A: pass() }, { MaxConcurrency: 1 }) } },
    [1, 2],
  ).start();

  expect(run.history.map(({ previousEventId }) => previousEventId)).toEqual([
    0, 0, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11, 11, 13,
  ]);
  expect(run.history[3]).toMatchObject({ mapIterationStartedEventDetails: { name: 'Each', index: 0 } });
});
