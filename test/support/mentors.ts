import * as fc from 'fast-check';
import type { CoupleProfile } from '#shared/contracts/couple';
import { MentorRefusal } from '#shared/contracts/couple';
import {
  type Mentor,
  CoupleExperience,
  ExclusionKind,
  MentorStatus,
  RecoveryBand,
} from '#shared/contracts/mentor';
import { FaithStance, LifeStage, Orientation, Pathway, Substance } from '#shared/contracts/recovery';
import { monday } from '#test/support/builders';

/** A mentor whom nothing excludes. */
export const aMentor = (fields: Partial<Mentor> = {}): Mentor => {
  const { mentorId = 'm-dana01' } = fields;
  return {
    mentorId,
    name: 'Dana',
    email: `${mentorId}@example.org`,
    language: 'en',
    languages: ['en'],
    timeZone: 'America/New_York',
    status: 'active',
    livedExperienceAttestedOn: '2026-01-01',
    substances: [],
    pathways: [],
    coupleExperience: [],
    certificates: [],
    availability: [],
    capacity: 4,
    exclusions: [],
    version: 1,
    load: 0,
    createdAt: monday.toISOString(),
    updatedAt: monday.toISOString(),
    ...fields,
  };
};

/** A couple of Ana and Ben, who told nothing. */
export const aCouple = (fields: Partial<CoupleProfile> = {}): CoupleProfile => ({
  coupleId: 'c-anaben',
  partners: [{ participantId: 'p-ana001' }, { participantId: 'p-ben001' }],
  weight: 1,
  onHold: false,
  previousMentorIds: [],
  refusals: [],
  ...fields,
});

const some = <Value>(values: readonly Value[]) =>
  fc.subarray([...values], { maxLength: Math.min(3, values.length) });
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });
const hours = fc.record({
  weekday: fc.constantFrom('monday' as const, 'saturday' as const),
  start: fc.constantFrom('09:00', '12:30'),
  end: fc.constantFrom('14:00', '24:00'),
});
const told = {
  substances: some(Substance.options),
  pathways: some(Pathway.options),
  children: maybe(fc.boolean()),
  lifeStage: maybe(fc.constantFrom(...LifeStage.options)),
  faithStance: maybe(fc.constantFrom(...FaithStance.options)),
  orientation: maybe(fc.constantFrom(...Orientation.options)),
  veteran: maybe(fc.boolean()),
  employer: maybe(fc.constantFrom('Acme, Inc.', 'ACME', 'Bakery')),
  availability: fc.array(hours, { maxLength: 2 }),
  timeZone: fc.constantFrom('America/New_York', 'America/Phoenix', 'Asia/Kolkata'),
  languages: fc.subarray(['en', 'es', 'fr'], { minLength: 1 }),
};
const proof = fc.record({ expiresOn: fc.constantFrom('2026-03-01', '2026-03-02', '2027-03-02') });
const idOf = (index: number): string => String(index).padStart(6, '0');

/** Registries of up to this many mentors, with everything that can stand for or against them. */
export const mentorsUpTo = (maxLength: number): fc.Arbitrary<Mentor[]> =>
  fc
    .array(
      fc.record({
        ...told,
        status: fc.constantFrom(...MentorStatus.options, 'active' as const, 'active' as const),
        awayUntil: maybe(fc.constantFrom('2026-03-01', '2026-03-02')),
        livedExperienceAttestedOn: fc.option(fc.constant('2026-01-01'), { nil: undefined, freq: 9 }),
        recovery: maybe(fc.constantFrom(...RecoveryBand.options)),
        coupleExperience: some(CoupleExperience.options),
        training: maybe(proof),
        crisisTraining: maybe(proof),
        certificates: fc.array(
          fc.record({
            name: fc.constant('First aid'),
            expiresOn: maybe(fc.constantFrom('2026-03-01', '2027-03-02')),
          }),
          { maxLength: 1 },
        ),
        capacity: fc.nat({ max: 5 }),
        load: fc.nat({ max: 3 }),
        lastOfferedAt: maybe(fc.constantFrom('2026-02-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z')),
        exclusions: fc.array(
          fc.record({
            kind: fc.constantFrom(...ExclusionKind.options),
            participantId: fc.nat({ max: 9 }).map((index) => `p-${idOf(index)}`),
          }),
          { maxLength: 1 },
        ),
        servesWith: fc.option(fc.nat({ max: maxLength - 1 }), { nil: undefined, freq: 3 }),
      }),
      { maxLength },
    )
    .map((mentors) =>
      mentors.map(({ servesWith, ...fields }, index) =>
        aMentor({
          ...fields,
          mentorId: `m-${idOf(index)}`,
          email: `${index}@example.org`,
          partnerEmail: servesWith === undefined ? undefined : `${servesWith}@example.org`,
        }),
      ),
    );

/** Up to this many couples who wait. */
export const couplesUpTo = (maxLength: number): fc.Arbitrary<CoupleProfile[]> =>
  fc
    .array(
      fc.record({
        partners: fc.array(fc.record(told, { requiredKeys: [] }), { minLength: 1, maxLength: 2 }),
        weight: fc.constantFrom(1, 1, 2, 3),
        onHold: fc.constantFrom(false, false, false, true),
        wantsMentorCouple: maybe(fc.boolean()),
        previousMentorIds: some(['m-000000', 'm-000001']),
        refusals: fc.array(
          fc.record({
            mentorId: fc.nat({ max: 9 }).map((index) => `m-${idOf(index)}`),
            kind: fc.constantFrom(...MentorRefusal.options),
          }),
          { maxLength: 1 },
        ),
      }),
      { maxLength },
    )
    .map((couples) =>
      couples.map(({ partners, ...fields }, index) => ({
        ...fields,
        coupleId: `c-${idOf(index)}`,
        partners: partners.map((partner, which) => ({
          ...partner,
          participantId: `p-${idOf(2 * index + which)}`,
        })),
      })),
    );
