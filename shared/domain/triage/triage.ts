import { combinations } from './combinations.ts';
import { createTriage, type Triage } from './engine.ts';
import { wordClasses } from './lexicon/word-classes.ts';
import { tellings } from './lexicon/tellings.ts';
import { triageRules } from './rules/rules.ts';

/**
 * Reads a text for danger [S28, 4h]: how soon a person is needed, what about, and which rules say so at which place of
 * the text. English, Spanish and mixed; `language` only settles shorthand that both have. Deterministic, pure and
 * total. It never closes anything: a person does.
 */
export const triage: Triage = (text, language) => {
  compiled ??= createTriage({ classes: wordClasses, rules: triageRules, combinations, tellings });
  return compiled(text, language);
};

let compiled: Triage | undefined;
