import * as z from 'zod';
import type { DeployedResource, Deployment } from '../template/deployment.ts';

/** The topics of the template with their subscriptions. Throws at start for what is not emulated. */
export function topicsOf(deployment: Deployment): ReadonlyMap<string, Topic> {
  const topics = new Map<string, Topic>();
  for (const resource of deployment.ofType('AWS::SNS::Topic')) {
    const given = read(topicProperties, resource);
    if (given.FifoTopic === true) throw new Error(`${resource.logicalId}: FIFO topics are not emulated`);
    const arn = resource.physicalId;
    const inline = given.Subscription.map((one, index) =>
      subscriptionOf({ ...one, TopicArn: arn }, `${resource.logicalId}${index}`),
    );
    topics.set(arn, { arn, name: arn.slice(arn.lastIndexOf(':') + 1), subscriptions: inline });
  }
  for (const resource of deployment.ofType('AWS::SNS::Subscription')) {
    const given = read(subscriptionProperties, resource);
    const topic = topics.get(given.TopicArn);
    if (topic === undefined)
      throw new Error(`${resource.logicalId}: no topic of the template is ${given.TopicArn}`);
    const subscription = subscriptionOf(given, resource.logicalId);
    topics.set(topic.arn, { ...topic, subscriptions: [...topic.subscriptions, subscription] });
  }
  return topics;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: 'sqs' | 'lambda';
  /** The ARN of the queue or the function. */
  readonly endpoint: string;
  readonly raw: boolean;
  readonly deadLetterArn?: string;
}

const protocol = z.enum(['sqs', 'lambda'], 'only sqs and lambda subscriptions are emulated');
const inlineSubscription = z.object({ Protocol: protocol, Endpoint: z.string() });
const topicProperties = z.object({
  FifoTopic: z.stringbool().or(z.boolean()).optional(),
  Subscription: z.array(inlineSubscription).default([]),
});
const subscriptionProperties = inlineSubscription.extend({
  TopicArn: z.string(),
  RawMessageDelivery: z.stringbool().or(z.boolean()).default(false),
  FilterPolicy: z.undefined('filter policies are not emulated').optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string() }).optional(),
});
type SubscriptionProperties = Partial<z.output<typeof subscriptionProperties>> &
  Pick<z.output<typeof subscriptionProperties>, 'Protocol' | 'Endpoint' | 'TopicArn'>;

function subscriptionOf(given: SubscriptionProperties, logicalId: string): Subscription {
  const raw = given.RawMessageDelivery ?? false;
  if (raw && given.Protocol === 'lambda')
    throw new Error(`${logicalId}: raw delivery to a function does not exist`);
  return {
    arn: `${given.TopicArn}:${logicalId}`,
    topicArn: given.TopicArn,
    protocol: given.Protocol,
    endpoint: given.Endpoint,
    raw,
    ...(given.RedrivePolicy && { deadLetterArn: given.RedrivePolicy.deadLetterTargetArn }),
  };
}

function read<S extends z.ZodType>(schema: S, resource: DeployedResource): z.output<S> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.logicalId}: ${z.prettifyError(parsed.error)}`);
}
