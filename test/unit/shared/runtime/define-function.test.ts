import * as z from 'zod';
import { defineFunction, type FunctionDefinition } from '#shared/runtime/define-function';
import { InvalidInput, Permanent, Transient } from '#shared/runtime/errors';
import type { Platform } from '#shared/runtime/platform';
import { aContext } from '#test/support/lambda-context';
import { testClock } from '#test/support/test-clock';

const env = z.object({ TABLE_NAME: z.string() });
const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4000',
  AWS_ACCESS_KEY_ID: 'AKIDFUNCTION',
  AWS_SECRET_ACCESS_KEY: 'secret-key',
  TABLE_NAME: 'alongside-test-data',
};

type Build = FunctionDefinition<z.infer<typeof env>, unknown>['build'];

function bound(build: Build, more: Record<string, string> = {}) {
  const lines: string[] = [];
  const invoke = defineFunction({ name: 'try-out', env, build }).withPlatform({
    environment: { ...environment, ...more },
    clock: testClock(),
    sink: (line) => void lines.push(line),
  });
  return { lines, invoke: (event: unknown) => invoke(event, aContext()) };
}

const throwing = (error: unknown) => bound(() => () => Promise.reject(error));

describe('defineFunction', () => {
  it('does nothing at import, builds on the first invocation, and only then', async () => {
    let builds = 0;
    const { invoke } = bound(() => {
      builds += 1;
      return async (event) => event;
    });
    const before = builds;

    const outputs = [await invoke({ n: 1 }), await invoke({ n: 2 })];

    expect([before, builds, outputs]).toEqual([0, 1, [{ n: 1 }, { n: 2 }]]);
  });

  it('gives the function what its environment value says, and nothing of the process', async () => {
    const seen: Platform[] = [];
    const { invoke } = bound((_env, platform) => {
      seen.push(platform);
      return async () => ({});
    });

    await invoke({});

    expect(seen[0]?.aws).toEqual({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:4000',
      credentials: { accessKeyId: 'AKIDFUNCTION', secretAccessKey: 'secret-key' },
    });
    expect(seen[0]?.newId()).toMatch(/^[0-9a-z]{26}$/);
    expect(seen[0]?.newId()).not.toBe(seen[0]?.newId());
  });

  it('makes instances that share nothing', async () => {
    const handler = defineFunction({
      name: 'try-out',
      env,
      build:
        (own, { aws }) =>
        async () => [own.TABLE_NAME, aws.endpoint],
    });
    const instances = ['one', 'two'].map((name) =>
      handler.withPlatform({
        environment: { ...environment, TABLE_NAME: name, AWS_ENDPOINT_URL: `http://127.0.0.1/${name}` },
        clock: testClock(),
        sink: () => undefined,
      }),
    );

    const outputs = await Promise.all(instances.map((invoke) => invoke({}, aContext())));

    expect(outputs).toEqual([
      ['one', 'http://127.0.0.1/one'],
      ['two', 'http://127.0.0.1/two'],
    ]);
  });

  it.each([
    ['is missing', { TABLE_NAME: '' }, /TABLE_NAME/],
    ['of the platform is missing', { AWS_REGION: '' }, /AWS_REGION/],
    ['is wrong', { LOG_LEVEL: 'LOUD' }, /LOG_LEVEL/],
  ])('names the variable that %s, and not its value', async (_what, more, message) => {
    const { invoke } = bound(() => async () => ({}), more);

    const run = invoke({});

    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.not.toThrow(/LOUD|secret-key/);
  });

  it.each([
    ['InvalidInput', new InvalidInput([{ field: 'a', message: 'must be b' }]), 'a: must be b'],
    ['Permanent', new Permanent('no'), 'no'],
    ['Transient', new Transient('later'), 'later'],
  ])('throws %s as it is', async (name, error, message) => {
    const { invoke, lines } = throwing(error);

    await expect(invoke({})).rejects.toMatchObject({ name, message });
    expect(lines.join('\n')).toMatch(/"message":"FAILED"/);
  });

  it('turns a zod failure into InvalidInput that names field and fix', async () => {
    const schema = z.object({ checkInId: z.string('must be an id') });
    const { invoke } = bound(() => async (event) => schema.parse(event));

    await expect(invoke({ checkInId: 7 })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: 'checkInId: must be an id',
      issues: [{ field: 'checkInId', message: 'must be an id' }],
    });
  });

  it('takes the message from an unexpected error and keeps its name, its frames and itself as the cause', async () => {
    const bug = new SyntaxError('Unexpected token in "secret words"');
    const { invoke, lines } = throwing(bug);

    const error: unknown = await invoke({}).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ name: 'SyntaxError', cause: bug });
    expect(String(error)).not.toContain('secret');
    expect(lines.join('\n')).not.toContain('secret');
    expect(lines.join('\n')).toContain('define-function.test.ts');
  });

  it('logs STARTED and COMPLETED with the request and the outcome, never the event', async () => {
    const { invoke, lines } = bound(() => async () => ({ outcome: 'asked' }), {
      POWERTOOLS_LOGGER_LOG_EVENT: 'true',
    });

    await invoke({ secret: 'words' });

    const logged = lines.map((line): unknown => JSON.parse(line));
    expect(logged).toEqual([
      expect.objectContaining({
        message: 'STARTED',
        service: 'try-out',
        function_request_id: aContext().awsRequestId,
      }),
      expect.objectContaining({ message: 'COMPLETED', outcome: 'asked' }),
    ]);
    expect(lines.join('\n')).not.toContain('words');
  });

  it('withholds values that do not look like ids', async () => {
    const { invoke, lines } = bound((_env, { log }) => async () => {
      log.info('TRIED', {
        participantId: '+12025550101',
        taskId: 'Ana Lopez',
        messageId: '12025550101',
        reason: 'ok',
      });
    });

    await invoke({});

    expect(lines[1]).toContain(
      '"participantId":"withheld","taskId":"withheld","messageId":"withheld","reason":"ok"',
    );
  });

  it('is silent when LOG_LEVEL says so', async () => {
    const { invoke, lines } = bound(() => async () => ({}), { LOG_LEVEL: 'SILENT' });

    await invoke({});

    expect(lines).toEqual([]);
  });

  it('writes what was counted as one metric line per invocation, also when it fails', async () => {
    const { invoke, lines } = bound(
      (_env, { metrics }) =>
        async () => {
          metrics.count('TextsSent');
          metrics.count('TextsSent', 2);
          throw new Transient('later');
        },
      { LOG_LEVEL: 'SILENT' },
    );

    await invoke({}).catch(() => undefined);

    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      function: 'try-out',
      TextsSent: [1, 2],
      _aws: { CloudWatchMetrics: [{ Namespace: 'Alongside' }] },
    });
  });

  it('builds again on the next invocation when building failed', async () => {
    let builds = 0;
    const { invoke } = bound(() => {
      builds += 1;
      if (builds === 1) throw new Error('not yet');
      return async () => 'built';
    });

    await expect(invoke({})).rejects.toThrow('not yet');
    expect(await invoke({})).toBe('built');
  });

  it('loads the tracer where the stage asks for it', async () => {
    const { invoke } = bound(() => async () => 'traced', { TRACING: 'on' });

    expect(await invoke({})).toBe('traced');
  });
});
