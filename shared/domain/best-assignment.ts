import { largestFlow, type Bid, type Bidder, type Part } from './assignment-flow.ts';

/**
 * Gives each bidder at most one place, within the room of every place, so that the sum of the values is as large as can
 * be. Deterministic: the same bidders in the same order get the same places.
 *
 * Without weights this is a flow. With them (a couple in a hard month takes the room of two [4f]) it is the generalised
 * assignment problem, for which no method is fast for certain. A flow that may split a bidder between places is never
 * worth less than the best answer, so it bounds a branch and bound search: where it splits nobody it *is* the best of
 * its branch, else one who is split is tried in the place that has most of them, and without that place. Few bidders
 * are heavy, so few are ever split. `steps` bounds the search; where it ends early the best found is given, with
 * `proven: false`.
 */
export function bestAssignment(
  { bidders, rooms }: AssignmentProblem,
  { steps, start = new Map<string, string>() }: SearchLimits,
): Assignment {
  let best: readonly Placed[] = bidders.flatMap(({ bidder, bids }) =>
    bids.filter(({ place }) => place === start.get(bidder)).map((bid) => ({ bidder, ...bid })),
  );
  const open: Branch[] = [{ waiting: bidders, rooms, placed: [] }];
  for (let step = 0; step < steps; step += 1) {
    const branch = open.pop();
    if (!branch) break;
    const flow = largestFlow(branch.waiting, branch.rooms);
    if (worthOf(branch.placed) + flow.bound <= worthOf(best)) continue;
    const found = [...branch.placed, ...flow.parts.filter(({ share }) => share === 1)];
    if (worthOf(found) > worthOf(best)) best = found;
    const [split] = flow.parts.filter(({ share }) => share < 1).sort((a, b) => b.share - a.share);
    // Last in, first out: with the place first, since that soon gives something to beat.
    if (split) open.push(without(branch, split), withIn(branch, split));
  }
  return { placeOf: new Map(best.map(({ bidder, place }) => [bidder, place])), proven: open.length === 0 };
}

export interface AssignmentProblem {
  readonly bidders: readonly Bidder[];
  /** Weight that each place can take. */
  readonly rooms: ReadonlyMap<string, number>;
}

export interface SearchLimits {
  /** How many branches are looked at, at most. */
  readonly steps: number;
  /** An assignment to begin with, by bidder: the answer is never worth less. */
  readonly start?: ReadonlyMap<string, string> | undefined;
}

export interface Assignment {
  /** By bidder; those without a place are not in it. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** No other assignment is worth more. */
  readonly proven: boolean;
}

interface Placed extends Bid {
  readonly bidder: string;
}

interface Branch {
  readonly waiting: readonly Bidder[];
  readonly rooms: ReadonlyMap<string, number>;
  readonly placed: readonly Placed[];
}

const worthOf = (placed: readonly Placed[]): number => placed.reduce((sum, { value }) => sum + value, 0);

const without = (branch: Branch, { bidder, place }: Part): Branch => ({
  ...branch,
  waiting: branch.waiting.map((one) =>
    one.bidder === bidder ? { ...one, bids: one.bids.filter((bid) => bid.place !== place) } : one,
  ),
});

const withIn = ({ waiting, rooms, placed }: Branch, part: Part): Branch => ({
  waiting: waiting.filter(({ bidder }) => bidder !== part.bidder),
  rooms: new Map(rooms).set(part.place, (rooms.get(part.place) ?? 0) - part.weight),
  placed: [...placed, part],
});
