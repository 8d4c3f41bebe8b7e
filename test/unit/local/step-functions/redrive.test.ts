import { Driver } from './driver.ts';
import { distributedMap, invoke, map, parallel, pass } from './run-case.ts';

describe('stopping', () => {
  test('ends the execution with error and cause, and cancels its tasks', async () => {
    const run = await new Driver({ states: { Call: invoke() } }).start();

    await run.signal({ type: 'stop', error: 'Stopped', cause: 'by hand' });

    expect(run.execution).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
    expect(run.history.at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      previousEventId: 0,
      executionAbortedEventDetails: { error: 'Stopped', cause: 'by hand' },
    });
    expect(run.effects.map(({ type }) => type)).toEqual(['runTask', 'cancelTask', 'ended']);
    expect(run.open).toEqual([]);
  });

  test('an ended execution cannot be stopped again', async () => {
    const run = await new Driver({ states: { Go: pass() } }).start();

    await run.signal({ type: 'stop' });

    expect(run.verdict).toBe('ignored');
    expect(run.execution.status).toBe('SUCCEEDED');
  });
});

describe('redriving', () => {
  test('schedules the failed task again with its input, and goes on', async () => {
    const run = await failedCall();

    await run.signal({ type: 'redrive' });
    await answer(run, 'second');

    expect(run.execution).toMatchObject({ status: 'SUCCEEDED', output: 'second', redriveCount: 1 });
    expect(run.execution.error).toBeUndefined();
    expect(run.events.slice(-8)).toEqual([
      'TaskFailed',
      'ExecutionFailed',
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('counts in the context and in the event', async () => {
    const run = await failedCall();

    await run.signal({ type: 'redrive' });
    await fail(run);
    await run.signal({ type: 'redrive' });

    expect(run.task.arguments).toEqual({ redrives: 2 });
    expect(run.history.findLast(({ type }) => type === 'ExecutionRedriven')).toMatchObject({
      executionRedrivenEventDetails: { redriveCount: 2 },
    });
  });

  test('retriers count anew', async () => {
    const run = await new Driver({
      states: { Call: invoke({ Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }] }) },
    }).start();
    await fail(run);
    await fail(await run.pass(1));

    await run.signal({ type: 'redrive' });
    await fail(run);

    expect(run.execution.root.status).toBe('retrying');
  });

  test('runs only the branches that did not succeed', async () => {
    const run = await new Driver({
      states: {
        Fork: parallel([
          { A: pass({ Output: 'a' }) },
          { B: invoke({ Output: 'b' }) },
          { C: invoke({ Output: 'c' }) },
        ]),
      },
    }).start();
    await fail(run);

    await run.signal({ type: 'redrive' });

    expect(run.open.map(({ stateName }) => stateName)).toEqual(['B', 'C']);
    for (const { taskId } of run.open) await run.signal({ type: 'taskSucceeded', taskId, output: 1 });
    expect(run.execution).toMatchObject({ status: 'SUCCEEDED', output: ['a', 'b', 'c'] });
    expect(run.events.filter((type) => type === 'PassStateEntered')).toHaveLength(1);
  });

  test.each([
    ['an inline', map],
    ['a distributed', distributedMap],
  ])('runs only the iterations of %s Map that did not succeed', async (_, each) => {
    const run = await new Driver(
      { states: { Each: each({ A: invoke({ Output: '{% $states.input %}' }) }, { MaxConcurrency: 1 }) } },
      [1, 2, 3],
    ).start();
    await answer(run, 1);
    await fail(run);
    expect(run.execution.status).toBe('FAILED');

    await run.signal({ type: 'redrive' });
    await answer(run, 2);
    await answer(run, 3);

    expect(run.execution).toMatchObject({ status: 'SUCCEEDED', output: [1, 2, 3] });
    expect(run.effects.filter(({ type }) => type === 'runTask')).toHaveLength(4);
  });

  test('goes on after a stop and after a timeout, with the whole time again', async () => {
    const run = await new Driver({
      states: { Rest: { Type: 'Wait', Seconds: 50, End: true } },
      top: { TimeoutSeconds: 60 },
    }).start();
    await (await run.pass(20)).signal({ type: 'stop' });

    await run.signal({ type: 'redrive' });

    expect(run.execution.deadline).toBe(80_000);
    await run.pass(60);
    expect(run.execution.status).toBe('SUCCEEDED');
  });

  test('enters a Fail again, which fails again', async () => {
    const run = await new Driver({ states: { Bad: { Type: 'Fail', Error: 'E' } } }).start();

    await run.signal({ type: 'redrive' });

    expect(run.execution).toMatchObject({ status: 'FAILED', error: 'E', redriveCount: 1 });
    expect(run.events.slice(-3)).toEqual(['ExecutionRedriven', 'FailStateEntered', 'ExecutionFailed']);
  });

  test('keeps the variables', async () => {
    const run = await new Driver({
      states: { Set: pass({ Assign: { x: 7 }, Next: 'Call' }), Call: invoke({ Output: '{% $x %}' }) },
    }).start();
    await fail(run);

    await answer(await run.signal({ type: 'redrive' }), 0);

    expect(run.execution.output).toBe(7);
  });

  test.each([
    ['running', invoke()],
    ['succeeded', pass()],
  ])('is refused for an execution that is %s', async (_, state) => {
    const run = await new Driver({ states: { Go: state } }).start();

    await run.signal({ type: 'redrive' });

    expect(run.verdict).toBe('ExecutionNotRedrivable');
  });
});

async function failedCall(): Promise<Driver> {
  const states = {
    Call: invoke({
      Arguments: { redrives: '{% $states.context.Execution.RedriveCount %}' },
      Output: '{% $states.result %}',
    }),
  };
  return fail(await new Driver({ states }).start());
}

function answer(run: Driver, output: string | number): Promise<Driver> {
  return run.signal({ type: 'taskSucceeded', taskId: run.task.taskId, output });
}

function fail(run: Driver): Promise<Driver> {
  return run.signal({ type: 'taskFailed', taskId: run.task.taskId, error: 'E' });
}
