import type { State, StateMachineDefinition } from '#infra/definitions/definition';
import { errorWords, ownLimit, shorten, waitingTime } from './picture-words.ts';

/**
 * Draws a state machine as a mermaid flowchart: states as the sentences they are called by, a full arrow where things go on
 * as they should, a dashed one after an error, and the inside of Parallel and Map states in boxes. The same definition
 * gives the same text.
 */
export function mermaidPicture(definition: StateMachineDefinition): string {
  const ids = new Map<string, string>();
  const lines = ['flowchart TD', ...linesOf(definition, { ids, scope: '' }).map(indented)];
  if (lines.some((line) => line.endsWith(':::failure'))) lines.push(`  ${FAILURE_STYLE}`);
  return lines.join('\n');
}

const FAILURE_STYLE = 'classDef failure stroke:#b3261e,stroke-width:3px';

/** Where in the picture something stands. Names of states are unique within a file, so one list of ids serves all. */
interface Place {
  readonly ids: Map<string, string>;
  /** Prefix of the ids of this scope's start and end. */
  readonly scope: string;
}

const indented = (line: string): string => `  ${line}`;

/** All nodes of a scope first, then its edges: mermaid puts a node where it meets its name first. */
function linesOf({ StartAt, States }: StateMachineDefinition, place: Place): string[] {
  const states = Object.entries(States);
  for (const [name] of states) idOf(name, place);
  const ends = states.some(([, state]) => state['End'] === true);
  return [
    `${place.scope}start((" "))`,
    ...states.flatMap(([name, state]) => nodeOf(name, state, place)),
    ...(ends ? [`${place.scope}finish(((" ")))`] : []),
    `${place.scope}start --> ${idOf(StartAt, place)}`,
    ...states.flatMap(([name, state]) => edgesOf(name, state, place)),
  ];
}

function idOf(name: string, { ids }: Place): string {
  const known = ids.get(name) ?? `s${ids.size + 1}`;
  ids.set(name, known);
  return known;
}

function nodeOf(name: string, state: State, place: Place): string[] {
  const id = idOf(name, place);
  const more = secondLine(state);
  // The title of a box has one line only.
  const isBox = state.Type === 'Parallel' || state.Type === 'Map';
  const words = isBox && more.length > 0 ? [`${name} (${more.join(', ')})`] : [name, ...more];
  const label = quoted(words.join('<br/>'));
  switch (state.Type) {
    case 'Choice':
      return [`${id}{${label}}`];
    case 'Wait':
      return [`${id}{{${label}}}`];
    case 'Pass':
      return [`${id}(${label})`];
    case 'Succeed':
      return [`${id}([${label}])`];
    case 'Fail':
      return [`${id}([${label}]):::failure`];
    case 'Parallel':
      return box(
        `${id}[${label}]`,
        (state.Branches ?? []).flatMap((branch, index) => {
          const scope = `${id}b${index + 1}`;
          return box(`${scope}[${quoted(titleOf(branch, index))}]`, linesOf(branch, { ...place, scope }));
        }),
      );
    case 'Map':
      return box(
        `${id}[${label}]`,
        state.ItemProcessor === undefined ? [] : linesOf(state.ItemProcessor, { ...place, scope: id }),
      );
    default:
      return [`${id}[${label}]`];
  }
}

const box = (head: string, lines: readonly string[]): string[] => [
  `subgraph ${head}`,
  ...['direction TB', ...lines].map(indented),
  'end',
];

function titleOf(branch: StateMachineDefinition, index: number): string {
  const comment = 'Comment' in branch ? branch.Comment : undefined;
  return typeof comment === 'string' ? comment : `branch ${index + 1}`;
}

/** What a state is about beyond its name: how long, how many, and which other workflow. */
function secondLine(state: State): string[] {
  const child = /states:startExecution/.test(state.Resource ?? '') ? childOf(state.Arguments) : undefined;
  const waits = state.Type === 'Wait' ? waitingTime(state) : undefined;
  const limit = ownLimit(state);
  const each = state.Type === 'Map' ? forEach(state['MaxConcurrency']) : undefined;
  return [child, waits, limit, each].filter((line) => line !== undefined);
}

const forEach = (most: unknown): string =>
  most === undefined || most === 0 ? 'for each item' : `for each item, ${shorten(most)} at a time`;

/** `${CheckIn}` → `runs check-in`. */
function childOf(given: unknown): string | undefined {
  const name = /"StateMachineArn":"\$\{(\w+)\}"/.exec(JSON.stringify(given) ?? '')?.[1];
  return name && `runs ${name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}`;
}

interface Edge {
  readonly to: string;
  readonly arrow: '-->' | '-.->';
  readonly label?: string;
}

/** Edges of one kind between the same two states are drawn as one, with all their words. */
function edgesOf(name: string, state: State, place: Place): string[] {
  const drawn = new Map<string, string[]>();
  for (const { to, arrow, label } of waysOf(state)) {
    const key = `${arrow} ${to === END ? `${place.scope}finish` : idOf(to, place)}`;
    drawn.set(key, [...(drawn.get(key) ?? []), ...(label === undefined ? [] : [label])]);
  }
  return [...drawn].map(([key, labels]) => {
    const [arrow, to] = key.split(' ');
    const words = labels.length === 0 ? '' : `|${quoted(labels.join('<br/>or '))}|`;
    return `${idOf(name, place)} ${arrow}${words} ${to}`;
  });
}

/** No state can be called this: names have no line breaks. */
const END = '\n';

function waysOf(state: State): Edge[] {
  const { Next, Choices = [], Default, Catch = [] } = state;
  return [
    ...(Next === undefined ? [] : [{ to: Next, arrow: '-->' } as const]),
    ...(state['End'] === true ? [{ to: END, arrow: '-->' } as const] : []),
    ...Choices.map((rule): Edge => {
      const label = shorten(rule['Comment'] ?? rule['Condition']);
      return { to: rule.Next ?? '', arrow: '-->', label };
    }),
    ...(Default === undefined ? [] : [{ to: Default, arrow: '-->', label: 'otherwise' } as const]),
    ...Catch.map((rule, index): Edge => {
      const label = errorWords(state, index);
      return { to: rule.Next ?? '', arrow: '-.->', label };
    }),
  ];
}

/** Mermaid's own escapes; `<br/>` stays a line break. */
function quoted(text: string): string {
  const escapes: Record<string, string> = {
    '#': '#35;',
    '"': '#quot;',
    '<': '#lt;',
    '>': '#gt;',
    '&': '#amp;',
  };
  const safe = text.replaceAll(/<br\/>|[#"<>&]/g, (found) => escapes[found] ?? found);
  return `"${safe}"`;
}
