import { allStates, type State, type StateMachineDefinition } from '#infra/definitions/definition';

/**
 * Holds what executions did against what the definitions let them do: which states were entered, and which of their
 * ways out were taken: Next, End, each rule of a Choice, its Default, each Catch. Retries do not count. Visits of machines or
 * states that are no longer defined are left out.
 */
export function coverageReport(definitions: Definitions, visits: readonly Visit[]): CoverageReport {
  const visited = new Set(visits.map(({ machine, state, way }) => keyOf(machine, state, way)));
  const machines = [...definitions].map(([machine, definition]): MachineCoverage => {
    const states = allStates(definition);
    const ways = states.flatMap(([name, state]) => waysOf(state).map((way) => ({ name, ...way })));
    const lostStates = states.filter(([name]) => !visited.has(keyOf(machine, name)));
    const lostWays = ways.filter(({ name, way }) => !visited.has(keyOf(machine, name, way)));
    return {
      machine,
      states: { total: states.length, visited: states.length - lostStates.length },
      transitions: { total: ways.length, visited: ways.length - lostWays.length },
      neverVisited: [
        ...lostStates.map(([name]) => `"${name}"`),
        ...lostWays.map(({ name, way, to }) => `"${name}" ${way} ${to}`),
      ],
    };
  });
  return { machines, complete: machines.every(({ neverVisited }) => neverVisited.length === 0) };
}

/** By the name of their file, without `.asl.json`. */
export type Definitions = ReadonlyMap<string, StateMachineDefinition>;

/** A state was entered, or left by the way that is named as in `local/step-functions/observation.ts`. */
export interface Visit {
  readonly machine: string;
  readonly state: string;
  readonly way?: string;
}

export interface CoverageReport {
  readonly machines: readonly MachineCoverage[];
  readonly complete: boolean;
}

export interface MachineCoverage {
  readonly machine: string;
  readonly states: Share;
  readonly transitions: Share;
  /** States and transitions as people write them. */
  readonly neverVisited: readonly string[];
}

interface Share {
  readonly visited: number;
  readonly total: number;
}

/** The report for a terminal: a row for each machine, then, unless it is to be brief, what was never visited. */
export function coverageTable({ machines }: CoverageReport, { brief = false } = {}): string {
  const rows = [
    ['state machine', 'states', 'transitions'],
    ...machines.map(({ machine, states, transitions }) => [machine, share(states), share(transitions)]),
  ];
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  const lines = rows.map(
    ([machine = '', states = '', ways = '']) => `${machine.padEnd(first)}  ${states.padEnd(second)}  ${ways}`,
  );
  const lost = (brief ? [] : machines).flatMap(({ machine, neverVisited }) =>
    neverVisited.map((what) => `never visited: ${machine}: ${what}`),
  );
  return [...lines, ...lost].join('\n');
}

/** Reads the lines that the tests left; a torn last line of a process that was killed is left out. */
export function readVisits(text: string, { folder, prefix }: { folder: string; prefix: string }): Visit[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.flatMap((line): Visit[] => {
    if (line === '') return [];
    const { stateMachine, state, way, testFile } = JSON.parse(line) as Record<string, string>;
    if (stateMachine === undefined || state === undefined || !testFile?.includes(folder)) return [];
    const machine = stateMachine.startsWith(prefix) ? stateMachine.slice(prefix.length) : stateMachine;
    return [{ machine, state, ...(way !== undefined && { way }) }];
  });
}

interface NamedWay {
  readonly way: string;
  /** Where it leads to, and when, in words. */
  readonly to: string;
}

function waysOf({ Type, Next, End, Choices = [], Default, Catch = [] }: State): NamedWay[] {
  const arrow = (to: string | undefined): string => `→ "${to ?? ''}"`;
  return [
    ...(Next === undefined ? [] : [{ way: 'Next', to: arrow(Next) }]),
    ...(End === true ? [{ way: 'End', to: '→ the end' }] : []),
    ...(Type === 'Choice' ? Choices : []).map((rule, index) => ({
      way: `Choices[${index}]`,
      to: arrow(rule.Next),
    })),
    ...(Default === undefined ? [] : [{ way: 'Default', to: arrow(Default) }]),
    ...Catch.map(({ ErrorEquals, Next: to }, index) => ({
      way: `Catch[${index}]`,
      to: `(${ErrorEquals.join(', ')}) ${arrow(to)}`,
    })),
  ];
}

const keyOf = (machine: string, state: string, way = ''): string => [machine, state, way].join('\n');

function share({ visited, total }: Share): string {
  const percent = total === 0 ? 100 : Math.floor((100 * visited) / total);
  return `${visited} of ${total} (${percent} %)`;
}
