import { readFileSync } from 'node:fs';
import { PrivacyLevel, TextTemplate } from '#shared/contracts/text-template';
import { segmentsOf } from '#shared/domain/sms-segments';
import { segmentBudgetOf } from '#shared/domain/wordings/words-of';
import { listOfTexts, textTable, withTextList } from '../../../../../scripts/text-list.ts';

const list = listOfTexts();

describe('the list of texts', () => {
  it('holds every wording, counted at its longest', () => {
    expect(list).toHaveLength(TextTemplate.options.length * PrivacyLevel.options.length * 2);
    for (const { template, words, units, segments } of list) {
      expect(segments).toBeLessThanOrEqual(segmentBudgetOf(template));
      expect(units).toBeGreaterThanOrEqual(segmentsOf(words).units);
    }
  });

  it('is a table with a row for each, and their sum', () => {
    const lines = textTable(list).split('\n');

    expect(lines).toHaveLength(list.length + 2);
    expect(lines[0]).toMatch(/^template +level +language +encoding +units +segments +text$/);
    expect(lines.at(-1)).toBe(
      `${list.length} wordings, ${list.reduce((sum, { segments }) => sum + segments, 0)} segments with the longest parameters`,
    );
  });

  it('goes between the markers of its page, once', () => {
    const once = withTextList('# Texts\n\n<!-- texts -->\nSTALE\n<!-- /texts -->\n\nMore.\n', list);

    expect(once).toMatch(/^# Texts\n\n<!-- texts -->\n\n### opt-in\n\n/);
    expect(once).toMatch(/\n\n<!-- \/texts -->\n\nMore\.\n$/);
    expect(once).not.toContain('STALE');
    expect(withTextList(once, list)).toBe(once);
  });

  it.each(['# Texts\n', '<!-- /texts -->\n<!-- texts -->\n'])(
    'refuses a page without its markers',
    (page) => {
      expect(() => withTextList(page, list)).toThrow('it needs <!-- texts --> and then <!-- /texts -->');
    },
  );

  it('is the one on the page: npm run texts -- --write', () => {
    const page = readFileSync('docs/texts.md', 'utf8');

    expect(withTextList(page, list)).toBe(page);
  });
});
