/** Who wants a place, how much room they take there, and what each place is worth to them. */
export interface Bidder {
  readonly bidder: string;
  /** From 1 to 4. */
  readonly weight: number;
  readonly bids: readonly Bid[];
}

/** A place that would do, and its worth: a whole number above 0. */
export interface Bid {
  readonly place: string;
  readonly value: number;
}

/** How much of a bidder is in a place: 1 is all. */
export interface Part extends Bid {
  readonly bidder: string;
  readonly weight: number;
  readonly share: number;
}

/**
 * The most valuable way to fill the places where bidders may be split between several of them: an upper bound of what
 * they are worth whole, and exact where nobody is split. Successive best paths (Bellman and Ford, since a path may take
 * somebody's place and move them on): every path gains the most that any could, so the sum is largest when none gains.
 */
export function largestFlow(
  bidders: readonly Bidder[],
  rooms: ReadonlyMap<string, number>,
): { readonly parts: readonly Part[]; readonly bound: number } {
  const network = networkOf(bidders, rooms);
  let total = 0;
  for (let end = bestEnd(network); end; end = bestEnd(network)) total += end.gain * fill(end);
  return {
    parts: network.sources.flatMap(({ bidder, weight, edges }) =>
      edges
        .filter(({ amount }) => amount > 0)
        .map(({ place, value, amount }) => ({ bidder, weight, place, value, share: amount / weight })),
    ),
    bound: Math.floor(total / wholeUnits),
  };
}

/** Divides by every weight, so that values per unit of weight are whole numbers. */
const wholeUnits = 12;

interface Source {
  readonly bidder: string;
  readonly weight: number;
  readonly edges: Edge[];
  /** Weight without a place. */
  left: number;
  /** Of the best way here, and from whose place it came. */
  gain: number;
  movedFrom?: Edge | undefined;
}

interface Sink {
  /** Everybody who wants this place. */
  readonly edges: Edge[];
  room: number;
  gain: number;
  reachedBy?: Edge | undefined;
}

interface Edge extends Bid {
  readonly source: Source;
  readonly sink: Sink;
  /** For each unit of weight. */
  readonly gain: number;
  amount: number;
}

interface Network {
  readonly sources: readonly Source[];
  readonly sinks: readonly Sink[];
}

function networkOf(bidders: readonly Bidder[], rooms: ReadonlyMap<string, number>): Network {
  const sinks = new Map(
    [...rooms].map(([place, room]): [string, Sink] => [place, { edges: [], room, gain: 0 }]),
  );
  const sources = bidders.map(({ bidder, weight, bids }) => {
    const source: Source = { bidder, weight, edges: [], left: weight, gain: 0 };
    for (const { place, value } of bids) {
      const sink = sinks.get(place);
      // A place that cannot take somebody whole takes no part of them either: a lower and still honest bound.
      if (!sink || sink.room < weight) continue;
      const edge = { place, value, source, sink, gain: (value * wholeUnits) / weight, amount: 0 };
      source.edges.push(edge);
      sink.edges.push(edge);
    }
    return source;
  });
  const used = [...sinks.values()].filter(({ edges }) => edges.length > 0);
  // Where all who want a place have an even weight, an odd one of its room is of no use.
  for (const sink of used) sink.room -= sink.room % commonDivisor(sink.edges);
  return { sources, sinks: used };
}

const commonDivisor = (edges: readonly Edge[]): number =>
  [4, 3, 2].find((divisor) => edges.every(({ source }) => source.weight % divisor === 0)) ?? 1;

/** The place with room to which the best path leads, while one gains anything; the way is written on the nodes. */
function bestEnd({ sources, sinks }: Network): Sink | undefined {
  for (const sink of sinks) sink.gain = -Infinity;
  for (const source of sources) {
    source.gain = source.left > 0 ? 0 : -Infinity;
    source.movedFrom = undefined;
  }
  const queue = new Set(sources.filter(({ left }) => left > 0));
  for (const source of queue) {
    queue.delete(source);
    for (const edge of source.edges) {
      const { sink } = edge;
      if (source.gain + edge.gain <= sink.gain) continue;
      sink.gain = source.gain + edge.gain;
      sink.reachedBy = edge;
      for (const taken of sink.edges) {
        if (taken.amount === 0 || sink.gain - taken.gain <= taken.source.gain) continue;
        taken.source.gain = sink.gain - taken.gain;
        taken.source.movedFrom = taken;
        queue.add(taken.source);
      }
    }
  }
  const [best] = sinks.filter(({ room, gain }) => room > 0 && gain > 0).sort((a, b) => b.gain - a.gain);
  return best;
}

/** Sends as much as the path to this place can take; gives how much that was. */
function fill(end: Sink): number {
  const taking: Edge[] = [];
  const giving: Edge[] = [];
  let start: Source | undefined;
  for (let edge = end.reachedBy; edge; edge = start.movedFrom?.sink.reachedBy) {
    taking.push(edge);
    start = edge.source;
    if (start.movedFrom) giving.push(start.movedFrom);
  }
  const amount = Math.min(end.room, start?.left ?? 0, ...giving.map((edge) => edge.amount));
  for (const edge of taking) edge.amount += amount;
  for (const edge of giving) edge.amount -= amount;
  end.room -= amount;
  if (start) start.left -= amount;
  return amount;
}
