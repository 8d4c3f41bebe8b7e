import type { DeployedResource, Deployment } from '#local/template/deployment';

export const FUNCTION_ARN =
  'arn:aws:lambda:us-east-1:000000000000:function:alongside-local-handle-api-request';
export const POOL_ID = 'us-east-1_pool';
export const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${POOL_ID}`;

export function aDeployment(resources: readonly DeployedResource[]): Deployment {
  return { resources, ofType: (type) => resources.filter((one) => one.type === type) };
}

export const aResource = (
  type: string,
  physicalId: string,
  properties: Readonly<Record<string, unknown>>,
): DeployedResource => ({
  stack: 'Api',
  logicalId: `Logical${physicalId}`,
  type,
  physicalId,
  attributes: {},
  properties,
  metadata: {},
});

/** An API with one function behind the given routes; a route is its key, or its key with what differs. */
export function anApi({
  routes,
  api = {},
  stage = '$default',
  integration = {},
  stageProperties = {},
}: ApiParts): Deployment {
  return aDeployment([
    aResource('AWS::ApiGatewayV2::Api', 'api1', { ProtocolType: 'HTTP', ...api }),
    aResource('AWS::ApiGatewayV2::Stage', stage, { ApiId: 'api1', StageName: stage, ...stageProperties }),
    aResource('AWS::ApiGatewayV2::Integration', 'int1', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: FUNCTION_ARN,
      PayloadFormatVersion: '2.0',
      ...integration,
    }),
    aResource('AWS::ApiGatewayV2::Authorizer', 'auth1', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: ISSUER, Audience: ['client1'] },
    }),
    ...routes.map((route, index) => {
      const { RouteKey, ...rest } = typeof route === 'string' ? { RouteKey: route } : route;
      return aResource('AWS::ApiGatewayV2::Route', `route${index}`, {
        ApiId: 'api1',
        RouteKey,
        Target: 'integrations/int1',
        ...rest,
      });
    }),
  ]);
}

interface ApiParts {
  readonly routes: readonly (string | { readonly RouteKey: string; readonly [name: string]: unknown })[];
  readonly api?: Readonly<Record<string, unknown>>;
  readonly stage?: string;
  readonly integration?: Readonly<Record<string, unknown>>;
  readonly stageProperties?: Readonly<Record<string, unknown>>;
}
