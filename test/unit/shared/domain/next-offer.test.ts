import * as fc from 'fast-check';
import { MatchingFactor } from '#shared/contracts/matching';
import { defaultWeights, rank } from '#shared/domain/matching';
import { nextOffer, reasonsForMentor } from '#shared/domain/next-offer';
import { monday as at } from '#test/support/builders';
import { aCouple, aMentor, couplesUpTo, mentorsUpTo } from '#test/support/mentors';

const mentors = [
  aMentor({
    mentorId: 'm-best01',
    partnerEmail: 'm-best02@example.org',
    coupleExperience: ['rebuilt-relationship'],
  }),
  aMentor({ mentorId: 'm-best02' }),
  aMentor({ mentorId: 'm-next01' }),
];

describe('the next offer', () => {
  it('goes to the best, with both mentors of a mentor couple', () => {
    const offer = nextOffer({ couple: aCouple(), mentors, at });

    expect(offer).toMatchObject({
      kind: 'offer',
      mentorUnitId: 'u-best01-best02',
      mentorIds: ['m-best01', 'm-best02'],
    });
    expect(offer).toMatchObject(rank({ couple: aCouple(), mentors, at }).ranked[0] ?? {});
  });

  it('goes on to the next once the best declined', () => {
    const couple = aCouple({ refusals: [{ mentorId: 'm-best02', kind: 'declined' }] });

    expect(nextOffer({ couple, mentors, at })).toMatchObject({ kind: 'offer', mentorIds: ['m-next01'] });
  });

  it('ends with why nobody is left', () => {
    const couple = aCouple({
      refusals: [
        { mentorId: 'm-best02', kind: 'declined' },
        { mentorId: 'm-next01', kind: 'offer-expired' },
      ],
    });

    expect(nextOffer({ couple, mentors, at })).toEqual({
      kind: 'nobody-left',
      excluded: [
        { mentorUnitId: 'u-best01-best02', code: 'declined', reason: 'The mentor declined this couple.' },
        {
          mentorUnitId: 'u-next01',
          code: 'offer-expired',
          reason: 'The mentor did not answer the offer of this couple.',
        },
      ],
    });
    expect(nextOffer({ couple, mentors: [], at })).toEqual({ kind: 'nobody-left', excluded: [] });
  });

  it('asks everybody who was ranked exactly once, in that order, if all decline', () => {
    fc.assert(
      fc.property(mentorsUpTo(8), couplesUpTo(1), (pool, [couple = aCouple()]) => {
        const asked: string[] = [];
        const refusals = [...couple.refusals];
        for (;;) {
          const offer = nextOffer({ couple: { ...couple, refusals }, mentors: pool, at });
          if (offer.kind === 'nobody-left') break;
          asked.push(offer.mentorUnitId);
          refusals.push(...offer.mentorIds.map((mentorId) => ({ mentorId, kind: 'declined' as const })));
        }

        const ranked = rank({ couple, mentors: pool, at }).ranked.map(({ mentorUnitId }) => mentorUnitId);
        expect(asked).toEqual(ranked);
      }),
    );
  });
});

describe('what a mentor is told of the reasons', () => {
  const all = MatchingFactor.options.map((factor) => ({ factor, points: 5, text: 'a secret of a partner' }));

  it('is about the mentor, in the mentor’s language', () => {
    expect(reasonsForMentor(all, 'en')).toEqual([
      'You have experience with recovery as a couple.',
      'Your own time in recovery.',
      'Your mentor training is current.',
      'Your crisis training is current.',
      'You have room for another couple.',
    ]);
    expect(reasonsForMentor(all, 'es')).toHaveLength(5);
    expect(reasonsForMentor([], 'en')).toEqual([]);
  });

  it('is the same whatever the partners told', () => {
    fc.assert(
      fc.property(mentorsUpTo(4), couplesUpTo(2), (pool, couples) => {
        const [one = aCouple(), other = aCouple()] = couples;
        const silent = (couple: typeof one) => ({
          ...couple,
          partners: couple.partners.map(({ participantId }) => ({ participantId })),
        });
        const told = (couple: typeof one) =>
          new Map(
            rank({ couple, mentors: pool, weights: defaultWeights, at }).ranked.map(
              ({ mentorUnitId, reasons }) => [mentorUnitId, reasonsForMentor(reasons, 'en')],
            ),
          );

        for (const couple of [one, other]) {
          const whenSilent = told(silent(couple));
          for (const [mentorUnitId, reasons] of told(couple))
            expect(reasons).toEqual(whenSilent.get(mentorUnitId));
        }
      }),
    );
  });
});
