import type { FieldError } from '../contracts/api.ts';
import type { MentorProfile } from '../contracts/mentor.ts';
import { readCsvRows, type CsvRow } from './csv-rows.ts';
import {
  columnOf,
  columnTitled,
  mentorColumns,
  requiredColumns,
  type MentorColumn,
} from './mentor-columns.ts';
import { readEach } from './read-mentors.ts';

/**
 * Reads mentors from a CSV file whose first row names the columns (`mentorColumns`), in any order, in English or
 * Spanish. A row with a mistake, or with the address of an earlier row, is reported and left out; all others are kept.
 * A column that is not known is reported and read over; one that is missing or there twice stops everything. Lines
 * count from 1, and a row is on the line where it begins.
 */
export function readMentorsCsv(text: string): {
  readonly mentors: readonly { readonly line: number; readonly mentor: MentorProfile }[];
  readonly errors: readonly MistakeInFile[];
} {
  const { rows, misquoted, unreadFrom } = readCsvRows(text);
  const [header = { line: 1, cells: [] }, ...others] = rows;
  const { columns, errors: ofHeader } = readHeader(header);
  const unplaced = columns ? others.filter(({ cells }) => isUnplaced(cells, header.cells)) : [];
  const placed = columns ? others.filter((row) => !unplaced.includes(row)) : [];
  const read = readEach(
    placed.map(({ line, cells }) => ({ place: line, typed: mentorIn(cells, columns ?? []) })),
    'line',
  );
  const errors = [
    ...ofHeader,
    ...misquoted.map((line) => ({ line, field: 'row', message: isMisquoted })),
    ...(unreadFrom === undefined ? [] : [{ line: unreadFrom, field: 'row', message: isUnread }]),
    ...unplaced.map(({ line }) => ({ line, field: 'row', message: hasNoColumn })),
    ...read.errors.map(({ place, ...error }) => ({ line: place, ...asColumn(error) })),
  ];
  return {
    mentors: read.mentors.map(({ place, mentor }) => ({ line: place, mentor })),
    errors: errors.sort((a, b) => a.line - b.line),
  };
}

/** What is wrong and how to put it right; `field` is a column's title, `header` or `row`. Never what a cell holds. */
export interface MistakeInFile extends FieldError {
  readonly line: number;
}

const isMisquoted = 'has a quotation mark that is not closed, or is closed before the end of its cell';
const isUnread = 'was not read, nor was anything below it: too much above it is misquoted';
const hasNoColumn =
  'has something in a column that the header does not name; a cell that holds the separator needs quotation marks';

type Columns = readonly (MentorColumn | undefined)[];

/** Without `columns` where nothing below can be read. */
function readHeader({ line, cells }: CsvRow): { columns?: Columns; errors: MistakeInFile[] } {
  const columns = cells.map(columnTitled);
  const known = columns.filter((column) => column !== undefined);
  const mistake = (message: string): MistakeInFile => ({ line, field: 'header', message });
  const titles = (some: readonly MentorColumn[]): string => some.map(({ title }) => `"${title}"`).join(', ');
  // Unknown titles are named below, and must not be somebody's data: a row of people is no header.
  if (known.length < 2)
    return {
      errors: [
        mistake(`is missing: the first row must name the columns, at least ${titles(requiredColumns)}`),
      ],
    };
  const unknown = cells.filter((cell, index) => cell !== '' && columns[index] === undefined);
  const missing = requiredColumns.filter((column) => !known.includes(column));
  const twice = new Set(known.filter((column, index) => known.indexOf(column) !== index));
  const errors = [
    ...unknown.map((title) =>
      mistake(`has a column that is not known: "${title}"; known are ${titles(mentorColumns)}`),
    ),
    ...(missing.length > 0 ? [mistake(`lacks ${titles(missing)}`)] : []),
    ...(twice.size > 0 ? [mistake(`names more than once: ${titles([...twice])}`)] : []),
  ];
  return missing.length + twice.size > 0 ? { errors } : { columns, errors };
}

const isUnplaced = (cells: readonly string[], titles: readonly string[]): boolean =>
  cells.some((cell, index) => cell !== '' && (titles[index] ?? '') === '');

/** As the API would take it: empty cells are left out, so that the schema's defaults hold. */
function mentorIn(cells: readonly string[], columns: Columns): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const parts: Record<string, Record<string, unknown>> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (!column || cell === '') continue;
    const [field = '', part] = column.field.split('.');
    if (part === undefined) fields[field] = column.read(cell);
    else parts[field] = { ...parts[field], [part]: column.read(cell) };
  }
  return { ...fields, ...parts };
}

/** The column instead of the field, and which entry of its list. */
function asColumn({ field, message }: FieldError): FieldError {
  const entry = /\.(\d+)(?:\.|$)/.exec(field)?.[1];
  return {
    field: columnOf(field)?.title ?? field,
    message: entry === undefined ? message : `entry ${Number(entry) + 1} ${message}`,
  };
}
