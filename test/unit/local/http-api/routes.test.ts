import { readHttpApi } from '#local/http-api/api-definition';
import { matchRoute, parseRouteKey } from '#local/http-api/routes';
import { anApi } from './api-deployment.ts';

const routes = readHttpApi(
  anApi({
    routes: [
      '$default',
      'ANY /{proxy+}',
      'GET /pets/{petId}',
      'POST /pets/{petId}',
      'GET /pets/dog',
      'ANY /pets/dog/{toy}',
      'GET /pets/dog/{toy}',
      'GET /pets/{petId}/toys/{toyId}',
      'GET /pets/dog/{rest+}',
    ],
  }),
)?.routes;

describe('matchRoute', () => {
  it.each([
    ['GET', '/pets/dog', 'GET /pets/dog'],
    ['GET', '/pets/cat', 'GET /pets/{petId}'],
    ['POST', '/pets/dog', 'POST /pets/{petId}'],
    ['GET', '/pets/dog/ball', 'GET /pets/dog/{toy}'],
    ['PUT', '/pets/dog/ball', 'ANY /pets/dog/{toy}'],
    ['GET', '/pets/dog/a/b', 'GET /pets/dog/{rest+}'],
    ['GET', '/pets/cat/toys/7', 'GET /pets/{petId}/toys/{toyId}'],
    ['GET', '/elsewhere/at/all', 'ANY /{proxy+}'],
    ['DELETE', '/pets/cat', 'ANY /{proxy+}'],
    ['GET', '/pets/', 'ANY /{proxy+}'],
    ['GET', '/', '$default'],
  ])('sends %s %s to the most specific route', (method, path, expected) => {
    const match = matchRoute(routes ?? [], { method, path });

    expect(match?.route.routeKey).toBe(expected);
  });

  it.each([
    ['/pets/a%20b', { petId: 'a b' }],
    ['/pets/caf%C3%A9', { petId: 'café' }],
    ['/pets/dog/a/b%2Fc', { rest: 'a/b/c' }],
  ])('decodes the variables of %s', (path, expected) => {
    expect(matchRoute(routes ?? [], { method: 'GET', path })?.pathParameters).toEqual(expected);
  });

  it('has no route where none fits', () => {
    const only = (routes ?? []).filter((route) => route.routeKey === 'GET /pets/dog');

    expect(matchRoute(only, { method: 'GET', path: '/pets/dog/' })).toBeUndefined();
    expect(matchRoute(only, { method: 'POST', path: '/pets/dog' })).toBeUndefined();
    expect(matchRoute(only, { method: 'GET', path: '/pets/%zz' })).toBeUndefined();
  });
});

describe('parseRouteKey', () => {
  it.each(['GET', 'get /pets', 'FETCH /pets', 'GET pets', 'GET /{all+}/more', '$connect'])(
    'refuses %s',
    (key) => {
      expect(parseRouteKey(key)).toBeUndefined();
    },
  );
});
