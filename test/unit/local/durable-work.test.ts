import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { VirtualClock } from '#local/clock';
import { Journal } from '#local/journal';
import { Deadlines } from '#local/deadlines';
import { DurableWork, type Again } from '#local/durable-work';

const START = Date.UTC(2026, 10, 24, 9);

describe('Deadlines', () => {
  it('gives keys earliest first, equal ones in the order they were set, moved and deleted ones never by their old time', () => {
    const change = fc.record({ key: fc.constantFrom(...'abcdefgh'), at: fc.option(fc.nat(20)) });

    fc.assert(
      fc.property(fc.array(change), fc.nat(20), (changes, now) => {
        const deadlines = new Deadlines();
        const model = new Map<string, number>();
        for (const { key, at } of changes) {
          model.delete(key);
          if (at === null) deadlines.delete(key);
          else {
            deadlines.set(key, at);
            model.set(key, at);
          }
        }
        const sorted = [...model].toSorted(([, a], [, b]) => a - b);

        expect(deadlines.earliest()).toBe(sorted[0]?.[1]);
        expect(deadlines.takeDue(now)).toEqual(sorted.filter(([, at]) => at <= now).map(([key]) => key));
        expect(deadlines.earliest()).toBe(sorted.find(([, at]) => at > now)?.[1]);
      }),
    );
  });
});

describe('DurableWork', () => {
  it('performs jobs at their time, in the order they were added', async () => {
    const { clock, work, performed } = working(() => undefined);

    work.add('late', 'late', START + 2_000);
    work.add('one', 'one');
    work.add('two', 'two');
    await clock.advance(1_000);
    const early = [...performed];
    await clock.advance(1_000);

    expect(early).toEqual(['one', 'two']);
    expect(performed).toEqual(['one', 'two', 'late']);
    expect(work.waiting).toBe(0);
  });

  it('performs a job again where it says so, and counts its attempts', async () => {
    const { clock, work, attempts } = working((attempt) =>
      attempt < 2 ? { at: clock.now() + 1_000 } : undefined,
    );

    work.add('one', 'one');
    await clock.advance(10_000);

    expect(attempts).toEqual([0, 1, 2]);
  });

  it('drops a job whose failure nobody expected, and says so without its content', async () => {
    const { clock, work, lines } = working(() => {
      throw new TypeError('secret');
    });

    work.add('one', 'one');
    await clock.settle();

    expect(work.waiting).toBe(0);
    expect(lines).toEqual(['test: dropped a job: TypeError']);
  });

  it('performs again after a restart what was not finished, and only that', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'work-'));
    const file = join(folder, 'journal');
    const before = working(
      (_attempt, job) => (job === 'hangs' ? new Promise(() => undefined) : undefined),
      file,
    );
    before.work.add('done', 'done');
    before.work.add('hangs', 'hangs');
    before.work.add('later', 'later', START + 5_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    before.clock.stop();
    before.journal.close();

    const after = working(() => undefined, file);
    await after.clock.advance(5_000);
    after.journal.close();
    rmSync(folder, { recursive: true });

    expect(before.performed).toEqual(['done', 'hangs']);
    expect(after.performed).toEqual(['hangs', 'later']);
  });
});

function working(
  perform: (attempt: number, job: string) => Again | undefined | Promise<Again | undefined>,
  file?: string,
) {
  const clock = new VirtualClock({ initial: { offset: 0, frozenAt: START } });
  const journal = Journal.open(file);
  const performed: string[] = [];
  const attempts: number[] = [];
  const lines: string[] = [];
  const work = new DurableWork<string>({
    name: 'test',
    journal,
    clock,
    report: (line) => void lines.push(line),
    perform: async (job, attempt) => {
      performed.push(job);
      attempts.push(attempt.attempts);
      return perform(attempt.attempts, job);
    },
  });
  clock.start();
  return { clock, journal, work, performed, attempts, lines };
}
