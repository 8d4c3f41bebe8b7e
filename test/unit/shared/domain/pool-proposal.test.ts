import * as fc from 'fast-check';
import { defaultWeights, rank } from '#shared/domain/matching';
import { mentorUnitsOf, roomOf } from '#shared/domain/mentor-units';
import { proposeForPool } from '#shared/domain/pool-proposal';
import { monday as at } from '#test/support/builders';
import { aCouple, aMentor, couplesUpTo, mentorsUpTo } from '#test/support/mentors';

const objectives = ['total-fit', 'most-matched'] as const;
const summary = ({ matches }: ReturnType<typeof proposeForPool>) =>
  matches.map(({ coupleId, mentorUnitId }) => `${coupleId} ${mentorUnitId}`);

describe('a proposal for all who wait', () => {
  it('gives the one mentor whom a couple can have to that couple, though another fits better', () => {
    const mentors = [
      aMentor({ mentorId: 'm-both01', capacity: 1, languages: ['en', 'es'], substances: ['alcohol'] }),
      aMentor({ mentorId: 'm-engl01', capacity: 1 }),
    ];
    const couples = [
      aCouple({
        coupleId: 'c-engl01',
        partners: [{ participantId: 'p-ana001', languages: ['en'], substances: ['alcohol'] }],
      }),
      aCouple({ coupleId: 'c-span01', partners: [{ participantId: 'p-cleo01', languages: ['es'] }] }),
    ];

    const proposal = proposeForPool({ couples, mentors, objective: 'total-fit', at });

    expect(summary(proposal)).toEqual(['c-engl01 u-engl01', 'c-span01 u-both01']);
    expect(proposal).toMatchObject({ unmatched: [], proven: true });
  });

  it('differs by objective where a couple in a hard time needs the room of two', () => {
    const mentors = [aMentor({ capacity: 2, substances: ['alcohol'] })];
    const weights = { ...defaultWeights, room: 0, substance: 100 };
    const couples = [
      aCouple({
        coupleId: 'c-heavy1',
        weight: 2,
        partners: [{ participantId: 'p-ana001', substances: ['alcohol'] }],
      }),
      ...['c-light1', 'c-light2'].map((coupleId) =>
        aCouple({ coupleId, partners: [{ participantId: 'p-ben001', substances: ['opioids'] }] }),
      ),
    ];
    const propose = (objective: (typeof objectives)[number]) =>
      proposeForPool({ couples, mentors, weights, objective, at });

    expect(propose('total-fit')).toMatchObject({
      matches: [{ coupleId: 'c-heavy1' }],
      unmatched: [
        { coupleId: 'c-light1', kind: 'others-need-the-room' },
        { coupleId: 'c-light2', kind: 'others-need-the-room' },
      ],
    });
    expect(propose('most-matched')).toMatchObject({
      matches: [{ coupleId: 'c-light1' }, { coupleId: 'c-light2' }],
      unmatched: [{ coupleId: 'c-heavy1', kind: 'others-need-the-room' }],
    });
  });

  it('says who can have nobody', () => {
    const couples = [aCouple({ onHold: true })];

    expect(proposeForPool({ couples, mentors: [aMentor()], objective: 'total-fit', at })).toEqual({
      matches: [],
      unmatched: [{ coupleId: 'c-anaben', kind: 'nobody-suits' }],
      totalScore: 0,
      proven: true,
    });
  });

  it('is ready for fifty couples and three hundred mentors', () => {
    const mentors = Array.from({ length: 300 }, (_, index) =>
      aMentor({
        mentorId: `m-${String(index).padStart(6, '0')}`,
        capacity: index % 3,
        substances: index % 2 ? ['alcohol'] : ['opioids'],
      }),
    );
    const couples = Array.from({ length: 50 }, (_, index) =>
      aCouple({
        coupleId: `c-${String(index).padStart(6, '0')}`,
        weight: 1 + (index % 2),
        partners: [{ participantId: 'p-ana001', substances: ['alcohol'] }],
      }),
    );

    expect(proposeForPool({ couples, mentors, objective: 'most-matched', at })).toMatchObject({
      unmatched: [],
      proven: true,
    });
  });
});

describe('any pool', () => {
  const pools = fc.record({ couples: couplesUpTo(7), mentors: mentorsUpTo(6) });
  const requests = fc.tuple(pools, fc.constantFrom(...objectives));

  it('fills no mentor beyond the room, and has every couple exactly once', () => {
    fc.assert(
      fc.property(requests, ([pool, objective]) => {
        const { matches, unmatched } = proposeForPool({ ...pool, objective, at });

        for (const unit of mentorUnitsOf(pool.mentors)) {
          const theirs = matches.filter(({ mentorUnitId }) => mentorUnitId === unit.mentorUnitId);
          const weights = theirs.map(
            ({ coupleId }) => pool.couples.find((one) => one.coupleId === coupleId)?.weight ?? NaN,
          );
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(roomOf(unit));
        }
        expect([...matches, ...unmatched].map(({ coupleId }) => coupleId).sort()).toEqual(
          pool.couples.map(({ coupleId }) => coupleId),
        );
      }),
    );
  });

  it('matches only whom the ranking of each couple has, with its score and reasons', () => {
    fc.assert(
      fc.property(requests, ([pool, objective]) => {
        const { matches, totalScore } = proposeForPool({ ...pool, objective, at });

        for (const { coupleId, mentorIds, ...match } of matches) {
          const couple = pool.couples.find((one) => one.coupleId === coupleId) ?? aCouple();
          expect(rank({ ...pool, couple, at }).ranked).toContainEqual(match);
          expect(mentorIds.length).toBeGreaterThan(0);
        }
        expect(totalScore).toBeCloseTo(matches.reduce((sum, { score }) => sum + score, 0));
      }),
    );
  });

  it('has at least as many matched by number as by fit, and at least as much fit by fit', () => {
    fc.assert(
      fc.property(pools, (pool) => {
        const byFit = proposeForPool({ ...pool, objective: 'total-fit', at });
        const byNumber = proposeForPool({ ...pool, objective: 'most-matched', at });

        expect(byNumber.matches.length).toBeGreaterThanOrEqual(byFit.matches.length);
        expect(byFit.totalScore).toBeGreaterThanOrEqual(byNumber.totalScore);
      }),
    );
  });

  it('leaves nobody out for whom there is still room', () => {
    fc.assert(
      fc.property(requests, ([pool, objective]) => {
        const { matches, unmatched } = proposeForPool({ ...pool, objective, at });

        const filled = pool.mentors.map((mentor) => ({
          ...mentor,
          load:
            mentor.load +
            matches
              .filter(({ mentorIds }) => mentorIds.includes(mentor.mentorId))
              .reduce(
                (sum, { coupleId }) =>
                  sum + (pool.couples.find((one) => one.coupleId === coupleId)?.weight ?? NaN),
                0,
              ),
        }));
        for (const couple of pool.couples.filter(({ coupleId }) =>
          unmatched.some((one) => one.coupleId === coupleId),
        ))
          expect(rank({ couple, mentors: filled, at }).ranked).toEqual([]);
      }),
    );
  });

  it('gives the same answer in whatever order couples and mentors come', () => {
    fc.assert(
      fc.property(requests, ([pool, objective]) => {
        const turned = { couples: pool.couples.toReversed(), mentors: pool.mentors.toReversed() };

        expect(proposeForPool({ ...turned, objective, at })).toEqual(
          proposeForPool({ ...pool, objective, at }),
        );
      }),
    );
  });
});
