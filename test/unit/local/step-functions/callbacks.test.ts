import { tokenOwner } from '#local/step-functions/lifecycle';
import { encodeToken } from '#local/step-functions/token';
import { Driver } from './driver.ts';
import { ask, invoke, parallel, pass } from './run-case.ts';

const DAY = 86_400;

describe('a task that waits for its token', () => {
  test('goes on with the answer, after the call has returned', async () => {
    const run = await new Driver({ states: { Ask: ask({ TimeoutSeconds: DAY }) } }).start();

    await run.signal({ type: 'taskSubmitted', taskId: run.task.taskId, output: { StatusCode: 200 } });
    await run.pass(3600);
    await run.signal({ type: 'callbackSucceeded', token: run.token, output: { reply: 1 } });

    expect(run.verdict).toBe('accepted');
    expect(run.execution).toMatchObject({ status: 'SUCCEEDED', output: { reply: 1 } });
    expect(run.events).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('goes on with an answer that is faster than the call, whose return is then ignored', async () => {
    const run = await new Driver({
      states: { Ask: ask({ Next: 'Rest' }), Rest: { Type: 'Wait', Seconds: 9, End: true } },
    }).start();

    await run.signal({ type: 'callbackSucceeded', token: run.token, output: 'fast' });
    await run.signal({ type: 'taskSubmitted', taskId: run.task.taskId, output: {} });

    expect(run.verdict).toBe('ignored');
    expect(run.execution.root).toMatchObject({ state: 'Rest', input: 'fast' });
    expect(run.events).not.toContain('TaskSubmitted');
  });

  test('the token is in the arguments, and says whom it belongs to', async () => {
    const run = await new Driver({ states: { Ask: ask() } }).start();

    expect(run.task.arguments).toEqual({ FunctionName: 'ask', Payload: { token: run.token } });
    expect(tokenOwner(run.token)).toEqual({ executionArn: run.execution.arn, taskId: run.task.taskId });
    expect(tokenOwner('no token')).toBeUndefined();
  });

  test('a task of another kind has no token', async () => {
    const run = await new Driver({
      states: { Call: invoke({ Arguments: '{% $exists($states.context.Task) %}' }) },
    }).start();

    expect(run.task).toMatchObject({ arguments: false, pattern: 'requestResponse' });
    expect(run.task).not.toHaveProperty('token');
  });

  test('a late answer is refused as timed out', async () => {
    const run = await new Driver({ states: { Ask: ask({ TimeoutSeconds: 10 }) } }).start();

    await run.pass(11);
    await run.signal({ type: 'callbackSucceeded', token: run.token, output: 1 });

    expect(run.verdict).toBe('TaskTimedOut');
    expect(run.execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('an answer at the very end of the time is too late, even if nobody has looked at the clock', async () => {
    const run = await new Driver({ states: { Ask: ask({ TimeoutSeconds: 10 }) } }).start();

    run.now = 10_000;
    await run.signal({ type: 'callbackSucceeded', token: run.token, output: 1 });

    expect(run.verdict).toBe('TaskTimedOut');
    expect(run.execution.status).toBe('FAILED');
  });

  test('a second answer is refused as timed out and writes no event', async () => {
    const run = await new Driver({
      states: { Ask: ask({ Next: 'Rest' }), Rest: { Type: 'Wait', Seconds: 9, End: true } },
    }).start();
    const { token } = run;
    await run.signal({ type: 'callbackSucceeded', token, output: 1 });
    const count = run.history.length;

    await run.signal({ type: 'callbackSucceeded', token, output: 2 });

    expect(run.verdict).toBe('TaskTimedOut');
    expect(run.history).toHaveLength(count);
  });

  test.each([
    ['text that is no token', () => 'nonsense', 'InvalidToken'],
    ['a token with another secret', guess, 'InvalidToken'],
    [
      'a token of another execution',
      (token: string) => forge(token, { executionArn: 'arn:other' }),
      'InvalidToken',
    ],
    [
      'a token of a task that never was',
      (token: string) => forge(token, { taskId: '#99' }),
      'TaskDoesNotExist',
    ],
  ])('%s is refused', async (_, spoil, verdict) => {
    const run = await new Driver({ states: { Ask: ask() } }).start();

    await run.signal({ type: 'callbackSucceeded', token: spoil(run.token), output: 1 });

    expect(run.verdict).toBe(verdict);
    expect(run.open).toHaveLength(1);
  });

  test('heartbeats keep it alive', async () => {
    const run = await new Driver({ states: { Ask: ask({ HeartbeatSeconds: 60 }) } }).start();

    for (let beat = 0; beat < 5; beat++)
      await (await run.pass(59)).signal({ type: 'heartbeat', token: run.token });

    expect(run.execution.status).toBe('RUNNING');
    expect(run.events).toHaveLength(4);
    await run.pass(60);
    expect(run.execution.status).toBe('FAILED');
  });

  test('heartbeats do not move TimeoutSeconds', async () => {
    const run = await new Driver({
      states: { Ask: ask({ HeartbeatSeconds: 60, TimeoutSeconds: 100 }) },
    }).start();

    await (await run.pass(50)).signal({ type: 'heartbeat', token: run.token });
    await run.pass(50);

    expect(run.execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('a heartbeat for a task that is over is refused', async () => {
    const run = await new Driver({ states: { Ask: ask({ HeartbeatSeconds: 60 }) } }).start();

    await (await run.pass(61)).signal({ type: 'heartbeat', token: run.token });

    expect(run.verdict).toBe('TaskTimedOut');
  });

  test('each attempt has a token of its own', async () => {
    const run = await new Driver({
      states: { Ask: ask({ TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'] }] }) },
    }).start();
    const first = run.token;

    await run.pass(11);

    expect(run.token).not.toBe(first);
    await run.signal({ type: 'callbackSucceeded', token: first, output: 'late' });
    expect(run.verdict).toBe('TaskTimedOut');
    await run.signal({ type: 'callbackSucceeded', token: run.token, output: 'in time' });
    expect(run.execution.output).toBe('in time');
  });

  test('a call that fails before the token is out is a failed submission', async () => {
    const run = await new Driver({ states: { Ask: ask() } }).start();

    await run.signal({
      type: 'taskFailed',
      taskId: run.task.taskId,
      error: 'Lambda.TooManyRequestsException',
      cause: 'slow',
    });

    expect(run.history.at(-2)).toMatchObject({
      type: 'TaskSubmitFailed',
      taskSubmitFailedEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke.waitForTaskToken',
        cause: 'slow',
      },
    });
    expect(run.execution.error).toBe('Lambda.TooManyRequestsException');
  });
});

describe('effects', () => {
  test('a timed out task is cancelled, and an ended execution says so once', async () => {
    const run = await new Driver({ states: { Ask: ask({ TimeoutSeconds: 10 }) } }).start();

    await run.pass(20);

    expect(run.effects.map(({ type }) => type)).toEqual(['runTask', 'cancelTask', 'ended']);
    expect(run.effects.at(-1)).toEqual({ type: 'ended', status: 'FAILED', error: 'States.Timeout' });
  });

  test('after a crash the open tasks are those that were asked for', async () => {
    const run = await new Driver({
      states: {
        Fork: parallel([
          { A: ask({ TimeoutSeconds: 50, HeartbeatSeconds: 5 }) },
          { B: invoke() },
          { C: pass() },
        ]),
      },
    }).start();

    expect(run.open.map((request) => ({ type: 'runTask', ...request }))).toEqual(run.effects);
    expect(run.open.map(({ stateName, pattern }) => [stateName, pattern])).toEqual([
      ['A', 'callback'],
      ['B', 'requestResponse'],
    ]);
  });

  test('a result for a task that is gone is ignored', async () => {
    const run = await new Driver({ states: { Call: invoke({ TimeoutSeconds: 1 }) } }).start();

    await (await run.pass(2)).signal({ type: 'taskSucceeded', taskId: run.task.taskId, output: 1 });

    expect(run.verdict).toBe('ignored');
  });

  test('the role of Credentials goes with the task', async () => {
    const run = await new Driver({
      states: { Call: invoke({ Credentials: { RoleArn: 'arn:role' } }) },
    }).start();

    expect(run.task.roleArn).toBe('arn:role');
    expect(run.history[2]).toMatchObject({
      taskScheduledEventDetails: { taskCredentials: { roleArn: 'arn:role' } },
    });
  });

  test('starting twice is ignored', async () => {
    const run = await new Driver({ states: { Call: invoke() } }).start();

    await run.start();

    expect(run.verdict).toBe('ignored');
    expect(run.effects).toHaveLength(1);
  });
});

describe('time', () => {
  test('the next deadline is the earliest of all branches', async () => {
    const wait = (Seconds: number) => ({ Type: 'Wait', Seconds, End: true });
    const run = await new Driver({
      states: { Fork: parallel([{ A: wait(50) }, { B: wait(20) }, { C: ask({ TimeoutSeconds: 30 }) }]) },
    }).start();

    expect(run.due).toBe(20_000);
    await run.pass(20);
    expect(run.due).toBe(30_000);
  });

  test('a deadline that is gone is not waited for', async () => {
    const long = ask({ TimeoutSeconds: 100 });
    const run = await new Driver({
      states: { Fork: parallel([{ A: ask({ TimeoutSeconds: 10 }) }, { B: long }]) },
    }).start();
    expect(run.due).toBe(10_000);

    const [first] = run.open;
    await run.signal({ type: 'callbackSucceeded', token: first!.token!, output: 1 });

    expect(run.due).toBe(100_000);
  });

  test('a heartbeat moves the next deadline', async () => {
    const run = await new Driver({ states: { Ask: ask({ HeartbeatSeconds: 10 }) } }).start();

    await (await run.pass(4)).signal({ type: 'heartbeat', token: run.token });

    expect(run.due).toBe(14_000);
  });

  test('after a long standstill everything due happens, earliest first', async () => {
    const run = await new Driver({
      states: { Rest: { Type: 'Wait', Seconds: 5, Next: 'Ask' }, Ask: ask() },
      top: { TimeoutSeconds: 60 },
    }).start();

    run.now = 3_600_000;
    await run.signal({ type: 'time' });

    expect(run.events.slice(2)).toEqual([
      'WaitStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'ExecutionTimedOut',
    ]);
    expect(run.execution.status).toBe('TIMED_OUT');
    expect(run.due).toBeUndefined();
  });
});

/** Text of the same shape as the token, changed in one part. */
function forge(token: string, change: object): string {
  const owner = tokenOwner(token)!;
  return encodeToken({ ...owner, nonce: '0', ...change });
}

function guess(token: string): string {
  return forge(token, {});
}
