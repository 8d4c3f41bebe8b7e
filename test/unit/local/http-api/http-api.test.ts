import { AwsError } from '#local/aws-error';
import { createHttpApi } from '#local/http-api/http-api';
import { VirtualClock } from '#local/clock';
import type { Deployment } from '#local/template/deployment';
import { aDeployment, anApi, aResource } from './api-deployment.ts';
import { withApi } from './running-api.ts';

const deployment = anApi({ routes: ['ANY /{proxy+}'] });

describe('the answer', () => {
  it('is the one that the function gives in full', async () => {
    const payload = {
      statusCode: 201,
      headers: { 'Content-Type': 'application/json', 'X-Count': 3, Connection: 'close' },
      cookies: ['a=1; HttpOnly', 'b=2'],
      body: '{"id":"p-1"}',
    };

    await withApi({ deployment, invoke: async () => ({ payload }) }, async (api) => {
      const answer = await api.send({ path: '/x' });

      expect(answer).toMatchObject({ status: 201, body: '{"id":"p-1"}' });
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json',
        'x-count': '3',
        'set-cookie': ['a=1; HttpOnly', 'b=2'],
        'apigw-requestid': expect.any(String),
      });
    });
  });

  it.each([
    [{ message: 'hi' }, '{"message":"hi"}'],
    ['plain words', 'plain words'],
    [[1, 2], '[1,2]'],
    [null, 'null'],
  ])('is 200 with the value %j when there is no statusCode', async (payload, body) => {
    await withApi({ deployment, invoke: async () => ({ payload }) }, async (api) => {
      const answer = await api.send({ path: '/x' });

      expect(answer).toMatchObject({ status: 200, body });
      expect(answer.headers['content-type']).toBe('application/json');
    });
  });

  it('is decoded when the function says that it is base64', async () => {
    const bytes = Buffer.from([0, 255, 1, 254]);
    const payload = { statusCode: 200, isBase64Encoded: true, body: bytes.toString('base64') };

    await withApi({ deployment, invoke: async () => ({ payload }) }, async (api) => {
      expect((await api.send({ path: '/x' })).bytes).toEqual(bytes);
    });
  });

  it.each([
    ['a status code that is none', { statusCode: 'fine' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['headers that are a list', { statusCode: 200, headers: ['a'] }],
  ])('is 500 for %s', async (_what, payload) => {
    await withApi({ deployment, invoke: async () => ({ payload }) }, async (api) => {
      expect(await api.send({ path: '/x' })).toMatchObject({
        status: 500,
        body: '{"message":"Internal Server Error"}',
      });
    });
  });

  it('is 500 without a word about an error inside the function', async () => {
    const invoke = async () => ({ payload: { errorMessage: 'secret' }, functionError: 'Unhandled' });

    await withApi({ deployment, invoke }, async (api) => {
      expect(await api.send({ path: '/x' })).toMatchObject({
        status: 500,
        body: '{"message":"Internal Server Error"}',
      });
    });
  });

  it.each([
    ['AccessDeniedException', 500, 'Internal Server Error'],
    ['TooManyRequestsException', 503, 'Service Unavailable'],
    ['RequestTooLargeException', 413, 'Request Entity Too Large'],
  ])('to %s from Lambda is %i', async (code, status, message) => {
    const invoke = async () => Promise.reject(new AwsError(code, 'no'));

    await withApi({ deployment, invoke }, async (api) => {
      expect(await api.send({ path: '/x' })).toMatchObject({ status, body: JSON.stringify({ message }) });
    });
  });

  it('is 503 when the function takes longer than the integration may', async () => {
    const slow = anApi({ routes: ['$default'], integration: { TimeoutInMillis: 50 } });
    let finish = (): void => undefined;
    const invoke = () =>
      new Promise<{ payload: unknown }>((resolve) => {
        finish = () => resolve({ payload: 'late' });
      });

    await withApi({ deployment: slow, invoke }, async (api) => {
      expect(await api.send({ path: '/x' })).toMatchObject({
        status: 503,
        body: '{"message":"Service Unavailable"}',
      });
      finish();
    });
  });

  it('is 404 where no route fits, and the function is not invoked', async () => {
    await withApi({ deployment: anApi({ routes: ['GET /tasks'] }) }, async (api) => {
      expect(await api.send({ method: 'POST', path: '/tasks' })).toMatchObject({
        status: 404,
        body: '{"message":"Not Found"}',
      });
      expect(api.invocations).toHaveLength(0);
    });
  });

  it('is 413 for more than 10 MB, and 200 for exactly 10 MB', async () => {
    const limit = 10 * 1024 * 1024;

    await withApi({ deployment }, async (api) => {
      const most = await api.send({ method: 'POST', path: '/x', body: Buffer.alloc(limit) });
      const tooMuch = await api.send({ method: 'POST', path: '/x', body: Buffer.alloc(limit + 1) });

      expect(most.status).toBe(200);
      expect(tooMuch).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
      expect(api.invocations).toHaveLength(1);
    });
  });
});

