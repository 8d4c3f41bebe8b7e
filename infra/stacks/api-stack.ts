import { CfnOutput, Duration, Stack, type App } from 'aws-cdk-lib';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { apiRoutes } from '#shared/contracts/api';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SignIn } from '../constructs/sign-in.ts';
import type { Foundation } from '../foundation.ts';
import { stateMachineArn } from '../permission-statements.ts';
import { removalPolicy } from '../removal.ts';
import { physicalName } from '../settings.ts';
import { stackProps } from '../stack-props.ts';

/** The HTTP API of coordinators: who may sign in, which routes there are, and the one function behind them. */
export class ApiStack extends Stack {
  constructor(app: App, foundation: Foundation) {
    const { settings } = foundation;
    super(app, 'Api', stackProps(settings, 'api', 'The HTTP API of coordinators, and their sign-in'));

    const { userPool, client } = new SignIn(this, 'SignIn', settings);
    const handler = new ServiceFunction(this, {
      folder: 'handle-api-request',
      failureMeans: 'A coordinator gets an error instead of what they asked for.',
      environment: {
        CHECK_IN_STATE_MACHINE_ARN: stateMachineArn(this, physicalName(settings, 'check-in')),
      },
      foundation,
    });
    const api = new HttpApi(this, 'HttpApi', {
      apiName: physicalName(settings, 'api'),
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [new URL(settings.consoleUrl).origin],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.hours(1),
      },
    });
    this.addRoutes(api, {
      integration: new HttpLambdaIntegration('HandleApiRequest', handler.lambda, {
        // One permission for this API: a function's policy has no room for one per route.
        scopePermissionToRoute: false,
      }),
      authorizer: new HttpUserPoolAuthorizer('Coordinators', userPool, { userPoolClients: [client] }),
      // An access token has this scope, an identity token has none: only the former is a key to the API.
      authorizationScopes: ['openid'],
    });
    this.addStage(api, foundation);

    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
  }

  private addRoutes(
    api: HttpApi,
    shared: Omit<Parameters<HttpApi['addRoutes']>[0], 'path' | 'methods'>,
  ): void {
    for (const route of apiRoutes) {
      const [method, path] = route.split(' ');
      const [known] = Object.values(HttpMethod).filter((one) => one === method);
      if (known === undefined || path === undefined) throw new Error(`"${route}" is not a method and a path`);
      api.addRoutes({ ...shared, path, methods: [known] });
    }
  }

  private addStage(api: HttpApi, { settings }: Foundation): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/api/${physicalName(settings, 'api')}`,
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicy(settings),
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
  }
}

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
