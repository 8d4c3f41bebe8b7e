import { handleApiRequest } from '#functions/handle-api-request/handler';
import { groupsIn } from '#functions/handle-api-request/http';
import { apiRoutes } from '#shared/contracts/api';
import { hoursLater } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

interface Call {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  raw?: string;
  claims?: Record<string, unknown> | null;
}

const coordinator = { sub: 'user-1', 'cognito:groups': '[coordinator]' };

async function call(
  world: World,
  routeKey: string,
  { path, query, body, raw, claims = coordinator }: Call = {},
) {
  const response = await world.run(
    'handle-api-request',
    handleApiRequest,
  )({
    version: '2.0',
    routeKey,
    ...(path && { pathParameters: path }),
    ...(query && { queryStringParameters: query }),
    ...((raw ?? body) !== undefined && { body: raw ?? JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: claims === null ? {} : { authorizer: { jwt: { claims, scopes: null } } },
  });
  const json: Record<string, unknown> = JSON.parse(response.body);
  return { ...response, json };
}

const ana = { name: 'Ana', phone: '(202) 555-0101', language: 'es', consentedToTexts: true };
const participantId = 'p-ana001';

describe('who may call', () => {
  it.each(apiRoutes)('%s is for coordinators only', async (route) => {
    const world = aWorld();

    const [nobody, mentor] = [
      await call(world, route, { claims: null }),
      await call(world, route, { claims: { sub: 'user-2', 'cognito:groups': '[mentor]' } }),
    ];

    expect([nobody.statusCode, mentor.statusCode]).toEqual([401, 403]);
    expect(mentor.headers['content-type']).toBe('application/problem+json');
  });

  it.each([
    ['[coordinator admin]', ['coordinator', 'admin']],
    ['[admin, coordinator]', ['admin', 'coordinator']],
    ['["coordinator","admin"]', ['coordinator', 'admin']],
    ['coordinator', ['coordinator']],
    [['coordinator', 7], ['coordinator']],
    ['[not-coordinator]', ['not-coordinator']],
    ['', []],
    [undefined, []],
    [{ coordinator: true }, []],
  ])('reads the groups in %j', (claim, groups) => {
    expect(groupsIn(claim)).toEqual(groups);
  });
});

describe('POST /participants', () => {
  it('adds a participant with the number as E.164', async () => {
    const world = aWorld();

    const response = await call(world, 'POST /participants', { body: ana });

    expect(response.statusCode).toBe(201);
    expect(response.json).toMatchObject({
      name: 'Ana',
      phone: '+12025550101',
      language: 'es',
      optedOut: false,
    });
    expect(world.database.phoneClaims.get('+12025550101')).toBe(response.json['participantId']);
  });

  it('answers 409 to a number that somebody has, however it is written', async () => {
    const world = aWorld();
    await call(world, 'POST /participants', { body: ana });

    const response = await call(world, 'POST /participants', { body: { ...ana, phone: '+1 202-555-0101' } });

    expect(response.statusCode).toBe(409);
    expect(response.json).toMatchObject({ type: 'urn:alongside:problem:phone-taken', status: 409 });
    expect(world.database.participants.size).toBe(1);
  });

  it.each([
    ['an impossible number', { ...ana, phone: '555-0101' }, 'phone'],
    ['no name', { ...ana, name: ' ' }, 'name'],
    ['a language that we lack', { ...ana, language: 'fr' }, 'language'],
    ['no consent', { ...ana, consentedToTexts: false }, 'consentedToTexts'],
    ['a field that we do not know', { ...ana, nickname: 'Annie' }, 'input'],
    ['a list', [ana], 'input'],
    ['nothing', undefined, 'input'],
  ])('answers 400 to %s and names the field', async (_what, body, field) => {
    const world = aWorld();

    const response = await call(world, 'POST /participants', { body });

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([
      expect.objectContaining({ field, message: expect.any(String) }),
    ]);
    expect(world.database.participants.size).toBe(0);
  });

  it('answers 400 to what is not JSON and 413 to what is too large', async () => {
    const world = aWorld();

    const [notJson, tooLarge] = [
      await call(world, 'POST /participants', { raw: '{"name": ' }),
      await call(world, 'POST /participants', { raw: `"${'x'.repeat(256 * 1024)}"` }),
    ];

    expect([notJson.statusCode, tooLarge.statusCode]).toEqual([400, 413]);
    expect(notJson.json['errors']).toEqual([{ field: 'body', message: 'must be JSON' }]);
  });
});

describe('POST /participants/{participantId}/check-ins', () => {
  const route = 'POST /participants/{participantId}/check-ins';

  it('starts the next check-in and an execution of its name', async () => {
    const world = aWorld();
    world.given();

    const response = await call(world, route, { path: { participantId } });

    expect([response.statusCode, response.json]).toEqual([
      202,
      { outcome: 'started', checkInId: 'p-ana001-c001' },
    ]);
    expect([...world.flows.executions.keys()]).toEqual(['p-ana001-c001']);
    expect(world.checkIn()).toMatchObject({ state: 'scheduled', deadline: hoursLater(72).toISOString() });
  });

  it('changes nothing when it is pressed twice, and starts the next cycle once this one has ended', async () => {
    const world = aWorld();
    world.given();
    await call(world, route, { path: { participantId } });

    const again = await call(world, route, { path: { participantId } });
    await world.checkIns.close({ checkInId: 'p-ana001-c001', as: 'cancelled', at: hoursLater(1) });
    const next = await call(world, route, { path: { participantId } });

    expect(again.json).toEqual({ outcome: 'already-open', checkInId: 'p-ana001-c001' });
    expect(next.json).toEqual({ outcome: 'started', checkInId: 'p-ana001-c002' });
  });

  it('starts one check-in when two press at once', async () => {
    const world = aWorld();
    world.given();

    const both = await Promise.all([1, 2].map(() => call(world, route, { path: { participantId } })));

    expect(both.map(({ json }) => json['checkInId'])).toEqual(['p-ana001-c001', 'p-ana001-c001']);
    expect(world.flows.executions.size).toBe(1);
  });

  it('starts the execution that a failed call left unstarted', async () => {
    const world = aWorld();
    world.given({}, { state: 'scheduled' });

    const response = await call(world, route, { path: { participantId } });

    expect(response.json).toEqual({ outcome: 'started', checkInId: 'p-ana001-c001' });
  });

  it('answers 404 for nobody, 409 for somebody who opted out, 400 for what is no id', async () => {
    const world = aWorld();
    world.given({ optedOut: true });

    const statuses = [
      (await call(world, route, { path: { participantId: 'p-nobody1' } })).statusCode,
      (await call(world, route, { path: { participantId } })).statusCode,
      (await call(world, route, { path: { participantId: 'x' } })).statusCode,
    ];

    expect(statuses).toEqual([404, 409, 400]);
    expect(world.flows.executions.size).toBe(0);
  });
});

describe('lists and tasks', () => {
  it('lists check-ins newest first and never with a token', async () => {
    const world = aWorld();
    world.given({}, { cycle: 1, state: 'missed', taskToken: 'secret-token' });
    world.given({ lastCycle: 2 }, { cycle: 2, state: 'asked', taskToken: 'secret-token' });

    const response = await call(world, 'GET /participants/{participantId}/check-ins', {
      path: { participantId },
    });

    expect(response.json['items']).toEqual([
      expect.objectContaining({ cycle: 2 }),
      expect.objectContaining({ cycle: 1 }),
    ]);
    expect(response.body).not.toContain('secret-token');
  });

  it('lists participants in pages', async () => {
    const world = aWorld();
    for (const n of [1, 2, 3]) world.given({ participantId: `p-one00${n}`, phone: `+1202555010${n}` });

    const first = await call(world, 'GET /participants', { query: { limit: '2' } });
    const second = await call(world, 'GET /participants', {
      query: { limit: '2', cursor: String(first.json['nextCursor']) },
    });

    expect(first.json['items']).toHaveLength(2);
    expect(second.json).toEqual({ items: [expect.objectContaining({ participantId: 'p-one003' })] });
  });

  it.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: 'many' }, 'limit'],
    [{ cursor: 'bogus' }, 'cursor'],
  ])('answers 400 to the query %j', async (query, field) => {
    const world = aWorld();

    const response = await call(world, 'GET /tasks', { query });

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
  });

  it('closes a task once and says by whom', async () => {
    const world = aWorld();
    await world.tasks.open({
      taskId: 't-text-1',
      kind: 'reply-to-read',
      openedAt: hoursLater(0).toISOString(),
    });
    const path = { taskId: 't-text-1' };

    const first = await call(world, 'POST /tasks/{taskId}/close', { path });
    const second = await call(world, 'POST /tasks/{taskId}/close', {
      path,
      claims: { ...coordinator, sub: 'user-9' },
    });
    const list = await call(world, 'GET /tasks');

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json).toMatchObject({ state: 'closed', closedBy: 'user-1' });
    expect(list.json).toEqual({ items: [] });
    expect((await call(world, 'POST /tasks/{taskId}/close', { path: { taskId: 't-none' } })).statusCode).toBe(
      404,
    );
  });

  it('answers 404 to a route that is not in the list, own properties of objects included', async () => {
    const world = aWorld();

    const statuses = [
      (await call(world, 'DELETE /participants')).statusCode,
      (await call(world, 'toString')).statusCode,
    ];

    expect(statuses).toEqual([404, 404]);
  });
});

describe('failures', () => {
  it.each([
    ['Transient', 503],
    ['Permanent', 422],
  ])('answers %s of the store with %i and nothing else', async (name, status) => {
    const world = aWorld();
    const { Transient, Permanent } = await import('#shared/runtime/errors');
    world.tasks.listOpen = () =>
      Promise.reject(name === 'Transient' ? new Transient('DynamoDB Query: x') : new Permanent('y'));

    const response = await call(world, 'GET /tasks');

    expect(response.statusCode).toBe(status);
    expect(response.body).not.toContain('DynamoDB');
  });

  it('throws our own bugs, so that they raise the alarm', async () => {
    const world = aWorld();
    world.tasks.listOpen = () => Promise.reject(new TypeError('x is not a function'));

    await expect(call(world, 'GET /tasks')).rejects.toMatchObject({ name: 'TypeError' });
  });
});
