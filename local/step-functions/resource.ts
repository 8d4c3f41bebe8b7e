import type { TaskRequest } from './execution.ts';

/** The `Resource` of a Task state, taken apart. */
export interface TaskResource {
  /** As written. */
  arn: string;
  /** A Lambda function's own ARN has events of its own kind; anything else is a service integration. */
  kind: 'lambda' | 'service';
  /** As history events name it: `lambda` and `invoke.waitForTaskToken`, `aws-sdk:sns` and `publish`. */
  resourceType: string;
  resource: string;
  pattern: TaskRequest['pattern'];
}

/** Takes a `Resource` apart. Throws an Error that says what is wrong with it or not supported. */
export function parseResource(arn: string): TaskResource {
  if (isFunctionArn(arn)) {
    return { arn, kind: 'lambda', resourceType: 'lambda', resource: arn, pattern: 'requestResponse' };
  }
  if (/^arn:[^:]+:states:[^:]*:[^:]*:activity:/.test(arn)) throw new Error('activities are not supported');
  const match = INTEGRATION.exec(arn);
  if (!match?.groups) throw new Error(`"${arn}" is neither a Lambda function nor a service integration`);
  const { service = '', sdkService, action = '', suffix = '' } = match.groups;
  if (sdkService === undefined) checkIntegration(service, action + suffix);
  else if (!/^[a-z][A-Za-z0-9]*$/.test(action))
    throw new Error(`"${action}" is not an API action in camel case`);
  else if (suffix.startsWith('.sync')) throw new Error(`AWS SDK integrations do not support ${suffix}`);
  return {
    arn,
    kind: 'service',
    resourceType: service,
    resource: action + suffix,
    pattern: suffix === '' ? 'requestResponse' : suffix === '.waitForTaskToken' ? 'callback' : 'sync',
  };
}

// A definition may be read before its placeholders are filled in: they stand for function ARNs.
const isFunctionArn = (arn: string) =>
  /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/.test(arn) || /^\$\{[^}]+\}$/.test(arn);

const INTEGRATION =
  /^arn:[^:]+:states:[^:]*:[^:]*:(?<service>aws-sdk:(?<sdkService>[a-z0-9]+)|[a-z-]+):(?<action>[A-Za-z]+)(?<suffix>\.sync:2|\.sync|\.waitForTaskToken)?$/;

const WAIT = '.waitForTaskToken';

/** The optimised integrations of our own stack and the ways each can be called. SDK integrations are known by shape. */
const INTEGRATIONS: Record<string, readonly string[]> = {
  lambda: ['invoke', `invoke${WAIT}`],
  states: ['startExecution', 'startExecution.sync', 'startExecution.sync:2', `startExecution${WAIT}`],
  sqs: ['sendMessage', `sendMessage${WAIT}`],
  sns: ['publish', `publish${WAIT}`],
  dynamodb: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
  events: ['putEvents', `putEvents${WAIT}`],
};

/** Other optimised integrations of the service. They can be mocked; whether they can be performed is up to the caller. */
const OTHER_SERVICES = [
  'apigateway',
  'athena',
  'batch',
  'bedrock',
  'codebuild',
  'databrew',
  'ecs',
  'eks',
  'elasticmapreduce',
  'emr-containers',
  'emr-serverless',
  'glue',
  'http',
  'mediaconvert',
  'sagemaker',
];

function checkIntegration(service: string, action: string): void {
  const actions = INTEGRATIONS[service];
  if (!actions && !OTHER_SERVICES.includes(service)) {
    throw new Error(`there is no integration with "${service}"; perhaps aws-sdk:${service}:…`);
  }
  if (actions && !actions.includes(action)) {
    throw new Error(
      `the integration with "${service}" has no action "${action}"; it has ${actions.join(', ')}`,
    );
  }
}
