import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Caller } from '../aws-service.ts';
import { AwsError } from '../aws-error.ts';
import type { VirtualClock } from '../clock.ts';
import type { Deployment } from '../template/deployment.ts';
import { gatewayError, readFunctionAnswer, send, type HttpAnswer } from './answer.ts';
import { readHttpApi, type ApiDefinition, type ApiRoute, type ApiStage } from './api-definition.ts';
import { corsHeaders, preflightAnswer } from './cors.ts';
import { createJwtAuthorizer, type Authorize, type TrustIssuer } from './jwt-authorizer.ts';
import { buildEvent, type Authorized } from './proxy-event.ts';
import { BodyTooLarge, readBody } from './read-body.ts';
import { matchRoute, type Match } from './routes.ts';

/**
 * Runs the template's HTTP API: routes, JWT authorizers, CORS and Lambda proxy integrations with payload format 2.0.
 * Throws `HttpApiError` at once for anything in the template that it cannot run. A function is invoked as API Gateway
 * would do it, with the route's ARN as source, so that the function's own permission decides.
 */
export function createHttpApi(options: HttpApiOptions): HttpApi {
  const definition = readHttpApi(options.deployment);
  if (definition === undefined) {
    return {
      handle: async (_request, response) => send(response, gatewayError(404)),
      requests: () => 0,
      routes: [],
      notes: [],
    };
  }
  const authorizers = new Map<string, Authorize>();
  for (const [id, authorizer] of definition.authorizers) {
    authorizers.set(id, createJwtAuthorizer(authorizer, options));
  }

  async function answer(request: IncomingMessage): Promise<HttpAnswer> {
    const requestId = `${randomBytes(11).toString('base64url')}=`;
    const answered = await answerRoute(request, requestId).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) return gatewayError(413);
      return gatewayError(500);
    });
    return { ...answered, headers: { 'apigw-requestid': requestId, ...answered.headers } };
  }

  async function answerRoute(request: IncomingMessage, requestId: string): Promise<HttpAnswer> {
    const body = await readBody(request, MAX_BODY_BYTES);
    const api: ApiDefinition = definition ?? unreachable();
    const url = request.url ?? '/';
    const { stage, path } = chooseStage(api.stages, pathOf(url));
    const match = stage && matchRoute(api.routes, { method: request.method ?? 'GET', path });
    if (stage === undefined || match === undefined) return gatewayError(404);

    const allowed = await authorizeRequest(request, match.route);
    if (allowed.refused !== undefined) return allowed.refused;
    const event = buildEvent({
      request,
      body,
      match,
      stage,
      apiId: api.apiId,
      requestId,
      now: options.clock.now(),
      ...(allowed.authorized && { authorized: allowed.authorized }),
    });
    return invokeIntegration(match, sourceArnOf(api, { stage, match, request }), event);
  }

  async function authorizeRequest(request: IncomingMessage, route: ApiRoute): Promise<Admission> {
    if (route.authorizerId === undefined) return {};
    const authorize = authorizers.get(route.authorizerId) ?? unreachable();
    return authorize(request, route.authorizationScopes);
  }

  async function invokeIntegration(match: Match, sourceArn: string, event: unknown): Promise<HttpAnswer> {
    const caller: Caller = { kind: 'aws-service', principal: 'apigateway.amazonaws.com', sourceArn };
    const { functionArn, timeoutMillis } = match.route.integration;
    const invocation = options.clock.work(() => options.invoke({ functionArn, payload: event, caller }));
    try {
      const result = await orTimeout(invocation, timeoutMillis);
      if (result === undefined) return gatewayError(503);
      if (result.functionError !== undefined) return gatewayError(500);
      return readFunctionAnswer(result.payload) ?? gatewayError(500);
    } catch (error) {
      if (error instanceof AwsError && error.code === 'RequestTooLargeException') return gatewayError(413);
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') return gatewayError(503);
      return gatewayError(500);
    }
  }

  let requests = 0;
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const preflight = preflightAnswer(definition?.cors, request);
    if (preflight !== undefined) {
      request.resume();
      send(response, preflight);
      return;
    }
    const answered = await answer(request);
    send(response, { ...answered, headers: withCors(answered.headers, request) });
  }

  /** With CORS configured, API Gateway's own headers replace whatever the function sent of that kind. */
  function withCors(headers: HttpAnswer['headers'], request: IncomingMessage): HttpAnswer['headers'] {
    if (definition?.cors === undefined) return headers;
    const kept = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'));
    return { ...Object.fromEntries(kept), ...corsHeaders(definition.cors, request) };
  }

  return {
    handle,
    requests: () => requests,
    routes: definition.routes.map((route) => route.routeKey),
    notes: definition.notes,
  };
}

export interface HttpApiOptions {
  readonly deployment: Deployment;
  readonly clock: VirtualClock;
  readonly invoke: InvokeFunction;
  readonly trust: TrustIssuer;
  /** Tokens live on wall time. */
  readonly wallNow?: () => number;
}

/** Invokes a function with the caller's rights checked; may reject with `AwsError`. */
export type InvokeFunction = (request: {
  readonly functionArn: string;
  readonly payload: unknown;
  readonly caller: Caller;
}) => Promise<{ readonly payload: unknown; readonly functionError?: string }>;

export interface HttpApi {
  /** Answers one request whose body nobody has read yet. Never rejects because of what a function does. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Requests since the process started, whatever they were answered. */
  requests(): number;
  readonly routes: readonly string[];
  /** One line for each setting of the template that has no meaning here. */
  readonly notes: readonly string[];
}

interface Admission {
  readonly refused?: HttpAnswer;
  readonly authorized?: Authorized;
}

/** API Gateway's limit for a request. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';

/** A named stage is the first segment of the path and no part of a route; `$default` serves everything else. */
function chooseStage(stages: readonly ApiStage[], rawPath: string): { stage?: ApiStage; path: string } {
  const [, first = ''] = rawPath.split('/');
  const named = stages.find((stage) => stage.name === first);
  if (named !== undefined) return { stage: named, path: rawPath.slice(first.length + 1) || '/' };
  const standard = stages.find((stage) => stage.name === '$default');
  return standard === undefined ? { path: rawPath } : { stage: standard, path: rawPath };
}

function sourceArnOf(
  api: ApiDefinition,
  { stage, match, request }: { stage: ApiStage; match: Match; request: IncomingMessage },
): string {
  const { route } = match;
  const resource = route.path === undefined ? '$default' : `${request.method ?? 'GET'}${route.path}`;
  return `arn:aws:execute-api:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${api.apiId}/${stage.name}/${resource}`;
}

/** Undefined when `work` takes longer; it goes on, as a Lambda function does whose caller has left. */
async function orTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(): never {
  throw new Error('the HTTP API names an authorizer that was not read');
}
