import { readMentor } from '#shared/domain/read-mentor';

const typed = (fields: Record<string, unknown> = {}) => ({
  name: ' Dana ',
  email: 'Dana@Example.org',
  languages: ['en'],
  timeZone: 'America/New_York',
  ...fields,
});

describe('a mentor as somebody typed it', () => {
  it('is read, with what the programme begins with', () => {
    expect(readMentor(typed({ phone: '(202) 555-0104' }))).toEqual({
      mentor: {
        name: 'Dana',
        email: 'dana@example.org',
        phone: '+12025550104',
        language: 'en',
        languages: ['en'],
        timeZone: 'America/New_York',
        status: 'active',
        substances: [],
        pathways: [],
        coupleExperience: [],
        certificates: [],
        availability: [],
        capacity: 4,
        exclusions: [],
      },
    });
  });

  it.each<{ fields: Record<string, unknown>; field: string; message: string }>([
    { fields: { name: '' }, field: 'name', message: 'must not be empty' },
    { fields: { name: 'Secret'.repeat(20) }, field: 'name', message: 'must be at most 100 characters' },
    { fields: { name: undefined }, field: 'name', message: 'is missing: a string is needed' },
    {
      fields: { email: 'secret' },
      field: 'email',
      message: 'must be an email address such as dana@example.org',
    },
    {
      fields: { phone: 'secret' },
      field: 'phone',
      message: 'must be a phone number that exists; outside the US with its country code, such as +34…',
    },
    { fields: { languages: [] }, field: 'languages', message: 'must not be empty' },
    {
      fields: { languages: ['secret'] },
      field: 'languages.0',
      message: 'must be a language code such as en or es',
    },
    {
      fields: { timeZone: 'Secret/Base' },
      field: 'timeZone',
      message: 'must be the time zone of a place, such as America/New_York',
    },
    { fields: { status: 'secret' }, field: 'status', message: 'must be one of active, paused, left' },
    { fields: { capacity: 41 }, field: 'capacity', message: 'must be at most 40' },
    { fields: { capacity: 'secret' }, field: 'capacity', message: 'must be a whole number from 0 to 40' },
    {
      fields: { children: 'secret' },
      field: 'children',
      message: 'must be true or false; yes or no in a CSV file',
    },
    {
      fields: { partnerEmail: 'dana@example.org' },
      field: 'partnerEmail',
      message: 'must be the address of the other mentor of the couple, not the own one',
    },
    {
      fields: { training: {} },
      field: 'training',
      message: 'must say when it was completed or when it expires',
    },
    {
      fields: { training: { completedOn: '2026-02-01', expiresOn: '2026-01-01' } },
      field: 'training.expiresOn',
      message: 'must not be before the day of completion',
    },
    {
      fields: { availability: [{ weekday: 'monday', start: '20:00', end: '18:00' }] },
      field: 'availability.0.end',
      message: 'must be after the start; hours past midnight are hours of the next day',
    },
    { fields: { awayUntil: '3/2/2026' }, field: 'awayUntil', message: 'must be a day such as 2026-03-01' },
    { fields: { secret: 1 }, field: 'mentor', message: 'has fields that are not known here' },
  ])('$field $message', ({ fields, field, message }) => {
    const read = readMentor(typed(fields));

    expect(read).toEqual({ errors: [{ field, message }] });
    expect(JSON.stringify(read)).not.toMatch(/secret/i);
  });

  it('is told every mistake at once', () => {
    expect(readMentor({ name: '', email: 'x' })).toMatchObject({
      errors: [{ field: 'name' }, { field: 'email' }, { field: 'languages' }, { field: 'timeZone' }],
    });
  });

  it.each([undefined, null, 7, 'secret', [[]]])('is nothing else: %j', (other) => {
    const read = readMentor(other);

    expect(read).toMatchObject({ errors: [{ field: 'mentor' }] });
    expect(JSON.stringify(read)).not.toContain('secret');
  });
});
