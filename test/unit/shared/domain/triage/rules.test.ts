import { TriageTopic } from '#shared/contracts/triage';
import { combinations } from '#shared/domain/triage/combinations';
import { wordClasses } from '#shared/domain/triage/lexicon/word-classes';
import { compilePattern } from '#shared/domain/triage/pattern';
import { createNeedTable } from '#shared/domain/triage/pattern-needs';
import { triageRules } from '#shared/domain/triage/rules/rules';
import { triage } from '#shared/domain/triage/triage';
import { createRuleReader } from '#shared/domain/triage/engine';
import { tellings } from '#shared/domain/triage/lexicon/tellings';

/** Signs have no severity of their own: to see them hold, they get one. */
const seeingAll = createRuleReader({
  classes: wordClasses,
  rules: triageRules.map((rule) =>
    rule.severity === 'none' ? { ...rule, severity: 'watch' as const } : rule,
  ),
  combinations: [],
  tellings,
});

const holdingAtFullWeight = (text: string): string[] =>
  seeingAll(text)
    .result.reasons.filter(({ told }) => told === undefined)
    .map(({ ruleId }) => ruleId);

const named = (texts: readonly string[], id: string) =>
  texts.map((text, index) => ({ text, title: `${id} ${index + 1}` }));

describe('every rule', () => {
  it.each(triageRules.flatMap(({ id, examples }) => named(examples, id).map((one) => ({ ...one, id }))))(
    'holds in its example: $title',
    ({ id, text }) => {
      expect(holdingAtFullWeight(text)).toContain(id);
    },
  );

  it.each(
    triageRules.flatMap(({ id, counterExamples }) =>
      named(counterExamples, id).map((one) => ({ ...one, id })),
    ),
  )('does not hold in its counter-example: $title', ({ id, text }) => {
    expect(holdingAtFullWeight(text)).not.toContain(id);
  });

  it('has an id of its own, an example and a counter-example, and patterns that need a word', () => {
    const ids = triageRules.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, examples, counterExamples, patterns, topic } of triageRules) {
      expect(id).toMatch(/^[a-z0-9-]{1,60}$/);
      expect(TriageTopic.options).toContain(topic);
      expect(examples.length).toBeGreaterThan(0);
      expect(counterExamples.length).toBeGreaterThan(0);
      expect(patterns.length).toBeGreaterThan(0);
    }
  });
});

describe('every combination', () => {
  const cases = (kind: 'examples' | 'counterExamples') =>
    combinations.flatMap((one) => named(one[kind], one.id).map((text) => ({ ...text, id: one.id })));

  it.each(cases('examples'))('holds in its example: $title', ({ id, text }) => {
    expect(triage(text).reasons.map(({ ruleId }) => ruleId)).toContain(id);
  });

  it.each(cases('counterExamples'))('does not hold in its counter-example: $title', ({ id, text }) => {
    expect(triage(text).reasons.map(({ ruleId }) => ruleId)).not.toContain(id);
  });

  it('names rules that exist', () => {
    const ids = new Set(triageRules.map(({ id }) => id));

    for (const { first, second } of combinations)
      for (const id of [...first, ...second]) expect(ids).toContain(id);
  });
});

describe('the pattern language', () => {
  const classes = { pet: 'cat|dog', lost: 'lost (my|the) $pet' };
  const finds = (pattern: string, line: string): boolean =>
    compilePattern(pattern, classes, createNeedTable()).find(line.trim().split(' '), 0) !== undefined;

  it.each([
    ['a word', 'cat', ' . a cat . ', true],
    ['not a part of a word', 'cat', ' . a bobcat . ', false],
    ['a class in a class', '$lost', ' . i lost my dog . ', true],
    ['an optional word', 'lost my old? dog', ' . lost my dog . ', true],
    ['a gap', 'lost ..2 dog', ' . lost my old dog . ', true],
    ['no gap over a negation', 'lost ..2 dog', ' . lost not dog . ', false],
    ['a wide gap over one', 'lost ...2 dog', ' . lost not dog . ', true],
    ['no gap over the end of a clause', 'lost ..2 dog', ' . lost , my dog . ', false],
    ['a number in a range', '#8-10 cat', ' . 9 cat . ', true],
    ['a number out of it', '#8-10 cat', ' . 7 cat . ', false],
    ['what may not follow', 'cat !(food)', ' . cat food . ', false],
    ['what may not stand before', '~(the) cat', ' . the cat . ', false],
    ['the beginning of a clause', '< cat', ' . a cat . ', false],
    ['the end of one', 'cat >', ' . my cat . ', true],
  ])('knows %s', (_title, pattern, line, expected) => {
    expect(finds(pattern, line)).toBe(expected);
  });

  it.each([
    ['a class that does not exist', '$bird', /does not exist/],
    ['a bracket that stays open', '(cat', /closing bracket/],
    ['a pattern that any text would match', '..3', /without any word/],
    ['a word that texts are freed of', 'really', /left out of every text/],
    ['a sign that means nothing', 'cat & dog', /has a "&"/],
  ])('refuses %s', (_title, pattern, message) => {
    expect(() => compilePattern(pattern, classes, createNeedTable())).toThrow(message);
  });
});
