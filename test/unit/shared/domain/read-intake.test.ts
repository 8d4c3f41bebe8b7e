import * as fc from 'fast-check';
import { NewCouple } from '#shared/contracts/intake';
import { readIntake, readOwnPart } from '#shared/domain/read-intake';
import { intakeJson } from '#test/support/public-pages';

const problemsOf = (fields: Record<string, unknown>) => {
  const reading = readIntake({ ...intakeJson, ...fields });
  return reading.outcome === 'wrong'
    ? reading.problems.map(({ field, problem }) => `${field}: ${problem}`)
    : [];
};

it.each([
  ['as it should be', {}, []],
  ['without a time', { schedule: { weekday: 'tuesday' } }, ['schedule.time: missing']],
  ['without a schedule', { schedule: undefined }, ['schedule: missing']],
  ['with a number as a number', { phone: 2025550101 }, ['phone: not-a-phone']],
  ['with a toll number overseas', { phone: '+18765550123' }, ['phone: other-country']],
  ['from Canada', { phone: '+14165550123' }, []],
  [
    'with one number for both',
    { partner: { name: 'Ben', phone: '202 555 0101' } },
    ['partner.phone: same-phone'],
  ],
  [
    'with one number for both, shared',
    { partner: { name: 'Ben', phone: '202 555 0101' }, sharedPhone: true },
    [],
  ],
  ['with no second number, shared', { partner: { name: 'Ben' }, sharedPhone: true }, []],
  ['with two numbers, shared', { sharedPhone: true }, ['partner.phone: two-phones']],
  [
    'asked outside of the safe hours',
    { safeHours: { start: '12:00', end: '15:00' } },
    ['schedule.time: no-safe-time'],
  ],
  ['asked within the safe hours', { safeHours: { start: '10:00', end: '15:00' } }, []],
  ['with a name of two lines', { name: 'Ana\nBen' }, ['name: not-readable']],
  ['with a consent that is none', { consents: ['everything'] }, ['consents.0: not-readable']],
])('reads a couple %s', (_, fields, expected) => {
  expect(problemsOf(fields)).toEqual(expected);
});

it('says what is missing of nothing at all', () => {
  for (const nothing of [undefined, null, 7, 'text', []])
    expect(readIntake(nothing)).toMatchObject({ outcome: 'wrong' });
  expect(readOwnPart({})).toMatchObject({
    problems: expect.arrayContaining([{ field: 'name', problem: 'missing' }]),
  });
});

it('either reads a couple that may be stored, or tells fields and codes and never a value', () => {
  const typed = fc.oneof(fc.string(), fc.constantFrom('202 555 0101', '+12025550102', '2025550103'));
  const request = fc.record({
    name: fc.string(),
    phone: typed,
    sharedPhone: fc.boolean(),
    partner: fc.record({ name: fc.string(), phone: fc.option(typed, { nil: undefined }) }),
  });
  fc.assert(
    fc.property(request, (fields) => {
      const reading = readIntake({ ...intakeJson, ...fields });

      if (reading.outcome === 'wrong') {
        for (const one of reading.problems) expect(Object.keys(one)).toEqual(['field', 'problem']);
        return;
      }
      const { couple } = reading;
      expect(NewCouple.safeParse(couple).success).toBe(true);
      expect(couple.phone === couple.partner.phone).toBe(fields.sharedPhone);
    }),
    { numRuns: 500 },
  );
});
