import { array, assert, integer, property } from 'fast-check';
import type { Pace } from '#shared/contracts/pace';
import { isOver, laneOf, mayGo, nextPlace, type Lane } from '#shared/domain/pace';
import { monday } from '#test/support/builders';

const secondsLater = (seconds: number): Date => new Date(monday.getTime() + seconds * 1_000);

/** Lets these texts line up, each at its moment, and tells when each may leave: no more than a second before its turn. */
function line(arrivals: readonly { readonly lane: Lane; readonly at: Date }[], perSecond: number): Date[] {
  let pace: Pace | undefined;
  return arrivals.map(({ lane, at }) => {
    const place = nextPlace(pace, { lane, now: at, perSecond });
    pace = { paceId: 'texts', ...place.pace };
    return mayGo(place.turn, at) ? at : new Date(place.turn.getTime() - 1_000);
  });
}

const seconds = (dates: readonly Date[]): number[] =>
  dates.map((date) => (date.getTime() - monday.getTime()) / 1_000);

describe('the pace of a number', () => {
  it.each([
    [1, 300, 299],
    [3, 300, 99.7],
    [100, 300, 2.99],
  ])(
    'at %i a second the last of %i texts that come at once has its turn after %d s',
    (perSecond, count, expected) => {
      let pace: Pace | undefined;
      let last = monday;
      for (let index = 0; index < count; index += 1) {
        const place = nextPlace(pace, { lane: 'unasked', now: monday, perSecond });
        pace = { paceId: 'texts', ...place.pace };
        last = place.turn;
      }

      expect((last.getTime() - monday.getTime()) / 1_000).toBeCloseTo(expected, 0);
    },
  );

  it('lets a text leave at once when the line is empty, and after a pause no more than a second’s worth', () => {
    const anHour = secondsLater(3_600);
    const arrivals = [
      { lane: 'unasked', at: monday } as const,
      ...Array.from({ length: 4 }, () => ({ lane: 'unasked', at: anHour }) as const),
    ];

    expect(seconds(line(arrivals, 2))).toEqual([0, 3_600, 3_600, 3_600, 3_600.5]);
  });

  it('lets a reply leave before unasked texts that came earlier, and those behind make room', () => {
    const unasked = Array.from({ length: 10 }, () => ({ lane: 'unasked', at: monday }) as const);
    const arrivals = [
      ...unasked,
      { lane: 'reply', at: monday } as const,
      { lane: 'unasked', at: monday } as const,
    ];

    const left = seconds(line(arrivals, 1));

    expect(left[10]).toBe(0);
    expect(left[11]).toBe(10);
  });

  it.each([
    ['scheduled', 'unasked'],
    ['opt-in', 'unasked'],
    ['reply', 'reply'],
    ['opt-out', 'reply'],
    ['crisis', undefined],
    ['staff', undefined],
  ] as const)('%s stands in the line: %s', (messageClass, lane) => {
    expect(laneOf(messageClass)).toBe(lane);
  });

  it('holds a place for a quarter of a minute', () => {
    expect([isOver(monday, secondsLater(15)), isOver(monday, secondsLater(15.001))]).toEqual([false, true]);
    expect([mayGo(secondsLater(0.999), monday), mayGo(secondsLater(1), monday)]).toEqual([true, false]);
  });

  it('is kept in every window of time, whatever comes when', () => {
    const arrival = integer({ min: 0, max: 60_000 });
    assert(
      property(array(arrival, { maxLength: 80 }), integer({ min: 1, max: 20 }), (moments, perSecond) => {
        const sorted = moments.toSorted((a, b) => a - b);
        const left = line(
          sorted.map((ms) => ({ lane: 'unasked', at: new Date(monday.getTime() + ms) })),
          perSecond,
        ).map((date) => date.getTime());

        for (const [index, from] of left.entries())
          for (const [later, to] of left.slice(index).entries()) {
            const allowed = ((to - from) / 1_000 + 1) * perSecond + 1;
            // A millisecond of rounding for each.
            expect(later + 1).toBeLessThanOrEqual(allowed + perSecond * 0.1);
          }
      }),
      { numRuns: 100 },
    );
  });
});
