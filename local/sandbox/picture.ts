import { layOut, type LaidOut, type PlacedNode } from './picture-layout.ts';
import { readGraph } from './picture-graph.ts';
import type { SandboxDefinition } from './view.ts';

/** Draws each definition once; asking again for the same text costs nothing. */
export function createPictures(): (definition: SandboxDefinition) => string {
  const drawn = new Map<string, string>();
  return ({ stateMachineName, definition }) => {
    const known = drawn.get(definition);
    if (known !== undefined) return known;
    const svg = drawStateMachine(stateMachineName, definition);
    drawn.set(definition, svg);
    return svg;
  };
}

/**
 * A state machine as SVG, from top to bottom. Each state is a group with its name in `data-state`, so that a page can
 * mark where an execution stands; colours come from the page's style sheet. Dashed lines are what happens after an error.
 */
export function drawStateMachine(name: string, definition: string): string {
  const laidOut = layOut(readGraph(definition));
  const width = Math.ceil(laidOut.width + 2 * MARGIN);
  const height = Math.ceil(laidOut.height + 2 * MARGIN);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Picture of ${escape(name)}"><g transform="translate(${MARGIN} ${MARGIN})">${drawScope(laidOut)}</g></svg>`;
}

const MARGIN = 12;
const LINE_HEIGHT = 17;

function drawScope({ nodes, edges }: LaidOut): string {
  const lines = edges.map(({ points, kind, label }) => {
    const [end = { x: 0, y: 0 }] = points.slice(-1);
    const head = `M${round(end.x - 4)} ${round(end.y - 7)}L${round(end.x)} ${round(end.y)}L${round(end.x + 4)} ${round(end.y - 7)}`;
    return `<g class="edge ${kind}">${label === undefined ? '' : `<title>${escape(label)}</title>`}<path d="${curve(points)}"/><path d="${head}"/></g>`;
  });
  return [...lines, ...nodes.map(drawNode)].join('');
}

function drawNode(node: PlacedNode): string {
  const { x, y, width, height, state, lines, inner } = node;
  if (state === undefined)
    return `<circle class="start" cx="${round(x + width / 2)}" cy="${round(y + height / 2)}" r="6"/>`;
  const classes = ['state', state.type.toLowerCase(), ...(state.terminal ? ['terminal'] : [])].join(' ');
  const radius = state.terminal ? Math.min(22, height / 2) : 10;
  const middle = inner === undefined ? height / 2 : 16;
  const words = lines.map((line, index) => {
    const dy = middle + (index - (lines.length - 1) / 2) * LINE_HEIGHT;
    return `<text x="${round(width / 2)}" y="${round(dy)}">${escape(line)}</text>`;
  });
  const content = inner?.map(
    ({ laidOut, dx, dy }) => `<g transform="translate(${round(dx)} ${round(dy)})">${drawScope(laidOut)}</g>`,
  );
  return `<g class="${classes}" data-state="${escape(state.name)}" transform="translate(${round(x)} ${round(y)})"><title>${escape(`${state.name} (${state.type})`)}</title><rect width="${round(width)}" height="${round(height)}" rx="${radius}"/>${words.join('')}${content?.join('') ?? ''}</g>`;
}

/** A line through all points that leaves and arrives vertically. */
function curve(points: readonly { readonly x: number; readonly y: number }[]): string {
  let path = '';
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before === undefined) path += `M${round(point.x)} ${round(point.y)}`;
    else {
      const half = (before.y + point.y) / 2;
      path += `C${round(before.x)} ${round(half)} ${round(point.x)} ${round(half)} ${round(point.x)} ${round(point.y)}`;
    }
  }
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
