import { breakLines } from './break-lines.ts';
import type { Graph, GraphEdge, GraphState } from './picture-graph.ts';

/**
 * Places a graph in layers from top to bottom: each state one layer below the lowest state that leads to it, lines that
 * lead back up left out of that rule, and the order within a layer chosen so that lines cross little.
 */
export function layOut(graph: Graph): LaidOut {
  const names = new Set(graph.states.map((state) => state.name));
  const edges = graph.edges.filter(({ from, to }) => names.has(from) && names.has(to));
  const links: Link[] = [
    ...(graph.startAt !== undefined && names.has(graph.startAt) ? [{ from: START, to: graph.startAt }] : []),
    ...edges,
  ];
  const ranks = rankNodes([START, ...names], links);
  const nodes = new Map<string, Box>();
  nodes.set(START, { id: START, rank: 0, width: 14, height: 14, x: 0 });
  for (const state of graph.states) nodes.set(state.name, boxOf(state, ranks.get(state.name) ?? 1));
  const chains = links.map((link) => ({ link, ids: addBends(link, nodes) }));
  const layers = orderLayers(nodes, chains);
  placeAcross(layers, chains);
  return finish(layers, nodes, chains);
}

export interface LaidOut {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export interface PlacedNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Undefined for the dot where an execution starts. */
  readonly state: GraphState | undefined;
  /** The name, broken into lines. */
  readonly lines: readonly string[];
  readonly inner?: readonly { readonly laidOut: LaidOut; readonly dx: number; readonly dy: number }[];
}

export interface PlacedEdge {
  readonly kind: GraphEdge['kind'];
  readonly label?: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind?: GraphEdge['kind'];
  readonly label?: string;
}

/** A state, the start, or a bend of a line that passes a layer. `x` is the middle. */
interface Box {
  readonly id: string;
  readonly rank: number;
  readonly width: number;
  readonly height: number;
  readonly state?: GraphState;
  readonly lines?: readonly string[];
  readonly inner?: PlacedNode['inner'];
  x: number;
}

interface Chain {
  readonly link: Link;
  /** The boxes that the line passes, from its start to its end. */
  readonly ids: readonly string[];
}

const START = '\u0000start';
const GAP_ACROSS = 22;
const GAP_DOWN = 34;
const PADDING = 14;
const TITLE_HEIGHT = 34;

function boxOf(state: GraphState, rank: number): Box {
  const lines = breakLines(state.name, 24);
  const widest = Math.max(...lines.map((line) => line.length));
  const width = Math.max(120, widest * 7.4 + 28);
  if (state.inner.length === 0) {
    return { id: state.name, rank, width, height: 26 + lines.length * 17, state, lines, x: 0 };
  }
  let dx = PADDING;
  const inner = state.inner.map((graph) => {
    const placed = { laidOut: layOut(graph), dx, dy: TITLE_HEIGHT };
    dx += placed.laidOut.width + PADDING;
    return placed;
  });
  const height = TITLE_HEIGHT + Math.max(...inner.map((one) => one.laidOut.height)) + PADDING;
  return {
    id: state.name,
    rank,
    width: Math.max(width, dx),
    height,
    state,
    lines: [state.name],
    inner,
    x: 0,
  };
}

/** Longest way from the start; a line back to a state that is still being visited does not count. */
function rankNodes(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const ranks = new Map<string, number>();
  const onTheWay = new Set<string>();
  const visit = (id: string, rank: number): void => {
    if (onTheWay.has(id) || (ranks.get(id) ?? -1) >= rank) return;
    ranks.set(id, rank);
    onTheWay.add(id);
    for (const link of links) if (link.from === id) visit(link.to, rank + 1);
    onTheWay.delete(id);
  };
  for (const id of ids) if (!ranks.has(id)) visit(id, id === START ? 0 : 1);
  return ranks;
}

/** Gives a line that passes other layers a bend in each of them. */
function addBends({ from, to }: Link, nodes: Map<string, Box>): string[] {
  const start = nodes.get(from)?.rank ?? 0;
  const end = nodes.get(to)?.rank ?? 0;
  const ids = [from];
  const step = end >= start ? 1 : -1;
  for (let rank = start + step; rank * step < end * step; rank += step) {
    const id = `\u0000${from}\u0000${to}\u0000${rank}`;
    nodes.set(id, { id, rank, width: 8, height: 0, x: 0 });
    ids.push(id);
  }
  return [...ids, to];
}

function orderLayers(nodes: ReadonlyMap<string, Box>, chains: readonly Chain[]): Box[][] {
  const layers: Box[][] = [];
  for (const box of nodes.values()) (layers[box.rank] ??= []).push(box);
  const filled = layers.filter((layer) => layer.length > 0);
  for (let sweep = 0; sweep < 8; sweep += 1) {
    const places = new Map<string, number>();
    for (const layer of filled)
      for (const [index, box] of layer.entries()) places.set(box.id, index / layer.length);
    const order = sweep % 2 === 0 ? filled : filled.toReversed();
    for (const layer of order) {
      const wanted = new Map(
        layer.map((box) => [box.id, meanOf(neighbours(box.id, chains), places) ?? places.get(box.id) ?? 0]),
      );
      layer.sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0));
      for (const [index, box] of layer.entries()) places.set(box.id, index / layer.length);
    }
  }
  return filled;
}

/**
 * Pulls every box towards the middle of those it is joined with, without changing the order or touching a neighbour.
 * Bends of one line pull hardest: a long line should be straight.
 */
