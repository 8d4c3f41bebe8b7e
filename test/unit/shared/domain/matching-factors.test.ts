import type { CoupleProfile, PartnerProfile } from '#shared/contracts/couple';
import { MatchingFactor, type MatchingWeights } from '#shared/contracts/matching';
import type { Mentor } from '#shared/contracts/mentor';
import { defaultWeights, rank } from '#shared/domain/matching';
import { monday as at } from '#test/support/builders';
import { aCouple, aMentor } from '#test/support/mentors';

const only = (...factors: MatchingFactor[]): MatchingWeights => {
  const weights = { ...defaultWeights };
  for (const factor of MatchingFactor.options) weights[factor] = factors.includes(factor) ? 10 : 0;
  return weights;
};
const partners = (
  ana: Partial<PartnerProfile>,
  ben: Partial<PartnerProfile> = {},
): Partial<CoupleProfile> => ({
  partners: [
    { participantId: 'p-ana001', ...ana },
    { participantId: 'p-ben001', ...ben },
  ],
});
const evening = [{ weekday: 'monday' as const, start: '18:00', end: '20:00' }];

describe('what speaks for a mentor', () => {
  it.each<{
    factor: MatchingFactor;
    when: string;
    mentor?: Partial<Mentor>;
    couple?: Partial<CoupleProfile>;
    score: number;
    text?: string;
  }>([
    {
      factor: 'continuity',
      when: 'they had the mentor before',
      couple: { previousMentorIds: ['m-dana01'] },
      score: 100,
      text: 'Was their mentor before',
    },
    { factor: 'continuity', when: 'they had another', couple: { previousMentorIds: ['m-other1'] }, score: 0 },
    { factor: 'continuity', when: 'they had nobody before', score: 0 },
    {
      factor: 'coupleExperience',
      when: 'the mentor rebuilt a relationship',
      mentor: { coupleExperience: ['supported-couples', 'rebuilt-relationship'] },
      score: 100,
      text: 'Rebuilt their own relationship in recovery',
    },
    {
      factor: 'coupleExperience',
      when: 'the mentor supported couples',
      mentor: { coupleExperience: ['supported-couples'] },
      score: 60,
      text: 'Has supported couples',
    },
    {
      factor: 'coupleExperience',
      when: 'one partner comes alone',
      mentor: { coupleExperience: ['rebuilt-relationship'] },
      couple: { partners: [{ participantId: 'p-ana001' }] },
      score: 0,
    },
    {
      factor: 'mentorCouple',
      when: 'they want one mentor',
      couple: { wantsMentorCouple: false },
      score: 100,
      text: 'Serves alone, as they asked',
    },
    { factor: 'mentorCouple', when: 'they want two', couple: { wantsMentorCouple: true }, score: 0 },
    {
      factor: 'substance',
      when: 'one of two shares it',
      mentor: { substances: ['alcohol', 'opioids'] },
      couple: partners({ substances: ['alcohol'] }, { substances: ['cannabis'] }),
      score: 50,
      text: 'Knows the same substance, alcohol (one partner)',
    },
    {
      factor: 'substance',
      when: 'both share one',
      mentor: { substances: ['alcohol', 'opioids'] },
      couple: partners({ substances: ['alcohol'] }, { substances: ['opioids'] }),
      score: 100,
      text: 'Knows the same substance, alcohol, opioids (both partners)',
    },
    {
      factor: 'substance',
      when: 'the other told nothing',
      mentor: { substances: ['alcohol'] },
      couple: partners({ substances: ['alcohol'] }),
      score: 100,
      text: 'Knows the same substance, alcohol (one partner)',
    },
    {
      factor: 'substance',
      when: 'both said other',
      mentor: { substances: ['other'] },
      couple: partners({ substances: ['other'] }),
      score: 0,
    },
    {
      factor: 'pathway',
      when: 'it is the same',
      mentor: { pathways: ['medication'] },
      couple: partners({ pathways: ['medication'] }),
      score: 100,
      text: 'Knows the same pathway, medication (one partner)',
    },
    {
      factor: 'language',
      when: 'it is the preferred one',
      mentor: { languages: ['es'] },
      couple: partners({ languages: ['es', 'en'] }),
      score: 100,
      text: 'Speaks the preferred language (one partner)',
    },
    {
      factor: 'language',
      when: 'it is the second choice',
      mentor: { languages: ['en'] },
      couple: partners({ languages: ['es', 'en'] }),
      score: 0,
    },
    {
      factor: 'availability',
      when: 'two hours are common',
      mentor: { availability: evening },
      couple: partners({ availability: evening, timeZone: 'America/New_York' }),
      score: 100,
      text: 'Has time in the same hours (one partner)',
    },
    {
      factor: 'availability',
      when: 'one hour is common, over zones',
      mentor: { availability: evening },
      couple: partners({ availability: evening, timeZone: 'America/Chicago' }),
      score: 50,
      text: 'Has time in the same hours (one partner)',
    },
    {
      factor: 'availability',
      when: 'no zone is known',
      mentor: { availability: evening },
      couple: partners({ availability: evening }),
      score: 0,
    },
    {
      factor: 'children',
      when: 'all have children',
      mentor: { children: true },
      couple: partners({ children: true }, { children: true }),
      score: 100,
      text: 'Has children, too (both partners)',
    },
    {
      factor: 'children',
      when: 'none has',
      mentor: { children: false },
      couple: partners({ children: false }),
      score: 0,
    },
    {
      factor: 'lifeStage',
      when: 'it is the same',
      mentor: { lifeStage: '30-44' },
      couple: partners({ lifeStage: '30-44' }),
      score: 100,
      text: 'Same stage of life, 30-44 (one partner)',
    },
    {
      factor: 'faithStance',
      when: 'it is the same',
      mentor: { faithStance: 'secular' },
      couple: partners({ faithStance: 'secular' }),
      score: 100,
      text: 'Same stance towards faith, secular (one partner)',
    },
    {
      factor: 'orientation',
      when: 'it is the same',
      mentor: { orientation: 'lgbtq-plus' },
      couple: partners({ orientation: 'lgbtq-plus' }),
      score: 100,
      text: 'Same orientation, lgbtq-plus (one partner)',
    },
    {
      factor: 'veteran',
      when: 'both are',
      mentor: { veteran: true },
      couple: partners({ veteran: true }),
      score: 100,
      text: 'Is a veteran, too (one partner)',
    },
    {
      factor: 'recovery',
      when: 'it is long',
      mentor: { recovery: 'over-10-years' },
      score: 100,
      text: 'More than 10 years in recovery',
    },
    {
      factor: 'recovery',
      when: 'it is short',
      mentor: { recovery: 'under-2-years' },
      score: 20,
      text: 'Less than 2 years in recovery',
    },
    {
      factor: 'training',
      when: 'it ends today',
      mentor: { training: { expiresOn: '2026-03-02' } },
      score: 100,
      text: 'Has current mentor training',
    },
    { factor: 'training', when: 'there is none', score: 0 },
    {
      factor: 'crisisTraining',
      when: 'it is over',
      mentor: { crisisTraining: { expiresOn: '2026-03-01' } },
      score: 0,
    },
    {
      factor: 'crisisTraining',
      when: 'it has no end',
      mentor: { crisisTraining: { completedOn: '2020-01-01' } },
      score: 100,
      text: 'Has current crisis training',
    },
    {
      factor: 'room',
      when: 'half is left',
      mentor: { capacity: 4, load: 2 },
      score: 50,
      text: 'Has room for 2 more',
    },
  ])('$factor: $score of 100 when $when', ({ factor, mentor, couple, score, text }) => {
    const { ranked } = rank({
      couple: aCouple(couple),
      mentors: [aMentor(mentor)],
      weights: only(factor),
      at,
    });

    expect(ranked).toEqual([
      {
        mentorUnitId: 'u-dana01',
        score,
        reasons: text === undefined ? [] : [{ factor, points: score, text }],
      },
    ]);
  });

  it('is weighed by the programme', () => {
    const couple = aCouple(partners({ substances: ['alcohol'], pathways: ['therapy'] }));
    const mentors = [
      aMentor({ mentorId: 'm-alco01', substances: ['alcohol'] }),
      aMentor({ mentorId: 'm-ther01', pathways: ['therapy'] }),
    ];
    const best = (substance: number, pathway: number) =>
      rank({ couple, mentors, weights: { ...only(), substance, pathway }, at }).ranked[0];

    expect(best(30, 10)).toMatchObject({ mentorUnitId: 'u-alco01', score: 75 });
    expect(best(10, 30)).toMatchObject({ mentorUnitId: 'u-ther01', score: 75 });
  });

  it('counts of either mentor of a mentor couple', () => {
    const couple = aCouple(partners({ substances: ['alcohol'] }, { substances: ['opioids'] }));
    const mentors = [
      aMentor({ mentorId: 'm-one001', substances: ['alcohol'], partnerEmail: 'm-two001@example.org' }),
      aMentor({ mentorId: 'm-two001', substances: ['opioids'] }),
    ];

    expect(rank({ couple, mentors, weights: only('substance'), at }).ranked).toMatchObject([
      { mentorUnitId: 'u-one001-two001', score: 100 },
    ]);
  });
});
