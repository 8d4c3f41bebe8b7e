import { publicRoutes, type PublicRoute } from '#shared/contracts/api';
import type { Log } from '#shared/ports/report';
import { parseInput, Permanent, Transient } from '#shared/runtime/errors';
import {
  bodyOf,
  HttpRequest,
  json,
  languageAskedFor,
  languageOfBrowser,
  problem,
  type HttpResponse,
} from './http.ts';
import { showIntake, takeIntake, type IntakeDeps } from './intake.ts';
import { showLink, takeLink, type LinkDeps } from './links.ts';
import { notice, type Visit } from './visit.ts';

export type PublicPagesDeps = IntakeDeps & LinkDeps & { readonly log: Log };

/**
 * Serves what is open to everybody: the intake, the pages behind signed links, and the description of the API. GET shows
 * and never acts, since whoever scans mail opens every link; POST acts, and sending it twice changes nothing. Nothing of
 * a request is logged but its route. Our own bugs are thrown, so that they raise the function's alarm.
 */
export const servePublicPages =
  (deps: PublicPagesDeps) =>
  async (event: unknown): Promise<HttpResponse> => {
    const request = parseInput(HttpRequest, event);
    const route = publicRoutes.find((one) => one === request.routeKey);
    const response = await respond(deps, request, route);
    deps.log.info('ANSWERED', { route: route ?? 'unknown', status: response.statusCode });
    return response;
  };

async function respond(
  deps: PublicPagesDeps,
  request: HttpRequest,
  route: PublicRoute | undefined,
): Promise<HttpResponse> {
  const asked = languageAskedFor(request);
  const visit: Visit = {
    language: asked ?? languageOfBrowser(request),
    isLanguageAskedFor: asked !== undefined,
    query: request.queryStringParameters ?? {},
    token: request.pathParameters?.['token'] ?? '',
    body: bodyOf(request),
  };
  const { body } = visit;
  if (body.kind === 'too-large')
    return body.isJson ? problem(413, 'The body is too large') : notice(deps, visit, 'too-large');
  try {
    return route === undefined ? notice(deps, visit, 'nothing-here') : await serving[route](deps, visit);
  } catch (error) {
    return answerTo(error, deps, visit);
  }
}

const serving: Record<PublicRoute, (deps: PublicPagesDeps, visit: Visit) => Promise<HttpResponse>> = {
  'GET /intake': showIntake,
  'POST /intake': takeIntake,
  'GET /l/{token}': showLink,
  'POST /l/{token}': takeLink,
  'GET /openapi.json': async () => {
    // Only for whoever asks: it draws a schema of every contract there is.
    const { openApiDocument } = await import('#shared/contracts/openapi');
    return json(200, openApiDocument());
  },
};

function answerTo(error: unknown, deps: PublicPagesDeps, visit: Visit): HttpResponse {
  const isJson = visit.body.kind === 'json';
  if (error instanceof Transient)
    return isJson ? problem(503, 'Please try again in a moment') : notice(deps, visit, 'try-again');
  if (error instanceof Permanent)
    return isJson ? problem(422, 'This cannot be done') : notice(deps, visit, 'nothing-here');
  throw error;
}
