import type { ApiRoute } from './api-definition.ts';

/**
 * The route that API Gateway would choose: the most specific path first (a fixed segment before a variable, a variable
 * before a greedy one), for the same path the method before ANY, and `$default` when nothing else fits.
 */
export function matchRoute(
  routes: readonly ApiRoute[],
  request: { readonly method: string; readonly path: string },
): Match | undefined {
  const candidates = routes.flatMap((route) => {
    if (route.method !== 'ANY' && route.method !== request.method) return [];
    const pathParameters = matchPath(route.path, request.path);
    return pathParameters === undefined ? [] : [{ route, pathParameters }];
  });
  return candidates.toSorted((a, b) => compareSpecificity(a.route, b.route))[0];
}

export interface Match {
  readonly route: ApiRoute;
  /** Decoded values of the path's variables. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Takes `GET /tasks/{taskId}` or `$default` apart. Undefined for anything else. */
export function parseRouteKey(routeKey: string): { method: string; path?: string } | undefined {
  if (routeKey === '$default') return { method: 'ANY' };
  const match = /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (\/\S*)$/.exec(routeKey);
  const [, method, path] = match ?? [];
  if (method === undefined || path === undefined) return undefined;
  const segments = segmentsOf(path);
  const greedyAt = segments.findIndex(isGreedy);
  return greedyAt === -1 || greedyAt === segments.length - 1 ? { method, path } : undefined;
}

function matchPath(pattern: string | undefined, path: string): Record<string, string> | undefined {
  if (pattern === undefined) return {};
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{([^{}+]+)\+?\}$/.exec(segment)?.[1];
    const value = isGreedy(segment) ? given.slice(index).join('/') : given[index];
    if (value === undefined || (name !== undefined && value === '')) return undefined;
    const decoded = decode(value);
    if (decoded === undefined || (name === undefined && decoded !== segment)) return undefined;
    if (name !== undefined) parameters[name] = decoded;
    if (isGreedy(segment)) return parameters;
  }
  return wanted.length === given.length ? parameters : undefined;
}

/** Negative when `a` is the more specific one. */
function compareSpecificity(a: ApiRoute, b: ApiRoute): number {
  const left = rank(a);
  const right = rank(b);
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.method - right.method;
}

/** Paths compare as text: one digit per segment, 0 fixed, 1 variable, 2 greedy; 3 is `$default`. */
function rank(route: ApiRoute): { path: string; method: number } {
  const method = route.method === 'ANY' ? 1 : 0;
  if (route.path === undefined) return { path: '3', method };
  const path = segmentsOf(route.path)
    .map((segment) => (isGreedy(segment) ? '2' : segment.startsWith('{') ? '1' : '0'))
    .join('');
  return { path, method };
}

const segmentsOf = (path: string): string[] => path.slice(1).split('/');
const isGreedy = (segment: string): boolean => segment.endsWith('+}');

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
