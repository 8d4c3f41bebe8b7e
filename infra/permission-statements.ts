import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Permissions } from './permissions.ts';

/** What the statements point at. The state machine comes by name: its ARN as a reference would close a cycle. */
export interface PermittedResources {
  readonly table: Table;
  readonly key: IKey;
  readonly checkInMachineName: string;
  readonly mail: { readonly from: string; readonly identity: string; readonly configurationSet: string };
}

/** The IAM statements of one function's permissions: exact actions on exact resources, no wildcard action. */
export function permissionStatements(
  stack: Stack,
  permitted: Permissions,
  resources: PermittedResources,
): PolicyStatement[] {
  return [
    ...tableStatements(stack, permitted, resources),
    ...checkInStatements(stack, permitted, resources.checkInMachineName),
    ...(permitted.sendsTexts === true ? textStatements(stack) : []),
    ...(permitted.sendsEmail === true ? [emailStatement(stack, resources.mail)] : []),
  ];
}

/** The ARN of a state machine from its name: for whoever starts or resumes it. */
export const stateMachineArn = (stack: Stack, name: string): string =>
  stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

function tableStatements(
  stack: Stack,
  { table = [], index = [] }: Permissions,
  resources: PermittedResources,
): PolicyStatement[] {
  if (table.length + index.length === 0) return [];
  return [
    ...allow('dynamodb', table, [resources.table.tableArn]),
    ...allow('dynamodb', index, [`${resources.table.tableArn}/index/GSI1`]),
    // The table's key, and only when DynamoDB is the one that uses it for us.
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      resources: [resources.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${stack.region}.amazonaws.com` } },
    }),
  ];
}

function checkInStatements(stack: Stack, { checkIns = [] }: Permissions, name: string): PolicyStatement[] {
  const onExecutions = checkIns.filter((action) => action === 'DescribeExecution');
  const onMachine = checkIns.filter((action) => action !== 'DescribeExecution');
  const executions = stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${name}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    ...allow('states', onMachine, [stateMachineArn(stack, name)]),
    ...allow('states', onExecutions, [executions]),
  ];
}

/**
 * A phone number has no ARN: publishing to one is authorised on `*`. The Deny takes every topic, endpoint and
 * application out of that, also where a topic's own policy would let the role in.
 */
function textStatements(stack: Stack): PolicyStatement[] {
  return [
    ...allow('sns', ['Publish'], ['*']),
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['sns:Publish'],
      resources: [`arn:${stack.partition}:sns:*:*:*`],
    }),
  ];
}

function emailStatement(stack: Stack, mail: PermittedResources['mail']): PolicyStatement {
  const arn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  return new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [arn('identity', mail.identity), arn('configuration-set', mail.configurationSet)],
    conditions: { StringEquals: { 'ses:FromAddress': mail.from } },
  });
}

const allow = (service: string, actions: readonly string[], resources: string[]): PolicyStatement[] =>
  actions.length === 0
    ? []
    : [new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources })];
