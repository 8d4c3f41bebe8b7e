import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { triage } from '#shared/domain/triage/triage';
import { readTriageLine } from './triage-line.ts';
import { withTriageTables } from './triage-page.ts';
import { measureTriage, readLabelledTexts, reportTable } from './triage-report.ts';

const HELP = `Reads texts for danger: one JSON object a line on standard input, {"text": "…", "language": "en"}, language optional.

  npm run triage -- --json     prints {"severity": …, "reasons": […]} for each line, in order
  npm run triage               the same for people: severity, topics and rules
  npm run triage -- --report   recall and precision on the two labelled sets of test/support/triage
  npm run triage -- --page     writes the tables of docs/triage.md

A line that cannot be read gets {"error": …} in its place and a word on standard error; the exit code is then 1.
No text is ever printed: spans say where in it a rule held.
`;

const PAGE = 'docs/triage.md';
const args = process.argv.slice(2);
const unknown = args.find((arg) => !['--json', '--report', '--page', '--help'].includes(arg));
if (args.includes('--help') || unknown !== undefined) {
  process.stdout.write(HELP);
  if (unknown !== undefined) process.exitCode = 2;
} else if (args.includes('--report')) {
  for (const [name, texts] of Object.entries(labelledSets()))
    process.stdout.write(
      `${name} set, ${texts.length} texts\n\n${reportTable(measureTriage(texts, triage))}\n`,
    );
} else if (args.includes('--page')) {
  writeFileSync(PAGE, withTriageTables(readFileSync(PAGE, 'utf8'), labelledSets(), triage));
} else await readTexts(args.includes('--json'));

function labelledSets() {
  const read = (name: string) =>
    readLabelledTexts(readFileSync(`test/support/triage/${name}-set.jsonl`, 'utf8'));
  return { development: read('development'), 'held-out': read('held-out') };
}

/** Answers each line in order. Output leaves in blocks: a write for each line would be most of the time. */
async function readTexts(isJson: boolean): Promise<void> {
  let block = '';
  let line = 0;
  for await (const written of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    line += 1;
    if (written.trim() === '') continue;
    block += `${answer(written, { line, isJson })}\n`;
    if (block.length < 65_536) continue;
    await write(block);
    block = '';
  }
  await write(block);
}

function answer(written: string, { line, isJson }: { line: number; isJson: boolean }): string {
  const read = readTriageLine(written);
  if ('error' in read) {
    process.stderr.write(`line ${line}: ${read.error}\n`);
    process.exitCode = 1;
    return isJson ? JSON.stringify({ error: `line ${line}: ${read.error}` }) : 'error';
  }
  const { severity, topics, reasons } = triage(read.text, read.language);
  if (isJson) return JSON.stringify({ severity, topics, reasons });
  const rules = [...new Set(reasons.map(({ ruleId }) => ruleId))];
  return [severity.padEnd(9), topics.join(', '), rules.length > 0 ? `(${rules.join(', ')})` : '']
    .join('  ')
    .trimEnd();
}

function write(block: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(block, () => resolve());
  });
}
