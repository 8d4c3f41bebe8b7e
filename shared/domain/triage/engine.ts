import type { Language } from '../../contracts/language.ts';
import type { Severity, TriageReason, TriageResult, TriageTopic } from '../../contracts/triage.ts';
import { isAnsweredNo, isDenied, isNegator } from './negation.ts';
import { normalise } from './normalise.ts';
import { type AwakeWords, awakeBy, candidatesOf, type PatternIndex, patternIndex } from './pattern-index.ts';
import { compilePattern, type WordClasses } from './pattern.ts';
import { createNeedTable } from './pattern-needs.ts';
import type { Telling, TriageCombination, TriageRule } from './rule.ts';
import { createSpeller } from './spelling.ts';
import { type IsTold, tellingReader, type TellingPatterns } from './telling.ts';

/** Everything that the classifier knows: data only. */
export interface TriageKnowledge {
  readonly classes: WordClasses;
  readonly rules: readonly TriageRule[];
  readonly combinations: readonly TriageCombination[];
  readonly tellings: readonly TellingPatterns[];
}

export type Triage = (text: string, language?: Language) => TriageResult;

/**
 * Compiles the knowledge once. The classifier is pure and total: any string has a result, and the same string the same
 * one. Its time grows with the text's length. Throws for data that does not compile, naming the rule.
 */
export function createTriage(knowledge: TriageKnowledge): Triage {
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
    const { line, words, spanOf } = normalise(text, speller, language);
    const awake = awakeBy(table, words);
    const isTold = readTelling(line, awake);
    const signs = findSigns({ line, awake, mayDeny: words.some(isNegator) }, index, isTold).map(
      ({ rule, from, to, told }) => signOf({ rule, told, span: spanOf(from, to) }),
    );
    if (signs.length < 2) return resultOf(signs);
    return resultOf([...signs, ...knowledge.combinations.flatMap((one) => combine(one, signs))]);
  };
}

const wordsOf = (patterns: readonly { readonly words: readonly string[] }[]): ReadonlySet<string> =>
  new Set(patterns.flatMap(({ words }) => words));

const rank: Readonly<Record<Severity, number>> = { none: 0, watch: 1, concern: 2, high: 3, imminent: 4 };

/** True for `least` and everything more severe. */
export const isAtLeast = (severity: Severity, least: Severity): boolean => rank[severity] >= rank[least];

interface Found {
  readonly rule: TriageRule;
  readonly from: number;
  readonly to: number;
  readonly told: Telling | undefined;
}

function findSigns(
  { line, awake, mayDeny }: { readonly line: string; readonly awake: AwakeWords; readonly mayDeny: boolean },
  index: PatternIndex<TriageRule>,
  isTold: IsTold,
): Found[] {
  const found: Found[] = [];
  for (const { pattern, value: rule } of candidatesOf(index, awake)) {
    const regex = pattern.regex();
    regex.lastIndex = 0;
    for (let match = regex.exec(line); match; match = regex.exec(line)) {
      const from = match.index;
      const to = from + match[0].length;
      if (mayDeny && isOff(rule, line.slice(0, from), line.slice(to))) {
        // What is denied must not hide what begins within it and is not.
        regex.lastIndex = from + 1;
        continue;
      }
      const told = tellingsInOrder.find((one) => rule.told?.[one] !== undefined && isTold(one, from));
      if (told === undefined || rule.told?.[told] !== 'none') found.push({ rule, from, to, told });
    }
  }
  return found;
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

function resultOf(signs: readonly TriageReason[]): TriageResult {
  if (signs.length === 0) return { severity: 'none', topics: [], reasons: [] };
  const unique = new Map(
    signs
      .filter(({ severity }) => severity !== 'none')
      .map((sign) => [`${sign.ruleId} ${sign.span.start} ${sign.span.end}`, sign]),
  );
  const reasons = [...unique.values()].sort(
    (a, b) =>
      rank[b.severity] - rank[a.severity] ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.ruleId < b.ruleId ? -1 : 1),
  );
  const topics: TriageTopic[] = [...new Set(reasons.map(({ topic }) => topic))];
  return { severity: reasons[0]?.severity ?? 'none', topics, reasons };
}
