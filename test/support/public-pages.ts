import { servePublicPages } from '#functions/serve-public-pages/handler';
import type { LinkPurpose } from '#shared/steps/link-writer';
import { hoursLater } from './builders.ts';
import type { World } from './memory-world.ts';

/** What a visit of a public page brings. */
export interface PageVisit {
  query?: Record<string, string>;
  /** What the browser sends of a form. */
  form?: URLSearchParams;
  json?: unknown;
  headers?: Record<string, string>;
  /** Of a link, with or without what comes before it. */
  link?: string;
}

/** Opens or sends a public page as the HTTP API would: a form arrives as base64. */
export function visit(world: World, routeKey: string, { query, form, json, headers, link }: PageVisit = {}) {
  const type = form
    ? 'application/x-www-form-urlencoded'
    : json === undefined
      ? undefined
      : 'application/json';
  return world.run(
    'serve-public-pages',
    servePublicPages,
  )({
    version: '2.0',
    routeKey,
    headers: { ...(type !== undefined && { 'content-type': type }), ...headers },
    ...(query && { queryStringParameters: query }),
    ...(link !== undefined && { pathParameters: { token: link.split('/l/').at(-1) } }),
    ...(form && { body: Buffer.from(form.toString()).toString('base64'), isBase64Encoded: true }),
    ...(json !== undefined && { body: JSON.stringify(json), isBase64Encoded: false }),
  });
}

/** A link of ours, good for a day unless it says otherwise. */
export const aLink = (
  world: World,
  link: { purpose: LinkPurpose; id: string; actorId?: string; expiresAt?: Date },
): Promise<string> => world.links.write({ actorId: link.id, expiresAt: hoursLater(24), ...link });

/** Fields of a form; a list stands for several of one name. */
export const aForm = (fields: Record<string, string | readonly string[]>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  );

/** A partner's own part as a browser sends it, with everything that is asked. */
export const ownPartFields = {
  name: 'Ana',
  language: 'en',
  timeZone: 'America/Chicago',
  'schedule.weekday': 'tuesday',
  'schedule.time': '10:00',
  'safeHours.start': '',
  'safeHours.end': '',
  privacyLevel: 'normal',
};

/** Ana enrols herself and Ben. */
export const intakeFields = {
  ...ownPartFields,
  submissionId: '01hzy3k9abcdefgh',
  phone: '(202) 555-0101',
  'partner.name': 'Ben',
  'partner.phone': '202 555 0102',
  'partner.language': 'en',
  texts: 'yes',
};

/** The same as JSON. */
export const intakeJson = {
  submissionId: '01hzy3k9abcdefgh',
  name: 'Ana',
  phone: '+12025550101',
  language: 'en',
  timeZone: 'America/Chicago',
  schedule: { weekday: 'tuesday', time: '10:00' },
  privacyLevel: 'normal',
  texts: true,
  partner: { name: 'Ben', phone: '+12025550102' },
};
