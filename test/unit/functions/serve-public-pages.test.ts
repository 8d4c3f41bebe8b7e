import type { NewCouple } from '#shared/contracts/intake';
import { aWorld, type World } from '#test/support/memory-world';
import { faultsIn } from '#test/support/html';
import { aForm, intakeFields, intakeJson, visit } from '#test/support/public-pages';

const first = 'p-01hzy3k9abcdefgha';
const second = 'p-01hzy3k9abcdefghb';

describe('GET /intake', () => {
  it.each([
    ['en', 'Begin together', 'Leave this page', '/intake?lang=es'],
    ['es', 'Empezar en pareja', 'Salir de aquí', '/intake?lang=en'],
  ])('is a page in %s with a way out and a switch of the language', async (lang, title, wayOut, other) => {
    const response = await visit(aWorld(), 'GET /intake', { query: { lang } });

    expect(response.statusCode).toBe(200);
    expect(response.body).toContain(`<html lang="${lang}">`);
    expect(response.body).toContain(`<h1>${title}</h1>`);
    expect(response.body.indexOf(wayOut)).toBeLessThan(response.body.indexOf('<h1>'));
    expect(response.body).toContain(`href="${other.replace('&', '&#38;')}"`);
    expect(response.body).toContain('tel:988');
    expect(faultsIn(response.body)).toEqual([]);
  });

  it.each([
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['en-US,en;q=0.9,es;q=0.8', 'en'],
    ['fr-FR, es;q=0.5', 'es'],
    ['de', 'en'],
    ['es;q=0', 'en'],
    ['es;q=0.2, en;q=0.9', 'en'],
  ])('speaks the language of the browser: %s', async (accepted, lang) => {
    const response = await visit(aWorld(), 'GET /intake', { headers: { 'accept-language': accepted } });

    expect(response.body).toContain(`<html lang="${lang}">`);
  });

  it('runs nothing, loads nothing, is kept nowhere and tells nobody where its reader came from', async () => {
    const { headers, body } = await visit(aWorld(), 'GET /intake');

    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(body).not.toMatch(/<script|<img|<link|\son[a-z]+=|javascript:|style="/);
  });

  it('has nothing ticked that somebody could agree to', async () => {
    const { body } = await visit(aWorld(), 'GET /intake');

    expect(body).not.toMatch(/type="checkbox"[^>]*checked/);
  });

  it('stays under 30 KB, also with every problem there can be', async () => {
    const sizes = await Promise.all(
      ['en', 'es'].flatMap((lang) => [
        visit(aWorld(), 'GET /intake', { query: { lang } }),
        visit(aWorld(), 'POST /intake', { query: { lang }, form: aForm({ name: '' }) }),
      ]),
    );

    for (const { body } of sizes) expect(Buffer.byteLength(body)).toBeLessThan(30_000);
  });
});

describe('POST /intake, from the page', () => {
  const send = (world: World, fields: Record<string, string | string[]> = {}, lang = 'en') =>
    visit(world, 'POST /intake', { query: { lang }, form: aForm({ ...intakeFields, ...fields }) });

  it('records a couple and both partners, and starts their intake', async () => {
    const world = aWorld();

    const response = await send(world, {
      consents: ['share-crisis'],
      'about.substances': ['alcohol', 'opioids'],
    });

    expect(response.statusCode).toBe(303);
    expect(response.headers['location']).toBe('/intake?sent=yes&lang=en');
    expect(await world.participant(first)).toMatchObject({
      name: 'Ana',
      phone: '+12025550101',
      timeZone: 'America/Chicago',
      schedule: { weekday: 'tuesday', time: '10:00' },
      texts: { state: 'invited', wording: 'texts-1-en' },
      consents: [{ purpose: 'share-crisis', recipient: 'mentor', wording: 'share-crisis-1-en' }],
      profile: { substances: ['alcohol', 'opioids'], languages: ['en'] },
      ownPartAt: world.clock.now().toISOString(),
    });
    expect(world.flows.inputs.get('intake:c-01hzy3k9abcdefgh')).toEqual({
      coupleId: 'c-01hzy3k9abcdefgh',
      participantIds: [first, second],
    });
  });

  it('gives the second partner nothing that the first one chose for themselves', async () => {
    const world = aWorld();

    await send(world, {
      consents: ['share-crisis', 'joint-features'],
      privacyLevel: 'full',
      'partner.language': 'es',
    });

    const ben = await world.participant(second);
    expect(ben).toMatchObject({
      name: 'Ben',
      phone: '+12025550102',
      language: 'es',
      privacyLevel: 'discreet',
      schedule: { weekday: 'sunday', time: '18:00' },
      consents: [],
      profile: {},
    });
    expect(ben).not.toHaveProperty('ownPartAt');
  });

  it('is one couple, however often it is sent', async () => {
    const world = aWorld();

    const responses = [await send(world), await send(world), await send(world)];

    expect(new Set(responses.map(({ statusCode }) => statusCode))).toEqual(new Set([303]));
    expect(world.records.all('couple')).toHaveLength(1);
    expect(world.records.all('participant')).toHaveLength(2);
    expect(world.tasks()).toEqual([]);
  });

  it('answers the same when a number is taken, and brings it to a coordinator once a day', async () => {
    const world = aWorld();
    const fresh = await send(world);
    const others = { submissionId: '01hzy3k9zzzzzzzz', phone: '2025550103' };

    const taken = await send(world, others);
    await send(world, { ...others, submissionId: '01hzy3k9yyyyyyyy' });

    expect(taken).toEqual(fresh);
    expect(world.records.all('couple')).toHaveLength(1);
    expect(world.openTasks()).toMatchObject([
      { kind: 'intake-to-decide', reason: 'phone-taken', participantId: second },
    ]);
    expect(world.lines.join()).not.toMatch(/2025550|Ana|Ben/);
  });

  it('takes a corrected form for another couple when somebody went back to it', async () => {
    const world = aWorld();
    await send(world);

    await send(world, { phone: '2025550103', 'partner.phone': '2025550104' });

    expect(world.records.all('couple')).toHaveLength(2);
    expect(world.records.all('phone-claim')).toHaveLength(4);
  });

  it.each([
    ['no name', { name: '' }, 'name'],
    ['a long name', { name: 'x'.repeat(61) }, 'name'],
    ['no number', { phone: '' }, 'phone'],
    ['too few digits', { phone: '12' }, 'phone'],
    ['a number overseas', { phone: '+44 20 7946 0123' }, 'phone'],
    ['a number in the Caribbean', { phone: '+1 876 555 0123' }, 'phone'],
    ["no partner's name", { 'partner.name': ' ' }, 'partner.name'],
    ["no partner's number", { 'partner.phone': '' }, 'partner.phone'],
    ['one number for both', { 'partner.phone': '202-555-0101' }, 'partner.phone'],
    [
      'a second number where one is shared',
      { 'partner.phone': '202-555-0199', sharedPhone: 'yes' },
      'partner.phone',
    ],
    ['an unknown language', { language: 'fr' }, 'language'],
    ['an unknown language for the partner', { 'partner.language': 'fr' }, 'partner.language'],
    ['a zone that is no place', { timeZone: 'EST' }, 'timeZone'],
    ['an unknown day', { 'schedule.weekday': 'someday' }, 'schedule.weekday'],
    ['an hour too early', { 'schedule.time': '08:00' }, 'schedule.time'],
    ['an hour too late', { 'schedule.time': '20:00' }, 'schedule.time'],
    ['an hour that is not safe', { 'safeHours.start': '12:00', 'safeHours.end': '16:00' }, 'schedule.time'],
    ['half of the safe hours', { 'safeHours.start': '09:00' }, 'safeHours.end'],
    ['no privacy level', { privacyLevel: '' }, 'privacyLevel'],
    ['an unknown orientation', { 'about.orientation': 'other' }, 'about.orientation'],
  ])('says in both languages what is wrong with %s, and keeps what was typed', async (_, fields, field) => {
    for (const lang of ['en', 'es']) {
      const world = aWorld();

      const { statusCode, body } = await send(world, { 'partner.name': 'Ben & <b>', ...fields }, lang);

      expect(statusCode).toBe(422);
      expect(body).toContain(`<li><a href="#${field}">`);
      expect(body).toContain(`id="${field}-problem"`);
      expect(body).toContain('<title>Error: ');
      expect(body).toContain(`value="01hzy3k9abcdefgh"`);
      if (field !== 'partner.name') expect(body).toContain('value="Ben &#38; &#60;b&#62;"');
      expect(faultsIn(body)).toEqual([]);
      expect(world.records.all('participant')).toEqual([]);
      expect(world.planned()).toEqual([]);
    }
  });

  it('lets two share a phone: discreet for both, one claim, and a person calls', async () => {
    const world = aWorld();

    await send(world, { sharedPhone: 'yes', 'partner.phone': '' });

    const people = world.records.all('participant');
    expect(people.map(({ phone, sharedPhone }) => ({ phone, sharedPhone }))).toEqual([
      { phone: '+12025550101', sharedPhone: true },
      { phone: '+12025550101', sharedPhone: true },
    ]);
    expect(world.records.all('phone-claim')).toMatchObject([{ holderId: first }]);
    expect(world.openTasks()).toMatchObject([{ kind: 'contact-asked', reason: 'shared-phone' }]);
  });

  it('takes somebody in who wants no texts: no text to them, and a person calls [T1]', async () => {
    const world = aWorld();

    await send(world, { texts: [] });

    expect(await world.participant(first)).toMatchObject({ texts: { state: 'declined' } });
    expect(await world.participant(second)).toMatchObject({ texts: { state: 'invited' } });
    expect(world.openTasks()).toMatchObject([
      { kind: 'contact-asked', reason: 'no-texts', participantId: first },
    ]);
  });

  it('keeps nothing of what fills in the field that nobody sees, and answers as ever', async () => {
    const world = aWorld();
    const asEver = await send(aWorld());

    const response = await send(world, { fax: 'x' });

    expect(response).toEqual(asEver);
    expect(world.records.all('couple')).toEqual([]);
  });

  it('refuses a body that no form of ours could have', async () => {
    const world = aWorld();

    const { statusCode, body } = await send(world, { name: 'x'.repeat(17_000) });

    expect(statusCode).toBe(413);
    expect(body).toContain('<html');
    expect(world.records.all('couple')).toEqual([]);
  });

  it('thanks in the same way whoever comes back to it', async () => {
    const { statusCode, body } = await visit(aWorld(), 'GET /intake', { query: { sent: 'yes', lang: 'es' } });

    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>Gracias</h1>');
    expect(faultsIn(body)).toEqual([]);
  });

  it('asks to try again where others are writing all the time, and throws what is our own mistake', async () => {
    const racing = aWorld();
    racing.records.write = async () => 'raced';
    const broken = aWorld();
    broken.records.write = async () => Promise.reject(new TypeError('of ours'));

    const busy = await send(racing);

    expect(busy.statusCode).toBe(503);
    expect(busy.body).toContain('<html');
    await expect(send(broken)).rejects.toThrow('unexpected error');
  });
});

describe('POST /intake, as JSON', () => {
  const send = (world: World, fields: Partial<NewCouple> = {}) =>
    visit(world, 'POST /intake', { json: { ...intakeJson, ...fields } });

  it('records the couple, and answers without an id by which anybody could tell it from another', async () => {
    const world = aWorld();

    const fresh = await send(world);
    const again = await send(world);
    const taken = await send(world, { submissionId: '01hzy3k9zzzzzzzz', phone: '+12025550103' });

    expect(fresh).toMatchObject({ statusCode: 202, body: '{"outcome":"received"}' });
    expect(again).toEqual(fresh);
    expect(taken).toEqual(fresh);
    expect(world.records.all('couple')).toHaveLength(1);
    expect(world.openTasks()).toMatchObject([{ kind: 'intake-to-decide', reason: 'phone-taken' }]);
  });

  it('names each wrong field as a problem of RFC 9457, and repeats no value', async () => {
    const world = aWorld();

    const response = await visit(world, 'POST /intake', {
      json: { ...intakeJson, phone: '555-not-a-phone', schedule: { weekday: 'tuesday' }, timeZone: 'EST' },
    });

    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(response.body)).toMatchObject({
      status: 400,
      errors: [
        { field: 'timeZone' },
        { field: 'schedule.time', message: 'is missing' },
        { field: 'phone', message: expect.stringContaining('is not a phone number') },
      ],
    });
    expect(response.body).not.toContain('555-not');
  });

  it.each([
    ['text', { headers: { 'content-type': 'text/plain' }, json: intakeJson }],
    ['nothing', {}],
  ])('refuses %s', async (_, given) => {
    const world = aWorld();

    const response = await visit(world, 'POST /intake', given);

    expect(response.statusCode).toBe(415);
    expect(world.records.all('couple')).toEqual([]);
  });
});

describe('everything else', () => {
  it('describes the API', async () => {
    const response = await visit(aWorld(), 'GET /openapi.json');

    expect(response.statusCode).toBe(200);
    expect(JSON.parse(response.body)).toMatchObject({ openapi: '3.1.0' });
  });

  it.each(['HEAD /intake', 'GET /other', 'DELETE /l/{token}'])('has no %s', async (route) => {
    const world = aWorld();

    const response = await visit(world, route, { form: aForm(intakeFields) });

    expect(response.statusCode).toBe(410);
    expect(world.records.all('couple')).toEqual([]);
  });
});
