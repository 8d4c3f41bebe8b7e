import type { CoupleProfile } from '#shared/contracts/couple';
import { MentorRefusal } from '#shared/contracts/couple';
import { MatchingExclusion } from '#shared/contracts/matching';
import { ExclusionKind, type Mentor } from '#shared/contracts/mentor';
import { exclusionOf, isCurrent, notMatchable } from '#shared/domain/matching-exclusions';
import { mentorUnitsOf } from '#shared/domain/mentor-units';
import { aCouple, aMentor } from '#test/support/mentors';

const today = '2026-03-02';
const between = (mentors: readonly Partial<Mentor>[], couple: Partial<CoupleProfile> = {}) =>
  mentorUnitsOf(mentors.map(aMentor)).map((unit) => exclusionOf(unit, aCouple(couple), today));
const mentorCouple = (one: Partial<Mentor>, two: Partial<Mentor>) => [
  { mentorId: 'm-one001', partnerEmail: 'm-two001@example.org', ...one },
  { mentorId: 'm-two001', ...two },
];

describe('nobody is matched', () => {
  it.each<{
    code: MatchingExclusion;
    when: string;
    mentor?: Partial<Mentor>;
    couple?: Partial<CoupleProfile>;
    reason: string;
  }>([
    {
      code: 'on-hold',
      when: 'the couple is on hold',
      couple: { onHold: true },
      reason: 'Matching waits until a coordinator lets it go on.',
    },
    {
      code: 'mentor-couple-incomplete',
      when: 'the other mentor is not known',
      mentor: { partnerEmail: 'nobody@example.org' },
      reason: 'The mentor serves with another mentor who is not in the registry yet.',
    },
    {
      code: 'not-active',
      when: 'the mentor pauses',
      mentor: { status: 'paused' },
      reason: 'The mentor takes no new couples.',
    },
    {
      code: 'not-active',
      when: 'the mentor left',
      mentor: { status: 'left' },
      reason: 'The mentor serves no more.',
    },
    {
      code: 'not-attested',
      when: 'lived experience is not attested',
      mentor: { livedExperienceAttestedOn: undefined },
      reason: 'The mentor has not attested lived experience yet.',
    },
    {
      code: 'training-expired',
      when: 'the training ended yesterday',
      mentor: { training: { expiresOn: '2026-03-01' } },
      reason: 'The mentor needs new training: it expired on 2026-03-01.',
    },
    {
      code: 'certificate-expired',
      when: 'one of two certificates ended',
      mentor: { certificates: [{ name: 'Notary' }, { name: 'First aid', expiresOn: '2026-03-01' }] },
      reason: 'The mentor needs to renew a certificate: First aid expired on 2026-03-01.',
    },
    {
      code: 'away',
      when: 'the mentor is away',
      mentor: { awayUntil: '2026-03-02' },
      reason: 'The mentor is away until 2026-03-02.',
    },
    {
      code: 'language',
      when: 'one partner shares no language',
      couple: {
        partners: [
          { participantId: 'p-ana001', languages: ['en'] },
          { participantId: 'p-ben001', languages: ['es', 'fr'] },
        ],
      },
      reason: 'There is no common language with each of the partners.',
    },
    {
      code: 'same-employer',
      when: 'they work for the same employer',
      mentor: { employer: 'The ACME Company' },
      couple: { partners: [{ participantId: 'p-ana001', employer: 'Acmé, Inc.' }] },
      reason: 'They work for the same employer.',
    },
    {
      code: 'no-capacity',
      when: 'the mentor is full',
      mentor: { capacity: 4, load: 4 },
      reason: 'There is room for 0 more, and this couple counts as 1.',
    },
    {
      code: 'no-capacity',
      when: 'the mentor has more than can be',
      mentor: { capacity: 1, load: 3 },
      reason: 'There is room for 0 more, and this couple counts as 1.',
    },
    {
      code: 'no-capacity',
      when: 'a hard time does not fit in',
      mentor: { capacity: 4, load: 3 },
      couple: { weight: 2 },
      reason: 'There is room for 1 more, and this couple counts as 2.',
    },
  ])('$code when $when', ({ code, mentor = {}, couple, reason }) => {
    expect(between([mentor], couple)).toEqual([{ code, reason }]);
  });

  it.each(ExclusionKind.options)('%s when the mentor has it written down', (kind) => {
    const exclusions = [{ kind, participantId: 'p-ben001' }];

    expect(between([{ exclusions }])).toMatchObject([{ code: kind }]);
  });

  it.each(MentorRefusal.options)('%s when the couple has it written down', (kind) => {
    expect(between([{}], { refusals: [{ mentorId: 'm-dana01', kind }] })).toMatchObject([{ code: kind }]);
  });

  it.each<{
    code: MatchingExclusion;
    one?: Partial<Mentor>;
    two?: Partial<Mentor>;
    couple?: Partial<CoupleProfile>;
  }>([
    { code: 'not-active', two: { status: 'paused' } },
    { code: 'not-attested', one: { livedExperienceAttestedOn: undefined } },
    { code: 'training-expired', two: { training: { expiresOn: '2026-03-01' } } },
    { code: 'away', one: { awayUntil: '2026-03-05' }, two: { awayUntil: '2026-03-03' } },
    { code: 'kin', two: { exclusions: [{ kind: 'kin', participantId: 'p-ana001' }] } },
    { code: 'declined', couple: { refusals: [{ mentorId: 'm-two001', kind: 'declined' }] } },
    { code: 'no-capacity', one: { load: 4 } },
    { code: 'no-capacity', two: { capacity: 0 } },
  ])('$code of a mentor couple', ({ code, one = {}, two = {}, couple }) => {
    expect(between(mentorCouple(one, two), couple)).toMatchObject([{ code }]);
  });
});

