import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import { isMacKey } from '../kms/keys.ts';
import { LOWER, LOWER_HEX, stableId, stableUuid, UPPER, type ResourceId } from './physical-name.ts';

/** What the loader must know of one CloudFormation type; the one place that knows it. Types not in the table are refused. */
export interface ResourceType {
  /** The property that holds the physical name, and the longest name AWS takes when the template gives none. */
  readonly name?: { readonly property: string; readonly limit?: number };
  /** What `Ref` gives; the name when absent. */
  readonly ref?: (resource: Facts) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, (resource: Facts) => string>>;
  /**
   * For types without local meaning: why. They are accepted, and named once at start. Where it hangs on the resource's
   * properties, nothing for those that do have a meaning.
   */
  readonly notEmulated?: string | ((properties: Readonly<Record<string, unknown>>) => string | undefined);
}

/** What a rule may ask about the resource it names. Properties are resolved on demand. */
export interface Facts extends ResourceId {
  readonly name: string;
  readonly port: number;
  /** A property that must be there; throws `TemplateError` when it is not a text. */
  required(property: string): string;
  optional(property: string): string | undefined;
}

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
const globalArn = (service: string, resource: string) => `arn:aws:${service}::${LOCAL_ACCOUNT}:${resource}`;
const nameOf = (r: Facts) => r.name;

/** An ARN built from the name, as nearly all are. */
const named = (service: string, prefix = '') => ({ Arn: (r: Facts) => arn(service, `${prefix}${r.name}`) });
const drawn = (length: number, alphabet: string) => (r: Facts) => stableId(r, { length, alphabet });

const tableArn = (r: Facts) => arn('dynamodb', `table/${r.name}`);
const table: ResourceType = {
  name: { property: 'TableName', limit: 255 },
  attributes: {
    Arn: tableArn,
    StreamArn: (r) => `${tableArn(r)}/stream/2026-01-01T00:00:00.000`,
    TableId: stableUuid,
  },
};

const functionArn = (nameOrArn: string) =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arn('lambda', `function:${nameOrArn}`);
const versionArn = (r: Facts) => `${functionArn(r.required('FunctionName'))}:1`;
const aliasArn = (r: Facts) => `${functionArn(r.required('FunctionName'))}:${r.required('Name')}`;

const stateMachineArn = (r: Facts) => arn('states', `stateMachine:${r.name}`);
const topicArn = (r: Facts) => arn('sns', r.name);
const rolePath = (r: Facts) => r.optional('Path') ?? '/';
const managedPolicyArn = (r: Facts) => globalArn('iam', `policy${rolePath(r)}${r.name}`);
const userPoolId = (r: Facts) => `${LOCAL_REGION}_${stableId(r, { length: 9, alphabet: UPPER })}`;
const apiId = drawn(10, LOWER);
const keyId = stableUuid;
const smsVoiceId = (kind: 'phone' | 'pool') => (r: Facts) =>
  `${kind}-${stableId(r, { length: 32, alphabet: LOWER_HEX })}`;
const logGroupArn = (r: Facts) => arn('logs', `log-group:${r.name}:*`);

const NO_LOGS = 'log lines go to functions.log in the data folder';
const NO_ALARMS = 'nothing raises alarms on this machine';
const NO_ENCRYPTION = 'data on this machine is not encrypted by keys';

