import { coordinatorApi, coordinatorRoutes } from '#shared/contracts/api';
import { PageRequest } from '#shared/contracts/http';
import { groupsIn } from '#functions/handle-api-request/http';
import { Permanent, Transient } from '#shared/runtime/errors';
import { callApi, coordinator } from '#test/support/api-call';
import { aWorld } from '#test/support/memory-world';
import { aTask } from '#test/support/rows';

const nobody = {
  coupleId: 'c-nobody',
  participantId: 'p-nobody1',
  mentorId: 'm-nobody1',
  taskId: 't-none',
  crisisId: 'crisis-none',
  swapId: 'swap-nobody1',
};
const bodies: Record<string, unknown> = {
  'POST /couples/{coupleId}/decision': { decision: 'match' },
  'POST /participants/{participantId}/pause': { reason: 'away' },
  'POST /participants/{participantId}/withdrawal': { reason: 'withdrawn' },
  'POST /participants/{participantId}/consents': {
    purpose: 'share-crisis',
    recipient: 'mentor',
    given: true,
  },
  'POST /crises/{crisisId}/close': { outcome: 'not-a-crisis' },
  'PUT /mentors/{mentorId}': {
    version: 1,
    name: 'Dana',
    email: 'dana@example.org',
    languages: ['en'],
    timeZone: 'America/New_York',
  },
};
const aboutSomebody = coordinatorRoutes.filter((route) => route.includes('{'));
const lists = coordinatorRoutes.filter((route) => coordinatorApi[route].query === PageRequest);

describe('who may call', () => {
  it.each(coordinatorRoutes)('%s is for coordinators only', async (route) => {
    const world = aWorld();

    const without = await callApi(world, route, { claims: null });
    const mentor = await callApi(world, route, { claims: { sub: 'user-2', 'cognito:groups': '[mentor]' } });

    expect([without.statusCode, mentor.statusCode]).toEqual([401, 403]);
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

describe('what every route has in common', () => {
  it.each(aboutSomebody)('%s answers 404 for nobody, and changes nothing', async (route) => {
    const world = aWorld();

    const response = await callApi(world, route, { path: nobody, body: bodies[route] });

    expect(response.statusCode).toBe(404);
    expect([world.planned(), world.tasks(), world.flows.executions.size]).toEqual([[], [], 0]);
  });

  it.each(aboutSomebody)('%s answers 400 to what is no id', async (route) => {
    const path = Object.fromEntries(Object.keys(nobody).map((name) => [name, 'x']));

    const response = await callApi(aWorld(), route, { path, body: bodies[route] });

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([
      { field: expect.stringMatching(/Id$/), message: expect.stringContaining('must be') },
    ]);
  });

  it.each(coordinatorRoutes.filter((route) => !route.startsWith('GET') && !route.endsWith('/import')))(
    '%s refuses a field that it does not know, by the name of its parent only',
    async (route) => {
      const response = await callApi(aWorld(), route, {
        path: nobody,
        body: { ...Object(bodies[route]), 'her secret': 1 },
      });

      expect(response.statusCode).toBe(400);
      expect(response.json['errors']).toContainEqual({
        field: 'input',
        message: 'has fields that are not known here',
      });
      expect(response.body).not.toContain('secret');
    },
  );

  it.each(
    lists.flatMap((route) => [
      [route, { limit: '0' }, 'limit'] as const,
      [route, { limit: 'many' }, 'limit'] as const,
      [route, { cursor: 'bogus' }, 'cursor'] as const,
    ]),
  )('%s answers 400 to the query %j', async (route, query, field) => {
    const world = aWorld();
    await world.given();

    const response = await callApi(world, route, {
      path: { participantId: 'p-ana001' },
      query,
    });

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
  });

  it('answers 400 to what is not JSON and 413 to what is too large', async () => {
    const world = aWorld();

    const notJson = await callApi(world, 'POST /mentors', { raw: '{"name": ' });
    const tooLarge = await callApi(world, 'POST /mentors', { raw: `"${'x'.repeat(256 * 1024)}"` });

    expect([notJson.statusCode, tooLarge.statusCode]).toEqual([400, 413]);
    expect(notJson.json['errors']).toEqual([{ field: 'body', message: 'must be JSON' }]);
  });

  it.each(['DELETE /participants', 'POST /participants', 'toString', 'GET /intake'])(
    'answers 404 to %s, which it does not serve',
    async (route) => {
      expect((await callApi(aWorld(), route)).statusCode).toBe(404);
    },
  );

  it('takes a body in base64, as the HTTP API may send it', async () => {
    const world = aWorld();
    await world.write('task', 't-1', aTask());

    const response = await callApi(world, 'POST /tasks/{taskId}/close', {
      path: { taskId: 't-1' },
      raw: Buffer.from('{}').toString('base64'),
      isBase64Encoded: true,
    });

    expect(response.statusCode).toBe(200);
  });

  it('logs the route and the status, and nothing of the call', async () => {
    const world = aWorld();
    await world.given();

    await callApi(world, 'GET /participants/{participantId}', { path: { participantId: 'p-ana001' } });

    const logged = world.lines.join('\n');
    expect(logged).toContain('"route":"getParticipantsByParticipantId","status":200');
    expect(logged).not.toMatch(/2025550101|"Ana"/);
  });
});

describe('the contracts', () => {
  it.each(coordinatorRoutes)('%s reads what its path names', (route) => {
    const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect(Object.keys(coordinatorApi[route].path.shape)).toEqual(names);
  });
});

describe('failures', () => {
  it.each([
    ['Transient', 503, new Transient('DynamoDB Query: x')],
    ['Permanent', 422, new Permanent('DynamoDB Query: y')],
  ])('answers %s of the store with %i and nothing else', async (_name, status, error) => {
    const world = aWorld();
    world.records.list = () => Promise.reject(error);

    const response = await callApi(world, 'GET /tasks');

    expect(response.statusCode).toBe(status);
    expect(response.body).not.toContain('DynamoDB');
  });

  it('throws our own bugs, so that they raise the alarm', async () => {
    const world = aWorld();
    world.records.list = () => Promise.reject(new TypeError('x is not a function'));

    await expect(callApi(world, 'GET /tasks', { claims: coordinator })).rejects.toMatchObject({
      name: 'TypeError',
    });
  });
});
