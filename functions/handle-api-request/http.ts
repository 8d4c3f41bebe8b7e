import * as z from 'zod';
import { coordinatorGroup } from '#shared/contracts/api';
import { maxBodyBytes, type FieldError, type Problem } from '#shared/contracts/http';
import { InvalidInput } from '#shared/runtime/errors';

/** What we read of an HTTP API event, payload 2.0. */
export const HttpRequest = z.object({
  version: z.literal('2.0').optional(),
  routeKey: z.string(),
  pathParameters: z.record(z.string(), z.string().optional()).optional(),
  queryStringParameters: z.record(z.string(), z.string().optional()).optional(),
  headers: z.record(z.string(), z.string().optional()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
  requestContext: z
    .looseObject({
      authorizer: z
        .looseObject({ jwt: z.looseObject({ claims: z.record(z.string(), z.unknown()) }).optional() })
        .optional(),
    })
    .optional(),
});
export type HttpRequest = z.infer<typeof HttpRequest>;

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A JSON answer. Never cached: it is about people. */
export const json = (statusCode: number, body: unknown): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** An RFC 9457 answer; `type` is `about:blank` where the status says everything. */
export function problem(
  status: number,
  title: string,
  more: { type?: string; detail?: string; errors?: readonly FieldError[] } = {},
): HttpResponse {
  const body: Problem = { type: 'about:blank', title, status, ...more };
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return {
    statusCode: status,
    headers: status === 503 ? { ...headers, 'retry-after': '2' } : headers,
    body: JSON.stringify(body),
  };
}

/**
 * The body: JSON, or the text of a CSV file where the route takes one. Throws `InvalidInput` for anything else.
 * `undefined` without one, `too-large` above the limit.
 */
export function bodyOf(
  { body, isBase64Encoded, headers }: HttpRequest,
  media: readonly string[],
): { readonly value: unknown } | 'too-large' {
  if (body === undefined || body === '') return { value: undefined };
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes) return 'too-large';
  const isCsv = media.includes('text/csv') && /^text\/csv\b/i.test(headers?.['content-type'] ?? '');
  return { value: isCsv ? textIn(bytes) : jsonIn(bytes) };
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // Without the cause: a JSON error repeats what it read.
    throw new InvalidInput([{ field: 'body', message: 'must be JSON' }]);
  }
}

/** Another encoding would not fail, but spoil every accent. */
function textIn(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidInput([{ field: 'body', message: 'must be UTF-8; save the file as "CSV UTF-8"' }]);
  }
}

/** Who calls: `undefined` without a token that names somebody. */
export function callerOf(request: HttpRequest): { subject: string; coordinator: boolean } | undefined {
  const claims = request.requestContext?.authorizer?.jwt?.claims;
  const subject = claims?.['sub'];
  if (typeof subject !== 'string' || subject === '') return undefined;
  return { subject, coordinator: groupsIn(claims?.['cognito:groups']).includes(coordinatorGroup) };
}

/**
 * The groups in a claim, however it arrives: an array, its JSON, what HTTP API makes of an array ("[coordinator
 * admin]"), or a list with commas. Anything else is no group.
 */
export function groupsIn(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((group) => typeof group === 'string');
  if (typeof claim !== 'string') return [];
  return claim
    .trim()
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .map((group) => group.replace(/^"|"$/g, ''))
    .filter((group) => group !== '');
}
