import { mentorColumns } from '#shared/domain/mentor-columns';
import { callApi, conflictIn } from '#test/support/api-call';
import { hoursLater } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';
import { aCoupleRow } from '#test/support/matching-world';

const dana = {
  name: 'Dana',
  email: 'Dana@example.org',
  phone: '(202) 555-0111',
  languages: ['en', 'es'],
  timeZone: 'America/New_York',
  livedExperienceAttestedOn: '2026-01-01',
};
const eli = { ...dana, name: 'Eli', email: 'eli@example.org', phone: '202-555-0112' };
const csv = { 'content-type': 'text/csv; charset=utf-8' };

const post = (world: World, body: unknown) => callApi(world, 'POST /mentors', { body });
const put = (world: World, body: unknown, mentorId = 'm-id000001') =>
  callApi(world, 'PUT /mentors/{mentorId}', { path: { mentorId }, body });
const importJson = (world: World, body: unknown) => callApi(world, 'POST /mentors/import', { body });
const importCsv = (world: World, ...lines: string[]) =>
  callApi(world, 'POST /mentors/import', { raw: lines.join('\r\n'), headers: csv });
const claims = (world: World) => ({
  phones: world.records.all('phone-claim').map(({ phone, holderId }) => [phone, holderId]),
  emails: world.records.all('email-claim').map(({ email, mentorId }) => [email, mentorId]),
});

describe('POST /mentors', () => {
  it('adds a mentor who holds the address and the number', async () => {
    const world = aWorld();

    const response = await post(world, dana);

    expect(response.statusCode).toBe(201);
    expect(response.json).toMatchObject({
      mentorId: 'm-id000001',
      email: 'dana@example.org',
      phone: '+12025550111',
      capacity: 4,
      version: 1,
      load: 0,
    });
    expect(response.json).not.toHaveProperty('revision');
    expect(claims(world)).toEqual({
      phones: [['+12025550111', 'm-id000001']],
      emails: [['dana@example.org', 'm-id000001']],
    });
  });

  it('changes nothing the second time, and the profile where something is new', async () => {
    const world = aWorld();
    await post(world, dana);

    const again = await post(world, dana);
    const changed = await post(world, { ...dana, capacity: 2 });

    expect([again.statusCode, again.json['version']]).toEqual([200, 1]);
    expect([changed.statusCode, changed.json['version'], changed.json['capacity']]).toEqual([200, 2, 2]);
    expect(world.records.all('mentor')).toHaveLength(1);
  });

  it('answers 409 to the number of somebody else, whoever that is', async () => {
    const world = aWorld();
    await world.given();

    const response = await post(world, { ...dana, phone: '+1 202 555 0101' });

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'phone-taken']);
    expect(response.json['errors']).toEqual([{ field: 'phone', message: 'belongs to somebody else' }]);
    expect(world.records.all('mentor')).toEqual([]);
    expect(claims(world).emails).toEqual([]);
  });

  it.each([
    ['no name', { ...dana, name: ' ' }, 'name'],
    ['an impossible number', { ...dana, phone: '555-0111' }, 'phone'],
    ['no address', { ...dana, email: 'dana' }, 'email'],
    ['a language that no text exists in', { ...dana, language: 'fr' }, 'language'],
    ['their own address as their partner’s', { ...dana, partnerEmail: 'dana@example.org' }, 'partnerEmail'],
    ['a list', [dana], 'input'],
    ['nothing', undefined, 'input'],
  ])('answers 400 to %s and names the field', async (_what, body, field) => {
    const world = aWorld();

    const response = await post(world, body);

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
    expect(world.records.all('mentor')).toEqual([]);
  });

  it('lets a couple look again that waits for a mentor with room', async () => {
    const world = aWorld();
    await world.given();
    const waitlistToken = world.flows.wait('waitlist');
    const couple = aCoupleRow({ participantIds: ['p-ana001'], state: 'waitlisted', waitlistToken });
    await world.write('couple', couple.coupleId, couple);

    await post(world, dana);

    expect(world.flows.completed).toEqual([{ taskToken: 'waitlist', outcome: 'woken' }]);
  });
});

describe('GET /mentors', () => {
  it('lists mentors in pages, and shows one', async () => {
    const world = aWorld();
    await post(world, dana);
    await post(world, eli);

    const first = await callApi(world, 'GET /mentors', { query: { limit: '1' } });
    const second = await callApi(world, 'GET /mentors', {
      query: { cursor: String(first.json['nextCursor']) },
    });
    const one = await callApi(world, 'GET /mentors/{mentorId}', { path: { mentorId: 'm-id000002' } });

    expect(first.json['items']).toEqual([expect.objectContaining({ name: 'Dana' })]);
    expect(second.json).toEqual({ items: [one.json] });
    expect(one.json).toMatchObject({ name: 'Eli', version: 1 });
  });
});

