import type { Severity, TriageResult } from '../../contracts/triage.ts';
import type { RuleReading } from './engine.ts';
import { rankOf, resultOf } from './result.ts';
import { type Chances, weigh, type WordWeights } from './word-weights.ts';

/** A text is read as a severity from this chance of it, or of worse, on. */
const enough: Readonly<Record<Exclude<Severity, 'none'>, number>> = {
  imminent: 0.5,
  high: 0.6,
  concern: 0.5,
  watch: 0.4,
};

/** From this chance of `high` or worse on, a text is worth knowing of, however harmless it looks otherwise. */
const worthKnowing = 0.05;

/**
 * What rules and learned words say together. Words only ever raise: what no rule knows is read by them, and they show
 * where. A text of one word is the rules' alone.
 */
export function settle(reading: RuleReading, weights: WordWeights): TriageResult {
  const { line, spanOf, result } = reading;
  if (result.severity === 'imminent' || !hasWords(line)) return result;
  const { chances, topic, tellingWords } = weigh(weights, reading);
  const severity = severityOf(chances);
  if (rankOf(severity) <= rankOf(result.severity)) return result;
  // "I did not relapse": with what was denied gone, what is left must be worth more than a thought.
  if (severity === 'watch' && reading.dismissed.some(({ isDenied }) => isDenied)) return result;
  const { from, to } = tellingWords(severity);
  const learned = { ruleId: 'learned-words', severity, topic: topic(), span: spanOf(from, to + 1) };
  return resultOf([learned, ...result.reasons]);
}

function severityOf(chances: Chances): Severity {
  let orWorse = 0;
  let grave = 0;
  for (const severity of ['imminent', 'high', 'concern', 'watch'] as const) {
    orWorse += chances[rankOf(severity)] ?? 0;
    if (orWorse >= enough[severity]) return severity;
    if (severity === 'high') grave = orWorse;
  }
  return grave >= worthKnowing ? 'watch' : 'none';
}

/** Two words or more that are no figures. */
const hasWords = (line: string): boolean => / [^ .,\d]+ (?:[.,\d]+ )*[^ .,\d]+ /.test(line);
