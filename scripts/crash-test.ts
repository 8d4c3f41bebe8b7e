import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { seededRandom } from '#local/demo/random';
import { crashPlan } from './crash-plan.ts';

const HELP = `Kills the embedded cloud (kill -9) at random points of a running programme, starts it again each time,
and compares the final state with an uninterrupted run.

  npm run crash-test -- [--kills 50] [--couples 20] [--seed 1]

Nothing may be lost or sent twice. A kill in the moment between a text's ledger row and its sending cannot be told from
one just after it: then the text is not sent again, and a person gets a "text-unconfirmed" task and its notice instead. Such a task is
counted and allowed once for a kill; everything else must be equal.
`;

interface FinalState {
  readonly people: Record<string, { checkIns: unknown; texts: string[]; runs: unknown }>;
  readonly tasks: string[];
  readonly mails: string[];
  readonly deadLetters: string[];
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    couples: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else
  process.exitCode = await crashTest({
    kills: count('kills'),
    couples: count('couples'),
    seed: count('seed'),
  });

function count(name: 'kills' | 'couples' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} must be a whole number above 0, not "${values[name]}"`);
}

async function crashTest({
  kills,
  couples,
  seed,
}: {
  kills: number;
  couples: number;
  seed: number;
}): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-crash-'));
  try {
    const { synthesize } = await import('#infra/synthesize');
    const templates = join(folder, 'templates.json');
    const plan = join(folder, 'plan.json');
    writeFileSync(templates, JSON.stringify(synthesize({ stage: 'local' }).templates));
    writeFileSync(plan, JSON.stringify(crashPlan({ couples, seed })));
    const run = (name: string, killAfterMs?: number): Promise<Run> =>
      play([join(folder, name), templates, plan], killAfterMs);

    say(`an uninterrupted run with ${couples} couples …`);
    const calm = await run('calm');
    if (calm.state === undefined) throw new Error('the uninterrupted run gave no final state');
    say(`  ${(calm.workedMs / 1000).toFixed(1)} s of work; now ${kills} kills, seed ${seed}`);
    const random = seededRandom(seed).next;
    let hits = 0;
    while (hits < kills) {
      const killed = await run('killed', random() * (calm.workedMs / kills));
      if (killed.state !== undefined) break;
      hits += 1;
      if (hits % 10 === 0) say(`  ${hits} kills`);
    }
    const survived = await run('killed');
    return report({ calm: calm.state, survived: survived.state, kills: hits });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly workedMs: number;
  /** Absent when it was killed before the end. */
  readonly state?: FinalState;
}

function play(args: readonly string[], killAfterMs?: number): Promise<Run> {
  const script = new URL('./crash-scenario.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  let began = Date.now();
  let state: FinalState | undefined;
  if (child.stdout === null) throw new Error('no output to read');
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'working') {
      began = Date.now();
      if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    } else if (line.startsWith('{')) state = JSON.parse(line) as FinalState;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      const workedMs = Date.now() - began;
      if (code === 0 || signal === 'SIGKILL') resolve({ workedMs, ...(state !== undefined && { state }) });
      else reject(new Error(`the scenario ended with code ${code}`));
    });
  });
}

function report({
  calm,
  survived,
  kills,
}: {
  calm: FinalState;
  survived: FinalState | undefined;
  kills: number;
}): number {
  if (survived === undefined) throw new Error('the killed run never reached its end');
  const unconfirmed = survived.tasks.filter((kind) => kind === 'text-unconfirmed').length;
  const differences = [
    ...Object.keys(calm.people).flatMap((phone) => {
      const [was, is] = [calm.people[phone], survived.people[phone]];
      return JSON.stringify(was) === JSON.stringify(is)
        ? []
        : [`a participant: ${JSON.stringify(was)} became ${JSON.stringify(is)}`];
    }),
    ...different(
      'tasks',
      calm.tasks,
      survived.tasks.filter((kind) => kind !== 'text-unconfirmed'),
    ),
    ...different('mails', calm.mails, survived.mails),
    ...different('dead letters', calm.deadLetters, survived.deadLetters),
  ];
  say(
    `${kills} kills; texts whose sending a kill left unknown, each with a task for a person: ${unconfirmed}`,
  );
  // An unconfirmed text may be missing from the phone it was for: no more people may differ than texts are unconfirmed.
  const allowed = unconfirmed <= kills ? unconfirmed : 0;
  if (differences.length <= allowed)
    say(`the final state is the same (${differences.length} known differences)`);
  else for (const line of differences) say(`DIFFERENT ${line}`);
  return differences.length <= allowed ? 0 : 1;
}

function different(name: string, was: unknown, is: unknown): string[] {
  return JSON.stringify(was) === JSON.stringify(is)
    ? []
    : [`${name}: ${JSON.stringify(was)} became ${JSON.stringify(is)}`];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
