import { combinations } from '#shared/domain/triage/combinations';
import type { Triage } from '#shared/domain/triage/triage';
import { triageRules } from '#shared/domain/triage/rules/rules';
import { type LabelledText, measureTriage, reportTable } from './triage-report.ts';

/** The labelled sets by their names in the page's markers. */
export type LabelledSets = Readonly<Record<'development' | 'held-out', readonly LabelledText[]>>;

/**
 * The page about triage with its tables between their markers as data and measurement say, everything else as it was.
 * Doing it again changes nothing. Throws for a marker that is missing.
 */
export function withTriageTables(page: string, sets: LabelledSets, triage: Triage): string {
  const tables = {
    rules: rulesTable(),
    combinations: combinationsTable(),
    development: reportTable(measureTriage(sets.development, triage)),
    'held-out': reportTable(measureTriage(sets['held-out'], triage)),
  };
  return Object.entries(tables).reduce((drawn, [name, table]) => {
    const section = new RegExp(`<!-- table: ${name} -->[^]*?<!-- /table -->`);
    if (!section.test(drawn)) throw new Error(`the page lacks the marker <!-- table: ${name} -->`);
    return drawn.replace(section, () => `<!-- table: ${name} -->\n\n${table}\n<!-- /table -->`);
  }, page);
}

function rulesTable(): string {
  const rows = triageRules.map(({ id, language, topic, severity, patterns, told, examples }) => [
    id,
    language,
    topic,
    severity === 'none' ? 'a sign only' : severity,
    Object.entries(told ?? {})
      .map(([telling, weight]) => `${telling}: ${weight}`)
      .join(', '),
    String(patterns.length),
    examples.slice(0, 2).join(' · '),
  ]);
  return table(['rule', 'in', 'topic', 'severity', 'weighs less when told as', 'patterns', 'holds in'], rows);
}

const combinationsTable = (): string =>
  table(
    ['combination', 'topic', 'severity', 'one of', 'and one of'],
    combinations.map(({ id, topic, severity, first, second }) => [
      id,
      topic,
      severity,
      first.join(', '),
      second.join(', '),
    ]),
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map(
      (cells) =>
        `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`,
    )
    .join('');
