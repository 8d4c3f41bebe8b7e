import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { startCloud, type Cloud } from './cloud.ts';
import { takeDataFolder } from './data-folder.ts';
import { seedCast, seededWeeks } from './demo/cast.ts';
import { enter } from './demo/play.ts';
import { Stage } from './demo/stage.ts';
import { guardOutbound } from './outbound-guard.ts';

const HELP = `Runs Alongside on this machine: the synthesized template, with no AWS account.

  npm start                     on http://127.0.0.1:4000
  PORT=5000 npm start           on another port
  npm start -- --fresh          forget everything and begin anew
  npm start -- --empty          begin without the made-up programme
  npm start -- --help           this text

Environment
  PORT              default 4000
  ALONGSIDE_DATA    where everything is kept, default .alongside/local
  LOG_LEVEL         of the functions' log in <data>/functions.log, default INFO
  AWS_ENDPOINT_URL_DYNAMODB   another DynamoDB instead of the embedded one
`;

async function main(): Promise<void> {
  const began = Date.now();
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !['--fresh', '--empty', '--help'].includes(arg));
  if (unknown !== undefined) throw new Error(`Unknown option ${unknown}: see npm start -- --help`);
  if (args.includes('--help')) return void process.stdout.write(HELP);
  const dataFolder = resolve(process.env['ALONGSIDE_DATA'] || '.alongside/local');
  guardOutbound({ allow: hostsGiven(process.env['AWS_ENDPOINT_URL_DYNAMODB']) });

  // One line about Node 20 from every SDK client would bury what this program has to say.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const port = portOf(process.env['PORT']);

  say('synthesizing the template …');
  const { synthesize } = await import('#infra/synthesize');
  const { templates } = synthesize({ stage: 'local', context: { consoleUrl: `http://localhost:${port}/` } });
  // A seed that was interrupted left half a story: it begins anew.
  if (args.includes('--fresh') || existsSync(join(dataFolder, SEEDING))) forget(dataFolder);
  const known = existsSync(join(dataFolder, 'journal.jsonl'));
  const seeds = !known && !args.includes('--empty');
  const startAt = Date.now() - seededWeeks * 7 * 86_400_000;
  say(
    known
      ? `taking up where the last run stopped (${relative('.', dataFolder)})`
      : `a new programme in ${relative('.', dataFolder)}`,
  );
  const cloud = await startCloud({
    templates,
    port,
    dataFolder,
    ...(seeds && { startAt }),
    // A log that cannot be written is no reason to stop serving people.
    logSink: (line) => void appendFile(join(dataFolder, 'functions.log'), `${line}\n`).catch(() => undefined),
    functionEnvironment: { ...(process.env['LOG_LEVEL'] && { LOG_LEVEL: process.env['LOG_LEVEL'] }) },
  });

  if (seeds) await seed(cloud, { startAt, marker: join(dataFolder, SEEDING) });
  for (const note of cloud.notes) say(note);
  say('sign in as:');
  for (const { username, role, name } of cloud.signIn.users)
    say(`  ${username.padEnd(14)} ${name} (${role})`);
  const { accessKeyId, secretAccessKey } = cloud.iam.accessKeys.operator;
  say('for an AWS SDK or the AWS CLI, with every right:');
  say(`  AWS_ENDPOINT_URL=${cloud.url} AWS_REGION=us-east-1`);
  say(`  AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`);
  say(`started in ${((Date.now() - began) / 1000).toFixed(1)} s; Ctrl-C stops it, nothing is lost`);
  process.stdout.write(`ready ${cloud.url}\n`);

  const stop = (): void => {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
    say('stopping …');
    cloud.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

/** Plays the first weeks of a small made-up programme, so that there is something to see, and lets time run from there. */
async function seed(cloud: Cloud, { startAt, marker }: { startAt: number; marker: string }): Promise<void> {
  say('playing six weeks of a small made-up programme, once (npm start -- --empty goes without) …');
  writeFileSync(marker, '');
  const until = startAt + seededWeeks * 7 * 86_400_000;
  const stage = await Stage.of(cloud);
  await enter(stage, { cast: seedCast(startAt), until });
  let told = 0;
  await stage.play(until, (now) => {
    const week = Math.floor((now - startAt) / (7 * 86_400_000)) + 1;
    if (week > told && week <= seededWeeks) say(`  week ${(told = week)} of ${seededWeeks}`);
  });
  stage.close();
  await cloud.clock.advance(Math.max(0, Date.now() - cloud.clock.now()));
  cloud.clock.resume();
  rmSync(marker);
}

/** There while the made-up programme is being played. */
const SEEDING = 'seeding';

/** Only what a cloud itself keeps there, so that a mistyped ALONGSIDE_DATA costs nobody their files. */
function forget(dataFolder: string): void {
  takeDataFolder(dataFolder).release();
  for (const name of OWN_FILES) rmSync(join(dataFolder, name), { force: true });
}

const OWN_FILES = [
  'journal.jsonl',
  'functions.log',
  'seeding',
  ...['', '-wal', '-shm'].map((suffix) => `dynamodb.sqlite${suffix}`),
];

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return 4000;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a whole number from 0 to 65535, not "${text}"; e.g. PORT=4000 npm start`);
}

function hostsGiven(url: string | undefined): string[] {
  return url === undefined || url === '' ? [] : [new URL(url).hostname];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown): void {
  process.stderr.write(`alongside: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

await main().catch(fail);
