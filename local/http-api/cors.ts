import type { IncomingMessage } from 'node:http';
import type { HttpAnswer } from './answer.ts';
import type { CorsConfiguration } from './api-definition.ts';

/**
 * The answer to a preflight request, which API Gateway gives without asking a route or an authorizer. Undefined for any
 * other request, or when the API has no CORS configuration.
 */
export function preflightAnswer(
  cors: CorsConfiguration | undefined,
  request: IncomingMessage,
): HttpAnswer | undefined {
  const isPreflight =
    request.method === 'OPTIONS' &&
    request.headers.origin !== undefined &&
    request.headers['access-control-request-method'] !== undefined;
  if (cors === undefined || !isPreflight) return undefined;
  const headers = corsHeaders(cors, request);
  if (headers['access-control-allow-origin'] === undefined) return noContent({});
  return noContent({
    ...headers,
    ...list('access-control-allow-methods', cors.AllowMethods),
    ...list('access-control-allow-headers', cors.AllowHeaders),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  });
}

/** Headers for every answer; empty for an origin that is not allowed. */
export function corsHeaders(
  cors: CorsConfiguration,
  request: IncomingMessage,
): Readonly<Record<string, string>> {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  const allowed = (cors.AllowOrigins ?? []).find((pattern) => allows(pattern, origin));
  if (allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed === '*' ? '*' : origin,
    ...(cors.AllowCredentials === true && { 'access-control-allow-credentials': 'true' }),
    ...list('access-control-expose-headers', cors.ExposeHeaders),
  };
}

/** `*`, an origin, or a scheme with any host (`https://*`). */
function allows(pattern: string, origin: string): boolean {
  if (pattern === '*' || pattern === origin) return true;
  return pattern.endsWith('://*') && origin.startsWith(pattern.slice(0, -1));
}

const list = (name: string, values: readonly string[] | undefined): Record<string, string> =>
  values === undefined || values.length === 0 ? {} : { [name]: values.join(',') };

const noContent = (headers: Readonly<Record<string, string>>): HttpAnswer => ({
  status: 204,
  headers,
  cookies: [],
  body: Buffer.alloc(0),
});
