import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The whole test is `npm run crash-test` (50 kills, 20 couples); this is the same with fewer. */
describe('kill -9 at random moments', () => {
  it('loses nothing and sends nothing twice', async () => {
    const args = [
      '--import',
      'tsx',
      'scripts/crash-test.ts',
      '--kills',
      '4',
      '--couples',
      '3',
      '--seed',
      '11',
    ];

    // What differs is in its output, whether it ends with 0 or not.
    const { stdout } = await promisify(execFile)(process.execPath, args).catch(
      (error: unknown) => error as { stdout: string },
    );

    // A machine that is quicker than in the uninterrupted run may reach the end before the last kill.
    expect(stdout).toMatch(/^[1-4] kills;/m);
    expect(stdout).toContain('the final state is the same');
  }, 180_000);
});

describe('npm start', () => {
  it.each([
    ['an unknown option', ['--frsh'], {}, 'Unknown option --frsh: see npm start -- --help'],
    [
      'a port that is no number',
      [],
      { PORT: 'http' },
      'PORT must be a whole number from 0 to 65535, not "http"',
    ],
  ])(
    'says in one line what is wrong with %s',
    async (_what, args, env, message) => {
      const started = promisify(execFile)(process.execPath, ['--import', 'tsx', 'local/start.ts', ...args], {
        env: { ...process.env, ...env },
      });

      await expect(started).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
    },
    60_000,
  );

  it('explains itself', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      'local/start.ts',
      '--help',
    ]);

    expect(stdout).toContain('PORT=5000 npm start');
  }, 60_000);
});

describe('npm run triage', () => {
  it('answers thousands of lines in their order, on every core', async () => {
    const said = ['4', 'thanks, see you thursday', 'I am going to kill myself tonight', 'no JSON'];
    const lines = Array.from({ length: 3_500 }, (_, index) => said[index % said.length] ?? '');
    const input = lines.map((text) => (text === 'no JSON' ? text : JSON.stringify({ text }))).join('\n');
    const running = promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/triage.ts', '--json']);
    running.child.stdin?.end(input);

    const { code, stdout, stderr } = (await running.catch(
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    )) as { code?: number; stdout: string; stderr: string };

    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { severity?: string; error?: string });
    expect(answers).toHaveLength(lines.length);
    answers.forEach(({ severity, error }, index) => {
      expect(severity ?? error?.slice(0, error.indexOf(':'))).toBe(
        ['none', 'none', 'imminent', `line ${index + 1}`][index % said.length],
      );
    });
    expect(stderr.trimEnd().split('\n')).toHaveLength(lines.length / said.length);
    expect(code).toBe(1);
  }, 60_000);
});
