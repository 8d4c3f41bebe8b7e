import * as z from 'zod';
import { configurationSetsOf } from '../sms-voice/configuration-sets.ts';
import type { Deployment } from '../template/deployment.ts';

/**
 * The topic that texts from phones arrive at: the one whose policy lets End User Messaging publish, and that gets no
 * delivery events. A number that was bought outside the template has its setting (TwoWayChannelArn) outside as well, so
 * the policy is the only thing that says it.
 */
export function inboundTopicArn(deployment: Deployment): string {
  const topics = new Set<string>();
  for (const policy of deployment.ofType('AWS::SNS::TopicPolicy')) {
    const parsed = topicPolicy.safeParse(policy.properties);
    if (!parsed.success) continue;
    if (parsed.data.PolicyDocument.Statement.some(admitsTwoWaySms)) {
      for (const topic of parsed.data.Topics) topics.add(topic);
    }
  }
  for (const { topicArn } of configurationSetsOf(deployment).flatMap(({ destinations }) => destinations)) {
    topics.delete(topicArn);
  }
  const [topic] = topics;
  if (topic === undefined) {
    throw new Error(
      `no topic takes inbound texts: no AWS::SNS::TopicPolicy allows ${TWO_WAY_SMS} to sns:Publish`,
    );
  }
  if (topics.size > 1) {
    throw new Error(
      `${topics.size} topics take inbound texts, but a number has one: ${[...topics].join(', ')}`,
    );
  }
  return topic;
}

/** The service principal that publishes inbound texts. */
export const TWO_WAY_SMS = 'sms-voice.amazonaws.com';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());
const statement = z.looseObject({
  Effect: z.string(),
  Principal: z.union([z.string(), z.looseObject({ Service: oneOrMore.optional() })]).optional(),
  Action: oneOrMore.optional(),
});
const topicPolicy = z.object({
  PolicyDocument: z.looseObject({
    Statement: z.union([statement.array(), statement.transform((one) => [one])]),
  }),
  Topics: z.array(z.string()),
});

function admitsTwoWaySms({ Effect, Principal, Action = [] }: z.output<typeof statement>): boolean {
  if (Effect !== 'Allow' || typeof Principal !== 'object') return false;
  const publishes = Action.some((action) => /^sns:(\*|publish)$/i.test(action));
  return publishes && (Principal.Service ?? []).includes(TWO_WAY_SMS);
}