function placeAcross(layers: readonly Box[][], chains: readonly Chain[]): void {
  for (const layer of layers) spread(layer, new Map());
  const boxes = new Map(layers.flat().map((box) => [box.id, box]));
  const pulls = new Map<string, Pull[]>();
  for (const { ids } of chains) {
    for (const [index, id] of ids.entries()) {
      const next = ids[index + 1];
      if (next === undefined) continue;
      const weight = [0, 2, 8][[id, next].filter(isBend).length] || 1;
      pulls.set(id, [...(pulls.get(id) ?? []), { to: next, weight }]);
      pulls.set(next, [...(pulls.get(next) ?? []), { to: id, weight }]);
    }
  }
  for (let sweep = 0; sweep < 40; sweep += 1) {
    for (const layer of sweep % 2 === 0 ? layers : layers.toReversed()) {
      const wanted = layer.flatMap((box) => {
        const pulled = pulls.get(box.id) ?? [];
        const total = pulled.reduce((sum, { weight }) => sum + weight, 0);
        const sum = pulled.reduce((all, { to, weight }) => all + weight * (boxes.get(to)?.x ?? 0), 0);
        return total === 0 ? [] : [[box.id, sum / total] as const];
      });
      spread(layer, new Map(wanted));
    }
  }
  for (const { ids } of chains)
    straighten(
      ids.flatMap((id) => boxes.get(id) ?? []),
      layers,
    );
}

/** A line that is almost straight becomes straight, where its states have room to move. */
function straighten(boxes: readonly Box[], layers: readonly Box[][]): void {
  for (const [index, box] of boxes.entries()) {
    const before = boxes[index - 1];
    if (before === undefined || Math.abs(before.x - box.x) > GAP_ACROSS) continue;
    const layer = layers.find((one) => one.includes(box)) ?? [];
    const hasRoom = layer.every(
      (other) =>
        other === box || Math.abs(other.x - before.x) >= (other.width + box.width) / 2 + GAP_ACROSS / 2,
    );
    if (hasRoom) box.x = before.x;
  }
}

interface Pull {
  readonly to: string;
  readonly weight: number;
}

const isBend = (id: string): boolean => id.startsWith('\u0000') && id !== START;

function spread(layer: readonly Box[], wanted: ReadonlyMap<string, number>): void {
  let right = -Infinity;
  for (const box of layer) {
    box.x = Math.max(wanted.get(box.id) ?? box.x, right + box.width / 2 + GAP_ACROSS);
    right = box.x + box.width / 2;
  }
  // What was pushed to the right as a whole moves back by the mean of the push.
  const pushes = layer.flatMap((box) => {
    const target = wanted.get(box.id);
    return target === undefined ? [] : [box.x - target];
  });
  const back = pushes.length === 0 ? 0 : pushes.reduce((sum, push) => sum + push, 0) / pushes.length;
  for (const box of layer) box.x -= back;
}

function finish(
  layers: readonly Box[][],
  nodes: ReadonlyMap<string, Box>,
  chains: readonly Chain[],
): LaidOut {
  const boxes = layers.flat();
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2));
  const tops = new Map<string, number>();
  const heights = new Map<string, number>();
  let y = 0;
  for (const layer of layers) {
    const tallest = Math.max(...layer.map((box) => box.height));
    for (const box of layer) {
      // A bend is as tall as its layer: lines pass between the states and turn only in the gaps.
      heights.set(box.id, isBend(box.id) ? tallest : box.height);
      tops.set(box.id, isBend(box.id) ? y : y + (tallest - box.height) / 2);
    }
    y += tallest + GAP_DOWN;
  }
  const edges = chains.map(({ link, ids }) => {
    const points = ids.flatMap((id, index) => {
      const x = (nodes.get(id)?.x ?? 0) - left;
      const top = { x, y: tops.get(id) ?? 0 };
      const bottom = { x, y: top.y + (heights.get(id) ?? 0) };
      return index === 0 ? [bottom] : index === ids.length - 1 ? [top] : [top, bottom];
    });
    return {
      kind: link.kind ?? 'next',
      points: isUpwards(link, nodes) ? upwards(points) : points,
      ...(link.label !== undefined && { label: link.label }),
    };
  });
  const placed = boxes.flatMap((box): PlacedNode[] => {
    if (box.state === undefined && box.id !== START) return [];
    const { width, height, state, lines = [], inner } = box;
    const place = { x: box.x - left - width / 2, y: tops.get(box.id) ?? 0, width, height };
    return [{ ...place, state, lines, ...(inner && { inner }) }];
  });
  const width = Math.max(...boxes.map((box) => box.x + box.width / 2)) - left;
  return { width, height: y - GAP_DOWN, nodes: placed, edges };
}

const isUpwards = ({ from, to }: Link, nodes: ReadonlyMap<string, Box>): boolean =>
  (nodes.get(from)?.rank ?? 0) > (nodes.get(to)?.rank ?? 0);

/** A line that leads back up leaves and arrives like the others; only the bends on its way are passed upwards. */
function upwards(points: PlacedEdge['points']): PlacedEdge['points'] {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (first === undefined || last === undefined) return points;
  const turned: { x: number; y: number }[] = [];
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const [top, bottom] = [rest[index], rest[index + 1]];
    if (top !== undefined && bottom !== undefined) turned.push(bottom, top);
  }
  return [first, ...turned, last];
}

function neighbours(id: string, chains: readonly Chain[]): string[] {
  return chains.flatMap(({ ids }) =>
    ids.flatMap((one, index) => {
      if (one !== id) return [];
      return [ids[index - 1], ids[index + 1]].filter((other) => other !== undefined);
    }),
  );
}

function meanOf(ids: readonly string[], values: ReadonlyMap<string, number>): number | undefined {
  const known = ids.flatMap((id) => values.get(id) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
