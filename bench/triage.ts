import { readFileSync } from 'node:fs';
import { createRuleReader } from '#shared/domain/triage/engine';
import { combinations } from '#shared/domain/triage/combinations';
import { tellings } from '#shared/domain/triage/lexicon/tellings';
import { wordClasses } from '#shared/domain/triage/lexicon/word-classes';
import { triageRules } from '#shared/domain/triage/rules/rules';
import { triage } from '#shared/domain/triage/triage';
import { readLabelledTexts } from '../scripts/triage-report.ts';
import type { BenchResult } from './interpreter.ts';

/** How fast texts are read for danger; beside reading and writing the same lines as JSON, which nothing can beat. */
export async function benchTriage(): Promise<BenchResult[]> {
  const lines = readFileSync('test/support/triage/development-set.jsonl', 'utf8').trimEnd().split('\n');
  const texts = readLabelledTexts(lines.join('\n')).map(({ text }) => text);
  const parse = (): void => lines.forEach((line) => JSON.stringify(JSON.parse(line)));
  const baseline = { name: 'the same lines through JSON alone', value: perSecond(lines.length, parse) };
  const begin = performance.now();
  createRuleReader({ classes: wordClasses, rules: triageRules, combinations, tellings });
  const compiled = performance.now() - begin;
  return [
    {
      name: 'texts of the development set (most are about danger)',
      value: perSecond(texts.length, () => texts.forEach((text) => triage(text))),
      unit: 'texts/s',
      baseline,
    },
    {
      name: 'short answers ("4", "yes", thanks)',
      value: perSecond(3_000, () => {
        for (let round = 0; round < 1_000; round += 1)
          ['4', 'yes', 'Thanks, see you thursday'].forEach((one) => triage(one));
      }),
      unit: 'texts/s',
      baseline,
    },
    { name: 'compiling all rules', value: Number(compiled.toFixed(0)), unit: 'ms' },
  ];
}

/** Of five rounds after two to warm up, the best: the machine is shared. */
function perSecond(count: number, run: () => void): number {
  const rounds = Array.from({ length: 7 }, () => {
    const begin = performance.now();
    run();
    return (count * 1000) / (performance.now() - begin);
  });
  return Math.round(Math.max(...rounds.slice(2)));
}
