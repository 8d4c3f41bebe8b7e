import { readFileSync, writeFileSync } from 'node:fs';
import { Language } from '#shared/contracts/language';
import { readByRules, triage } from '#shared/domain/triage/triage';
import { placesOf } from '#shared/domain/triage/word-features';
import { learnWeights } from './learn-triage.ts';
import { withTriageTables } from './triage-page.ts';
import { type LabelledText, measureTriage, readLabelledTexts, reportTable } from './triage-report.ts';

const PAGE = 'docs/triage.md';
const WEIGHTS = 'shared/domain/triage/learned-weights.ts';

/** Recall and precision on the labelled sets that nothing is learned from, and on the one that rules were written on. */
export function report(): string {
  return Object.entries(labelledSets())
    .map(
      ([name, texts]) =>
        `${name} set, ${texts.length} texts\n\n${reportTable(measureTriage(texts, triage))}\n`,
    )
    .join('');
}

/** Writes the tables of the page about triage. */
export function writePage(): void {
  writeFileSync(PAGE, withTriageTables(readFileSync(PAGE, 'utf8'), labelledSets(), triage));
}

/** Learns the weights of words anew. */
export function learn(): void {
  writeFileSync(WEIGHTS, learnWeights(lessons(), placesIn));
}

/** What the weights are learned from. */
export const lessons = (): LabelledText[] => [...labelled('training'), ...labelled('development')];

function labelledSets() {
  return { development: labelled('development'), 'held-out': labelled('held-out') };
}

function labelled(name: 'training' | 'development' | 'held-out'): LabelledText[] {
  return readLabelledTexts(readFileSync(`test/support/triage/${name}-set.jsonl`, 'utf8'));
}

function placesIn({ text, language }: LabelledText): number[] {
  const known = Language.safeParse(language);
  return placesOf(readByRules(text, known.success ? known.data : undefined));
}
