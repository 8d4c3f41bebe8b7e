import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '#local/journal';

describe('Journal', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alongside-journal-'));
    file = join(folder, 'state', 'journal.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds maps and logs again without having been closed', () => {
    const before = Journal.open(file);
    before.map<number>('numbers').set('one', 1);
    before.map<number>('numbers').set('two', 2);
    before.map<number>('numbers').delete('one');
    before.log<string>('history').append('run', ['a', 'b']);
    before.log<string>('history').append('run', ['c']);

    const after = Journal.open(file);

    expect([...after.map<number>('numbers').entries()]).toEqual([['two', 2]]);
    expect(after.log<string>('history').read('run')).toEqual(['a', 'b', 'c']);
  });

  it('forgets a change whose line was torn by a crash, and nothing before it', () => {
    Journal.open(file).map<number>('numbers').set('one', 1);
    appendFileSync(file, '[["numbers","set","two",');

    const after = Journal.open(file);

    expect([...after.map<number>('numbers').entries()]).toEqual([['one', 1]]);
  });

  it('writes the changes of one atomic step as one line, so that they survive together or not at all', () => {
    const journal = Journal.open(file);

    journal.atomically(() => {
      journal.map<number>('a').set('x', 1);
      journal.atomically(() => journal.map<number>('b').set('y', 2));
    });

    expect(readFileSync(file, 'utf8')).toBe('[["a","set","x",1],["b","set","y",2]]\n');
  });

  it('grows no larger than what is still true, each time it opens', () => {
    const before = Journal.open(file);
    for (let i = 0; i < 1_000; i += 1) before.map<number>('numbers').set('counter', i);
    const grown = statSync(file).size;

    const after = Journal.open(file);

    expect(after.map<number>('numbers').get('counter')).toBe(999);
    expect(statSync(file).size).toBeLessThan(grown / 100);
  });

  it('keeps what was never asked for again, through several restarts', () => {
    Journal.open(file).map<number>('numbers').set('one', 1);
    Journal.open(file).map<number>('others').set('two', 2);

    const after = Journal.open(file);

    expect(after.map<number>('numbers').get('one')).toBe(1);
    expect(after.map<number>('others').get('two')).toBe(2);
  });

  it('names the line that somebody damaged, instead of guessing', () => {
    Journal.open(file).map<number>('numbers').set('one', 1);
    appendFileSync(file, 'not a line\n[["numbers","set","two",2]]\n');

    expect(() => Journal.open(file)).toThrow(/Line 2 of .* is damaged/);
  });

  it('opens with more entries than a call can take arguments', () => {
    const before = Journal.open(file);
    before.map<number>('numbers').set('first', 1);
    appendFileSync(
      file,
      `${JSON.stringify(Array.from({ length: 200_000 }, (_, i) => ['numbers', 'set', `n${i}`, i]))}\n`,
    );

    expect(Journal.open(file).map<number>('numbers').size).toBe(200_001);
  });

  it('deletes a log', () => {
    const journal = Journal.open(file);
    journal.log<string>('history').append('run', ['a']);
    journal.log<string>('history').delete('run');

    expect(journal.log<string>('history').read('run')).toEqual([]);
    expect(Journal.open(file).log<string>('history').read('run')).toEqual([]);
  });
});