describe('CORS', () => {
  const withCors = anApi({
    routes: ['GET /tasks'],
    api: {
      CorsConfiguration: {
        AllowOrigins: ['http://localhost:4000'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'content-type'],
        MaxAge: 3600,
      },
    },
  });
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    path: '/tasks',
    headers: [
      ['Origin', origin],
      ['Access-Control-Request-Method', 'GET'],
    ] as const,
  });

  it('answers a preflight request itself', async () => {
    await withApi({ deployment: withCors }, async (api) => {
      const answer = await api.send(preflight('http://localhost:4000'));

      expect(answer.status).toBe(204);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': 'http://localhost:4000',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-max-age': '3600',
      });
      expect(api.invocations).toHaveLength(0);
    });
  });

  it('gives an origin that is not allowed no header', async () => {
    await withApi({ deployment: withCors }, async (api) => {
      const answer = await api.send(preflight('https://evil.example'));

      expect(answer.status).toBe(204);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    });
  });

  it("replaces the function's own headers of that kind", async () => {
    const payload = { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } };

    await withApi({ deployment: withCors, invoke: async () => ({ payload }) }, async (api) => {
      const known = await api.send({ path: '/tasks', headers: [['Origin', 'http://localhost:4000']] });
      const foreign = await api.send({ path: '/tasks', headers: [['Origin', 'https://evil.example']] });

      expect(known.headers['access-control-allow-origin']).toBe('http://localhost:4000');
      expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    });
  });
});

describe('a template', () => {
  const start = (given: Deployment) =>
    createHttpApi({
      deployment: given,
      clock: new VirtualClock(),
      invoke: async () => ({ payload: null }),
      trust: () => undefined,
    });
  const withoutAuthorizer = (given: Deployment) =>
    aDeployment(given.resources.filter((one) => one.type !== 'AWS::ApiGatewayV2::Authorizer'));

  it.each([
    ['another protocol', anApi({ routes: [], api: { ProtocolType: 'WEBSOCKET' } }), /only HTTP is emulated/],
    [
      'another integration',
      anApi({ routes: [], integration: { IntegrationType: 'HTTP_PROXY' } }),
      /IntegrationType/,
    ],
    [
      'payload format 1.0',
      anApi({ routes: [], integration: { PayloadFormatVersion: '1.0' } }),
      /PayloadFormatVersion/,
    ],
    ['a route key that is none', anApi({ routes: ['FETCH /x'] }), /not one: FETCH \/x/],
    [
      'IAM authorization',
      anApi({ routes: [{ RouteKey: 'GET /x', AuthorizationType: 'AWS_IAM' }] }),
      /AuthorizationType/,
    ],
    ['a foreign issuer', anApi({ routes: [] }), /no user pool of the template/],
    [
      'an authorizer that is missing',
      withoutAuthorizer(
        anApi({ routes: [{ RouteKey: 'GET /x', AuthorizationType: 'JWT', AuthorizerId: 'auth1' }] }),
      ),
      /needs a JWT authorizer/,
    ],
    [
      'two APIs',
      aDeployment([
        aResource('AWS::ApiGatewayV2::Api', 'a', { ProtocolType: 'HTTP' }),
        aResource('AWS::ApiGatewayV2::Api', 'b', { ProtocolType: 'HTTP' }),
      ]),
      /one of 2 APIs/,
    ],
  ])('with %s is refused at start', (_what, given, message) => {
    expect(() => start(given)).toThrow(message);
  });

  it('says which settings have no meaning here', async () => {
    const throttled = anApi({
      routes: [],
      stageProperties: { DefaultRouteSettings: { ThrottlingRateLimit: 50 } },
    });

    await withApi({ deployment: throttled }, async (api) => {
      expect(api.notes).toEqual([
        'not emulated: AWS::ApiGatewayV2::Stage DefaultRouteSettings: one machine has nothing to throttle',
      ]);
    });
  });

  it('without an API answers 404', async () => {
    await withApi({ deployment: aDeployment([]) }, async (api) => {
      expect((await api.send({ path: '/x' })).status).toBe(404);
    });
  });
});
