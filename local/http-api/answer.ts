import type { ServerResponse } from 'node:http';

/**
 * What a function's return value means as an answer, by the rules of payload format 2.0: with a `statusCode` it is the
 * answer itself, without one it is the body of a 200. Undefined for what API Gateway would not understand.
 */
export function readFunctionAnswer(payload: unknown): HttpAnswer | undefined {
  if (!isRecord(payload) || payload['statusCode'] === undefined) return simplified(payload);
  const status = Number(payload['statusCode']);
  const { body = '', cookies = [], headers = {}, isBase64Encoded } = payload;
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (body !== null && typeof body !== 'string') return undefined;
  if (!isRecord(headers) || !Array.isArray(cookies)) return undefined;
  return {
    status,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...readHeaders(headers) },
    cookies: cookies.map(String),
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** An answer of API Gateway itself, in its words. */
export function gatewayError(
  status: keyof typeof messages,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message: messages[status] })),
  };
}

export function send(response: ServerResponse, { status, headers, cookies, body }: HttpAnswer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.setHeader('content-length', body.length);
  response.end(body);
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

const messages = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

function simplified(payload: unknown): HttpAnswer {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload ?? null);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(body),
  };
}

function readHeaders(headers: Record<string, unknown>): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (ownHeaders.has(lower)) continue;
    if (typeof value === 'string') read[lower] = oneLine(value);
    else if (typeof value === 'number' || typeof value === 'boolean') read[lower] = String(value);
  }
  return read;
}

/** Headers that belong to the connection, which is API Gateway's. */
const ownHeaders = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

const oneLine = (value: string): string => value.replaceAll(/[\r\n]+/g, ' ');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
