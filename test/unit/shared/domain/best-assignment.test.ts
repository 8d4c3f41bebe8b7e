import * as fc from 'fast-check';
import type { Bidder } from '#shared/domain/assignment-flow';
import { bestAssignment } from '#shared/domain/best-assignment';

const problems = fc.record({
  bidders: fc
    .array(
      fc.record({
        weight: fc.constantFrom(1, 1, 2, 2, 3, 4),
        bids: fc.uniqueArray(
          fc.record({ place: fc.constantFrom('a', 'b', 'c'), value: fc.integer({ min: 1, max: 30 }) }),
          {
            selector: ({ place }) => place,
          },
        ),
      }),
      { maxLength: 6 },
    )
    .map((bidders) => bidders.map((one, index): Bidder => ({ ...one, bidder: `${index}` }))),
  rooms: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat({ max: 5 })).map(
    ([a, b, c]) =>
      new Map([
        ['a', a],
        ['b', b],
        ['c', c],
      ]),
  ),
});

/** Tries everything. */
function mostWorth([first, ...others]: readonly Bidder[], rooms: ReadonlyMap<string, number>): number {
  if (!first) return 0;
  return Math.max(
    mostWorth(others, rooms),
    ...first.bids
      .filter(({ place }) => (rooms.get(place) ?? 0) >= first.weight)
      .map(
        ({ place, value }) =>
          value + mostWorth(others, new Map(rooms).set(place, (rooms.get(place) ?? 0) - first.weight)),
      ),
  );
}

const worthOf = (bidders: readonly Bidder[], placeOf: ReadonlyMap<string, string>) =>
  bidders.reduce(
    (sum, { bidder, bids }) => sum + (bids.find(({ place }) => place === placeOf.get(bidder))?.value ?? 0),
    0,
  );
const isWithinRoom = (
  bidders: readonly Bidder[],
  rooms: ReadonlyMap<string, number>,
  placeOf: ReadonlyMap<string, string>,
) =>
  [...rooms].every(
    ([place, room]) =>
      bidders
        .filter(({ bidder }) => placeOf.get(bidder) === place)
        .reduce((sum, { weight }) => sum + weight, 0) <= room,
  );

describe('the best assignment', () => {
  it('moves somebody on to make room for more', () => {
    const bidders = [
      {
        bidder: 'x',
        weight: 1,
        bids: [
          { place: 'a', value: 10 },
          { place: 'b', value: 9 },
        ],
      },
      { bidder: 'y', weight: 1, bids: [{ place: 'a', value: 8 }] },
    ];
    const rooms = new Map([
      ['a', 1],
      ['b', 1],
    ]);

    const { placeOf, proven } = bestAssignment({ bidders, rooms }, { steps: 10 });

    expect([...placeOf]).toEqual([
      ['x', 'b'],
      ['y', 'a'],
    ]);
    expect(proven).toBe(true);
  });

  it('gives a place whole or not at all', () => {
    const bids = [
      { place: 'a', value: 10 },
      { place: 'b', value: 10 },
    ];
    const bidders = ['x', 'y', 'z'].map((bidder) => ({ bidder, weight: 2, bids }));
    const rooms = new Map([
      ['a', 3],
      ['b', 3],
    ]);

    expect(bestAssignment({ bidders, rooms }, { steps: 10 }).placeOf.size).toBe(2);
  });

  it('is worth as much as any that trying everything finds', () => {
    fc.assert(
      fc.property(problems, ({ bidders, rooms }) => {
        const { placeOf, proven } = bestAssignment({ bidders, rooms }, { steps: 10_000 });

        expect(proven).toBe(true);
        expect(isWithinRoom(bidders, rooms, placeOf)).toBe(true);
        expect(worthOf(bidders, placeOf)).toBe(mostWorth(bidders, rooms));
      }),
      { numRuns: 300 },
    );
  });

  it('ended early is within room, never worth less than where it began, and says so', () => {
    fc.assert(
      fc.property(problems, fc.nat({ max: 3 }), ({ bidders, rooms }, steps) => {
        const start = bestAssignment({ bidders, rooms }, { steps: 1 }).placeOf;
        const { placeOf, proven } = bestAssignment({ bidders, rooms }, { steps, start });

        expect(isWithinRoom(bidders, rooms, placeOf)).toBe(true);
        expect(worthOf(bidders, placeOf)).toBeGreaterThanOrEqual(worthOf(bidders, start));
        if (proven) expect(worthOf(bidders, placeOf)).toBe(mostWorth(bidders, rooms));
      }),
    );
  });
});
