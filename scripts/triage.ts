import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { TriageAnswers, TriageLines } from './triage-answers.ts';

const HELP = `Reads texts for danger: one JSON object a line on standard input, {"text": "…", "language": "en"}, language optional.

  npm run triage -- --json     prints {"severity": …, "reasons": […]} for each line, in order
  npm run triage               the same for people: severity, topics and rules
  npm run triage -- --report   recall and precision on the labelled sets of test/support/triage
  npm run triage -- --page     writes the tables of docs/triage.md
  npm run triage -- --learn    learns the weights of words anew from the training and the development set

A line that cannot be read gets {"error": …} in its place and a word on standard error; the exit code is then 1.
No text is ever printed: spans say where in it a rule held.
`;

/** Enough that a core is busy for a while, few enough that every core has some. */
const linesAtATime = 1_000;

const args = process.argv.slice(2);
const unknown = args.find((arg) => !['--json', '--report', '--page', '--learn', '--help'].includes(arg));
if (args.includes('--help') || unknown !== undefined) {
  process.stdout.write(HELP);
  if (unknown !== undefined) process.exitCode = 2;
} else if (args.includes('--report')) process.stdout.write((await import('./triage-sets.ts')).report());
else if (args.includes('--page')) (await import('./triage-sets.ts')).writePage();
else if (args.includes('--learn')) (await import('./triage-sets.ts')).learn();
else await readTexts(args.includes('--json'));

/** Answers each line in order: many at a time on every core, and at once what somebody types. */
async function readTexts(isJson: boolean): Promise<void> {
  const most = process.stdin.isTTY ? 1 : linesAtATime;
  const waiting: Promise<TriageAnswers>[] = [];
  let pool: Piscina<TriageLines, TriageAnswers> | undefined;
  let lines: string[] = [];
  let count = 0;
  const answer = (): Promise<TriageAnswers> => {
    const some = { lines, first: count - lines.length + 1, isJson };
    lines = [];
    return pool ? pool.run(some) : answerHere(some);
  };
  for await (const written of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    count += 1;
    lines.push(written);
    if (lines.length < most) continue;
    if (most > 1) pool ??= await workers();
    waiting.push(answer());
    if (!pool || waiting.length > 4 * pool.options.maxThreads) await print(waiting.shift());
  }
  waiting.push(answer());
  for (const answers of waiting) await print(answers);
  await pool?.destroy();
}

/** A few lines are answered sooner than a worker is there. */
async function answerHere(lines: TriageLines): Promise<TriageAnswers> {
  const { default: triageAnswers } = await import('./triage-answers.ts');
  return triageAnswers(lines);
}

/** A worker on every core, from one bundle: loading the sources in each would take longer than most inputs. */
async function workers(): Promise<Piscina<TriageLines, TriageAnswers>> {
  const [{ build }, { Piscina: Pool }] = await Promise.all([import('esbuild'), import('piscina')]);
  const filename = fileURLToPath(new URL('../.alongside/triage-answers.mjs', import.meta.url));
  await build({
    entryPoints: [fileURLToPath(new URL('triage-answers.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: filename,
    logLevel: 'error',
  });
  const threads = availableParallelism();
  return new Pool({ filename, minThreads: threads, maxThreads: threads, execArgv: [] });
}

async function print(answers: Promise<TriageAnswers> | undefined): Promise<void> {
  const { text = '', problems = [] } = (await answers) ?? {};
  for (const problem of problems) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  }
  await new Promise<void>((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}
