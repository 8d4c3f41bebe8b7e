import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { gatewayError, type HttpAnswer } from './answer.ts';
import type { ApiAuthorizer } from './api-definition.ts';
import type { Authorized } from './proxy-event.ts';

/**
 * A JWT authorizer as HTTP API runs it: signature, issuer, audience (`aud`, or `client_id` where there is no `aud`),
 * `exp`, `nbf` and `iat` on wall time, and at least one of the route's scopes. It looks at no group: the function must.
 */
export function createJwtAuthorizer(
  authorizer: ApiAuthorizer,
  { trust, wallNow = Date.now }: { trust: TrustIssuer; wallNow?: () => number },
): Authorize {
  const trusted = trust(authorizer.issuer);
  if (trusted === undefined) {
    throw new Error(
      `authorizer ${authorizer.logicalId} trusts ${authorizer.issuer}, which is no user pool of the template`,
    );
  }

  return async (request, routeScopes) => {
    const token = findToken(request, authorizer.identitySource);
    if (token === undefined) return { refused: gatewayError(401, { 'www-authenticate': 'Bearer' }) };
    let claims: JWTPayload;
    try {
      ({ payload: claims } = await jwtVerify(token, trusted.keys, {
        issuer: trusted.issuer,
        algorithms: ['RS256', 'RS384', 'RS512'],
        requiredClaims: ['exp', 'iat'],
        currentDate: new Date(wallNow()),
      }));
    } catch (error) {
      return { refused: unauthorized(reasonOf(error)) };
    }
    if (!isMeantFor(claims, authorizer.audience)) {
      return { refused: unauthorized('the token does not have a valid audience') };
    }
    if ((claims.iat ?? 0) * 1000 > wallNow() + MAX_SKEW_MS) {
      return { refused: unauthorized('the token was issued in the future') };
    }
    const scopes = routeScopes.filter((scope) => scopesOf(claims).includes(scope));
    if (routeScopes.length > 0 && scopes.length === 0) return { refused: forbidden(routeScopes) };
    return { authorized: { claims: asStrings(claims), scopes: scopes.length > 0 ? scopes : null } };
  };
}

/** Looks at one request; `refused` is the answer to give, `authorized` what the function gets to see. */
export type Authorize = (
  request: IncomingMessage,
  routeScopes: readonly string[],
) => Promise<{ refused?: HttpAnswer; authorized?: Authorized }>;

/** Whose signatures count for an issuer of the template, and the name that this issuer goes by on this machine. */
export type TrustIssuer = (
  issuer: string,
) => { readonly issuer: string; readonly keys: JWTVerifyGetKey } | undefined;

/**
 * Claims as they reach a function: every value a string, an array as `[a b]`. A function that looks for a group must
 * read that string.
 */
export function asStrings(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, asString(value)]));
}

const MAX_SKEW_MS = 5000;

function asString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asString).join(' ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `map[${members.map(([name, member]) => `${name}:${asString(member)}`).join(' ')}]`;
  }
  return String(value);
}

function findToken(request: IncomingMessage, source: string): string | undefined {
  const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  const value =
    place === 'querystring'
      ? new URLSearchParams((request.url ?? '').split('?')[1]).get(name)
      : request.headers[name.toLowerCase()];
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.trim().replace(/^Bearer\s+/i, '');
}

function isMeantFor({ aud, client_id: clientId }: JWTPayload, audience: readonly string[]): boolean {
  if (aud === undefined) return typeof clientId === 'string' && audience.includes(clientId);
  return [aud].flat().some((one) => audience.includes(one));
}

const scopesOf = ({ scope, scp }: JWTPayload): string[] => {
  const value = scope ?? scp;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(' ') : [];
};

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'iss'
      ? 'the token does not have a valid issuer'
      : `the token does not have a valid ${error.claim}`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the token has an invalid signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'the token was signed with an unknown key';
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'the token was signed with a method that is not accepted';
  return 'the token is not a JWT';
}

const unauthorized = (description: string): HttpAnswer =>
  gatewayError(401, {
    'www-authenticate': `Bearer scope="" error="invalid_token" error_description="${description}"`,
  });

const forbidden = (scopes: readonly string[]): HttpAnswer =>
  gatewayError(403, {
    'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" error_description="the token has none of the scopes of this route"`,
  });
