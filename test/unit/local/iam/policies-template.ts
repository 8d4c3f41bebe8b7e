import { createIam, type Iam, type IamOptions } from '#local/iam/iam';
import { loadTemplates, type LoadedDeployment } from '#local/template/load-templates';

export const ROLE_ARN = 'arn:aws:iam::000000000000:role/worker';
export const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:inbound';
export const TOPIC_ARN = 'arn:aws:sns:us-east-1:000000000000:news';

/** A role `worker` with these statements, a queue `inbound`, a topic `news`, and whatever else. */
export function deploymentWith(
  statements: readonly unknown[],
  more: Record<string, unknown> = {},
): LoadedDeployment {
  return loadTemplates({
    port: 4000,
    templates: {
      app: {
        Resources: {
          Worker: {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: 'worker',
              AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
              Policies: [{ PolicyName: 'inline', PolicyDocument: { Statement: statements } }],
            },
          },
          Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inbound' } },
          Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
          ...more,
        },
      },
    },
  });
}

export const iamWith = (
  statements: readonly unknown[],
  { more = {}, ...options }: Omit<IamOptions, 'deployment'> & { more?: Record<string, unknown> } = {},
): Iam => createIam({ deployment: deploymentWith(statements, more), ...options });

export const trust = (service: string, condition?: unknown) => ({
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: service },
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ],
});

export const queuePolicy = (...statements: unknown[]) => ({
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: statements } },
  },
});
