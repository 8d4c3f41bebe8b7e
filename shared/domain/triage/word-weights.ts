import { Severity, TriageTopic } from '../../contracts/triage.ts';
import type { LinePart, RuleReading } from './engine.ts';
import { rankOf } from './result.ts';
import { placesOf, tableSize, visitPlaces } from './word-features.ts';

/**
 * What was learned from labelled texts: how much each place of the table speaks for each severity and for each topic. Two
 * multinomial logistic regressions, their weights in steps of a byte.
 */
export interface WordWeights {
  /** `tableSize` rows of one weight for each severity, in the order of the contract. */
  readonly severities: Int8Array;
  /** `topicTableSize` rows of one weight for each topic, in the order of the contract. */
  readonly topics: Int8Array;
  /** What one step of a weight is worth. */
  readonly severityStep: number;
  readonly topicStep: number;
}

/** Topics are told apart by fewer words: their table is a fold of the other. */
export const topicTableSize = tableSize / 16;
export const topicPlaceOf = (place: number): number => place & (topicTableSize - 1);

/** How likely a text is of each severity, in the order of the contract; together 1. */
export type Chances = Float64Array;

/** A text's words weighed by what was learned. */
export interface Weighed {
  readonly chances: Chances;
  /** What it is about, most likely. */
  readonly topic: () => TriageTopic;
  /** The words beside each other that speak most for a severity. */
  readonly tellingWords: (severity: Severity) => LinePart;
}

/** What a rule dismissed speaks for nothing: those words are left out. */
export function weigh(weights: WordWeights, reading: RuleReading): Weighed {
  const { dismissed } = reading;
  const isLeftOut =
    dismissed.length === 0
      ? undefined
      : (from: number, to: number): boolean => dismissed.some((part) => from >= part.from && to <= part.to);
  const places = placesOf(reading, isLeftOut);
  return {
    chances: chancesOf(places, {
      table: weights.severities,
      classes: Severity.options.length,
      step: weights.severityStep,
    }),
    topic() {
      const classes = TriageTopic.options.length;
      const likely = chancesOf(places.map(topicPlaceOf), {
        table: weights.topics,
        classes,
        step: weights.topicStep,
      });
      return TriageTopic.options[likely.indexOf(Math.max(...likely))] ?? 'help';
    },
    tellingWords: (severity) =>
      heaviestRun(reading.line, worthOfWords(reading, weights.severities, rankOf(severity))),
  };
}

/** Long texts have more words, not more certainty. */
export const scaleOf = (places: number): number => 3 / Math.sqrt(Math.max(1, places));

/** The softmax over classes of the weights at these places; the table has a row of `classes` weights for each place. */
export function chancesOf(
  places: readonly number[],
  {
    table,
    classes,
    step,
  }: { readonly table: ArrayLike<number>; readonly classes: number; readonly step: number },
): Float64Array {
  const sums = new Float64Array(classes);
  for (const place of places) {
    const row = place * classes;
    for (let one = 0; one < classes; one += 1) sums[one] = (sums[one] ?? 0) + (table[row + one] ?? 0);
  }
  const scale = step * scaleOf(places.length);
  const most = Math.max(...sums);
  let total = 0;
  for (let one = 0; one < classes; one += 1) {
    const share = Math.exp(((sums[one] ?? 0) - most) * scale);
    sums[one] = share;
    total += share;
  }
  for (let one = 0; one < classes; one += 1) sums[one] = (sums[one] ?? 0) / total;
  return sums;
}

/** What each word of a line, with its neighbour, says for a class rather than for `none`, by its position. */
function worthOfWords(reading: RuleReading, table: Int8Array, wanted: number): ReadonlyMap<number, number> {
  const classes = Severity.options.length;
  const worth = new Map<number, number>();
  visitPlaces(reading, (place, from) => {
    const row = place * classes;
    if (from > 0) worth.set(from, (worth.get(from) ?? 0) + (table[row + wanted] ?? 0) - (table[row] ?? 0));
  });
  return worth;
}

/** The run of words that stands out most above the text's own average. */
function heaviestRun(line: string, worth: ReadonlyMap<number, number>): LinePart {
  let total = 0;
  for (const one of worth.values()) total += one;
  const average = total / Math.max(1, worth.size);
  let best = { from: 1, last: 1, sum: Number.NEGATIVE_INFINITY };
  let run = { from: 1, sum: 0 };
  for (const [from, one] of worth) {
    const above = one - average;
    run = run.sum > 0 ? { from: run.from, sum: run.sum + above } : { from, sum: above };
    if (run.sum > best.sum) best = { from: run.from, last: from, sum: run.sum };
  }
  return { from: best.from, to: line.indexOf(' ', best.last) };
}
