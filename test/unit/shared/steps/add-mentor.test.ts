import * as fc from 'fast-check';
import { memoryRecords } from '#shared/adapters/memory/memory-records';
import { MentorProfile } from '#shared/contracts/mentor';
import { addMentor, changeProfile } from '#shared/steps/add-mentor';
import { put } from '#shared/steps/change-row';
import { minutesLater } from '#test/support/builders';
import { aMentor } from '#test/support/mentors';
import { testClock } from '#test/support/test-clock';

const profile = (fields: Partial<MentorProfile> = {}): MentorProfile =>
  MentorProfile.parse({ ...aMentor(), phone: '+12025550111', ...fields });

function aRegistry() {
  const records = memoryRecords();
  let ids = 0;
  return { records, clock: testClock(), newId: () => `id${String((ids += 1)).padStart(6, '0')}` };
}

type Registry = ReturnType<typeof aRegistry>;

/** Every claim, and what the mentors say that they have: the two must be the same. */
const claimed = ({ records }: Registry) => ({
  emails: records
    .all('email-claim')
    .map(({ email, mentorId }) => `${email} ${mentorId}`)
    .toSorted(),
  phones: records
    .all('phone-claim')
    .map(({ phone, holderId }) => `${phone} ${holderId}`)
    .toSorted(),
});
const had = ({ records }: Registry) => ({
  emails: records
    .all('mentor')
    .map(({ email, mentorId }) => `${email} ${mentorId}`)
    .toSorted(),
  phones: records
    .all('mentor')
    .flatMap(({ phone, mentorId }) => (phone === undefined ? [] : [`${phone} ${mentorId}`]))
    .toSorted(),
});

describe('addMentor', () => {
  it('adds once, and finds the mentor again by the address', async () => {
    const registry = aRegistry();

    const first = await addMentor(registry, profile());
    const second = await addMentor(registry, profile());
    const third = await addMentor(registry, profile({ name: 'Dana B.' }));

    expect([first.outcome, second.outcome, third.outcome]).toEqual(['added', 'unchanged', 'updated']);
    expect(registry.records.all('mentor')).toEqual([
      expect.objectContaining({ mentorId: 'm-id000001', name: 'Dana B.', version: 2 }),
    ]);
  });

  it('adds one mentor when two add the same at once', async () => {
    const registry = aRegistry();

    const outcomes = await Promise.all([1, 2].map(() => addMentor(registry, profile())));

    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['added', 'unchanged']);
    expect(registry.records.all('mentor')).toHaveLength(1);
  });

  it('gives a number to one of two who want it at once', async () => {
    const registry = aRegistry();

    const outcomes = await Promise.all(
      ['a@example.org', 'b@example.org'].map((email) => addMentor(registry, profile({ email }))),
    );

    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['added', 'phone-taken']);
    expect(claimed(registry)).toEqual(had(registry));
  });

  it('keeps what matching and the ladder write, also in between', async () => {
    const registry = aRegistry();
    await addMentor(registry, profile());
    const { write } = registry.records;
    const lastPagedAt = minutesLater(1).toISOString();
    let isFirst = true;
    registry.records.write = async (changes) => {
      if (isFirst) {
        isFirst = false;
        const stored = await registry.records.get('mentor', 'm-id000001');
        if (stored) await write([put('mentor', { ...stored, load: 3, lastPagedAt }, stored.revision)]);
      }
      return write(changes);
    };

    const result = await addMentor(registry, profile({ capacity: 1 }));

    expect(result).toMatchObject({ outcome: 'updated', mentor: { capacity: 1, load: 3, lastPagedAt } });
  });

  it('writes no more than it knows: a field that is left out is gone', async () => {
    const registry = aRegistry();
    await addMentor(registry, profile({ employer: 'Bakery' }));

    const result = await addMentor(registry, profile());

    expect(result).toMatchObject({ outcome: 'updated' });
    expect(registry.records.all('mentor')[0]).not.toHaveProperty('employer');
  });
});

describe('changeProfile', () => {
  it('changes the mentor of this version only, and says when', async () => {
    const registry = aRegistry();
    await addMentor(registry, profile());
    registry.clock.moveTo(minutesLater(5));
    const change = { mentorId: 'm-id000001', version: 1, profile: profile({ capacity: 9 }) };

    const first = await changeProfile(registry, change);
    const same = await changeProfile(registry, change);
    const stale = await changeProfile(registry, { ...change, profile: profile({ capacity: 8 }) });
    const nobody = await changeProfile(registry, { ...change, mentorId: 'm-nobody1' });

    expect([first, same, stale, nobody].map(({ outcome }) => outcome)).toEqual([
      'updated',
      'unchanged',
      'changed-meanwhile',
      'not-found',
    ]);
    expect(first).toMatchObject({ mentor: { version: 2, updatedAt: minutesLater(5).toISOString() } });
  });
});

it('claims what mentors have and nothing else, whatever is added and changed in whatever order', async () => {
  const step = fc.record({
    mentorId: fc.constantFrom(undefined, 'm-id000001', 'm-id000002'),
    email: fc.constantFrom('a@example.org', 'b@example.org', 'c@example.org'),
    phone: fc.constantFrom(undefined, '+12025550111', '+12025550112'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const registry = aRegistry();

      for (const { mentorId, email, phone } of steps) {
        const stored = mentorId === undefined ? undefined : await registry.records.get('mentor', mentorId);
        const next = profile({ email, phone });
        if (stored)
          await changeProfile(registry, {
            mentorId: stored.mentorId,
            version: stored.version,
            profile: next,
          });
        else await addMentor(registry, next);
      }

      expect(claimed(registry)).toEqual(had(registry));
      const { emails, phones } = had(registry);
      expect(new Set(emails.map((one) => one.split(' ')[0])).size).toBe(emails.length);
      expect(new Set(phones.map((one) => one.split(' ')[0])).size).toBe(phones.length);
    }),
  );
});
