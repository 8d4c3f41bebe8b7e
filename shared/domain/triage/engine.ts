import type { Language } from '../../contracts/language.ts';
import type { TriageReason, TriageResult } from '../../contracts/triage.ts';
import { isAnsweredNo, isDenied, isNegator } from './negation.ts';
import { normalise, type NormalisedText } from './normalise.ts';
import { awakeBy, candidatesOf, type IndexedPattern, patternIndex } from './pattern-index.ts';
import { compilePattern, type CompiledPattern, type WordClasses } from './pattern.ts';
import { createNeedTable } from './pattern-needs.ts';
import type { Telling, TriageCombination, TriageRule } from './rule.ts';
import { resultOf } from './result.ts';
import { createSpeller } from './spelling.ts';
import { type IsTold, tellingReader, type TellingPatterns } from './telling.ts';

/** Everything that the rules know: data only. */
export interface TriageRules {
  readonly classes: WordClasses;
  readonly rules: readonly TriageRule[];
  readonly combinations: readonly TriageCombination[];
  readonly tellings: readonly TellingPatterns[];
}

/** What the rules read in a text, and the line of words that they read it from. */
export interface RuleReading extends Pick<NormalisedText, 'line' | 'spanOf'> {
  readonly result: TriageResult;
  /** Where in the line a rule held and yet said nothing: denied, or told as a story, a joke or long past. */
  readonly dismissed: readonly DismissedPart[];
}

export interface DismissedPart extends LinePart {
  readonly isDenied: boolean;
}

/** Position of the first letter in the line, and behind the last one. */
export interface LinePart {
  readonly from: number;
  readonly to: number;
}

export type ReadByRules = (text: string, language?: Language) => RuleReading;

/**
 * Compiles the rules once. The reader is pure and total: any string has a result, and the same string the same one. Its
 * time grows with the text's length. Throws for data that does not compile, naming the rule.
 */
export function createRuleReader(knowledge: TriageRules): ReadByRules {
  const table = createNeedTable();
  const compile = (id: string, patterns: readonly string[]) => {
    try {
      return patterns.map((pattern) => compilePattern(pattern, knowledge.classes, table));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Triage rule ${id}: ${why}`, { cause: error });
    }
  };
  const rules = knowledge.rules.flatMap((rule) =>
    compile(rule.id, rule.patterns).map((pattern) => ({ pattern, value: rule })),
  );
  const tellings = knowledge.tellings.map(({ telling, patterns, unless }) => ({
    telling,
    patterns: compile(telling, patterns),
    unless: compile(telling, unless),
  }));
  const speller = createSpeller(
    wordsOf([
      ...rules.map(({ pattern }) => pattern),
      ...tellings.flatMap((one) => [...one.patterns, ...one.unless]),
    ]),
    wordsOf(rules.filter(({ value }) => value.language === 'es').map(({ pattern }) => pattern)),
  );
  const index = patternIndex(rules);
  const readTelling = tellingReader(tellings);

  return (text, language) => {
    const normalised = normalise(text, speller, language);
    const { line, spanOf } = normalised;
    const awake = awakeBy(table, normalised.words);
    const { found, dismissed } = findSigns(normalised, {
      candidates: candidatesOf(index, awake),
      isTold: readTelling(normalised, awake),
    });
    const signs = found.map(({ rule, from, to, told }) => signOf({ rule, told, span: spanOf(from, to) }));
    const together = signs.length < 2 ? [] : knowledge.combinations.flatMap((one) => combine(one, signs));
    return { line, spanOf, dismissed, result: resultOf([...signs, ...together]) };
  };
}

function wordsOf(patterns: readonly Pick<CompiledPattern, 'words'>[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const set of new Set(patterns.flatMap(({ words }) => words))) for (const word of set) all.add(word);
  return all;
}

interface Found extends LinePart {
  readonly rule: TriageRule;
  readonly told: Telling | undefined;
}

interface Finders {
  readonly candidates: readonly IndexedPattern<TriageRule>[];
  readonly isTold: IsTold;
}

function findSigns(
  { line, words, offsets }: NormalisedText,
  { candidates, isTold }: Finders,
): { found: readonly Found[]; dismissed: readonly DismissedPart[] } {
  const found: Found[] = [];
  const dismissed: DismissedPart[] = [];
  const mayDeny = words.some(isNegator);
  for (const { pattern, value: rule } of candidates) {
    for (let match = pattern.find(words, 0); match;) {
      const from = offsets[match.from] ?? 0;
      const to = offsets[match.to] ?? line.length;
      if (mayDeny && isOff(rule, line.slice(0, from), line.slice(to))) {
        dismissed.push({ from, to, isDenied: true });
        // What is denied must not hide what begins within it and is not.
        match = pattern.find(words, match.from + 1);
        continue;
      }
      const told = tellingsInOrder.find(
        (one) => rule.told?.[one] !== undefined && isTold(one, match?.from ?? 0),
      );
      if (told !== undefined && rule.told?.[told] === 'none') dismissed.push({ from, to, isDenied: false });
      else found.push({ rule, from, to, told });
      match = pattern.find(words, match.to);
    }
  }
  return { found, dismissed };
}

const isOff = (rule: TriageRule, before: string, after: string): boolean =>
  isDenied(before, after) || (rule.severity !== 'imminent' && isAnsweredNo(after));

const tellingsInOrder: readonly Telling[] = ['joke', 'story', 'former', 'past', 'lately', 'panic'];

interface SignParts extends Pick<TriageReason, 'span'> {
  readonly rule: TriageRule;
  readonly told: Telling | undefined;
}

function signOf({ rule, told, span }: SignParts): TriageReason {
  const { id: ruleId, severity, topic } = rule;
  return told === undefined
    ? { ruleId, severity, topic, span }
    : { ruleId, severity: rule.told?.[told] ?? severity, topic, span, told };
}

function combine(combination: TriageCombination, signs: readonly TriageReason[]): TriageReason[] {
  const first = signs.find(({ ruleId }) => combination.first.includes(ruleId));
  const second = signs.find((sign) => combination.second.includes(sign.ruleId) && sign !== first);
  if (!first || !second) return [];
  const { id, severity, topic } = combination;
  return [{ ruleId: id, severity, topic, span: second.span }];
}
