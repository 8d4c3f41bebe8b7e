import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { DeployedResource, Deployment } from '../template/deployment.ts';
import type { Address } from './addresses.ts';

/** What the template says about sending: identities, configuration sets with their event topics, and templates. */
export function sendingSettings(deployment: Deployment): SendingSettings {
  const identities = new Map(
    deployment.ofType('AWS::SES::EmailIdentity').map((resource) => {
      const { EmailIdentity, ConfigurationSetAttributes } = read(identityProperties, resource);
      return [EmailIdentity.toLowerCase(), { name: EmailIdentity, ...ConfigurationSetAttributes }];
    }),
  );
  const configurationSets = new Map<string, EventTopic[]>(
    deployment.ofType('AWS::SES::ConfigurationSet').map((resource) => {
      const { Name } = read(z.object({ Name: z.string().default(resource.physicalId) }), resource);
      return [Name, []];
    }),
  );
  for (const resource of deployment.ofType('AWS::SES::ConfigurationSetEventDestination')) {
    const { ConfigurationSetName, EventDestination } = read(eventDestinationProperties, resource);
    const topics = configurationSets.get(ConfigurationSetName);
    if (topics === undefined)
      throw new Error(`${resource.logicalId}: no configuration set is ${ConfigurationSetName}`);
    const { Enabled, MatchingEventTypes, SnsDestination } = EventDestination;
    if (Enabled && SnsDestination !== undefined) {
      topics.push({
        topicArn: SnsDestination.TopicARN,
        eventTypes: MatchingEventTypes.map((type) => type.toLowerCase()),
      });
    }
  }
  const templates = new Map(
    deployment.ofType('AWS::SES::Template').map((resource) => {
      const { Template } = read(templateProperties, resource);
      return [Template.TemplateName ?? resource.physicalId, Template];
    }),
  );
  return {
    configurationSets,
    templates,
    identityOf: ({ email, domain }) => {
      // An address of its own wins over its domain, and a verified domain covers what is below it.
      const names = [email.toLowerCase(), ...domainAndParents(domain)];
      const name = names.find((one) => identities.has(one));
      return name === undefined ? undefined : identities.get(name);
    },
  };
}

export interface SendingSettings {
  /** By name; where its events go. */
  readonly configurationSets: ReadonlyMap<string, readonly EventTopic[]>;
  readonly templates: ReadonlyMap<string, StoredTemplate>;
  /** The verified identity that covers an address. Every identity of the template counts as verified. */
  identityOf(address: Address): Identity | undefined;
}

export interface Identity {
  readonly name: string;
  /** The default configuration set. */
  readonly ConfigurationSetName?: string | undefined;
}

export interface EventTopic {
  readonly topicArn: string;
  /** Lower case: `send`, `delivery`, `bounce`, `complaint`, `renderingfailure` … */
  readonly eventTypes: readonly string[];
}

export type StoredTemplate = z.output<typeof templateProperties>['Template'];

export function sesArn(kind: 'identity' | 'configuration-set' | 'template', name: string): string {
  return `arn:aws:ses:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${kind}/${name}`;
}

const identityProperties = z.object({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.object({ ConfigurationSetName: z.string().optional() }).optional(),
});
const eventDestinationProperties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.stringbool().or(z.boolean()).default(false),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});
const templateProperties = z.object({
  Template: z.object({
    TemplateName: z.string().optional(),
    SubjectPart: z.string().default(''),
    TextPart: z.string().optional(),
    HtmlPart: z.string().optional(),
  }),
});

function domainAndParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'));
}

function read<S extends z.ZodType>(schema: S, resource: DeployedResource): z.output<S> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.logicalId}: ${z.prettifyError(parsed.error)}`);
}
