import { CfnOutput, Duration, Stack, type App } from 'aws-cdk-lib';
import {
  CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  type HttpRoute,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  coordinatorRoutes,
  publicRoutes,
  type CoordinatorRoute,
  type PublicRoute,
} from '#shared/contracts/api';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { functionFailureMeans } from '../failure-means.ts';
import type { Foundation } from '../foundation.ts';
import type { FunctionFolder } from '../permissions.ts';
import { removalPolicy } from '../removal.ts';
import { physicalName } from '../settings.ts';
import { stackProps } from '../stack-props.ts';

/**
 * The HTTP API: who may sign in, the routes for coordinators behind their token, and those for everybody; one function
 * behind each.
 */
export class ApiStack extends Stack {
  /** Where the API and the public pages are. */
  readonly url: string;

  constructor(app: App, foundation: Omit<Foundation, 'publicUrl'>) {
    const { settings } = foundation;
    super(
      app,
      'Api',
      stackProps(settings, 'api', 'The HTTP API, its public pages, and the sign-in of coordinators'),
    );

    const { userPool, client } = new SignIn(this, 'SignIn', settings);
    const api = new HttpApi(this, 'HttpApi', {
      apiName: physicalName(settings, 'api'),
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [new URL(settings.consoleUrl).origin],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.hours(1),
      },
    });
    this.url = api.apiEndpoint;
    const behind = (folder: FunctionFolder, id: string): HttpLambdaIntegration => {
      const { lambda } = new ServiceFunction(this, {
        folder,
        failureMeans: functionFailureMeans[folder],
        foundation: { ...foundation, publicUrl: () => this.url },
      });
      // One permission for this API: a function's policy has no room for one per route.
      return new HttpLambdaIntegration(id, lambda, { scopePermissionToRoute: false });
    };
    addRoutes(api, coordinatorRoutes, {
      integration: behind('handle-api-request', 'HandleApiRequest'),
      authorizer: new HttpUserPoolAuthorizer('Coordinators', userPool, { userPoolClients: [client] }),
      // An access token has this scope, an identity token has none: only the former is a key to the API.
      authorizationScopes: ['openid'],
    });
    const publicOnes = addRoutes(api, publicRoutes, {
      integration: behind('serve-public-pages', 'ServePublicPages'),
    });
    this.addStage(api, foundation, publicOnes);

    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
  }

  private addStage(
    api: HttpApi,
    { settings }: Pick<Foundation, 'settings'>,
    publicOnes: readonly HttpRoute[],
  ): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/api/${physicalName(settings, 'api')}`,
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicy(settings),
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
    const resource = stage.node.defaultChild;
    if (!(resource instanceof CfnStage)) throw new Error('the stage has no resource');
    resource.routeSettings = {
      [enrolment]: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 5 },
    };
    // The settings of a route need the route.
    stage.node.addDependency(...publicOnes);
  }
}

function addRoutes(
  api: HttpApi,
  routes: readonly (CoordinatorRoute | PublicRoute)[],
  shared: Omit<Parameters<HttpApi['addRoutes']>[0], 'path' | 'methods'>,
): HttpRoute[] {
  return routes.flatMap((route) => {
    const [method, path] = route.split(' ');
    const [known] = Object.values(HttpMethod).filter((one) => one === method);
    if (known === undefined || path === undefined) throw new Error(`"${route}" is not a method and a path`);
    return api.addRoutes({ ...shared, path, methods: [known] });
  });
}

/** Every couple that enrols costs two texts to numbers that anybody may type: a trickle is enough for any programme. */
const enrolment: PublicRoute = 'POST /intake';

/** Which route, how it went and how long it took; neither who asked, nor from where, nor about whom. */
const accessLogLine = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  error: '$context.error.responseType',
});
