import type { NewCouple } from '#shared/contracts/intake';
import { enrolCouple } from '#shared/steps/enrol-couple';
import { aWorld } from '#test/support/memory-world';

const aCouple = (fields: Partial<NewCouple> = {}): NewCouple => ({
  submissionId: '01hzy3k9abcdefgh',
  name: 'Ana',
  phone: '+12025550101',
  language: 'en',
  timeZone: 'America/Chicago',
  schedule: { weekday: 'tuesday', time: '10:00' },
  privacyLevel: 'normal',
  texts: true,
  sharedPhone: false,
  partner: { name: 'Ben', phone: '+12025550102' },
  ...fields,
});

it('writes the couple, both partners, their journeys and their numbers at once, or nothing', async () => {
  const world = aWorld();
  const writes: number[] = [];
  const write = world.records.write;
  world.records.write = (changes) => (writes.push(changes.length), write(changes));

  const enrolment = await enrolCouple(world, aCouple());

  expect(enrolment).toEqual({
    outcome: 'enrolled',
    coupleId: 'c-01hzy3k9abcdefgh',
    participantIds: ['p-01hzy3k9abcdefgha', 'p-01hzy3k9abcdefghb'],
  });
  expect(writes).toEqual([7]);
  expect(world.records.all('journey')).toMatchObject([{ state: 'intake' }, { state: 'intake' }]);
});

it('starts the intake that a crash left unstarted, and starts it once', async () => {
  const world = aWorld();
  const crash = async (): Promise<never> => Promise.reject(new Error('crashed'));
  await expect(enrolCouple({ ...world, workflows: { start: crash } }, aCouple())).rejects.toThrow('crashed');

  const again = await enrolCouple(world, aCouple());
  const thrice = await enrolCouple(world, aCouple());

  expect(again).toEqual(thrice);
  expect([...world.flows.executions.keys()]).toEqual(['intake:c-01hzy3k9abcdefgh']);
});

it('is one couple also when two send it at the same moment', async () => {
  const world = aWorld();

  const [one, another] = await Promise.all([enrolCouple(world, aCouple()), enrolCouple(world, aCouple())]);

  expect(one).toEqual(another);
  expect(world.records.all('couple')).toHaveLength(1);
});

it.each([
  ['the own number', { phone: '+12025550102', partner: { name: 'Cy', phone: '+12025550103' } }, 'phone'],
  [
    'the partner’s',
    { phone: '+12025550103', partner: { name: 'Cy', phone: '+12025550101' } },
    'partnerPhone',
  ],
])('writes nothing when %s is taken, and says which', async (_, numbers, field) => {
  const world = aWorld();
  await enrolCouple(world, aCouple());

  const { submissionId: _id, ...other } = aCouple(numbers);
  const enrolment = await enrolCouple(world, other);

  expect(enrolment).toMatchObject({ outcome: 'phone-taken', field });
  expect(world.records.all('couple')).toHaveLength(1);
  expect(world.records.all('participant')).toHaveLength(2);
});

it('makes a key of its own where nobody gave one', async () => {
  const world = aWorld();
  const { submissionId: _id, ...couple } = aCouple();

  const enrolment = await enrolCouple(world, couple);

  expect(enrolment).toMatchObject({ outcome: 'enrolled', coupleId: 'c-id000001' });
});

it('gives up where others are writing all the time', async () => {
  const world = aWorld();
  world.records.write = async () => 'raced';

  await expect(enrolCouple(world, aCouple())).rejects.toMatchObject({ name: 'Transient' });
});
