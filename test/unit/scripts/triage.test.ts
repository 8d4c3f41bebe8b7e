import { readFileSync } from 'node:fs';
import { triage } from '#shared/domain/triage/triage';
import { learnedFrom } from '#shared/domain/triage/learned-weights';
import { fingerprintOf } from '../../../scripts/learn-triage.ts';
import { lessons } from '../../../scripts/triage-sets.ts';
import triageAnswers from '../../../scripts/triage-answers.ts';
import { readTriageLine } from '../../../scripts/triage-line.ts';
import { withTriageTables } from '../../../scripts/triage-page.ts';
import { measureTriage, readLabelledTexts, reportTable } from '../../../scripts/triage-report.ts';

const PAGE = 'docs/triage.md';
const setOf = (name: string) =>
  readLabelledTexts(readFileSync(`test/support/triage/${name}-set.jsonl`, 'utf8'));
const sets = { development: setOf('development'), 'held-out': setOf('held-out') };

/** As the formatter sets tables: only their cells count. */
const cells = (page: string): string =>
  page
    .replace(/ *\| */g, '|')
    .replace(/-{2,}/g, '--')
    .replace(/\\_/g, '_');

describe('the page about triage', () => {
  it('shows the rules and measurements of today', () => {
    const page = readFileSync(PAGE, 'utf8');

    const drawn = withTriageTables(page, sets, triage);

    expect(cells(page)).toBe(cells(drawn));
  });

  it('says which marker is missing', () => {
    expect(() => withTriageTables('no markers', sets, triage)).toThrow(/lacks the marker/);
  });
});

describe('the learned weights', () => {
  it('were learned from the texts of today', () => {
    expect(learnedFrom).toBe(fingerprintOf(lessons()));
  });
});

describe('a line of input', () => {
  it.each([
    ['{"text": "4", "language": "es"}', { text: '4', language: 'es' }],
    ['{"text": "4"}', { text: '4' }],
    ['{"text": "4", "language": "fr"}', { text: '4' }],
  ])('is read with its language where we know it: %s', (line, expected) => {
    expect(readTriageLine(line)).toEqual(expected);
  });

  it.each(['no JSON', '{"txt": "4"}', '[]', 'null', '{"text": 4}'])('says what to do about %s', (line) => {
    const read = readTriageLine(line);

    expect(read).toHaveProperty('error');
    expect(JSON.stringify(read)).toContain('write');
  });
});

describe('the answers to lines', () => {
  it('stand in order, one for each line that is not empty, with the number of a line that cannot be read', () => {
    const lines = [
      '{"text": "4"}',
      '',
      'no JSON',
      '{"text": "I am going to kill myself tonight"}',
      '{"text": "4"}',
    ];

    const { text, problems } = triageAnswers({ lines, first: 11, isJson: true });

    const answers = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(answers).toEqual([
      expect.objectContaining({ severity: 'none', reasons: [] }),
      { error: expect.stringContaining('line 13: ') },
      expect.objectContaining({ severity: 'imminent' }),
      expect.objectContaining({ severity: 'none', reasons: [] }),
    ]);
    expect(problems).toEqual([expect.stringContaining('line 13: ')]);
  });

  it('say for people what it is about and which rules held', () => {
    const lines = ['{"text": "he is not breathing"}'];

    expect(triageAnswers({ lines, first: 1, isJson: false }).text).toMatch(/^imminent +overdose.*\(.+\)\n$/);
  });
});

describe('the report', () => {
  it('counts for each severity and language', () => {
    const texts = readLabelledTexts(
      [
        { text: 'I am going to kill myself', language: 'en', label: 'imminent' },
        { text: 'gracias', language: 'es', label: 'none' },
        { text: 'gracias', language: 'es', label: 'watch' },
      ]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    );

    const report = reportTable(measureTriage(texts, triage));

    expect(report).toContain('| en | imminent | 1 | 1.000 | 1.000 | 0 |');
    expect(report).toContain('| es | watch | 1 | 0.000 | - | 1 |');
    expect(report).toContain('| es | none | 1 | 1.000 | 0.500 |  |');
  });

  it('refuses a line without a label', () => {
    expect(() => readLabelledTexts('{"text": "4", "language": "en"}')).toThrow(/line 1/);
  });
});
