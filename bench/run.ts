import { bundleFunctions } from '#infra/bundle-functions';
import { benchCrisis } from './crisis.ts';
import { benchDynamoDb } from './dynamodb.ts';
import { type BenchResult, benchInterpreter } from './interpreter.ts';
import { benchServices } from './services.ts';
import { benchStart } from './start.ts';
import { benchTriage } from './triage.ts';

const HELP = `Measures the embedded cloud and the bundles, each against a baseline of the same run.

  npm run bench                  everything, as a table
  npm run bench -- interpreter   one of: interpreter, services, dynamodb, start, crisis, triage, bundles
  npm run bench -- --json        as JSON

The machine is shared: compare ratios, not numbers.
`;

const BENCHES: Record<string, () => Promise<BenchResult[]>> = {
  interpreter: benchInterpreter,
  services: benchServices,
  dynamodb: benchDynamoDb,
  start: benchStart,
  triage: benchTriage,
  crisis: benchCrisis,
  bundles: async () => {
    const sizes = await bundleFunctions({ root: process.cwd() });
    return Object.entries(sizes).map(([folder, bytes]) => ({
      name: `bundle of ${folder}`,
      value: bytes / 1000,
      unit: 'kB',
      baseline: { name: 'budget', value: 500 },
    }));
  },
};

// The SDK's word about Node 20 is no measurement.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const unknown = wanted.find((name) => !(name in BENCHES));
if (args.includes('--help') || unknown !== undefined) {
  process.stdout.write(HELP);
  if (unknown !== undefined) process.exitCode = 2;
} else {
  const results: BenchResult[] = [];
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stderr.write(`measuring ${name} …\n`);
    results.push(...(await bench()));
  }
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(results)}\n` : table(results));
  process.exit();
}

function table(results: readonly BenchResult[]): string {
  const rows = results.map(({ name, value, unit, baseline }) => {
    const ratio =
      baseline === undefined
        ? ''
        : `${(value / baseline.value).toFixed(2)} × ${baseline.name} (${shown(baseline.value)})`;
    return `${name.padEnd(58)} ${shown(value).padStart(10)} ${unit.padEnd(14)} ${ratio}\n`;
  });
  return rows.join('');
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
