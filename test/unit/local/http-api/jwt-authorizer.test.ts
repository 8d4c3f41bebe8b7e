import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import { asStrings } from '#local/http-api/jwt-authorizer';
import { anApi, ISSUER } from './api-deployment.ts';
import { withApi, type RunningApi } from './running-api.ts';

const LOCAL_ISSUER = 'http://127.0.0.1:4000/sign-in';
const open = { RouteKey: 'GET /open', AuthorizationType: 'JWT', AuthorizerId: 'auth1' };
const scoped = { ...open, RouteKey: 'GET /scoped', AuthorizationScopes: ['openid', 'admin'] };
const deployment = anApi({ routes: [open, scoped, 'GET /public'] });

let ours: { privateKey: CryptoKey; publicKey: CryptoKey };
let theirs: { privateKey: CryptoKey; publicKey: CryptoKey };

beforeAll(async () => {
  ours = await generateKeyPair('RS256');
  theirs = await generateKeyPair('RS256');
});

type Claims = { [Name in keyof JWTPayload]?: JWTPayload[Name] | undefined };

const now = (): number => Math.floor(Date.now() / 1000);

function aToken(claims: Claims = {}, key: CryptoKey = ours.privateKey): Promise<string> {
  const standard = {
    iss: LOCAL_ISSUER,
    client_id: 'client1',
    iat: now(),
    exp: now() + 60,
    scope: 'openid email',
  };
  const payload = JSON.parse(JSON.stringify({ ...standard, ...claims })) as JWTPayload;
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(key);
}

async function withAuthorizer(use: (api: RunningApi) => Promise<void>): Promise<void> {
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256' };
  const keys = createLocalJWKSet({ keys: [jwk] });
  const trust = (issuer: string) => (issuer === ISSUER ? { issuer: LOCAL_ISSUER, keys } : undefined);
  await withApi({ deployment, trust }, use);
}

const get = (api: RunningApi, path: string, token: string) =>
  api.send({ path, headers: [['Authorization', token]] });

describe('a JWT authorizer', () => {
  it('hands the claims on as strings, and no scopes for a route without any', async () => {
    const claims = { 'cognito:groups': ['coordinator', 'admin'], exp: now() + 30, email_verified: true };

    await withAuthorizer(async (api) => {
      const answer = await get(api, '/open', `Bearer ${await aToken(claims)}`);

      expect(answer.status).toBe(200);
      expect(api.invocations[0]?.payload).toMatchObject({
        requestContext: {
          authorizer: {
            jwt: {
              claims: {
                iss: LOCAL_ISSUER,
                'cognito:groups': '[coordinator admin]',
                exp: String(claims.exp),
                email_verified: 'true',
              },
              scopes: null,
            },
          },
        },
      });
    });
  });

  it('takes a token without the word Bearer, and one whose audience is in aud', async () => {
    await withAuthorizer(async (api) => {
      const bare = await get(api, '/open', await aToken());
      const withAud = await get(
        api,
        '/open',
        `bearer ${await aToken({ aud: 'client1', client_id: undefined })}`,
      );

      expect([bare.status, withAud.status]).toEqual([200, 200]);
    });
  });

  it('needs one of the scopes of the route', async () => {
    await withAuthorizer(async (api) => {
      const some = await get(api, '/scoped', await aToken({ scope: 'email admin' }));
      const none = await get(api, '/scoped', await aToken({ scope: 'email' }));

      expect(some.status).toBe(200);
      expect(api.invocations[0]?.payload).toMatchObject({
        requestContext: { authorizer: { jwt: { scopes: ['admin'] } } },
      });
      expect(none).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
      expect(none.headers['www-authenticate']).toContain(
        'Bearer scope="openid admin" error="insufficient_scope"',
      );
    });
  });

  it.each([
    ['another issuer', () => aToken({ iss: 'https://evil.example' }), 'valid issuer'],
    ['another audience', () => aToken({ client_id: 'client2' }), 'valid audience'],
    ['another aud, whatever its client_id', () => aToken({ aud: 'x' }), 'valid audience'],
    ['no audience', () => aToken({ client_id: undefined }), 'valid audience'],
    ['an end in the past', () => aToken({ exp: now() - 1 }), 'has expired'],
    ['no end', () => aToken({ exp: undefined }), 'valid exp'],
    ['a beginning in the future', () => aToken({ nbf: now() + 60 }), 'valid nbf'],
    ['its issue in the future', () => aToken({ iat: now() + 60 }), 'future'],
    ['a foreign signature', () => aToken({}, theirs.privateKey), 'invalid signature'],
    ['the algorithm none', async () => 'eyJhbGciOiJub25lIn0.e30.', 'not accepted'],
    ['no form of a token', async () => 'hello', 'not a JWT'],
  ])('refuses a token with %s', async (_what, token, reason) => {
    await withAuthorizer(async (api) => {
      const answer = await get(api, '/open', `Bearer ${await token()}`);

      expect(answer).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer scope="" error="invalid_token"/);
      expect(answer.headers['www-authenticate']).toContain(reason);
      expect(api.invocations).toHaveLength(0);
    });
  });

  it('refuses a request without a token, except where none is asked for', async () => {
    await withAuthorizer(async (api) => {
      const refused = await api.send({ path: '/open' });
      const free = await api.send({ path: '/public' });

      expect(refused).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
      expect(refused.headers['www-authenticate']).toBe('Bearer');
      expect(free.status).toBe(200);
      expect(api.invocations[0]?.payload).not.toHaveProperty('requestContext.authorizer');
    });
  });
});

describe('asStrings', () => {
  it('writes every claim as HTTP API does', () => {
    expect(asStrings({ a: ['x', 1, true], b: [], c: { y: 2, x: ['z'] }, d: 1_772_442_000, e: null })).toEqual(
      {
        a: '[x 1 true]',
        b: '[]',
        c: 'map[x:[z] y:2]',
        d: '1772442000',
        e: 'null',
      },
    );
  });
});
