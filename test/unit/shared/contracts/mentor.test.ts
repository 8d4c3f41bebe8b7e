import { MentorRefusal } from '#shared/contracts/couple';
import { MatchingExclusion, MatchingFactor, MatchingWeights } from '#shared/contracts/matching';
import { ExclusionKind, Mentor, MentorProfile, Training, WeeklyHours } from '#shared/contracts/mentor';
import { SpokenLanguage } from '#shared/contracts/recovery';
import { defaultWeights } from '#shared/domain/matching';
import { aMentor } from '#test/support/mentors';

describe('Training', () => {
  it.each([
    { completedOn: '2026-01-01' },
    { expiresOn: '2026-01-01' },
    { completedOn: '2026-01-01', expiresOn: '2026-01-01' },
  ])('takes %j', (training) => {
    expect(Training.parse(training)).toEqual(training);
  });

  it.each([{}, { completedOn: '2026-02-30' }, { completedOn: '2026-01-02', expiresOn: '2026-01-01' }])(
    'refuses %j',
    (training) => {
      expect(Training.safeParse(training).success).toBe(false);
    },
  );
});

describe('WeeklyHours', () => {
  it.each([
    ['00:00', '24:00', true],
    ['23:59', '24:00', true],
    ['18:00', '18:00', false],
    ['22:00', '06:00', false],
    ['24:00', '24:00', false],
  ])('from %s to %s: %s', (start, end, isTaken) => {
    expect(WeeklyHours.safeParse({ weekday: 'monday', start, end }).success).toBe(isTaken);
  });
});

describe('Mentor', () => {
  it('is stored as it is, and profiles lack what matching writes', () => {
    const mentor = aMentor({ phone: '+12025550104' });

    expect(Mentor.parse(mentor)).toEqual(mentor);
    expect(MentorProfile.parse(mentor)).not.toHaveProperty('load');
  });

  it.each(['EN', 'english', 'e', ''])('speaks no language called %j', (language) => {
    expect(SpokenLanguage.safeParse(language).success).toBe(false);
  });
});

describe('MatchingWeights', () => {
  it('has a weight for every factor', () => {
    expect(MatchingWeights.parse(defaultWeights)).toEqual(defaultWeights);
    expect(Object.keys(defaultWeights).sort()).toEqual([...MatchingFactor.options].sort());
  });

  it.each([-1, 101, 1.5, '10', undefined])('takes no weight of %j', (continuity) => {
    expect(MatchingWeights.safeParse({ ...defaultWeights, continuity }).success).toBe(false);
  });
});

it('every refusal is a reason for exclusion, and the rules come before what happened', () => {
  expect(MatchingExclusion.options).toEqual(expect.arrayContaining([...MentorRefusal.options]));
  expect(MentorRefusal.options.slice(0, ExclusionKind.options.length)).toEqual(ExclusionKind.options);
});
