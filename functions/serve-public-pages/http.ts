import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FieldError, Problem } from '#shared/contracts/http';
import { Language } from '#shared/contracts/language';
import { style } from '#shared/domain/pages/style';

/** What we read of an HTTP API event, payload 2.0. Where it comes from is not looked at. */
export const HttpRequest = z.object({
  routeKey: z.string(),
  pathParameters: z.record(z.string(), z.string().optional()).optional(),
  queryStringParameters: z.record(z.string(), z.string().optional()).optional(),
  headers: z.record(z.string(), z.string().optional()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});
export type HttpRequest = z.infer<typeof HttpRequest>;

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No form of ours is a tenth as long. */
const maxBodyBytes = 16 * 1024;

/** What came in: fields of a form, JSON, or nothing that we take. */
export type Body =
  | { readonly kind: 'form'; readonly form: URLSearchParams }
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-large'; readonly isJson: boolean };

export function bodyOf({ body = '', isBase64Encoded = false, headers = {} }: HttpRequest): Body {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes) return { kind: 'too-large', isJson: type === 'application/json' };
  if (type === 'application/x-www-form-urlencoded')
    return { kind: 'form', form: new URLSearchParams(bytes.toString()) };
  if (type !== 'application/json') return { kind: 'unknown' };
  try {
    return { kind: 'json', json: JSON.parse(bytes.toString()) };
  } catch {
    return { kind: 'unknown' };
  }
}

/** The language that the address asks for; `undefined` where it asks for none of ours. */
export const languageAskedFor = ({ queryStringParameters }: HttpRequest): Language | undefined =>
  Language.safeParse(queryStringParameters?.['lang']).data;

/** The first language of the browser that we speak; English otherwise. */
export function languageOfBrowser({ headers }: HttpRequest): Language {
  const wanted = (headers?.['accept-language'] ?? '').toLowerCase().split(',');
  const ranked = wanted
    .map((range) => {
      const [tag = '', quality] = range.trim().split(/\s*;\s*q=/);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return ranked.flatMap(({ tag }) => Language.safeParse(tag.split('-', 1)[0]).data ?? [])[0] ?? 'en';
}

/** A page. It runs nothing, loads nothing, tells nobody where its reader came from, and is kept nowhere. */
export const html = (statusCode: number, body: string): HttpResponse => ({
  statusCode,
  headers: {
    ...guarded,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    ...(statusCode === 503 && { 'retry-after': '2' }),
  },
  body,
});

/** Sends the browser on to a page, so that loading it again sends nothing twice. */
export const seeOther = (location: string): HttpResponse => ({
  statusCode: 303,
  headers: { ...guarded, location },
  body: '',
});

export const json = (statusCode: number, body: unknown): HttpResponse => ({
  statusCode,
  headers: { ...guarded, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** An RFC 9457 answer. */
export function problem(status: number, title: string, errors?: readonly FieldError[]): HttpResponse {
  const body: Problem = { type: 'about:blank', title, status, ...(errors && { errors }) };
  return {
    ...json(status, body),
    headers: {
      ...guarded,
      'content-type': 'application/problem+json',
      ...(status === 503 && { 'retry-after': '2' }),
    },
  };
}

const guarded = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'strict-transport-security': 'max-age=63072000',
};

/** The style is known by its hash; everything else is forbidden, scripts first of all. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
