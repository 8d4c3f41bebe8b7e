import { ArnFormat, type Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { WorkflowName } from '#shared/contracts/workflow';
import { workflowNames } from './definitions/workflow-functions.ts';
import type { Foundation } from './foundation.ts';
import type { Permissions } from './permissions.ts';
import { physicalName, type Settings } from './settings.ts';

/** The IAM statements of one function's permissions: exact actions on exact resources, no wildcard action. */
export function permissionStatements(
  stack: Stack,
  permitted: Permissions,
  foundation: Foundation,
): PolicyStatement[] {
  return [
    ...tableStatements(stack, permitted, foundation),
    ...workflowStatements(stack, permitted, foundation.settings),
    ...(permitted.plans === true ? queueStatements(stack, foundation) : []),
    ...(permitted.sendsTexts === true ? textStatements(stack, foundation.settings) : []),
    ...(permitted.sendsEmail === true ? [emailStatement(stack, foundation)] : []),
    ...linkStatements(permitted, foundation),
  ];
}

/**
 * The ARN of a state machine from its name, for whoever starts or resumes it: as a reference it would close the circle
 * function → machine → role → function.
 */
export const stateMachineArn = (stack: Stack, settings: Settings, workflow: WorkflowName): string =>
  `${stateMachineArnPrefix(stack, settings)}${workflow}`;

/** What the ARN of every state machine of ours begins with. */
export const stateMachineArnPrefix = (stack: Stack, settings: Settings): string =>
  stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: physicalName(settings, ''),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/** All executions of a state machine: their names are only known at run time. */
export const executionArns = (stack: Stack, settings: Settings, workflow: WorkflowName): string =>
  stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${physicalName(settings, workflow)}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

function tableStatements(
  stack: Stack,
  { table = [], index = [] }: Permissions,
  foundation: Foundation,
): PolicyStatement[] {
  if (table.length + index.length === 0) return [];
  return [
    ...allow('dynamodb', table, [foundation.table.tableArn]),
    ...allow('dynamodb', index, [`${foundation.table.tableArn}/index/GSI1`]),
    // The table's key, and only when DynamoDB is the one that uses it for us.
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      resources: [foundation.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${stack.region}.amazonaws.com` } },
    }),
  ];
}

function workflowStatements(
  stack: Stack,
  { starts = [], watches = [], completesSteps = false }: Permissions,
  settings: Settings,
): PolicyStatement[] {
  const machines = (names: readonly WorkflowName[]): string[] =>
    names.map((name) => stateMachineArn(stack, settings, name));
  return [
    ...allow('states', starts.length > 0 ? ['StartExecution'] : [], machines(starts)),
    ...allow(
      'states',
      watches.length > 0 ? ['DescribeExecution'] : [],
      watches.map((name) => executionArns(stack, settings, name)),
    ),
    ...allow('states', completesSteps ? ['SendTaskSuccess'] : [], machines(workflowNames)),
  ];
}

/** The two queues, now; and later by a one-time schedule, which EventBridge Scheduler carries out in a role of its own. */
function queueStatements(stack: Stack, { key, outbound }: Foundation): PolicyStatement[] {
  const schedules = stack.formatArn({
    service: 'scheduler',
    resource: 'schedule',
    resourceName: `${outbound.scheduleGroup}/*`,
  });
  return [
    ...allow('sqs', ['SendMessage'], [outbound.text.queueArn, outbound.email.queueArn]),
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `sqs.${stack.region}.amazonaws.com` } },
    }),
    ...allow('scheduler', ['CreateSchedule'], [schedules]),
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [outbound.schedulerRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
  ];
}

/**
 * Through End User Messaging from the one number or pool that is ours. Through SNS: a phone number has no ARN, publishing to one is authorised on `*`. The Deny takes every topic, endpoint and
 * application out of that, also where a topic's own policy would let the role in.
 */
function textStatements(stack: Stack, settings: Settings): PolicyStatement[] {
  const { originationIdentityArn } = settings;
  if (settings.textProvider === 'end-user-messaging' && originationIdentityArn !== undefined)
    return allow('sms-voice', ['SendTextMessage'], [originationIdentityArn]);
  return [
    ...allow('sns', ['Publish'], ['*']),
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['sns:Publish'],
      resources: [`arn:${stack.partition}:sns:*:*:*`],
    }),
  ];
}

function emailStatement(stack: Stack, { mail, settings }: Foundation): PolicyStatement {
  const arn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  return new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [arn('identity', mail.identity), arn('configuration-set', mail.configurationSet)],
    conditions: { StringEquals: { 'ses:FromAddress': settings.mailFrom } },
  });
}

const linkStatements = (
  { signsLinks = false, verifiesLinks = false }: Permissions,
  { linkKey }: Foundation,
): PolicyStatement[] => [
  ...allow('kms', signsLinks ? ['GenerateMac'] : [], [linkKey.keyArn]),
  ...allow('kms', verifiesLinks ? ['VerifyMac'] : [], [linkKey.keyArn]),
];

const allow = (service: string, actions: readonly string[], resources: string[]): PolicyStatement[] =>
  actions.length === 0
    ? []
    : [new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources })];