describe('nothing stands against', () => {
  it.each<{ what: string; mentors: readonly Partial<Mentor>[]; couple?: Partial<CoupleProfile> }>([
    { what: 'a mentor who may begin', mentors: [{}] },
    {
      what: 'training, certificate and absence on their last days',
      mentors: [
        {
          training: { expiresOn: today },
          certificates: [{ name: 'First aid', expiresOn: today }],
          awayUntil: '2026-03-01',
        },
      ],
    },
    { what: 'room for exactly this couple', mentors: [{ capacity: 4, load: 2 }], couple: { weight: 2 } },
    {
      what: 'an exclusion of somebody else',
      mentors: [{ exclusions: [{ kind: 'kin', participantId: 'p-cleo01' }] }],
      couple: { refusals: [{ mentorId: 'm-other1', kind: 'declined' }] },
    },
    {
      what: 'another employer',
      mentors: [{ employer: 'Acme Bakery' }],
      couple: { partners: [{ participantId: 'p-ana001', employer: 'Acme' }] },
    },
    {
      what: 'employers with no name but a legal form',
      mentors: [{ employer: 'Inc.' }],
      couple: { partners: [{ participantId: 'p-ana001', employer: 'LLC' }] },
    },
    { what: 'a mentor couple of whom one is away', mentors: mentorCouple({ awayUntil: '2026-03-09' }, {}) },
    {
      what: 'a mentor couple with a language for each partner',
      mentors: mentorCouple({ languages: ['en'] }, { languages: ['es'] }),
      couple: {
        partners: [
          { participantId: 'p-ana001', languages: ['en'] },
          { participantId: 'p-ben001', languages: ['es'] },
        ],
      },
    },
  ])('$what', ({ mentors, couple }) => {
    expect(between(mentors, couple)).toEqual([undefined]);
  });
});

it('tells the first reason only, in the order of the contract', () => {
  const told: string[] = [];
  let mentor: Partial<Mentor> = {
    status: 'paused',
    livedExperienceAttestedOn: undefined,
    training: { expiresOn: '2026-03-01' },
    awayUntil: today,
    exclusions: [{ kind: 'kin', participantId: 'p-ana001' }],
    load: 4,
  };
  const mend: Partial<Mentor>[] = [
    { status: 'active' },
    { livedExperienceAttestedOn: today },
    { training: undefined },
    { awayUntil: undefined },
    { exclusions: [] },
  ];

  for (const fields of [{}, ...mend]) {
    mentor = { ...mentor, ...fields };
    told.push(between([mentor])[0]?.code ?? 'none');
  }

  expect(told).toEqual(['not-active', 'not-attested', 'training-expired', 'away', 'kin', 'no-capacity']);
  expect(told).toEqual(MatchingExclusion.options.filter((code) => told.includes(code)));
});

it('names nobody and no employer in a reason', () => {
  const couple = { partners: [{ participantId: 'p-ana001', employer: 'Secret Works' }] };

  expect(JSON.stringify(between([{ name: 'Dana', employer: 'Secret Works' }], couple))).not.toMatch(
    /Secret|Dana|p-/,
  );
});

it('knows whom nobody at all can have', () => {
  expect(notMatchable(aMentor({ status: 'left' }), today)).toMatchObject({ code: 'not-active' });
  expect(notMatchable(aMentor({ capacity: 0 }), today)).toMatchObject({ code: 'no-capacity' });
  expect(notMatchable(aMentor(), today)).toBeUndefined();
});

it('takes a proof as current to the end of its last day, and one without end for ever', () => {
  expect(isCurrent({ expiresOn: today }, today)).toBe(true);
  expect(isCurrent({ expiresOn: '2026-03-01' }, today)).toBe(false);
  expect(isCurrent({}, today)).toBe(true);
});
