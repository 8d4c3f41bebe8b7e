import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { play, situations, type CameTo, type SaidText } from './inbound-situations.ts';

/**
 * `inbound-table.md`: texts as people write them, and everything that each comes to, through the real functions. A
 * heading names the situation; a text that is followed by "again" is delivered twice.
 */
interface Row extends CameTo {
  readonly situation: string;
  readonly said: string;
  readonly texts: readonly SaidText[];
}

function readTable(markdown: string): readonly Row[] {
  let situation = '';
  return markdown.split('\n').flatMap((line) => {
    situation = /^## (\w+):/.exec(line)?.[1] ?? situation;
    if (!line.startsWith('| `') && !line.startsWith('| (')) return [];
    const [
      ,
      said = '',
      ends = '',
      consent = '',
      journey = '',
      checkIn = '',
      textsOut = '',
      tasks = '',
      crisis = '',
    ] = line.split('|').map((cell) => cell.trim());
    return [
      { situation, said, texts: textsIn(said), ends, consent, journey, checkIn, textsOut, tasks, crisis },
    ];
  });
}

/** "`4`, `5` again" → two texts, of which the second comes twice. "(nothing)" is a text without words. */
const textsIn = (said: string): readonly SaidText[] =>
  [...said.matchAll(/(?:`(?<body>[^`]*)`|\(nothing\))(?<again> again)?/g)].map(({ groups }) => ({
    body: (groups?.['body'] ?? '').replaceAll('\\n', '\n'),
    twice: groups?.['again'] !== undefined,
  }));

const rows = readTable(readFileSync(join('test/unit/functions/receive-sms', 'inbound-table.md'), 'utf8'));

describe('the table of inbound texts', () => {
  it('has at least 250 of them, and all situations', () => {
    const named = new Set(rows.map(({ situation }) => situation));

    expect(rows.length).toBeGreaterThanOrEqual(250);
    expect([...named].toSorted()).toEqual(Object.keys(situations).toSorted());
    expect(new Set(rows.map(({ situation, said }) => `${situation} ${said}`)).size).toBe(rows.length);
  });

  it.each(rows.map((row, index) => [row.situation, index + 1, row] as const))(
    '%s, row %i, comes to what it says',
    async (_situation, _row, { situation, said, texts, ...expected }) => {
      const cameTo = await play(situation, texts);

      expect({ said, ...cameTo }).toEqual({ said, ...expected });
    },
  );
});
