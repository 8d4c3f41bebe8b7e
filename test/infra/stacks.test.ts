import { Match } from 'aws-cdk-lib/assertions';
import { apiRoutes, coordinatorRoutes, publicRoutes } from '#shared/contracts/api';
import { functionFolders } from '#infra/permissions';
import { keptStage, stacksOf } from './support/stacks.ts';

const stacks = stacksOf({ stage: 'local' });
const kept = stacksOf(keptStage);

const arnOf = (name: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}Function`), 'Arn'] });

describe('functions', () => {
  const functions = [stacks.workflows, stacks.api].flatMap((stack) =>
    Object.values(stack.findResources('AWS::Lambda::Function')),
  );

  test('there is one for every folder, and each says which', () => {
    const folders = functions.map((one) => one['Metadata']['alongside:folder']);

    expect(folders).toHaveLength(functionFolders.length);
    expect(new Set(folders)).toEqual(new Set(functionFolders));
  });

  test('all run on Node.js 24, arm64, with JSON logs, a name and the variables that all read', () => {
    for (const { Metadata, Properties } of functions) {
      expect(Properties).toMatchObject({
        FunctionName: `alongside-local-${Metadata['alongside:folder']}`,
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' },
        Environment: {
          Variables: {
            STAGE: 'local',
            TRACING: 'off',
            TABLE_NAME: { 'Fn::ImportValue': expect.any(String) },
          },
        },
      });
    }
  });

  test('the logs of each are kept as long as the stage says', () => {
    const days = (template: typeof stacks) =>
      [template.workflows, template.api]
        .flatMap((stack) => Object.values(stack.findResources('AWS::Logs::LogGroup')))
        .map((group) => group['Properties'].RetentionInDays);

    expect(new Set(days(stacks))).toEqual(new Set([7]));
    expect(new Set(days(kept))).toEqual(new Set([90]));
  });

  test('every alarm says in a sentence what its failure means for people, and tells somebody', () => {
    const alarms = Object.values(stacks).flatMap((stack) =>
      Object.values(stack.findResources('AWS::CloudWatch::Alarm')),
    );

    expect(alarms.length).toBeGreaterThanOrEqual(functionFolders.length + 4);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(/^[A-Z].* .*\.$/);
      expect(Properties.AlarmActions).toHaveLength(1);
      expect(Properties.TreatMissingData).toBe('notBreaching');
    }
  });

  test('the one that asks has an alarm with its sentence', () => {
    stacks.workflows.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'alongside-local-ask-check-in-errors',
      AlarmDescription: 'A participant does not get the question of a check-in.',
    });
  });
});

describe('the check-in machine', () => {
  test('has an explicit name and its definition as text', () => {
    stacks.workflows.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'alongside-local-check-in',
      StateMachineType: 'STANDARD',
      DefinitionString: Match.serializedJson(Match.objectLike({ QueryLanguage: 'JSONata' })),
      DefinitionS3Location: Match.absent(),
    });
  });

  test('its placeholders are the ARNs of its functions', () => {
    stacks.workflows.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      DefinitionSubstitutions: {
        AskCheckIn: arnOf('AskCheckIn'),
        NudgeCheckIn: arnOf('NudgeCheckIn'),
        CloseCheckIn: arnOf('CloseCheckIn'),
        HandOver: arnOf('HandOver'),
      },
    });
  });

  test('logs every event, but never what an execution carries', () => {
    stacks.workflows.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
    stacks.workflows.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/vendedlogs/states/alongside-local-check-in',
    });
  });

  test('is kept when it leaves the template of a kept stage: its executions run for days', () => {
    kept.workflows.hasResource('AWS::StepFunctions::StateMachine', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('failed, timed-out and stopped executions raise the alarm', () => {
    stacks.workflows.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'alongside-local-check-in-executions',
      Metrics: Match.arrayWith(
        ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'].map((MetricName) =>
          Match.objectLike({ MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName }) }) }),
        ),
      ),
    });
  });
});

describe('inbound texts', () => {
  test('reach the queue as they are, by way of the topic', () => {
    stacks.messaging.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      TopicArn: { Ref: Match.stringLikeRegexp('^InboundSms') },
      Endpoint: { 'Fn::GetAtt': [Match.stringLikeRegexp('^InboundSmsQueue'), 'Arn'] },
      RedrivePolicy: { deadLetterTargetArn: Match.anyValue() },
    });
  });

  test('only two-way SMS of this account may publish to the topic', () => {
    stacks.messaging.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'sms-voice.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });

  test('that fail five times rest in the dead-letter queue', () => {
    stacks.messaging.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'alongside-local-inbound-sms',
      RedrivePolicy: {
        deadLetterTargetArn: {
          'Fn::GetAtt': [Match.stringLikeRegexp('^InboundSmsQueueDeadLetters'), 'Arn'],
        },
        maxReceiveCount: 5,
      },
    });
    stacks.messaging.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'alongside-local-inbound-sms-dlq',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  test.each(['alongside-local-inbound-sms-dlq-depth', 'alongside-local-inbound-sms-age'])(
    '%s is watched',
    (AlarmName) => {
      stacks.messaging.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName });
    },
  );

  test('are handled in batches that fail one by one, and slowly enough', () => {
    stacks.workflows.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    const [receiver] = Object.values(
      stacks.workflows.findResources('AWS::Lambda::Function', {
        Properties: { FunctionName: 'alongside-local-receive-sms' },
      }),
    );
    const [queue] = Object.values(
      stacks.messaging.findResources('AWS::SQS::Queue', {
        Properties: { QueueName: 'alongside-local-inbound-sms' },
      }),
    );
    expect(queue?.['Properties'].VisibilityTimeout).toBe(receiver?.['Properties'].Timeout * 6);
  });

  test('are encrypted with a key that those who deliver them may use, each for us only', () => {
    const statements = Object.values(stacks.data.findResources('AWS::KMS::Key')).flatMap(
      (key): KeyStatement[] => key['Properties'].KeyPolicy.Statement,
    );

    for (const service of ['sms-voice.amazonaws.com', 'sns.amazonaws.com']) {
      const [own] = statements.filter(({ Principal }) => [Principal.Service].flat().includes(service));
      expect(own).toMatchObject({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] });
      expect(own?.Condition).toBeDefined();
    }
  });
});

describe('the sweep', () => {
  test('runs every four hours, and a run that cannot start is noticed', () => {
    stacks.workflows.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(4 hours)',
      Target: {
        RetryPolicy: { MaximumEventAgeInSeconds: 1800, MaximumRetryAttempts: 10 },
        DeadLetterConfig: { Arn: Match.anyValue() },
      },
    });
    stacks.workflows.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'alongside-local-sweep-check-ins-dlq-depth',
    });
  });
});

describe('the table', () => {
  test('is encrypted with our key, can be wound back, and forgets on time', () => {
    stacks.data.hasResourceProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      KeySchema: [Match.objectLike({ AttributeName: 'PK' }), Match.objectLike({ AttributeName: 'SK' })],
      GlobalSecondaryIndexes: [Match.objectLike({ IndexName: 'GSI1' })],
    });
  });

  test('survives its removal in a kept stage, and does not in a throwaway one', () => {
    kept.data.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true },
    });
    stacks.data.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });
});

describe('the HTTP API', () => {
  const routesWith = (authorization: 'JWT' | 'NONE') =>
    Object.values(stacks.api.findResources('AWS::ApiGatewayV2::Route'))
      .map(({ Properties }) => Properties)
      .filter(({ AuthorizationType = 'NONE' }) => AuthorizationType === authorization);

  test('has the routes of the contract and no others', () => {
    const keys = [...routesWith('JWT'), ...routesWith('NONE')].map(({ RouteKey }) => RouteKey);

    expect(keys).toHaveLength(apiRoutes.length);
    expect(new Set(keys)).toEqual(new Set(apiRoutes));
  });

  test('lets members of staff with an access token to the routes for coordinators, by one function', () => {
    const routes = routesWith('JWT');

    expect(new Set(routes.map(({ RouteKey }) => RouteKey))).toEqual(new Set(coordinatorRoutes));
    expect(routes.every(({ AuthorizationScopes: [scope] }) => scope === 'openid')).toBe(true);
    expect(new Set(routes.map(({ Target }) => JSON.stringify(Target))).size).toBe(1);
  });

  test('lets everybody to the public routes and to nothing else, by another function', () => {
    const routes = routesWith('NONE');
    const targets = new Set(routes.map(({ Target }) => JSON.stringify(Target)));

    expect(new Set(routes.map(({ RouteKey }) => RouteKey))).toEqual(new Set(publicRoutes));
    expect(targets.size).toBe(1);
    expect(targets).not.toContain(JSON.stringify(routesWith('JWT')[0]?.Target));
  });

  test('is read by our console only, with the methods that it has', () => {
    stacks.api.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: { AllowMethods: ['GET', 'POST', 'PUT'], AllowOrigins: [Match.anyValue()] },
    });
  });

  test('accepts tokens of our user pool for our console only', () => {
    stacks.api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Audience: [{ Ref: Match.stringLikeRegexp('Console') }], Issuer: Match.anyValue() },
    });
  });

  test('takes one enrolment a second: nobody makes us text numbers in bulk', () => {
    stacks.api.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      RouteSettings: { 'POST /intake': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 5 } },
    });
  });

  test('logs neither who asked, nor from where, nor about whom', () => {
    const [stage] = Object.values(stacks.api.findResources('AWS::ApiGatewayV2::Stage'));
    const format: string = stage?.['Properties'].AccessLogSettings.Format;

    expect(format).not.toMatch(/sourceIp|userAgent|identity|authorizer|claims|path|domainName/);
    expect(stage?.['Properties'].DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    });
  });

  test('the console signs in with code and PKCE, keeps no secret, and its access ends after 15 minutes', () => {
    stacks.api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: 'minutes' },
      PreventUserExistenceErrors: 'ENABLED',
    });
    stacks.api.hasResourceProperties('AWS::Cognito::UserPool', {
      UserPoolTier: 'ESSENTIALS',
      MfaConfiguration: 'ON',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    stacks.api.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'coordinator' });
  });
});

describe('all stacks', () => {
  test('stand on each other without a circle', () => {
    const order = ['data', 'observability', 'messaging', 'api', 'workflows'] as const;
    const standsOn = order.map((name) => [
      ...new Set(
        [...JSON.stringify(stacks[name].toJSON()).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(
          ([, n = '']) => n.split(':')[0],
        ),
      ),
    ]);

    for (const [position, names] of standsOn.entries()) {
      const before = order.slice(0, position).map((name) => `alongside-local-${name}`);
      expect(before).toEqual(expect.arrayContaining(names));
    }
  });

  test('carry nothing of the account or the machine they were synthesized on', () => {
    const text = JSON.stringify(Object.values(stacks).map((stack) => stack.toJSON()));

    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/\b\d{12}\b/);
  });
});

interface KeyStatement {
  readonly Principal: { readonly Service?: string | string[] };
  readonly Action: string | string[];
  readonly Condition?: unknown;
}
