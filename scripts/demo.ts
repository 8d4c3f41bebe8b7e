import { startCloud } from '#local/cloud';
import { castOf } from '#local/demo/cast';
import { play, type Play } from '#local/demo/play';
import { guardOutbound } from '#local/outbound-guard';
import { costTable } from '#local/usage/cost';
import { synthesize } from '#infra/synthesize';

const HELP = `Plays a peer-mentor programme on this machine, in virtual time, through the real template.

  npm run demo                    one couple: enrolment, 12 weeks, one year of aftercare
  npm run demo -- --couples 5     several couples at once (at most 40)
  npm run demo -- --weeks 20      shorter or longer; default 64
  npm run demo -- --seed 7        other people by chance; default 1
  npm run demo -- --json          one object for machines: couples, timeline, counts, cost, violations
  npm run demo -- --help          this text

Ends with 1 when a rule that must always hold was broken.
`;

interface Options {
  readonly couples: number;
  readonly weeks: number;
  readonly seed: number;
  readonly json: boolean;
}

const week = 7 * 86_400_000;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  guardOutbound({ allow: [] });
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const began = Date.now();
  const tell = progressLine(options);
  tell.line('synthesizing the template …');
  const { templates } = synthesize({ stage: 'local' });
  // A Tuesday morning in the United States, at the beginning of a year.
  const startAt = Date.UTC(2026, 0, 6, 15);
  const problems: string[] = [];
  const cloud = await startCloud({
    templates,
    startAt,
    // Nobody reads the functions' log of a play; what goes wrong is told.
    functionEnvironment: { LOG_LEVEL: 'ERROR' },
    logSink: () => undefined,
    report: (line) => problems.push(line),
  });
  try {
    const until = startAt + (options.weeks + 1) * week;
    const played = await play({
      cloud,
      cast: castOf({ ...options, startAt: startAt + week }),
      until,
      progress: (now) => tell.progress((now - startAt) / (until - startAt)),
    });
    tell.end();
    process.stdout.write(options.json ? `${JSON.stringify(asJson(played))}\n` : asText(played, options));
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    if (!options.json) process.stdout.write(`\n${options.weeks} weeks in ${seconds} s\n`);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return played.violations.length > 0 || problems.length > 0 ? 1 : 0;
  } finally {
    await cloud.stop();
  }
}

function readOptions(args: readonly string[]): Options | 'help' {
  const values = { couples: 1, weeks: 64, seed: 1, json: false };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (arg === '--help') return 'help';
    if (arg === '--json') values.json = true;
    else if (arg === '--couples' || arg === '--weeks' || arg === '--seed') {
      index += 1;
      values[arg.slice(2) as 'couples'] = wholeNumber(arg, args[index]);
    } else throw new Error(`unknown option ${arg}: see npm run demo -- --help`);
  }
  return values;
}

function wholeNumber(option: string, text: string | undefined): number {
  const value = Number(text);
  const most = { '--couples': 40, '--weeks': 520, '--seed': 2 ** 31 }[option] ?? 0;
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`${option} must be a whole number from 1 to ${most}, as in ${option} 5`);
}

/** Every fact once: rows as they ended, without what identifies a phone. */
const asJson = ({ gathered, timeline, usage, fixedCostOfYear, costOfCoupleYear, violations }: Play) => ({
  couples: gathered.couples.map(({ coupleId, state, participantIds }) => ({
    coupleId,
    state,
    participants: participantIds.map((participantId) => {
      const journey = gathered.journeys.get(participantId);
      return {
        participantId,
        state: journey?.state,
        phase: journey?.cadence?.phase,
        checkIns: countBy(
          gathered.checkIns.filter((one) => one.participantId === participantId).map(({ state: end }) => end),
        ),
      };
    }),
  })),
  timeline,
  counts: usage,
  cost: { coupleYear: costOfCoupleYear, programmeYear: fixedCostOfYear },
  violations,
});

function asText(
  { gathered, timeline, usage, fixedCostOfYear, costOfCoupleYear, violations }: Play,
  options: Options,
): string {
  const many = options.couples > 1;
  const names = new Map(
    gathered.couples.map(({ coupleId, participantIds }) => [
      coupleId,
      participantIds
        .map((id) => gathered.participants.find(({ participantId }) => participantId === id)?.name)
        .join(' & '),
    ]),
  );
  const shown = many ? timeline.filter(({ kind }) => kind !== 'check-in') : timeline;
  const lines: string[] = [];
  let month = '';
  for (const { at, local, coupleId, who, text } of shown) {
    if (at.slice(0, 7) !== month) {
      month = at.slice(0, 7);
      lines.push('', monthTitle(month));
    }
    const couple = many ? `${(names.get(coupleId ?? '') ?? '').padEnd(20).slice(0, 20)} ` : '';
    lines.push(`  ${local.padEnd(22)} ${couple}${who.padEnd(12)} ${text}`);
  }
  const states = countBy(gathered.checkIns.filter(({ cycle }) => cycle > 0).map(({ state }) => state));
  return [
    ...lines,
    '',
    `Check-ins: ${listOf(states)}`,
    `Tasks for people: ${listOf(countBy(gathered.tasks.map(({ kind }) => kind))) || 'none'}`,
    `Counted: ${Math.round(usage.stateTransitions)} state transitions, ${usage.lambdaRequests} invocations, ${Math.round(usage.dynamoDbReadUnits + usage.dynamoDbWriteUnits)} DynamoDB units, ${usage.smsSegmentsSent} text segments sent, ${usage.smsSegmentsReceived} received, ${usage.emails} emails`,
    '',
    'What one couple adds in a year, at list prices:',
    costTable(costOfCoupleYear),
    `The programme itself, whatever its size: $${fixedCostOfYear.total.toFixed(4)} a year for its regular runs, besides keys, alarms and numbers.`,
    '',
    violations.length === 0
      ? 'Every rule that must always hold, held.'
      : `BROKEN RULES:\n${violations.map(({ invariant, what, ids }) => `  ${invariant}: ${what} (${ids.join(', ')})`).join('\n')}`,
    '',
  ].join('\n');
}

const monthTitle = (month: string): string =>
  new Date(`${month}-15T00:00:00Z`).toLocaleString('en-US', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const listOf = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');

/** On a terminal one line that moves; elsewhere a line a tenth. Always on standard error: the output stays clean. */
function progressLine({ weeks }: Options) {
  const { stderr } = process;
  let told = -1;
  return {
    line: (text: string): void => void stderr.write(`${text}\n`),
    progress(share: number): void {
      const step = Math.floor(share * (stderr.isTTY ? 200 : 10));
      if (step === told) return;
      told = step;
      const text = `week ${Math.min(weeks, Math.floor(share * weeks) + 1)} of ${weeks}`;
      stderr.write(stderr.isTTY ? `\r${text} ` : `${text}\n`);
    },
    end: (): void => void (stderr.isTTY && stderr.write('\r\u001B[K')),
  };
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
