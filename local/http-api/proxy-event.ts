import type { IncomingMessage } from 'node:http';
import { LOCAL_ACCOUNT } from '../aws-service.ts';
import type { ApiStage } from './api-definition.ts';
import type { Match } from './routes.ts';

/**
 * The event of payload format 2.0, with the members in API Gateway's order and absent where it leaves them out.
 * `rawPath` and path parameters are decoded, `rawQueryString` is not; times are virtual.
 */
export function buildEvent(given: EventParts): Readonly<Record<string, unknown>> {
  const { request, body, match, stage } = given;
  const url = request.url ?? '/';
  const queryAt = url.indexOf('?');
  const rawQueryString = queryAt === -1 ? '' : url.slice(queryAt + 1);
  const rawPath = decodePath(queryAt === -1 ? url : url.slice(0, queryAt));
  const cookies = cookiesOf(request);
  const query = joinedByName(new URLSearchParams(rawQueryString));
  const isText = body.length === 0 || isTextType(request.headers['content-type']);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: headersOf(given),
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: requestContextOf(given, rawPath),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(stage.variables !== undefined && { stageVariables: stage.variables }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
  };
}

export interface EventParts {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: Match;
  readonly stage: ApiStage;
  readonly apiId: string;
  readonly requestId: string;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  readonly authorized?: Authorized;
}

/** What a JWT authorizer hands on: every claim as a string, and the route's scopes that the token has. */
export interface Authorized {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

function requestContextOf({ request, match, stage, ...given }: EventParts, rawPath: string): unknown {
  const domainName = hostOf(request).replace(/:\d+$/, '');
  return {
    accountId: LOCAL_ACCOUNT,
    apiId: given.apiId,
    ...(given.authorized && { authorizer: { jwt: given.authorized } }),
    domainName,
    domainPrefix: domainName.split('.', 1)[0],
    http: {
      method: request.method ?? 'GET',
      path: rawPath,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: addressOf(request),
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: given.requestId,
    routeKey: match.route.routeKey,
    stage: stage.name,
    time: commonLogTime(given.now),
    timeEpoch: given.now,
  };
}

/** Lower-case names, repeated headers joined by a comma; cookies travel apart, the connection's headers not at all. */
function headersOf({ request, body, now }: EventParts): Record<string, string> {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase();
    if (!droppedHeaders.has(name)) pairs.push([name, request.rawHeaders[index + 1] ?? '']);
  }
  const port = hostOf(request).split(':')[1] ?? '80';
  const traceId = `1-${Math.floor(now / 1000).toString(16)}-${'0'.repeat(24)}`;
  return {
    ...joinedByName(pairs),
    'content-length': String(body.length),
    'x-amzn-trace-id': `Root=${traceId}`,
    'x-forwarded-for': addressOf(request),
    'x-forwarded-port': port,
    'x-forwarded-proto': 'http',
  };
}

const droppedHeaders = new Set([
  'connection',
  'content-length',
  'cookie',
  'expect',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
]);

function joinedByName(pairs: Iterable<[string, string]>): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of pairs) {
    const earlier = joined.get(name);
    joined.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(joined);
}

const cookiesOf = (request: IncomingMessage): string[] =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');

/** What API Gateway passes on as text; everything else, also a form or no type at all, arrives as base64. */
function isTextType(contentType: string | undefined): boolean {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type.startsWith('text/') || textTypes.has(type);
}

const textTypes = new Set(['application/json', 'application/xml', 'application/javascript']);

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const hostOf = (request: IncomingMessage): string => request.headers.host ?? '127.0.0.1';

const addressOf = (request: IncomingMessage): string =>
  (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');

/** `02/Mar/2026:09:00:00 +0000` */
function commonLogTime(at: number): string {
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\S+) GMT/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
