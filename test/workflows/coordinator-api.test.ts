import { apiRoutes } from '#shared/contracts/api';
import { aWorld, HOUR, type World } from '#test/support/world';

// What coordinators do, over the HTTP API with a token, DynamoDB and the grants that deploy.

let world: World;

beforeAll(async () => {
  world = await aWorld();
});
afterAll(async () => {
  await world.cloud.stop();
});

const couple = {
  submissionId: 'abcdefghij0123456789',
  name: 'Ana',
  language: 'en',
  timeZone: 'America/New_York',
  schedule: { weekday: 'sunday', time: '18:00' },
  privacyLevel: 'normal',
  phone: '(202) 555-0171',
  texts: true,
  partner: { name: 'Ben', phone: '202-555-0172' },
};
const dana = {
  name: 'Dana',
  email: 'dana@example.org',
  phone: '202-555-0181',
  languages: ['en'],
  timeZone: 'America/New_York',
};

const post = (path: string, body?: unknown) => world.api('POST', path, body);
const get = (path: string) => world.api('GET', path);

test('a couple is enrolled once, and each partner is asked for their YES', async () => {
  const first = await post('/couples', couple);
  const second = await post('/couples', couple);
  const taken = await post('/couples', { ...couple, submissionId: 'zyxwvutsrq9876543210' });
  await world.cloud.clock.settle();

  const coupleId = String(first.body['coupleId']);
  const shown = await get(`/couples/${coupleId}`);
  expect([first.status, second.status, taken.status, shown.status]).toEqual([201, 201, 409, 200]);
  expect(second.body).toEqual(first.body);
  expect(shown.body).toMatchObject({ coupleId, state: 'intake' });
  expect(world.cloud.sms.outbox().map(({ to }) => to)).toEqual(
    expect.arrayContaining(['+12025550171', '+12025550172']),
  );
});

test('mentors are added, imported, changed with their number and address, and found again', async () => {
  const added = await post('/mentors', dana);
  const imported = await post('/mentors/import', [
    { ...dana, email: 'eli@example.org', phone: '202-555-0182' },
    { ...dana, email: 'fay@example.org' },
  ]);
  const mentorId = String(added.body['mentorId']);
  const change = { ...dana, email: 'd@example.org', phone: '202-555-0183', version: 1 };
  const changed = await world.api('PUT', `/mentors/${mentorId}`, change);
  const again = await world.api('PUT', `/mentors/${mentorId}`, change);
  const stale = await world.api('PUT', `/mentors/${mentorId}`, { ...change, capacity: 1 });
  const heir = await post('/mentors', { ...dana, name: 'Gus' });
  const page = await get('/mentors?limit=2');
  const rest = await get(`/mentors?limit=2&cursor=${String(page.body['nextCursor'])}`);

  expect([added.status, changed.status, again.status, stale.status]).toEqual([201, 200, 200, 409]);
  expect(imported.body).toEqual({
    added: 1,
    updated: 0,
    unchanged: 0,
    errors: [{ index: 1, field: 'phone', message: 'belongs to somebody else' }],
  });
  // The old number and address are free.
  expect(heir.status).toBe(201);
  expect([page.body['items'], rest.body['items']].flat()).toHaveLength(3);
});

test('a participant is paused, resumed, started, opted out and lets go, and the running loop hears of it', async () => {
  const { participantId } = await world.given({
    participant: { phone: '+12025550173', coupleId: undefined },
  });
  const act = (action: string, body?: unknown) => post(`/participants/${participantId}/${action}`, body);
  const stateOf = async () => Object((await get(`/participants/${participantId}`)).body['journey']).state;

  const started = await act('start');
  await world.cloud.clock.advance(HOUR);
  const until = new Date(world.cloud.clock.now() + 48 * HOUR).toISOString();
  const paused = await act('pause', { reason: 'away', until });
  await world.cloud.clock.settle();
  const checkIns = await get(`/participants/${participantId}/check-ins`);
  const resumed = await act('resume');
  const optedOut = await act('opt-out');
  await world.cloud.clock.settle();
  const afterOptOut = await stateOf();
  const withdrawn = await act('withdrawal', { reason: 'withdrawn' });
  await world.cloud.clock.settle();
  const messages = await get(`/participants/${participantId}/messages?limit=1`);

  expect([started, paused, resumed, optedOut, withdrawn].map(({ status }) => status)).toEqual([
    202, 200, 200, 200, 200,
  ]);
  expect(checkIns.body['items']).toEqual([expect.objectContaining({ state: 'cancelled' })]);
  expect([afterOptOut, await stateOf()]).toEqual(['paused', 'ended']);
  expect(messages.body['items']).toHaveLength(1);
});

test('a text that nobody understands is read with its task, which is closed once', async () => {
  await world.given({ participant: { participantId: 'p-cleo01', phone: '+12025550174' } });
  await world.reply('+12025550174', 'my sister is getting married', 'sms-cleo');
  const list = await get('/tasks?limit=100');
  const detail = await get('/tasks/t-text-sms-cleo');
  const closed = await post('/tasks/t-text-sms-cleo/close');
  const again = await post('/tasks/t-text-sms-cleo/close', {});

  expect(JSON.stringify(list.body)).toContain('t-text-sms-cleo');
  expect(JSON.stringify(list.body)).not.toContain('married');
  expect(detail.body['text']).toMatchObject({ from: '+12025550174', body: 'my sister is getting married' });
  expect([closed.status, again.status, again.body['state']]).toEqual([200, 200, 'closed']);
});

test('a crisis is taken over and closed, and its concern ends', async () => {
  await world.given({ participant: { participantId: 'p-dora01', phone: '+12025550175' } });
  await world.reply('+12025550175', 'i want to kill myself tonight', 'sms-dora');
  const open = await get('/crises');
  const crisisId = 'crisis-sms-dora';
  const early = await post(`/tasks/t-${crisisId}/close`);
  const taken = await post(`/crises/${crisisId}/acknowledge`);
  await world.cloud.clock.settle();
  const closed = await post(`/crises/${crisisId}/close`, { outcome: 'spoke-safe-now' });
  await world.cloud.clock.settle();

  expect(open.body['items']).toEqual([expect.objectContaining({ crisisId })]);
  expect([early.status, taken.status, closed.status]).toEqual([409, 200, 200]);
  expect((await get('/crises')).body['items']).toEqual([]);
  expect(Object((await get('/participants/p-dora01')).body['journey']).concerns).toEqual([]);
});

test('nobody gets in without the token of a coordinator, and everybody reads the description', async () => {
  const without = await fetch(`${world.cloud.url}/participants`);
  const description = await fetch(`${world.cloud.url}/openapi.json`);

  const { paths } = Object(await description.json());
  expect([without.status, description.status]).toEqual([401, 200]);
  expect(Object.keys(paths)).toHaveLength(new Set(apiRoutes.map((route) => route.split(' ')[1])).size);
});
