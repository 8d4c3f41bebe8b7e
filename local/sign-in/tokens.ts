import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { DemoUser } from './demo-users.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { UserPoolClient } from './user-pool.ts';

/** The claims of an access token as Cognito makes them: `client_id` and no `aud`, groups only for who has some. */
export function accessClaims({ issuer, user, groups, clientId, scope, authTime }: TokenFacts): Claims {
  return {
    sub: user.sub,
    ...(groups.length > 0 && { 'cognito:groups': groups }),
    iss: issuer,
    version: 2,
    client_id: clientId,
    token_use: 'access',
    scope,
    auth_time: authTime,
    username: user.username,
  };
}

/** What an identity token says about the user, beside what every identity token has. */
export function idClaims(user: DemoUser, groups: readonly string[]): Claims & { readonly sub: string } {
  return {
    sub: user.sub,
    ...(groups.length > 0 && { 'cognito:groups': groups }),
    'cognito:username': user.username,
    token_use: 'id',
    name: user.name,
    email: user.email,
    email_verified: true,
  };
}

/** Signs both tokens without anybody signing in: for tests, the sandbox and a `curl` by hand. */
export async function signTokens(
  facts: Omit<TokenFacts, 'clientId' | 'scope'> & { readonly client: UserPoolClient },
  keys: SigningKeys,
): Promise<IssuedTokens> {
  const { client, user, groups, issuer, authTime } = facts;
  const privateKey = await keys.privateKey();
  const sign = (claims: Claims, seconds: number): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: keys.privateJwk.kid })
      .setIssuedAt(authTime)
      .setExpirationTime(authTime + seconds)
      .setJti(randomUUID())
      .sign(privateKey);
  const access = accessClaims({ ...facts, clientId: client.clientId, scope: client.scopes.join(' ') });
  const id = { ...idClaims(user, groups), iss: issuer, aud: client.clientId, auth_time: authTime };
  return {
    accessToken: await sign(access, client.accessTokenSeconds),
    idToken: await sign(id, client.idTokenSeconds),
    expiresAt: (authTime + client.accessTokenSeconds) * 1000,
  };
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** Wall time at which the access token ends, epoch milliseconds. */
  readonly expiresAt: number;
}

export interface TokenFacts {
  readonly issuer: string;
  readonly user: DemoUser;
  readonly groups: readonly string[];
  readonly clientId: string;
  readonly scope: string;
  /** When the user signed in, epoch seconds of wall time. */
  readonly authTime: number;
}

type Claims = Readonly<Record<string, unknown>>;
