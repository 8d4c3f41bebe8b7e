import * as z from 'zod';
import type { DeployedResource, Deployment } from '../template/deployment.ts';

/** The configuration sets of the template, with the topics that delivery events go to. Logs and streams get none here. */
export function configurationSetsOf(deployment: Deployment): readonly ConfigurationSet[] {
  return deployment.ofType('AWS::SMSVOICE::ConfigurationSet').map((resource) => ({
    name: resource.physicalId,
    arn: resource.attributes['Arn'] ?? '',
    destinations: read(resource).EventDestinations.flatMap(
      ({ Enabled, MatchingEventTypes: eventTypes, SnsDestination: topic }) =>
        Enabled && topic !== undefined ? [{ topicArn: topic.TopicArn, eventTypes }] : [],
    ),
  }));
}

export interface ConfigurationSet {
  readonly name: string;
  readonly arn: string;
  readonly destinations: readonly EventDestination[];
}

export interface EventDestination {
  readonly topicArn: string;
  /** `ALL`, `TEXT_ALL`, or single types such as `TEXT_DELIVERED`. */
  readonly eventTypes: readonly string[];
}

/** Whether a destination takes events of this type. */
export const takes = ({ eventTypes }: EventDestination, type: string): boolean =>
  eventTypes.some((one) => one === 'ALL' || one === 'TEXT_ALL' || one === type);

const properties = z.object({
  EventDestinations: z
    .array(
      z.object({
        Enabled: z.stringbool().or(z.boolean()),
        MatchingEventTypes: z.array(z.string()).min(1),
        SnsDestination: z.object({ TopicArn: z.string() }).optional(),
      }),
    )
    .max(5)
    .default([]),
});

function read(resource: DeployedResource): z.output<typeof properties> {
  const parsed = properties.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.logicalId}: ${z.prettifyError(parsed.error)}`);
}
