import * as fc from 'fast-check';
import { readCsvRows } from '#shared/domain/csv-rows';

const rowsOf = (text: string) => readCsvRows(text).rows.map(({ line, cells }) => [line, ...cells]);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('CSV as spreadsheets write it', () => {
  it.each<{ what: string; text: string; rows: (number | string)[][] }>([
    { what: 'nothing', text: '', rows: [] },
    {
      what: 'commas',
      text: 'a,b\n1,2',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    },
    {
      what: 'semicolons',
      text: 'a;b\n1,5;2',
      rows: [
        [1, 'a', 'b'],
        [2, '1,5', '2'],
      ],
    },
    {
      what: 'tabs',
      text: 'a\tb\n1\t2, 3',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2, 3'],
      ],
    },
    {
      what: 'a separator inside of quotes',
      text: '"a;b;c",d\n1,2',
      rows: [
        [1, 'a;b;c', 'd'],
        [2, '1', '2'],
      ],
    },
    {
      what: 'a byte order mark',
      text: '\uFEFFa,b\n1,2',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    },
    {
      what: 'a byte order mark before a quote',
      text: '\uFEFF"a","b"\n1,2',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    },
    {
      what: 'line ends of Windows',
      text: 'a,b\r\n1,2\r\n',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    },
    {
      what: 'line ends of old Macs',
      text: 'a,b\r1,2\r',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    },
    {
      what: 'empty rows',
      text: '\n\na,b\n,\n  \n1,2\n',
      rows: [
        [3, 'a', 'b'],
        [6, '1', '2'],
      ],
    },
    {
      what: 'a line break in a cell',
      text: 'a,b\n"1\n2",3\n4,5',
      rows: [
        [1, 'a', 'b'],
        [2, '1\n2', '3'],
        [4, '4', '5'],
      ],
    },
    {
      what: 'doubled quotes',
      text: 'a,b\n"say ""hi""",2',
      rows: [
        [1, 'a', 'b'],
        [2, 'say "hi"', '2'],
      ],
    },
    {
      what: 'a quote inside of an unquoted cell',
      text: 'a,b\n6" tall,2',
      rows: [
        [1, 'a', 'b'],
        [2, '6" tall', '2'],
      ],
    },
    {
      what: 'spaces around cells',
      text: ' a , " b " \n1,2',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    },
    {
      what: 'rows of other widths',
      text: 'a,b\n1\n1,2,3',
      rows: [
        [1, 'a', 'b'],
        [2, '1'],
        [3, '1', '2', '3'],
      ],
    },
  ])('$what', ({ text, rows }) => {
    expect(rowsOf(text)).toEqual(rows);
    expect(readCsvRows(text)).toMatchObject({ misquoted: [] });
  });

  it.each<{ what: string; text: string; misquoted: number[]; rows: (number | string)[][] }>([
    {
      what: 'opened and never closed',
      text: 'a,b\n"1,2\n3,4\n5,6',
      misquoted: [2],
      rows: [
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    },
    {
      what: 'opened, and closed by the quote of a later row',
      text: 'a,b\n"1,2\n"3",4\n5,6',
      misquoted: [2],
      rows: [
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    },
    {
      what: 'opened, and closed by one at the end of a later row',
      text: 'a,b\n"1,2\n3,4"\n5,6',
      misquoted: [2],
      rows: [
        [3, '3', '4"'],
        [4, '5', '6'],
      ],
    },
    {
      what: 'closed before the end of its cell',
      text: 'a,b\n"1" x,2\n3,4',
      misquoted: [2],
      rows: [[3, '3', '4']],
    },
    {
      what: 'wrong twice',
      text: 'a,b\n1,"2\n3,4\n5,"6" x\n7,8',
      misquoted: [2, 4],
      rows: [
        [3, '3', '4'],
        [5, '7', '8'],
      ],
    },
    { what: 'wrong in the last row', text: 'a,b\n1,2\n3,"4', misquoted: [3], rows: [[2, '1', '2']] },
    {
      what: 'wrong after a cell with a line break',
      text: 'a,b\n"1\n1",2\n"3,4\n5,6',
      misquoted: [4],
      rows: [
        [2, '1\n1', '2'],
        [5, '5', '6'],
      ],
    },
  ])('a quotation mark $what costs its own line only', ({ text, misquoted, rows }) => {
    const read = readCsvRows(text);

    expect(read.misquoted).toEqual(misquoted);
    expect(rowsOf(text)).toEqual([[1, 'a', 'b'], ...rows]);
    expect(read.unreadFrom).toBeUndefined();
  });

  it('gives up where too much is misquoted, and says from which line on', () => {
    const text = ['a,b', ...Array.from({ length: 30 }, () => '"1" x,2')].join('\n');

    const { rows, misquoted, unreadFrom } = readCsvRows(text);

    expect(rows).toHaveLength(1);
    expect(misquoted).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
    expect(unreadFrom).toBe(22);
  });

  it('comes back as it was written, whatever the cells hold', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', ' ', '7') })
      .map((text) => text.trim());
    const tables = fc
      .array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 })
      .map((rows) => [['x', 'y', 'z'], ...rows.filter((cells) => cells.some((one) => one !== ''))]);
    fc.assert(
      fc.property(
        tables,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        (rows, separator, end) => {
          const text = rows.map((cells) => cells.map(quoted).join(separator)).join(end);

          expect(readCsvRows(text)).toMatchObject({ misquoted: [] });
          expect(readCsvRows(text).rows.map(({ cells }) => cells)).toEqual(rows);
        },
      ),
    );
  });

  it('never fails, and never has a row on a line that is not there', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '\r') }), (text) => {
        const { rows, misquoted } = readCsvRows(text);

        const lines = [...rows.map(({ line }) => line), ...misquoted];
        expect(lines.every((line) => line >= 1 && line <= text.split(/\r\n|\r|\n/).length)).toBe(true);
        expect(new Set(lines).size).toBe(lines.length);
      }),
      { numRuns: 500 },
    );
  });
});
