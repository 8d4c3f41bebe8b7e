/** The states of a definition and the ways between them; Map and Parallel hold graphs of their own. */
export function readGraph(definition: string): Graph {
  return graphOf(asRecord(JSON.parse(definition)));
}

export interface Graph {
  readonly startAt: string | undefined;
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphState {
  readonly name: string;
  readonly type: string;
  /** True where an execution can end. */
  readonly terminal: boolean;
  /** What runs inside a Map or each branch of a Parallel. */
  readonly inner: readonly Graph[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `error` is a Catch. */
  readonly kind: 'next' | 'choice' | 'error';
  /** The errors that a Catch waits for. */
  readonly label?: string;
}

function graphOf(machine: Json): Graph {
  const states = Object.entries(asRecord(machine['States'])).map(([name, value]) => ({
    name,
    state: asRecord(value),
  }));
  return {
    startAt: textOf(machine['StartAt']),
    states: states.map(({ name, state }) => ({
      name,
      type: textOf(state['Type']) ?? 'Pass',
      terminal: state['End'] === true || state['Type'] === 'Succeed' || state['Type'] === 'Fail',
      inner: innerOf(state),
    })),
    edges: states.flatMap(({ name, state }) => edgesOf(name, state)),
  };
}

function innerOf(state: Json): Graph[] {
  const inside =
    state['Type'] === 'Map' ? [state['ItemProcessor'] ?? state['Iterator']] : listOf(state['Branches']);
  return inside.map((one) => graphOf(asRecord(one)));
}

function edgesOf(from: string, state: Json): GraphEdge[] {
  const edges: GraphEdge[] = [];
  const add = (edge: Omit<GraphEdge, 'from' | 'to'>, to: unknown): void => {
    const target = textOf(to);
    // Several rules of one Choice often lead to the same state: one line is enough.
    if (target !== undefined && !edges.some((known) => known.to === target))
      edges.push({ from, to: target, ...edge });
  };
  add({ kind: 'next' }, state['Next']);
  for (const rule of listOf(state['Choices'])) add({ kind: 'choice' }, asRecord(rule)['Next']);
  add({ kind: 'choice' }, state['Default']);
  for (const rule of listOf(state['Catch'])) {
    const { ErrorEquals: names, Next: next } = asRecord(rule);
    add({ kind: 'error', label: listOf(names).map(String).join(', ') }, next);
  }
  return edges;
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
