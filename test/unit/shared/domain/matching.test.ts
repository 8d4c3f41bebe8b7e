import * as fc from 'fast-check';
import { MatchingFactor, type MatchingWeights, Ranking } from '#shared/contracts/matching';
import type { Mentor } from '#shared/contracts/mentor';
import { defaultWeights, rank } from '#shared/domain/matching';
import { mentorIdsIn, mentorUnitsOf, roomOf } from '#shared/domain/mentor-units';
import { monday as at } from '#test/support/builders';
import { aCouple, aMentor, couplesUpTo, mentorsUpTo } from '#test/support/mentors';

const none = Object.fromEntries(MatchingFactor.options.map((factor) => [factor, 0])) as MatchingWeights;

describe('equal scores', () => {
  const order = (...mentors: Partial<Mentor>[]) =>
    rank({
      couple: aCouple(),
      mentors: mentors.map(aMentor),
      weights: { ...none, training: 10 },
      at,
    }).ranked.map(({ mentorUnitId }) => mentorUnitId);

  it('the smaller load comes first', () => {
    expect(order({ mentorId: 'm-aaaaaa', load: 2 }, { mentorId: 'm-bbbbbb', load: 1 })).toEqual([
      'u-bbbbbb',
      'u-aaaaaa',
    ]);
  });

  it('then who was asked longest ago, and who was never asked before all', () => {
    expect(
      order(
        { mentorId: 'm-aaaaaa', lastOfferedAt: '2026-02-02T00:00:00.000Z' },
        { mentorId: 'm-bbbbbb', lastOfferedAt: '2026-02-01T00:00:00.000Z' },
        { mentorId: 'm-cccccc' },
      ),
    ).toEqual(['u-cccccc', 'u-bbbbbb', 'u-aaaaaa']);
  });

  it('then the id', () => {
    expect(order({ mentorId: 'm-bbbbbb' }, { mentorId: 'm-aaaaaa' })).toEqual(['u-aaaaaa', 'u-bbbbbb']);
  });

  it('but a better score beats a smaller load', () => {
    const training = { completedOn: '2026-01-01' };

    expect(order({ mentorId: 'm-aaaaaa' }, { mentorId: 'm-bbbbbb', load: 3, training })).toEqual([
      'u-bbbbbb',
      'u-aaaaaa',
    ]);
  });
});

describe('any registry and any couple', () => {
  const weightings = fc.constantFrom(defaultWeights, { ...none, substance: 10, room: 10 }, none);
  const pools = fc.record({
    mentors: mentorsUpTo(8),
    couple: couplesUpTo(1).map(([couple = aCouple()]) => couple),
    weights: weightings,
  });

  it('gives the same answer in whatever order the mentors come', () => {
    fc.assert(
      fc.property(pools, fc.infiniteStream(fc.nat()), (pool, chance) => {
        const shuffled = pool.mentors
          .map((mentor) => ({ mentor, by: chance.next().value }))
          .sort((a, b) => a.by - b.by)
          .map(({ mentor }) => mentor);

        expect(rank({ ...pool, mentors: shuffled, at })).toEqual(rank({ ...pool, at }));
      }),
    );
  });

  it('has every mentor exactly once, ranked or excluded', () => {
    fc.assert(
      fc.property(pools, (pool) => {
        const ranking = Ranking.parse(rank({ ...pool, at }));

        const ids = [...ranking.ranked, ...ranking.excluded].flatMap((one) => mentorIdsIn(one.mentorUnitId));
        expect(ids.sort()).toEqual(pool.mentors.map(({ mentorId }) => mentorId).sort());
      }),
    );
  });

  it('never lets a score outweigh an exclusion', () => {
    const perfect = { previousMentorIds: ['m-000000'] };
    fc.assert(
      fc.property(pools, (pool) => {
        const couple = { ...pool.couple, ...perfect };
        const weights = { ...pool.weights, continuity: 100 };
        const before = rank({ ...pool, at }).excluded;

        expect(rank({ ...pool, couple, weights, at }).excluded).toEqual(before);
      }),
    );
  });

  it('ranks only who has room, and a mentor couple only where both have', () => {
    fc.assert(
      fc.property(pools, (pool) => {
        const rooms = new Map(mentorUnitsOf(pool.mentors).map((unit) => [unit.mentorUnitId, roomOf(unit)]));
        for (const { mentorUnitId } of rank({ ...pool, at }).ranked) {
          expect(rooms.get(mentorUnitId)).toBeGreaterThanOrEqual(pool.couple.weight);
          for (const mentorId of mentorIdsIn(mentorUnitId)) {
            const { capacity = 0, load = 0 } = pool.mentors.find((one) => one.mentorId === mentorId) ?? {};
            expect(capacity - load).toBeGreaterThanOrEqual(pool.couple.weight);
          }
        }
      }),
    );
  });

  it('has reasons whose points add up to the score, best scores first', () => {
    fc.assert(
      fc.property(pools, (pool) => {
        const { ranked } = rank({ ...pool, at });

        for (const { score, reasons } of ranked) {
          const tenths = reasons.reduce((sum, { points }) => sum + Math.round(points * 10), 0);
          expect(tenths).toBe(Math.round(score * 10));
        }
        expect(ranked.map(({ score }) => score)).toEqual(
          ranked.map(({ score }) => score).sort((a, b) => b - a),
        );
      }),
    );
  });

  it('leaves out a factor of weight 0', () => {
    fc.assert(
      fc.property(pools, fc.constantFrom(...MatchingFactor.options), (pool, factor) => {
        const { ranked } = rank({ ...pool, weights: { ...pool.weights, [factor]: 0 }, at });

        expect(ranked.flatMap(({ reasons }) => reasons).filter((reason) => reason.factor === factor)).toEqual(
          [],
        );
      }),
    );
  });
});
