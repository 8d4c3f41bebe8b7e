import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Recording, replay } from '#local/step-functions/recordings';

/** Replays executions recorded on the real service; exits with 1 where too many of them differ. */
async function main(path: string): Promise<number> {
  const recordings = await load(path);
  if (recordings === undefined) {
    process.stdout.write(`skipped: there are no recordings at ${path}\n`);
    return 0;
  }
  const tally = { native: { agree: 0, all: 0 }, converted: { agree: 0, all: 0 } };
  for (const recording of recordings) {
    const differences = await replay(recording);
    const group = recording.lang === 'converted' ? tally.converted : tally.native;
    group.all++;
    if (differences.length === 0) group.agree++;
    else
      process.stdout.write(
        [`DIFFERS ${recording.lang} ${recording.name}`, ...differences].join('\n  ') + '\n',
      );
  }
  const { native, converted } = tally;
  process.stdout.write(
    `native ${native.agree}/${native.all}, converted ${converted.agree}/${converted.all} agree\n`,
  );
  return native.agree === native.all && converted.agree >= converted.all * 0.95 ? 0 : 1;
}

async function load(path: string): Promise<Recording[] | undefined> {
  try {
    return (JSON.parse(await readFile(path, 'utf8')) as { cases: Recording[] }).cases;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const besideTheRepository = fileURLToPath(
  new URL('../../shared/data/step-functions-recordings.json', import.meta.url),
);
process.exitCode = await main(process.argv[2] ?? besideTheRepository);