describe('PUT /mentors/{mentorId}', () => {
  it('replaces the profile with its address and number, and leaves what matching wrote', async () => {
    const world = aWorld();
    await post(world, dana);
    const stored = world.records.all('mentor')[0];
    const { revision: _revision, ...mentor } = stored ?? {};
    const lastOfferedAt = hoursLater(1).toISOString();
    await world.write('mentor', 'm-id000001', { ...Object(mentor), load: 2, lastOfferedAt });

    const response = await put(world, {
      ...dana,
      email: 'd@example.org',
      phone: '2025550113',
      version: 1,
    });

    expect(response.json).toMatchObject({ version: 2, load: 2, lastOfferedAt, email: 'd@example.org' });
    expect(claims(world)).toEqual({
      phones: [['+12025550113', 'm-id000001']],
      emails: [['d@example.org', 'm-id000001']],
    });
  });

  it('gives the number back where there is none any more', async () => {
    const world = aWorld();
    await post(world, dana);
    const { phone: _phone, ...without } = dana;

    const response = await put(world, { ...without, version: 1 });

    expect(response.json).not.toHaveProperty('phone');
    expect(claims(world).phones).toEqual([]);
    expect((await post(world, { ...eli, phone: dana.phone })).statusCode).toBe(201);
  });

  it('refuses a change that was made from an older version, and takes the same change again', async () => {
    const world = aWorld();
    await post(world, dana);
    const change = { ...dana, capacity: 1, version: 1 };
    await put(world, change);

    const again = await put(world, change);
    const stale = await put(world, { ...dana, capacity: 3, version: 1 });

    expect([again.statusCode, again.json['version']]).toEqual([200, 2]);
    expect([stale.statusCode, conflictIn(stale)]).toEqual([409, 'changed-meanwhile']);
  });

  it.each([
    ['email-taken', { email: 'eli@example.org' }, 'email'],
    ['phone-taken', { phone: '202-555-0112' }, 'phone'],
  ])('answers 409 %s', async (code, fields, field) => {
    const world = aWorld();
    await post(world, dana);
    await post(world, eli);

    const response = await put(world, { ...dana, ...fields, version: 1 });

    expect([response.statusCode, conflictIn(response)]).toEqual([409, code]);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
  });

  it('answers 400 without a version', async () => {
    const world = aWorld();
    await post(world, dana);

    const response = await put(world, dana);

    expect(response.json['errors']).toEqual([expect.objectContaining({ field: 'version' })]);
  });
});

describe('POST /mentors/import', () => {
  const header = 'Name,Email,Phone,Languages,Time zone';
  const danaRow = 'Dana,dana@example.org,202-555-0111,en; es,America/New_York';

  it('keeps the good rows of a CSV file and reports every bad one with its line and field', async () => {
    const world = aWorld();
    await world.given();

    const response = await importCsv(
      world,
      header,
      danaRow,
      'Eli,eli@,202-555-0112,en,Mars/Olympus',
      'Fay,fay@example.org,202-555-0101,en,America/Chicago',
      'Gus,gus@example.org,,en,America/Chicago',
    );

    expect(response.statusCode).toBe(200);
    expect(response.json).toEqual({
      added: 2,
      updated: 0,
      unchanged: 0,
      errors: [
        expect.objectContaining({ line: 3, field: 'Email' }),
        expect.objectContaining({ line: 3, field: 'Time zone' }),
        expect.objectContaining({ line: 4, field: 'Phone', message: 'belongs to somebody else' }),
      ],
    });
    expect(response.body).not.toMatch(/eli@|Mars|5550101/);
  });

  it('counts what was there already, and what changed', async () => {
    const world = aWorld();
    await importCsv(world, header, danaRow);

    const again = await importCsv(world, header, danaRow);
    const changed = await importCsv(world, header, danaRow.replace('Dana', 'Dana B.'));

    expect(again.json).toEqual({ added: 0, updated: 0, unchanged: 1, errors: [] });
    expect(changed.json).toEqual({ added: 0, updated: 1, unchanged: 0, errors: [] });
  });

  it('reads a JSON list by its indexes, and gives a number to the first who has it', async () => {
    const world = aWorld();

    const response = await importJson(world, [dana, { ...eli, phone: dana.phone }, { name: 'Fay' }, 7]);

    expect(response.json).toMatchObject({ added: 1, updated: 0 });
    expect(response.json['errors']).toEqual([
      expect.objectContaining({ index: 1, field: 'phone' }),
      ...['email', 'languages', 'timeZone'].map((field) => expect.objectContaining({ index: 2, field })),
      expect.objectContaining({ index: 3, field: 'mentor' }),
    ]);
  });

  it('reports a file without a header as such', async () => {
    const response = await importCsv(aWorld(), danaRow);

    expect(response.json).toMatchObject({ added: 0, errors: [{ line: 1, field: 'header' }] });
  });

  it.each([
    ['a list that is none', { body: { mentors: [] } }],
    ['nothing', {}],
    ['more rows than one import may have', { body: Array.from({ length: 301 }, () => dana) }],
    [
      'a CSV file of as many',
      {
        raw: [header, ...Array.from({ length: 301 }, (_, n) => `A,a${n}@example.org,,en,UTC`)].join('\n'),
        headers: csv,
      },
    ],
    ['a file that is not UTF-8', { raw: 'TmFtZSxlbWFpbArpLA==', isBase64Encoded: true, headers: csv }],
  ])('answers 400 to %s, and keeps nobody', async (_what, call) => {
    const world = aWorld();

    const response = await callApi(world, 'POST /mentors/import', call);

    expect(response.statusCode).toBe(400);
    expect(world.records.all('mentor')).toEqual([]);
  });

  it('names columns as the file of the documentation does', () => {
    expect(mentorColumns.map(({ title }) => title)).toEqual(expect.arrayContaining(header.split(',')));
  });
});
