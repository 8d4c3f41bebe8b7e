import { CsvError, parse } from 'csv-parse/sync';

/** The rows of a CSV file, as far as they can be told apart. Lines count from 1, and a row is on the line it begins. */
export interface CsvRows {
  readonly rows: readonly CsvRow[];
  /** Lines with a quote that is not closed, or has text behind it, as far as the reader could tell. */
  readonly misquoted: readonly number[];
  /** From this line on nothing was read: there was too much that is misquoted. */
  readonly unreadFrom?: number;
}

export interface CsvRow {
  readonly line: number;
  /** Without quotes, and without spaces at either end. */
  readonly cells: readonly string[];
}

/**
 * Reads CSV as spreadsheets write it: commas, semicolons or tabs (whichever the first row has most of), a byte order
 * mark, any line ends, quoted cells with line breaks. Empty rows are left out. A quote that is opened and not closed, or
 * not closed at the end of its cell, costs its own line only: reading goes on at the next one.
 */
export function readCsvRows(text: string): CsvRows {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const delimiter = delimiterOf(lines.find((line) => line.trim() !== '') ?? '');
  const rows: CsvRow[] = [];
  const misquoted: number[] = [];
  const read = (): CsvRows => ({
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')),
    misquoted,
  });
  for (let from = 0; from < lines.length;) {
    if (misquoted.length === mostMisquoted) return { ...read(), unreadFrom: from + 1 };
    const part = readUntilMisquoted(lines.slice(from), { delimiter, width: rows[0]?.cells.length });
    for (const { line, cells } of part.rows) rows.push({ line: line + from, cells });
    if (part.misquotedAt === undefined) break;
    misquoted.push(part.misquotedAt + from);
    from += part.misquotedAt;
  }
  return read();
}

/** After that many the file is something else than CSV, and each one means reading the rest again. */
const mostMisquoted = 20;

/** Commas where nothing else speaks for itself. */
function delimiterOf(firstLine: string): string {
  const unquoted = firstLine.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => unquoted.split(delimiter).length;
  return [';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best), ',');
}

function readUntilMisquoted(
  lines: readonly string[],
  { delimiter, width }: { delimiter: string; width: number | undefined },
): { rows: CsvRow[]; misquotedAt?: number } {
  const { records, broken } = recordsIn(lines.join('\n'), delimiter);
  const rows: CsvRow[] = [];
  let last = 0;
  for (const { cells, lastLine } of records) {
    const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    const line = lastLine - breaks;
    // Several lines in one row of the wrong width: a quote swallowed them.
    if (breaks > 0 && cells.length !== (width ?? rows[0]?.cells.length)) return { rows, misquotedAt: line };
    rows.push({ line, cells: cells.map((cell) => cell.trim()) });
    last = lastLine;
  }
  if (!broken) return { rows };
  const next = lines.findIndex((line, index) => index >= last && line.trim() !== '');
  return next === -1 ? { rows } : { rows, misquotedAt: next + 1 };
}

interface CsvRecord {
  readonly cells: readonly string[];
  readonly lastLine: number;
}

/** All records before the first mistake. */
function recordsIn(text: string, delimiter: string): { records: CsvRecord[]; broken: boolean } {
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      // A quote inside of an unquoted cell is a quote.
      relax_quotes: true,
      trim: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines: lastLine }) => {
        records.push({ cells, lastLine });
        return undefined;
      },
    });
    return { records, broken: false };
  } catch (error) {
    if (error instanceof CsvError) return { records, broken: true };
    throw error;
  }
}
