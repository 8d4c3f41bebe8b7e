import type { Configuration, Grant, JWTStructured, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Journal } from '../journal.ts';
import type { DemoUser } from './demo-users.ts';
import { errorPage, pageHeaders, signedOutPage, signOutPage } from './pages.ts';
import { openSessionStore } from './session-store.ts';
import type { SigningKeys } from './signing-keys.ts';
import { accessClaims, idClaims } from './tokens.ts';
import type { UserPoolClient } from './user-pool.ts';
import { wordsFor } from './words.ts';

/**
 * The OpenID provider behind the sign-in: code and PKCE, endpoints at Cognito's paths, tokens with Cognito's claims,
 * rotating refresh tokens. Everybody who signs in has agreed to everything that their client may ask for.
 */
export async function openProvider(parts: ProviderParts): Promise<Provider> {
  const { Provider: OidcProvider } = await import('oidc-provider/lib/provider.js');
  return new OidcProvider(parts.issuer, configuration(parts));
}

export interface ProviderParts {
  readonly issuer: string;
  readonly journal: Journal;
  readonly keys: SigningKeys;
  readonly clients: readonly UserPoolClient[];
  readonly users: readonly DemoUser[];
  readonly groupsOf: (user: DemoUser) => readonly string[];
}

/** Oidc-provider wants to know for which API an access token is; here there is one. */
const API = 'urn:alongside:api';
const HOUR = 3600;

function configuration(parts: ProviderParts): Configuration {
  const clientOf = (clientId: string | undefined): UserPoolClient => {
    const found = parts.clients.find((client) => client.clientId === clientId);
    if (found === undefined) throw new Error('no such client');
    return found;
  };
  return {
    adapter: openSessionStore(parts.journal),
    jwks: { keys: [{ ...parts.keys.privateJwk, kty: 'RSA' }] },
    cookies: { keys: [parts.keys.cookieSecret] },
    clients: parts.clients.map((client) => ({
      client_id: client.clientId,
      client_name: client.name,
      redirect_uris: [...client.callbackUrls],
      post_logout_redirect_uris: [...client.logoutUrls],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: client.scopes.join(' '),
    })),
    scopes: [...new Set(parts.clients.flatMap((client) => client.scopes))],
    claims: {
      openid: ['sub', 'cognito:groups', 'cognito:username', 'token_use'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
      end_session: '/logout',
    },
    interactions: { url: (_context, interaction) => `/sign-in/interaction/${interaction.uid}` },
    clientBasedCORS: (_context, origin, client) => (client.redirectUris ?? []).some(hasOrigin(origin)),
    findAccount: (_context, sub) => {
      const user = parts.users.find((one) => one.sub === sub);
      return user && { accountId: sub, claims: () => idClaims(user, parts.groupsOf(user)) };
    },
    loadExistingGrant: grantEverything,
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    formats: { customizers: { jwt: cognitoAccessToken(parts) } },
    ttl: {
      AccessToken: (_context, _token, client) => clientOf(client.clientId).accessTokenSeconds,
      AuthorizationCode: 300,
      IdToken: (_context, _token, client) => clientOf(client.clientId).idTokenSeconds,
      RefreshToken: (_context, _token, client) => clientOf(client.clientId).refreshTokenSeconds,
      Grant: (_context, grant) => clientOf(grant.clientId).refreshTokenSeconds,
      Interaction: HOUR,
      Session: HOUR,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, _resource, client) => ({
          scope: clientOf(client.clientId).scopes.join(' '),
          audience: client.clientId,
          accessTokenFormat: 'jwt',
          accessTokenTTL: clientOf(client.clientId).accessTokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => showPage(context, signOutPage(languageOf(context), form)),
        postLogoutSuccessSource: (context) => showPage(context, signedOutPage(languageOf(context))),
      },
    },
    renderError: (context, out) =>
      showPage(
        context,
        errorPage(languageOf(context), { code: out.error, description: out.error_description }),
      ),
  };
}

/** Cognito's access token has no `aud`; oidc-provider insists on one, so it gets one that is not written out. */
function cognitoAccessToken(parts: ProviderParts) {
  return (context: KoaContextWithOIDC, _token: unknown, jwt: JWTStructured): void => {
    const { sub, client_id: clientId, jti, iat, exp, scope, aud } = jwt.payload;
    const user = parts.users.find((one) => one.sub === sub);
    if (user === undefined || typeof clientId !== 'string') return;
    const { AuthorizationCode: code, RefreshToken: refresh } = context.oidc.entities;
    const claims = accessClaims({
      issuer: parts.issuer,
      user,
      groups: parts.groupsOf(user),
      clientId,
      scope: String(scope),
      authTime: code?.authTime ?? refresh?.authTime ?? Number(iat),
    });
    jwt.payload = Object.defineProperty({ ...claims, jti, iat, exp }, 'aud', {
      value: aud,
      writable: true,
      enumerable: false,
    });
    jwt.header = { typ: 'JWT' };
  };
}

async function grantEverything(context: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider } = context.oidc;
  const clientId = client?.clientId;
  const accountId = session?.accountId;
  if (client === undefined || clientId === undefined || accountId === undefined) return undefined;
  const known = session?.grantIdFor(clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  const grant = found ?? new provider.Grant({ clientId, accountId });
  grant.addOIDCScope(client.scope ?? 'openid');
  grant.addResourceScope(API, client.scope ?? 'openid');
  await grant.save();
  return grant;
}

const hasOrigin =
  (origin: string) =>
  (url: string): boolean =>
    URL.canParse(url) && new URL(url).origin === origin;

function showPage(context: KoaContextWithOIDC, html: string): void {
  context.set(pageHeaders);
  context.body = html;
}

const languageOf = (context: KoaContextWithOIDC): ReturnType<typeof wordsFor> =>
  wordsFor(context.get('accept-language'));
