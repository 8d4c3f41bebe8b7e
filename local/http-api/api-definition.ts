import * as z from 'zod';
import type { DeployedResource, Deployment } from '../template/deployment.ts';
import { parseRouteKey } from './routes.ts';

/**
 * The template's HTTP API with everything that is needed to run it; undefined when the template has none.
 * Throws `HttpApiError`, naming the resource, for what cannot be run here.
 */
export function readHttpApi(deployment: Deployment): ApiDefinition | undefined {
  const [api, ...others] = deployment.ofType('AWS::ApiGatewayV2::Api');
  if (api === undefined) return undefined;
  if (others.length > 0) {
    throw new HttpApiError(api, `is one of ${others.length + 1} APIs; one port can serve only one`);
  }
  const { CorsConfiguration, ProtocolType } = parse(apiProperties, api);
  if (ProtocolType !== 'HTTP')
    throw new HttpApiError(api, `has ProtocolType ${ProtocolType}; only HTTP is emulated`);

  const authorizers = new Map(
    deployment.ofType('AWS::ApiGatewayV2::Authorizer').map((one) => [one.physicalId, readAuthorizer(one)]),
  );
  const integrations = new Map(
    deployment.ofType('AWS::ApiGatewayV2::Integration').map((one) => [one.physicalId, readIntegration(one)]),
  );
  const stageResources = deployment.ofType('AWS::ApiGatewayV2::Stage');
  return {
    apiId: api.physicalId,
    cors: CorsConfiguration,
    authorizers,
    stages: stageResources.map(readStage),
    routes: deployment
      .ofType('AWS::ApiGatewayV2::Route')
      .map((one) => readRoute(one, { authorizers, integrations })),
    notes: stageResources.flatMap(notesOnStage),
  };
}

export interface ApiDefinition {
  readonly apiId: string;
  readonly cors: CorsConfiguration | undefined;
  readonly authorizers: ReadonlyMap<string, ApiAuthorizer>;
  readonly stages: readonly ApiStage[];
  readonly routes: readonly ApiRoute[];
  readonly notes: readonly string[];
}

export interface ApiRoute {
  readonly routeKey: string;
  readonly method: string;
  /** Undefined for `$default`. */
  readonly path: string | undefined;
  readonly integration: ApiIntegration;
  readonly authorizerId: string | undefined;
  readonly authorizationScopes: readonly string[];
}

export interface ApiIntegration {
  readonly functionArn: string;
  readonly timeoutMillis: number;
}

export interface ApiAuthorizer {
  readonly logicalId: string;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly identitySource: string;
}

export interface ApiStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | undefined;
}

/** Something in the template's HTTP API that cannot be run on this machine. */
export class HttpApiError extends Error {
  constructor({ stack, logicalId, type }: DeployedResource, problem: string) {
    super(`${type} ${logicalId} (stack ${stack}) ${problem}`);
    this.name = 'HttpApiError';
  }
}

const corsConfiguration = z.object({
  AllowCredentials: z.boolean().optional(),
  AllowHeaders: z.array(z.string()).optional(),
  AllowMethods: z.array(z.string()).optional(),
  AllowOrigins: z.array(z.string()).optional(),
  ExposeHeaders: z.array(z.string()).optional(),
  MaxAge: z.coerce.number().optional(),
});
export type CorsConfiguration = z.infer<typeof corsConfiguration>;

const apiProperties = z.object({
  ProtocolType: z.string(),
  CorsConfiguration: corsConfiguration.optional(),
});

const routeProperties = z.object({
  RouteKey: z.string(),
  Target: z.string().regex(/^integrations\//, 'must be integrations/<id>'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

const integrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().min(50).max(30_000).default(30_000),
});

const authorizerProperties = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.array(z.string().regex(/^\$request\.(header|querystring)\./)).length(1),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
});

const stageProperties = z.object({
  StageName: z.string(),
  StageVariables: z.record(z.string(), z.string()).optional(),
});

function readRoute(
  resource: DeployedResource,
  { authorizers, integrations }: Pick<ApiDefinition, 'authorizers'> & { integrations: Integrations },
): ApiRoute {
  const properties = parse(routeProperties, resource);
  const key = parseRouteKey(properties.RouteKey);
  if (key === undefined)
    throw new HttpApiError(resource, `has a route key that is not one: ${properties.RouteKey}`);
  const integration = integrations.get(properties.Target.slice('integrations/'.length));
  if (integration === undefined)
    throw new HttpApiError(resource, 'targets an integration that is not in the template');
  const authorizerId = properties.AuthorizationType === 'JWT' ? properties.AuthorizerId : undefined;
  if (
    properties.AuthorizationType === 'JWT' &&
    !(authorizerId !== undefined && authorizers.has(authorizerId))
  ) {
    throw new HttpApiError(resource, 'needs a JWT authorizer that is not in the template');
  }
  return {
    routeKey: properties.RouteKey,
    method: key.method,
    path: key.path,
    integration,
    authorizerId,
    authorizationScopes: properties.AuthorizationScopes,
  };
}

type Integrations = ReadonlyMap<string, ApiIntegration>;

function readIntegration(resource: DeployedResource): ApiIntegration {
  const properties = parse(integrationProperties, resource);
  // Either the function's ARN or the older form that wraps it in a path of the Lambda API.
  const functionArn = /arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[^/]+/.exec(
    properties.IntegrationUri,
  )?.[0];
  if (functionArn === undefined) throw new HttpApiError(resource, 'does not name a Lambda function');
  return { functionArn, timeoutMillis: properties.TimeoutInMillis };
}

function readAuthorizer(resource: DeployedResource): ApiAuthorizer {
  const { IdentitySource, JwtConfiguration } = parse(authorizerProperties, resource);
  return {
    logicalId: resource.logicalId,
    issuer: JwtConfiguration.Issuer,
    audience: JwtConfiguration.Audience,
    identitySource: IdentitySource[0] ?? '',
  };
}

function readStage(resource: DeployedResource): ApiStage {
  const { StageName, StageVariables } = parse(stageProperties, resource);
  return { name: StageName, variables: StageVariables };
}

function notesOnStage(resource: DeployedResource): string[] {
  const ignored = ['DefaultRouteSettings', 'RouteSettings', 'AccessLogSettings'].filter(
    (name) => resource.properties[name] !== undefined,
  );
  return ignored.map((name) => `not emulated: ${resource.type} ${name}: ${reasons[name] ?? ''}`);
}

const reasons: Readonly<Record<string, string>> = {
  DefaultRouteSettings: 'one machine has nothing to throttle',
  RouteSettings: 'one machine has nothing to throttle',
  AccessLogSettings: 'no log of requests is kept',
};

function parse<Shape extends z.ZodType>(schema: Shape, resource: DeployedResource): z.infer<Shape> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HttpApiError(
    resource,
    `cannot be run here: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}
