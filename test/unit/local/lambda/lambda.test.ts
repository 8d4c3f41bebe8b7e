import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { FunctionExport, LocalPlatform } from '#local/lambda/sandbox';
import {
  aFunction,
  aQueue,
  aResource,
  functionArn,
  HOUR,
  MINUTE,
  overHttp,
  queueArn,
  roleArn,
  smallCloud,
  START,
} from '../sqs/small-cloud.ts';

const echo: FunctionExport = async (event) => event;

describe('Lambda', () => {
  it('gives a function its own environment, its role’s keys and the virtual time', async () => {
    const seen: LocalPlatform[] = [];
    const bound = Object.assign(echo.bind(undefined), {
      withPlatform: (platform: LocalPlatform) => {
        seen.push(platform);
        return async () => platform.clock.now().toISOString();
      },
    });
    const resources = [aFunction('ask', { Environment: { Variables: { TABLE_NAME: 'people' } } })];
    const cloud = smallCloud({ resources, functions: { ask: bound } });

    const first = await cloud.lambda.invoke({ functionName: 'ask', payload: {} });
    await cloud.clock.advance(HOUR);
    const second = await cloud.lambda.invoke({ functionName: functionArn('ask'), payload: {} });

    expect(seen).toHaveLength(1);
    expect(seen[0]?.environment).toMatchObject({
      TABLE_NAME: 'people',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4000',
      AWS_ACCESS_KEY_ID: `key of ${roleArn('ask')}`,
      AWS_LAMBDA_FUNCTION_NAME: 'ask',
    });
    expect([first.payload, second.payload]).toEqual(['2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z']);
    expect(cloud.lambda.counts().get('ask')).toBe(2);
  });

  it('binds another instance only for invocations that overlap', async () => {
    let instances = 0;
    const bound = Object.assign(echo.bind(undefined), {
      withPlatform: () => {
        instances += 1;
        return (event: unknown) => new Promise((resolve) => setImmediate(resolve, event));
      },
    });
    const cloud = smallCloud({ resources: [aFunction('ask')], functions: { ask: bound } });
    const invoke = () => cloud.lambda.invoke({ functionName: 'ask', payload: {} });

    await invoke();
    await invoke();
    const alone = instances;
    await Promise.all([invoke(), invoke(), invoke()]);

    expect([alone, instances]).toEqual([1, 3]);
  });

  it.each(['ask', 'ask:live', functionArn('ask'), `${functionArn('ask')}:7`, '000000000000:function:ask'])(
    'knows a function as %s',
    async (functionName) => {
      const cloud = smallCloud({ resources: [aFunction('ask')], functions: { ask: echo } });

      await expect(cloud.lambda.invoke({ functionName, payload: 1 })).resolves.toMatchObject({ payload: 1 });
    },
  );

  it('passes event and result through JSON', async () => {
    const events: unknown[] = [];
    const give: FunctionExport = async (event) => {
      events.push(event);
      return { at: new Date(START), nothing: undefined };
    };
    const cloud = smallCloud({ resources: [aFunction('give')], functions: { give } });

    const answer = await cloud.lambda.invoke({
      functionName: 'give',
      payload: { when: new Date(START), no: undefined },
    });

    expect(events).toEqual([{ when: '2026-11-24T09:00:00.000Z' }]);
    expect(answer).toMatchObject({ statusCode: 200, payload: { at: '2026-11-24T09:00:00.000Z' } });
    expect(answer.payload).not.toHaveProperty('nothing');
  });

  it('answers null for nothing', async () => {
    const cloud = smallCloud({
      resources: [aFunction('quiet')],
      functions: { quiet: async () => undefined },
    });

    expect((await cloud.lambda.invoke({ functionName: 'quiet', payload: {} })).payload).toBeNull();
  });

  it('answers a thrown error by its name', async () => {
    const fail: FunctionExport = async () => {
      throw Object.assign(new Error('try later'), { name: 'Transient' });
    };
    const cloud = smallCloud({ resources: [aFunction('fail')], functions: { fail } });

    const answer = await cloud.lambda.invoke({ functionName: 'fail', payload: {} });

    expect(answer).toMatchObject({
      functionError: 'Unhandled',
      payload: { errorType: 'Transient', errorMessage: 'try later', trace: expect.any(Array) },
    });
  });

  it('ends an invocation at its timeout, and ignores what comes late', async () => {
    const slow: FunctionExport = () => new Promise((resolve) => setTimeout(resolve, 1_200, 'late'));
    const cloud = smallCloud({ resources: [aFunction('slow', { Timeout: 1 })], functions: { slow } });

    const answer = await cloud.lambda.invoke({ functionName: 'slow', payload: {}, requestId: 'r-1' });

    expect(answer).toMatchObject({
      functionError: 'Unhandled',
      payload: { errorType: 'Sandbox.Timedout', errorMessage: 'r-1 Task timed out after 1.00 seconds' },
    });
  });

  it.each<[string, string, unknown, string]>([
    ['an unknown function', 'nobody', {}, 'ResourceNotFoundException'],
    ['a payload over 6 MB', 'ask', 'x'.repeat(6_300_000), 'RequestTooLargeException'],
  ])('refuses %s', async (_what, ...[functionName, payload, code]) => {
    const cloud = smallCloud({ resources: [aFunction('ask')], functions: { ask: echo } });

    await expect(cloud.lambda.invoke({ functionName, payload })).rejects.toMatchObject({ code });
  });

  it('refuses an answer over 6 MB', async () => {
    const big: FunctionExport = async () => 'x'.repeat(6_300_000);
    const cloud = smallCloud({ resources: [aFunction('big')], functions: { big } });

    const answer = await cloud.lambda.invoke({ functionName: 'big', payload: {} });

    expect(answer.payload).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });

  it('throttles above the reserved concurrency, and not below', async () => {
    const resources = [aFunction('ask', { ReservedConcurrentExecutions: 1 })];
    const cloud = smallCloud({ resources, functions: { ask: echo } });
    const invoke = () => cloud.lambda.invoke({ functionName: 'ask', payload: 1 });

    const [one, two] = await Promise.allSettled([invoke(), invoke()]);

    expect(one).toMatchObject({ status: 'fulfilled' });
    expect(two).toMatchObject({ reason: { code: 'TooManyRequestsException', status: 429 } });
    await expect(invoke()).resolves.toMatchObject({ payload: 1 });
  });

  describe('asynchronously', () => {
    const event = { FunctionName: 'work', InvocationType: 'Event', Payload: '{"id":1}' };

    it('tries twice more, after one minute and after two, then says that it dropped the event', async () => {
      const { cloud, at } = failing({});

      await cloud.call('lambda', 'Invoke', event);
      await cloud.clock.advance(HOUR);

      expect(at).toEqual([0, MINUTE, 3 * MINUTE]);
      expect(cloud.lines).toEqual(['lambda: work: dropped an asynchronous event: RetriesExhausted, Error']);
    });

    it('tries no more once it went well', async () => {
      const { cloud, at } = failing({ times: 1 });

      await cloud.call('lambda', 'Invoke', event);
      await cloud.clock.advance(HOUR);

      expect(at).toEqual([0, MINUTE]);
      expect(cloud.lines).toEqual([]);
    });

    it('sends what failed for good to the failure destination, with the function’s role', async () => {
      const config = aResource('AWS::Lambda::EventInvokeConfig', 'config', {
        properties: {
          FunctionName: 'work',
          MaximumRetryAttempts: 0,
          DestinationConfig: { OnFailure: { Destination: queueArn('failed') } },
        },
      });
      const { cloud, at } = failing({ more: [config, aQueue('failed')] });

      await cloud.call('lambda', 'Invoke', event);
      await cloud.clock.advance(HOUR);
      const { Messages } = (await cloud.call('sqs', 'ReceiveMessage', { QueueUrl: 'failed' })) as {
        Messages: { Body: string }[];
      };

      expect(at).toEqual([0]);
      expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
        requestPayload: { id: 1 },
        responsePayload: { errorType: 'Error' },
      });
      expect(cloud.asked.find(({ access }) => access[0]?.action === 'sqs:SendMessage')?.caller).toEqual({
        kind: 'role',
        roleArn: roleArn('work'),
      });
    });

    it('goes on after a restart', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
      const file = join(folder, 'journal');
      const before = failing({ file });
      await before.cloud.call('lambda', 'Invoke', event);
      await before.cloud.clock.settle();
      before.cloud.stop();

      const after = failing({ file, times: 0 });
      await after.cloud.clock.advance(HOUR);
      after.cloud.stop();
      rmSync(folder, { recursive: true });

      expect([before.at, after.at]).toEqual([[0], [MINUTE]]);
    });
  });

  it('answers the real client', async () => {
    const fail: FunctionExport = async () => {
      throw new TypeError('no');
    };
    const cloud = smallCloud({
      resources: [aFunction('ask'), aFunction('fail')],
      functions: { ask: echo, fail },
    });
    const http = await overHttp(cloud);
    const client = new LambdaClient(http.config);
    const invoke = (FunctionName: string, more = {}) =>
      client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('[1,"é"]'), ...more }));

    const answer = await invoke('ask');
    const failure = await invoke(functionArn('fail'));
    const accepted = await invoke('ask', { InvocationType: 'Event' });
    const errors = await Promise.all(
      [invoke('nobody'), invoke('ask', { Payload: Buffer.from('{') })].map((call) =>
        call.catch((error: Error) => error.name),
      ),
    );
    await cloud.clock.settle();
    await http.close();

    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(Buffer.from(answer.Payload ?? []).toString()).toBe('[1,"é"]');
    expect(failure.FunctionError).toBe('Unhandled');
    expect(JSON.parse(Buffer.from(failure.Payload ?? []).toString())).toMatchObject({
      errorType: 'TypeError',
    });
    expect(accepted.StatusCode).toBe(202);
    expect(errors).toEqual(['ResourceNotFoundException', 'InvalidRequestContentException']);
    expect(cloud.lambda.counts().get('ask')).toBe(2);
  });
});

function failing({
  times = Infinity,
  more = [],
  file,
}: {
  times?: number;
  more?: Parameters<typeof smallCloud>[0]['resources'];
  file?: string;
}) {
  const at: number[] = [];
  const work: FunctionExport = async () => {
    at.push(cloud.clock.now() - START);
    if (at.length <= times) throw new Error('not today');
  };
  const resources = [aFunction('work'), ...more];
  const cloud = smallCloud({ resources, functions: { work }, ...(file !== undefined && { file }) });
  return { cloud, at };
}
