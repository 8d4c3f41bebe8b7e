import { Severity, type TriageReason } from '#shared/contracts/triage';
import type { RuleReading } from '#shared/domain/triage/engine';
import { resultOf } from '#shared/domain/triage/result';
import { settle } from '#shared/domain/triage/settle';
import { tableSize, visitPlaces } from '#shared/domain/triage/word-features';
import { topicTableSize, type WordWeights } from '#shared/domain/triage/word-weights';
import { TriageTopic } from '#shared/contracts/triage';

/** What rules read in a line of plain words. */
function aReading(
  words: string,
  reasons: readonly TriageReason[] = [],
  dismissed: RuleReading['dismissed'] = [],
) {
  const line = ` . ${words} . `;
  return {
    line,
    dismissed,
    result: resultOf(reasons),
    spanOf: (from: number, to: number) => ({ start: from - 3, end: to - 4 }),
  } satisfies RuleReading;
}

const aReason = (severity: Severity): TriageReason => ({
  ruleId: 'a-rule',
  severity,
  topic: 'mood',
  span: { start: 0, end: 4 },
});

/** Weights by which these words alone speak for a severity, strongly; and for overdose. */
function weightsFor(said: string, severity: Severity): WordWeights {
  const severities = new Int8Array(tableSize * Severity.options.length);
  const topics = new Int8Array(topicTableSize * TriageTopic.options.length);
  const places = new Set<number>();
  visitPlaces(aReading(said), (place, from) => void (from > 0 && places.add(place)));
  for (const place of places) {
    severities[place * Severity.options.length + Severity.options.indexOf(severity)] = 100;
    const row = (place & (topicTableSize - 1)) * TriageTopic.options.length;
    topics[row + TriageTopic.options.indexOf('overdose')] = 100;
  }
  return { severities, topics, severityStep: 0.1, topicStep: 0.1 };
}

describe('what rules and learned words say together', () => {
  it('is raised where no rule knows it, at the words that weighed most', () => {
    const reading = aReading('lips are gray come quick');

    const { severity, topics, reasons } = settle(reading, weightsFor('lips are gray', 'imminent'));

    expect({ severity, topics }).toEqual({ severity: 'imminent', topics: ['overdose'] });
    expect(reasons).toEqual([expect.objectContaining({ ruleId: 'learned-words', severity: 'imminent' })]);
    const { start = 0, end = 0 } = reasons[0]?.span ?? {};
    expect('lips are gray come quick'.slice(start, end)).toMatch(/^lips are/);
  });

  it('keeps the rules’ own reasons behind it', () => {
    const reading = aReading('lips are gray come quick', [aReason('watch')]);

    const { reasons } = settle(reading, weightsFor('lips are gray', 'high'));

    expect(reasons.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([
      ['learned-words', 'high'],
      ['a-rule', 'watch'],
    ]);
  });

  it.each(['imminent', 'high', 'concern', 'watch'] as const)(
    'never lets a rule of %s weigh less, however harmless the words are',
    (rule) => {
      const reading = aReading('this traffic is killing me', [aReason(rule)]);

      const { severity, reasons } = settle(reading, weightsFor('this traffic is killing me', 'none'));

      expect({ severity, reasons }).toEqual({ severity: rule, reasons: [aReason(rule)] });
    },
  );

  it('does not count what a rule dismissed', () => {
    const weights = weightsFor('kill myself', 'imminent');
    const line = aReading('i would never kill myself').line;
    const from = line.indexOf('kill');

    expect(settle(aReading('i would never kill myself'), weights).severity).toBe('imminent');
    expect(
      settle(
        aReading(
          'i would never kill myself',
          [],
          [{ from, to: from + 'kill myself '.length, isDenied: true }],
        ),
        weights,
      ).severity,
    ).not.toBe('imminent');
  });

  it.each(['help', '4 10', '7', ''])('leaves "%s" to the rules alone', (words) => {
    expect(settle(aReading(words), weightsFor(words, 'imminent')).severity).toBe('none');
  });
});
