import { coordinatorApi, isCoordinatorRoute, operationIdOf } from '#shared/contracts/api';
import { maxBodyBytes } from '#shared/contracts/http';
import type { Log } from '#shared/ports/report';
import { InvalidInput, parseInput, Permanent, Transient } from '#shared/runtime/errors';
import { bodyOf, callerOf, HttpRequest, problem, type HttpResponse } from './http.ts';
import type { RouteDeps } from './route.ts';
import { routes } from './routes.ts';

export type HandleApiRequestDeps = RouteDeps & { readonly log: Log };

/**
 * Serves the HTTP API to coordinators. The authorizer has checked the token; the group is checked here, because it does
 * not. Errors are RFC 9457 problem details; our own bugs are thrown, so that they raise the function's alarm, and the
 * caller gets an opaque 500.
 */
export const handleApiRequest =
  (deps: HandleApiRequestDeps) =>
  async (event: unknown): Promise<HttpResponse> => {
    const request = parseInput(HttpRequest, event);
    const response = await respond(deps, request);
    const route = isCoordinatorRoute(request.routeKey) ? operationIdOf(request.routeKey) : 'unknown';
    deps.log.info('ANSWERED', { route, status: response.statusCode });
    return response;
  };

async function respond(deps: HandleApiRequestDeps, request: HttpRequest): Promise<HttpResponse> {
  const { routeKey } = request;
  const caller = callerOf(request);
  if (!caller) return problem(401, 'Sign in first');
  if (!caller.coordinator) return problem(403, 'This is for coordinators');
  if (!isCoordinatorRoute(routeKey)) return problem(404, 'There is no such route');

  try {
    const body = bodyOf(request, coordinatorApi[routeKey].media);
    if (body === 'too-large')
      return problem(413, 'The body is too large', { detail: `It may have at most ${maxBodyBytes} bytes.` });
    return await routes[routeKey](deps, {
      subject: caller.subject,
      path: request.pathParameters ?? {},
      query: request.queryStringParameters ?? {},
      body: body.value,
    });
  } catch (error) {
    return answerTo(error);
  }
}

function answerTo(error: unknown): HttpResponse {
  if (error instanceof InvalidInput)
    return problem(400, 'The request is not valid', { errors: error.issues });
  if (error instanceof Permanent) return problem(422, 'This cannot be done');
  if (error instanceof Transient) return problem(503, 'Please try again in a moment');
  throw error;
}