export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,

  'AWS::SQS::Queue': {
    name: { property: 'QueueName', limit: 80 },
    ref: (r) => `http://127.0.0.1:${r.port}/${LOCAL_ACCOUNT}/${r.name}`,
    attributes: {
      ...named('sqs'),
      QueueName: nameOf,
      QueueUrl: (r) => `http://127.0.0.1:${r.port}/${LOCAL_ACCOUNT}/${r.name}`,
    },
  },
  'AWS::SQS::QueuePolicy': { attributes: { Id: nameOf } },

  'AWS::SNS::Topic': {
    name: { property: 'TopicName', limit: 256 },
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: nameOf },
  },
  'AWS::SNS::Subscription': {
    ref: (r) => `${r.required('TopicArn')}:${stableUuid(r)}`,
    attributes: { Arn: (r) => `${r.required('TopicArn')}:${stableUuid(r)}` },
  },
  'AWS::SNS::TopicPolicy': { attributes: { Id: nameOf } },

  'AWS::Lambda::Function': { name: { property: 'FunctionName' }, attributes: named('lambda', 'function:') },
  'AWS::Lambda::Permission': { attributes: { Id: nameOf } },
  'AWS::Lambda::EventSourceMapping': {
    ref: stableUuid,
    attributes: {
      Id: stableUuid,
      EventSourceMappingArn: (r) => arn('lambda', `event-source-mapping:${stableUuid(r)}`),
    },
  },
  'AWS::Lambda::Version': {
    ref: versionArn,
    attributes: { Version: () => '1', FunctionArn: versionArn },
  },
  'AWS::Lambda::Alias': { ref: aliasArn, attributes: { AliasArn: aliasArn } },
  'AWS::Lambda::EventInvokeConfig': {
    notEmulated: 'asynchronous invocations that fail are reported, not sent to a destination',
  },

  'AWS::StepFunctions::StateMachine': {
    name: { property: 'StateMachineName', limit: 80 },
    ref: stateMachineArn,
    attributes: { Arn: stateMachineArn, Name: nameOf, StateMachineRevisionId: () => 'INITIAL' },
  },
  'AWS::StepFunctions::StateMachineVersion': {
    ref: (r) => `${r.required('StateMachineArn')}:1`,
    attributes: { Arn: (r) => `${r.required('StateMachineArn')}:1` },
    notEmulated: 'a state machine has only its present definition here',
  },

  'AWS::Scheduler::Schedule': {
    name: { property: 'Name' },
    attributes: {
      Arn: (r) => arn('scheduler', `schedule/${r.optional('GroupName') ?? 'default'}/${r.name}`),
    },
  },
  'AWS::Scheduler::ScheduleGroup': {
    name: { property: 'Name' },
    attributes: named('scheduler', 'schedule-group/'),
  },

  'AWS::ApiGatewayV2::Api': {
    ref: apiId,
    attributes: { ApiId: apiId, ApiEndpoint: (r) => `http://127.0.0.1:${r.port}` },
  },
  'AWS::ApiGatewayV2::Stage': { ref: (r) => r.required('StageName') },
  'AWS::ApiGatewayV2::Route': { ref: drawn(7, LOWER), attributes: { RouteId: drawn(7, LOWER) } },
  'AWS::ApiGatewayV2::Integration': { ref: drawn(7, LOWER), attributes: { IntegrationId: drawn(7, LOWER) } },
  'AWS::ApiGatewayV2::Authorizer': { ref: drawn(6, LOWER), attributes: { AuthorizerId: drawn(6, LOWER) } },

  'AWS::IAM::Role': {
    name: { property: 'RoleName' },
    attributes: {
      Arn: (r) => globalArn('iam', `role${rolePath(r)}${r.name}`),
      RoleId: (r) => `AROA${stableId(r, { length: 17, alphabet: UPPER })}`,
    },
  },
  'AWS::IAM::Policy': { name: { property: 'PolicyName', limit: 128 }, attributes: { Id: nameOf } },
  'AWS::IAM::ManagedPolicy': {
    name: { property: 'ManagedPolicyName', limit: 128 },
    ref: managedPolicyArn,
    attributes: { PolicyArn: managedPolicyArn },
  },

  'AWS::SES::EmailIdentity': {
    ref: (r) => r.required('EmailIdentity'),
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((n): [string, (r: Facts) => string][] => [
        [`DkimDNSTokenName${n}`, (r) => `local${n}._domainkey.${r.required('EmailIdentity')}`],
        [`DkimDNSTokenValue${n}`, () => `local${n}.dkim.amazonses.com`],
      ]),
    ),
  },
  'AWS::SES::ConfigurationSet': { name: { property: 'Name' } },
  'AWS::SES::ConfigurationSetEventDestination': { attributes: { Id: nameOf } },
  'AWS::SES::Template': { attributes: { Id: nameOf } },

  'AWS::Cognito::UserPool': {
    name: { property: 'UserPoolName', limit: 128 },
    ref: userPoolId,
    attributes: {
      Arn: (r) => arn('cognito-idp', `userpool/${userPoolId(r)}`),
      UserPoolId: userPoolId,
      ProviderName: (r) => `cognito-idp.${LOCAL_REGION}.amazonaws.com/${userPoolId(r)}`,
      ProviderURL: (r) => `https://cognito-idp.${LOCAL_REGION}.amazonaws.com/${userPoolId(r)}`,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    name: { property: 'ClientName', limit: 128 },
    ref: drawn(26, LOWER),
    attributes: { ClientId: drawn(26, LOWER), Name: nameOf },
  },
  'AWS::Cognito::UserPoolGroup': { name: { property: 'GroupName', limit: 128 } },
  'AWS::Cognito::UserPoolDomain': {
    ref: (r) => r.required('Domain'),
    attributes: { CloudFrontDistribution: () => 'd111111abcdef8.cloudfront.net' },
    notEmulated: 'sign-in is served by this process under /sign-in',
  },
  'AWS::Cognito::ManagedLoginBranding': {
    ref: stableUuid,
    attributes: { ManagedLoginBrandingId: stableUuid },
    notEmulated: 'the local sign-in page has its own plain look',
  },
  'AWS::Cognito::UserPoolResourceServer': {
    ref: (r) => r.required('Identifier'),
    notEmulated: 'access tokens carry groups, not custom scopes',
  },

  'AWS::Logs::LogGroup': {
    name: { property: 'LogGroupName', limit: 512 },
    attributes: { Arn: logGroupArn },
    notEmulated: NO_LOGS,
  },
  'AWS::Logs::MetricFilter': { notEmulated: NO_LOGS },
  'AWS::Logs::ResourcePolicy': { notEmulated: NO_LOGS },
  'AWS::Logs::QueryDefinition': {
    attributes: { QueryDefinitionId: stableUuid },
    notEmulated: NO_LOGS,
  },
  'AWS::CloudWatch::Alarm': {
    name: { property: 'AlarmName', limit: 255 },
    attributes: named('cloudwatch', 'alarm:'),
    notEmulated: NO_ALARMS,
  },
  'AWS::CloudWatch::CompositeAlarm': {
    name: { property: 'AlarmName', limit: 255 },
    attributes: named('cloudwatch', 'alarm:'),
    notEmulated: NO_ALARMS,
  },
  'AWS::CloudWatch::Dashboard': {
    name: { property: 'DashboardName', limit: 255 },
    notEmulated: 'metrics are not collected on this machine',
  },
  'AWS::KMS::Key': {
    ref: keyId,
    attributes: { KeyId: keyId, Arn: (r) => arn('kms', `key/${keyId(r)}`) },
    notEmulated: (properties) => (isMacKey(properties) ? undefined : NO_ENCRYPTION),
  },
  'AWS::KMS::Alias': { ref: (r) => r.required('AliasName') },
  'AWS::SMSVOICE::PhoneNumber': {
    ref: smsVoiceId('phone'),
    attributes: {
      PhoneNumberId: smsVoiceId('phone'),
      Arn: (r) => arn('sms-voice', `phone-number/${smsVoiceId('phone')(r)}`),
      // A fictional number; the one that ends in 00 stands for what was bought outside the template.
      PhoneNumber: (r) => `+120655501${stableId(r, { length: 2, alphabet: '123456789' })}`,
    },
  },
  'AWS::SMSVOICE::Pool': {
    ref: smsVoiceId('pool'),
    attributes: { PoolId: smsVoiceId('pool'), Arn: (r) => arn('sms-voice', `pool/${smsVoiceId('pool')(r)}`) },
  },
  'AWS::SMSVOICE::OptOutList': {
    name: { property: 'OptOutListName' },
    attributes: named('sms-voice', 'opt-out-list/'),
  },
  'AWS::SMSVOICE::ConfigurationSet': {
    name: { property: 'ConfigurationSetName' },
    attributes: named('sms-voice', 'configuration-set/'),
  },
  'AWS::CDK::Metadata': { notEmulated: 'it only counts CDK usage' },
};
