import type { Language } from '../../contracts/language.ts';
import type { TriageResult } from '../../contracts/triage.ts';
import { combinations } from './combinations.ts';
import { createRuleReader, type ReadByRules } from './engine.ts';
import { severityStep, severityWeights, topicStep, topicWeights } from './learned-weights.ts';
import { wordClasses } from './lexicon/word-classes.ts';
import { tellings } from './lexicon/tellings.ts';
import { triageRules } from './rules/rules.ts';
import { settle } from './settle.ts';
import type { WordWeights } from './word-weights.ts';

export type Triage = (text: string, language?: Language) => TriageResult;

/**
 * Reads a text for danger [S28, 4h]: how soon a person is needed, what about, and which rules or learned words say so at
 * which place of the text. English, Spanish and mixed; `language` only settles shorthand that both have. Deterministic,
 * pure and total. It never closes anything: a person does.
 */
export const triage: Triage = (text, language) => {
  weights ??= {
    severities: bytesOf(severityWeights),
    topics: bytesOf(topicWeights),
    severityStep,
    topicStep,
  };
  return settle(readByRules(text, language), weights);
};

/** By rules alone. */
export const readByRules: ReadByRules = (text, language) => {
  compiled ??= createRuleReader({ classes: wordClasses, rules: triageRules, combinations, tellings });
  return compiled(text, language);
};

let compiled: ReadByRules | undefined;
let weights: WordWeights | undefined;

function bytesOf(base64: string): Int8Array {
  const bytes = Buffer.from(base64, 'base64');
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
