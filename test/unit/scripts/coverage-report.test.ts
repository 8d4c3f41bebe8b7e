import { parseDefinition } from '#infra/definitions/definition';
import { coverageReport, coverageTable, readVisits, type Visit } from '../../../scripts/coverage-report.ts';

const ladder = parseDefinition(
  JSON.stringify({
    StartAt: 'Page',
    States: {
      Page: { Type: 'Task', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Lost' }], Next: 'Heard?' },
      'Heard?': { Type: 'Choice', Choices: [{ Next: 'All' }, { Next: 'All' }], Default: 'Page' },
      All: {
        Type: 'Map',
        ItemProcessor: { StartAt: 'Tell', States: { Tell: { Type: 'Pass', End: true } } },
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
      Lost: { Type: 'Fail' },
    },
  }),
);
const report = (visits: Omit<Visit, 'machine'>[]) =>
  coverageReport(
    new Map([['ladder', ladder]]),
    visits.map((visit) => ({ machine: 'ladder', ...visit })),
  );

const EVERYTHING = [
  { state: 'Page' },
  { state: 'Page', way: 'Next' },
  { state: 'Page', way: 'Catch[0]' },
  { state: 'Heard?' },
  { state: 'Heard?', way: 'Choices[0]' },
  { state: 'Heard?', way: 'Choices[1]' },
  { state: 'Heard?', way: 'Default' },
  { state: 'All' },
  { state: 'All', way: 'Next' },
  { state: 'Tell' },
  { state: 'Tell', way: 'End' },
  { state: 'Done' },
  { state: 'Lost' },
];

describe('the coverage of a workflow', () => {
  it('is complete when every state was entered and left by each of its ways', () => {
    const { complete, machines } = report(EVERYTHING);

    expect(complete).toBe(true);
    expect(machines).toEqual([
      {
        machine: 'ladder',
        states: { visited: 6, total: 6 },
        transitions: { visited: 7, total: 7 },
        neverVisited: [],
      },
    ]);
  });

  it.each([
    ['a catch', { state: 'Page', way: 'Catch[0]' }, '"Page" Catch[0] (States.ALL) → "Lost"'],
    ['the second of two rules that lead to one state', { state: 'Heard?', way: 'Choices[1]' }, '→ "All"'],
    ['a default', { state: 'Heard?', way: 'Default' }, '"Heard?" Default → "Page"'],
    ['the end within a Map', { state: 'Tell', way: 'End' }, '"Tell" End → the end'],
    ['a state', { state: 'Lost' }, '"Lost"'],
  ])('lacks %s that nothing visited', (_what, missing, said) => {
    const { complete, machines } = report(
      EVERYTHING.filter((visit) => JSON.stringify(visit) !== JSON.stringify(missing)),
    );

    expect(complete).toBe(false);
    expect(machines[0]?.neverVisited).toEqual([expect.stringContaining(said)]);
  });

  it('takes no account of what is not in the definition', () => {
    const { machines } = coverageReport(new Map([['ladder', ladder]]), [
      { machine: 'ladder', state: 'Gone', way: 'Next' },
      { machine: 'other', state: 'Page' },
    ]);

    expect(machines[0]?.states).toEqual({ visited: 0, total: 6 });
  });

  it('is a table with one row for each machine, and says what is missing unless it is to be brief', () => {
    const partly = report(EVERYTHING.slice(0, -1));

    expect(coverageTable(partly)).toBe(
      [
        'state machine  states         transitions',
        'ladder         5 of 6 (83 %)  7 of 7 (100 %)',
        'never visited: ladder: "Lost"',
      ].join('\n'),
    );
    expect(coverageTable(partly, { brief: true })).not.toContain('never visited');
  });
});

describe('the lines of the tests', () => {
  it('count when they come from the folder asked for, without a torn last one', () => {
    const line = (testFile: string, more = {}) =>
      JSON.stringify({ stateMachine: 'alongside-local-ladder', state: 'Page', testFile, ...more });
    const text = [
      line('/repo/test/workflows/a.test.ts', { way: 'Next' }),
      line('/repo/test/end-to-end/b.test.ts'),
      line('/repo/test/workflows/a.test.ts').slice(0, 30),
    ].join('\n');

    const visits = readVisits(text, { folder: '/test/workflows/', prefix: 'alongside-local-' });

    expect(visits).toEqual([{ machine: 'ladder', state: 'Page', way: 'Next' }]);
  });
});
