import { handleApiRequest } from '#functions/handle-api-request/handler';
import type { World } from './memory-world.ts';

/** What a call of the HTTP API brings. */
export interface ApiCall {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The body as it is, in place of `body`. */
  raw?: string;
  headers?: Record<string, string>;
  isBase64Encoded?: boolean;
  /** `null` for a call without a token. */
  claims?: Record<string, unknown> | null;
}

/** The claims of a signed-in coordinator. */
export const coordinator = { sub: 'user-1', 'cognito:groups': '[coordinator]' };

/** Calls a route as the HTTP API would; the answer with its body read. */
export async function callApi(
  world: World,
  routeKey: string,
  { path, query, body, raw, headers, isBase64Encoded = false, claims = coordinator }: ApiCall = {},
) {
  const response = await world.run(
    'handle-api-request',
    handleApiRequest,
  )({
    version: '2.0',
    routeKey,
    headers: { 'content-type': 'application/json', ...headers },
    ...(path && { pathParameters: path }),
    ...(query && { queryStringParameters: query }),
    ...((raw ?? body) !== undefined && { body: raw ?? JSON.stringify(body) }),
    isBase64Encoded,
    requestContext: claims === null ? {} : { authorizer: { jwt: { claims, scopes: null } } },
  });
  const json: Record<string, unknown> = JSON.parse(response.body);
  return { ...response, json };
}

/** The code of a refusal that something stands in the way of. */
export const conflictIn = ({ json }: { json: Record<string, unknown> }): unknown =>
  String(json['type']).replace('urn:alongside:problem:', '');
