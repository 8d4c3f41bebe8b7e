import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { Journal } from '#local/journal';
import { createSignIn } from '#local/sign-in/sign-in';
import { aDeployment, aResource, ISSUER } from '../http-api/api-deployment.ts';
import { CALLBACK, poolDeployment, RunningSignIn, Visitor } from './running-sign-in.ts';

let running: RunningSignIn;

beforeEach(async () => {
  running = await RunningSignIn.start();
});
afterEach(() => running.stop());

const codeFor = (visitor: Visitor, back: URL) => ({
  grant_type: 'authorization_code',
  code: back.searchParams.get('code') ?? '',
  redirect_uri: CALLBACK,
  code_verifier: visitor.verifier,
});

describe('signing in', () => {
  it('shows the people to choose from, in the language of the reader', async () => {
    const visitor = new Visitor('es-MX,es;q=0.9,en;q=0.5');

    const redirect = await visitor.open(visitor.authorizeUrl(running.origin));
    const page = await visitor.follow(redirect, running.origin);
    const html = await page.text();

    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('<html lang="es">');
    expect(html).toContain('value="coordinator"');
    expect(html).toContain('value="viewer"');
    expect(html).toContain('Continuará a console.');
  });

  it('ends with the tokens that Cognito would give', async () => {
    const visitor = new Visitor();

    const back = await visitor.signIn(running.origin, 'coordinator');
    const answer = await running.token(codeFor(visitor, back));
    const tokens = (await answer.json()) as Record<string, string>;

    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.get('state')).toBe('s1');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:4000');
    expect(tokens['expires_in']).toBe(900);
    const { payload } = await jwtVerify(
      tokens['access_token'] ?? '',
      running.signIn.trust(ISSUER)?.keys ?? never(),
      { issuer: `${running.origin}/sign-in` },
    );
    expect(payload).toMatchObject({
      client_id: 'client1',
      token_use: 'access',
      scope: 'openid email',
      username: 'coordinator',
      'cognito:groups': ['coordinator'],
      sub: expect.stringMatching(/^[\da-f-]{36}$/),
      auth_time: expect.any(Number),
    });
    expect(payload).not.toHaveProperty('aud');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    expect(decodeProtectedHeader(tokens['access_token'] ?? '').alg).toBe('RS256');
    expect(decodeJwt(tokens['id_token'] ?? '')).toMatchObject({
      aud: 'client1',
      token_use: 'id',
      'cognito:username': 'coordinator',
      'cognito:groups': ['coordinator'],
      email: 'morgan.reyes@example.org',
      email_verified: true,
    });
  });

  it('gives somebody without a group no groups claim', async () => {
    const visitor = new Visitor();

    const back = await visitor.signIn(running.origin, 'viewer');
    const tokens = (await (await running.token(codeFor(visitor, back))).json()) as Record<string, string>;

    expect(decodeJwt(tokens['access_token'] ?? '')).not.toHaveProperty('cognito:groups');
  });

  it('asks for no second click while the session lasts', async () => {
    const visitor = new Visitor();
    await visitor.signIn(running.origin, 'coordinator');

    const second = await visitor.open(visitor.authorizeUrl(running.origin));

    expect(second.headers.get('location')).toMatch(/^http:\/\/localhost:4000\/\?code=/);
  });

  it.each([
    ['the wrong verifier', { code_verifier: 'x'.repeat(43) }],
    ['another return address', { redirect_uri: 'http://localhost:4000/other' }],
  ])('gives nothing for a code with %s', async (_what, change) => {
    const visitor = new Visitor();
    const back = await visitor.signIn(running.origin, 'coordinator');

    const answer = await running.token({ ...codeFor(visitor, back), ...change });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('gives nothing for a code that was used before', async () => {
    const visitor = new Visitor();
    const back = await visitor.signIn(running.origin, 'coordinator');
    await running.token(codeFor(visitor, back));

    expect((await running.token(codeFor(visitor, back))).status).toBe(400);
  });

  it.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }, /error=invalid_request/],
    ['for a scope that the client may not have', { scope: 'openid profile' }, /error=invalid_scope/],
  ])('is refused %s, at the return address', async (_what, change, expected) => {
    const visitor = new Visitor();

    const answer = await visitor.open(visitor.authorizeUrl(running.origin, change));

    expect(answer.headers.get('location')).toMatch(expected);
  });

  it('is refused on a page for a return address that the client does not have', async () => {
    const visitor = new Visitor();

    const answer = await visitor.open(
      visitor.authorizeUrl(running.origin, { redirect_uri: 'https://evil.example/' }),
    );

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('That did not work');
  });

  it('cannot go on as a user who is not on the list, or from a page that has ended', async () => {
    const visitor = new Visitor();
    const redirect = await visitor.open(visitor.authorizeUrl(running.origin));
    const pageUrl = new URL(redirect.headers.get('location') ?? '', running.origin).href;

    const unknownUser = await visitor.open(pageUrl, { username: 'root' });
    const otherPage = await new Visitor().open(`${running.origin}/sign-in/interaction/none`, {
      username: 'viewer',
    });

    expect([unknownUser.status, otherPage.status]).toEqual([400, 400]);
  });

  it('writes nothing to the output', async () => {
    const written: unknown[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text: string | Uint8Array) => written.push(text) > 0;

    await new Visitor().signIn(running.origin, 'coordinator').finally(() => {
      process.stdout.write = write;
    });

    expect(written).toEqual([]);
  });
});

