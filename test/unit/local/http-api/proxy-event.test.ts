import { anApi } from './api-deployment.ts';
import { VIRTUAL_NOW, withApi } from './running-api.ts';

const deployment = anApi({ routes: ['ANY /participants/{participantId}/check-ins', '$default'] });

describe('the event of payload format 2.0', () => {
  it('says everything about the request, on virtual time', async () => {
    await withApi({ deployment }, async (api) => {
      await api.send({
        method: 'POST',
        path: '/participants/p%201/check-ins?limit=5&tag=a&tag=b%20c',
        headers: [
          ['Host', '127.0.0.1:4000'],
          ['User-Agent', 'test/1'],
          ['Content-Type', 'application/json; charset=utf-8'],
          ['X-Many', 'one'],
          ['X-Many', 'two'],
          ['Cookie', 'a=1; b=2'],
        ],
        body: '{"hello":"wörld"}',
      });

      const [invocation] = api.invocations;
      expect(invocation?.caller).toEqual({
        kind: 'aws-service',
        principal: 'apigateway.amazonaws.com',
        sourceArn:
          'arn:aws:execute-api:us-east-1:000000000000:api1/$default/POST/participants/{participantId}/check-ins',
      });
      expect(invocation?.payload).toEqual({
        version: '2.0',
        routeKey: 'ANY /participants/{participantId}/check-ins',
        rawPath: '/participants/p 1/check-ins',
        rawQueryString: 'limit=5&tag=a&tag=b%20c',
        cookies: ['a=1', 'b=2'],
        headers: {
          host: '127.0.0.1:4000',
          'user-agent': 'test/1',
          'content-type': 'application/json; charset=utf-8',
          'x-many': 'one,two',
          'content-length': '18',
          'x-amzn-trace-id': 'Root=1-69a55190-000000000000000000000000',
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-port': '4000',
          'x-forwarded-proto': 'http',
        },
        queryStringParameters: { limit: '5', tag: 'a,b c' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'api1',
          domainName: '127.0.0.1',
          domainPrefix: '127',
          http: {
            method: 'POST',
            path: '/participants/p 1/check-ins',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
            userAgent: 'test/1',
          },
          requestId: expect.stringMatching(/^[\w-]{15}=$/),
          routeKey: 'ANY /participants/{participantId}/check-ins',
          stage: '$default',
          time: '02/Mar/2026:09:00:00 +0000',
          timeEpoch: VIRTUAL_NOW,
        },
        pathParameters: { participantId: 'p 1' },
        body: '{"hello":"wörld"}',
        isBase64Encoded: false,
      });
    });
  });

  it('leaves out what the request does not have', async () => {
    await withApi({ deployment }, async (api) => {
      await api.send({ path: '/other' });

      const event = api.invocations[0]?.payload as Record<string, unknown>;
      expect(Object.keys(event)).toEqual([
        'version',
        'routeKey',
        'rawPath',
        'rawQueryString',
        'headers',
        'requestContext',
        'isBase64Encoded',
      ]);
      expect(event['isBase64Encoded']).toBe(false);
    });
  });

  it.each([
    ['text/csv', false],
    ['application/json', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['application/problem+json', true],
    ['image/png', true],
    [undefined, true],
  ])('encodes a body of type %s as base64: %s', async (type, encoded) => {
    await withApi({ deployment }, async (api) => {
      await api.send({
        method: 'POST',
        path: '/other',
        headers: type === undefined ? [] : [['content-type', type]],
        body: 'a=1',
      });

      expect(api.invocations[0]?.payload).toMatchObject({
        body: encoded ? 'YT0x' : 'a=1',
        isBase64Encoded: encoded,
      });
    });
  });

  it('keeps a named stage in the path but not in the route', async () => {
    const staged = anApi({
      routes: ['GET /tasks'],
      stage: 'v1',
      stageProperties: { StageVariables: { colour: 'blue' } },
    });

    await withApi({ deployment: staged }, async (api) => {
      const missing = await api.send({ path: '/tasks' });
      await api.send({ path: '/v1/tasks' });

      expect(missing.status).toBe(404);
      expect(api.invocations).toHaveLength(1);
      expect(api.invocations[0]?.payload).toMatchObject({
        rawPath: '/v1/tasks',
        routeKey: 'GET /tasks',
        requestContext: { stage: 'v1' },
        stageVariables: { colour: 'blue' },
      });
    });
  });
});
