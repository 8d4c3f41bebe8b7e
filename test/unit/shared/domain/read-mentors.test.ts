import { readMentorsJson } from '#shared/domain/read-mentors';

const typed = (email: string, fields: Record<string, unknown> = {}) => ({
  name: 'Dana',
  email,
  languages: ['en'],
  timeZone: 'America/New_York',
  ...fields,
});

describe('a JSON list of mentors', () => {
  it('keeps the good ones and names every mistake of the others', () => {
    const { mentors, errors } = readMentorsJson([
      typed('a@example.org'),
      typed('b@example.org', { status: 'secret', capacity: -1 }),
      'secret',
      typed('c@example.org'),
    ]);

    expect(mentors).toMatchObject([
      { index: 0, mentor: { email: 'a@example.org' } },
      { index: 3, mentor: { email: 'c@example.org' } },
    ]);
    expect(errors).toEqual([
      { index: 1, field: 'status', message: 'must be one of active, paused, left' },
      { index: 1, field: 'capacity', message: 'must be at least 0' },
      { index: 2, field: 'mentor', message: expect.not.stringContaining('secret') },
    ]);
  });

  it('keeps the first of an address, however it is written', () => {
    const { mentors, errors } = readMentorsJson([typed('a@example.org'), typed(' A@Example.org ')]);

    expect(mentors).toMatchObject([{ index: 0 }]);
    expect(errors).toEqual([{ index: 1, field: 'email', message: 'is the same address as in index 0' }]);
  });

  it('keeps neither where the first of an address has a mistake: a person has to say which is right', () => {
    const { mentors, errors } = readMentorsJson([
      typed('a@example.org', { name: '' }),
      typed('a@example.org'),
    ]);

    expect(mentors).toEqual([]);
    expect(errors).toMatchObject([
      { index: 0, field: 'name' },
      { index: 1, field: 'email' },
    ]);
  });

  it('may be empty', () => {
    expect(readMentorsJson([])).toEqual({ mentors: [], errors: [] });
  });

  it.each([undefined, null, {}, 'secret', 7])('is a list, and not %j', (value) => {
    expect(readMentorsJson(value)).toEqual({
      mentors: [],
      errors: [{ index: 0, field: 'mentors', message: 'must be a list of mentors' }],
    });
  });
});
