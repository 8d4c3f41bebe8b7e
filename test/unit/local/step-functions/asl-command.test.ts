import { runAslCommand } from '#local/step-functions/asl-command';
import type { JsonObject } from '#local/step-functions/json';
import { ask, definitionOf, invoke, pass } from './run-case.ts';

const files: Record<string, string> = {
  'pass.json': definitionOf({ states: { Go: pass({ Output: '{% $states.input %}' }) } }),
  'fail.json': definitionOf({ states: { Go: { Type: 'Fail', Error: 'E', Cause: 'C' } } }),
  'call.json': definitionOf({ states: { Call: invoke({ Output: '{% $states.result.Payload %}' }) } }),
  'ask.json': definitionOf({ states: { Ask: ask({ TimeoutSeconds: 86_400 }) } }),
  'bad.json': definitionOf({ states: { Go: pass({ Output: '{% ( %}' }) } }),
  'no.json': '{',
  'input.json': '{"from": "file"}',
  'mocks.json': JSON.stringify({ work: { Return: 5 } }),
  'bad-mocks.json': JSON.stringify({ work: [{ Retrun: 5 }] }),
};

const run = (...args: string[]) =>
  runAslCommand(args, async (path) => files[path] ?? Promise.reject(new Error('no such file')));
const runJson = async (...args: string[]) => {
  const { stdout, ...rest } = await run(...args, '--json');
  return { ...rest, result: JSON.parse(stdout) as JsonObject };
};

test('prints one object with the types of the events', async () => {
  const { exitCode, result, stderr } = await runJson('pass.json', '--input', '{"a":1}');

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(result).toEqual({
    status: 'SUCCEEDED',
    output: { a: 1 },
    events: ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
  });
});

test('takes the input from a file, or none', async () => {
  expect((await runJson('pass.json', '--input', '@input.json')).result['output']).toEqual({ from: 'file' });
  expect((await runJson('pass.json')).result['output']).toEqual({});
});

test('an execution that fails exits with 1', async () => {
  const { exitCode, result } = await runJson('fail.json');

  expect(exitCode).toBe(1);
  expect(result).toMatchObject({ status: 'FAILED', error: 'E', cause: 'C' });
});

test('without --json prints a timeline in virtual time', async () => {
  const { stdout, exitCode } = await run('ask.json');

  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/00:00:00 +2 {2}TaskStateEntered +Ask\n/);
  expect(stdout).toMatch(
    /1d 00:00:00 +6 {2}TaskTimedOut +lambda:invoke\.waitForTaskToken {2}States\.Timeout\n/,
  );
  expect(stdout).toMatch(/\nFAILED {2}States\.Timeout\n$/);
});

test('uses the mocks', async () => {
  expect((await runJson('call.json', '--mocks', 'mocks.json')).result['output']).toBe(5);
});

test('--help explains the mocks', async () => {
  const { exitCode, stdout } = await run('--help');

  expect(exitCode).toBe(0);
  expect(stdout).toContain('waitForTaskToken');
});

test.each([
  ['no file', [], /one state machine file/],
  ['two files', ['pass.json', 'fail.json'], /one state machine file/],
  ['an unknown option', ['pass.json', '--foo'], /--foo/],
  ['a file that is not there', ['none.json'], /Cannot read the state machine file none\.json/],
  ['text that is no JSON', ['no.json'], /definition is not JSON/],
  ['a bad definition', ['bad.json'], /^State "Go": field "Output": invalid JSONata/],
  ['input that is no JSON', ['pass.json', '--input', '{a}'], /The input is not JSON/],
  [
    'input that is too large',
    ['pass.json', '--input', JSON.stringify('x'.repeat(2 ** 18))],
    /larger than 256 KiB/,
  ],
  ['mocks that are not there', ['call.json', '--mocks', 'none.json'], /Cannot read the mocks file/],
  ['mocks that are wrong', ['call.json', '--mocks', 'bad-mocks.json'], /Mock "work": an answer is/],
  ['a task without a mock', ['call.json'], /State "Call": no mock for the function "work"/],
])('%s exits with 2 and says why, on stdout too if JSON is asked for', async (_, args, message) => {
  const plain = await run(...args);
  const { exitCode, stderr, result } = await runJson(...args);

  expect(plain).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(message) });
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: plain.stderr });
  expect(result).toMatchObject({ status: 'REFUSED', cause: expect.stringMatching(message), events: [] });
});