describe('a refresh token', () => {
  it('gives new tokens and is replaced by a new one', async () => {
    const visitor = new Visitor();
    const back = await visitor.signIn(running.origin, 'coordinator');
    const first = (await (await running.token(codeFor(visitor, back))).json()) as Record<string, string>;
    const refresh = (token: string) => running.token({ grant_type: 'refresh_token', refresh_token: token });

    const second = (await (await refresh(first['refresh_token'] ?? '')).json()) as Record<string, string>;
    const replayed = await refresh(first['refresh_token'] ?? '');

    expect(decodeJwt(second['access_token'] ?? '')).toMatchObject({
      username: 'coordinator',
      scope: 'openid email',
      'cognito:groups': ['coordinator'],
    });
    expect(second['refresh_token']).not.toBe(first['refresh_token']);
    expect(replayed.status).toBe(400);
  });
});

describe('signing out', () => {
  it('asks, ends the session, and returns to an address that the client has', async () => {
    const visitor = new Visitor();
    await visitor.signIn(running.origin, 'coordinator');

    const page = await visitor.open(
      `${running.origin}/sign-in/logout?client_id=client1&logout_uri=${encodeURIComponent(CALLBACK)}`,
    );
    const html = await page.text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
    const answer = await visitor.open(new URL(action, running.origin).href, { xsrf, logout: 'yes' });
    const again = await visitor.open(visitor.authorizeUrl(running.origin));

    expect(html).toContain('Do you want to sign out?');
    expect(answer.headers.get('location')).toBe(CALLBACK);
    expect(again.headers.get('location')).toContain('/sign-in/interaction/');
  });
});

describe('a restart', () => {
  it('keeps keys, sessions and refresh tokens', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sign-in-'));
    const file = join(directory, 'journal');
    const before = await RunningSignIn.start({ journal: Journal.open(file) });
    const visitor = new Visitor();
    const back = await visitor.signIn(before.origin, 'coordinator');
    const tokens = (await (await before.token(codeFor(visitor, back))).json()) as Record<string, string>;
    await before.stop();

    const after = await RunningSignIn.start({ journal: Journal.open(file), port: before.port });
    const session = await visitor.open(visitor.authorizeUrl(after.origin));
    const refreshed = await after.token({
      grant_type: 'refresh_token',
      refresh_token: tokens['refresh_token'] ?? '',
    });
    const verified = jwtVerify(tokens['access_token'] ?? '', after.signIn.trust(ISSUER)?.keys ?? never());

    await expect(verified).resolves.toBeDefined();
    expect(session.headers.get('location')).toMatch(/\?code=/);
    expect(refreshed.status).toBe(200);
    await after.stop();
    rmSync(directory, { recursive: true });
  });
});

describe('issueToken', () => {
  it('makes the same tokens without a browser', async () => {
    const { accessToken, idToken, expiresAt } = await running.signIn.issueToken({ username: 'coordinator' });

    expect(decodeJwt(accessToken)).toMatchObject({
      iss: `${running.origin}/sign-in`,
      client_id: 'client1',
      scope: 'openid email',
      token_use: 'access',
      'cognito:groups': ['coordinator'],
      exp: expiresAt / 1000,
    });
    expect(decodeJwt(idToken)).toMatchObject({ aud: 'client1', token_use: 'id' });
  });

  it('knows no other users or clients', async () => {
    await expect(running.signIn.issueToken({ username: 'root' })).rejects.toThrow('no demo user called root');
    await expect(running.signIn.issueToken({ username: 'viewer', clientId: 'x' })).rejects.toThrow('no such');
  });

  it('leaves out a group that the template does not have', async () => {
    const withoutGroup = aDeployment(
      poolDeployment().resources.filter((one) => one.type !== 'AWS::Cognito::UserPoolGroup'),
    );
    const signIn = createSignIn({
      journal: Journal.open(),
      deployment: withoutGroup,
      origin: 'http://127.0.0.1:1',
    });

    const { accessToken } = await signIn.issueToken({ username: 'coordinator' });

    expect(decodeJwt(accessToken)).not.toHaveProperty('cognito:groups');
  });
});

describe('a template', () => {
  const start = (deployment: ReturnType<typeof poolDeployment>) =>
    createSignIn({ journal: Journal.open(), deployment, origin: 'http://127.0.0.1:1' });

  it.each([
    ['a client with a secret', poolDeployment({ GenerateSecret: true }), /only public clients/],
    [
      'the implicit flow',
      poolDeployment({ AllowedOAuthFlows: ['implicit'] }),
      /only the authorization code flow/,
    ],
    [
      'two user pools',
      aDeployment(['a', 'b'].map((id) => aResource('AWS::Cognito::UserPool', id, {}))),
      /2 user pools/,
    ],
  ])('with %s is refused at start', (_what, deployment, message) => {
    expect(() => start(deployment)).toThrow(message);
  });

  it('trusts only its own pool', () => {
    const signIn = start(poolDeployment());

    expect(signIn.trust(ISSUER)?.issuer).toBe('http://127.0.0.1:1/sign-in');
    expect(signIn.trust('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other')).toBeUndefined();
  });
});

function never(): never {
  throw new Error('no keys');
}
