import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import * as z from 'zod';
import { Language } from '#shared/contracts/language';
import { TimeZone } from '#shared/contracts/local-time';

/**
 * Reads the deployment's settings from CDK context (`-c name=value`, or `context` in cdk.json).
 * Throws one error that names every wrong setting with its fix; values are never repeated, since some are addresses.
 */
export function readSettings(node: Node): Settings {
  const { stage } = parse(z.object({ stage: stageSchema }), contextOf(node, ['stage']));
  const throwaway = stage === 'local' || stage === 'dev';
  const given = contextOf(node, Object.keys(settingsSchema.shape));
  const defaults = { ...(throwaway && throwawayDefaults), ...(stage === 'local' && localDefaults) };
  return { ...parse(settingsSchema, { ...defaults, ...given }), stage };
}

/** Everything about a deployment that differs from stage to stage. */
export type Settings = z.infer<typeof settingsSchema> & {
  /** `local` and `dev` are throwaway; every other stage keeps its data when a stack or resource goes. */
  readonly stage: string;
};

/** The physical name of a resource: `alongside-<stage>-<name>`. */
export const physicalName = (settings: Settings, name: string): string =>
  `alongside-${settings.stage}-${name}`;

const fixes: Record<string, string> = {
  stage: 'a short name of a-z, 0-9 and "-", such as dev or production',
  mailFrom: 'the address that emails are sent from; SES must be allowed to send from it',
  mailIdentity: '"domain" to verify the whole domain of mailFrom with SES, "address" for that one address',
  coordinatorEmail: 'the address that learns about new tasks',
  coordinatorLanguage: 'the language of that address, "en" or "es"',
  supportPhone: 'the number that the answer to HELP names, such as +15550100100',
  originationNumber: 'the number that texts come from, as +15550100100; leave it out to let AWS choose',
  textProvider: '"sns" or "end-user-messaging"',
  originationIdentityArn:
    'with textProvider "end-user-messaging", the ARN of the phone number or pool that texts leave from',
  textsPerSecond: 'how many texts may leave in a second, 1 to 100: what the carrier allows your number',
  programmeName: 'the name that participants know the programme by: at most 40 plain characters',
  timeZone: 'the time zone of the programme, such as America/New_York',
  consoleUrl: 'the address of the web console; https, or http on localhost',
  logRetentionDays: 'a number of days that CloudWatch Logs offers: 7, 14, 30, 60, 90, 180, 365 …',
  removal: '"retain" or "destroy"',
  tracing: '"on" or "off"',
};

const stageSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,15}$/)
  .default('dev');

const settingsSchema = z
  .object({
    mailFrom: z.email(),
    mailIdentity: z.enum(['domain', 'address']).default('domain'),
    coordinatorEmail: z.email(),
    coordinatorLanguage: Language.default('en'),
    supportPhone: z.string().regex(/^\+[1-9]\d{6,14}$/),
    originationNumber: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/)
      .optional(),
    textProvider: z.enum(['sns', 'end-user-messaging']).default('sns'),
    originationIdentityArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:sms-voice:[a-z0-9-]+:\d{12}:(?:phone-number\/phone|pool\/pool)-[0-9a-f]{32}$/)
      .optional(),
    textsPerSecond: z.coerce.number().int().min(1).max(100).default(1),
    // Short and plain, so that a text with it in stays one segment.
    programmeName: z
      .string()
      .regex(/^[A-Za-z0-9 .,'&-]{1,40}$/)
      .default('Alongside'),
    /** In which coordinators read when nobody is on call. */
    timeZone: TimeZone.default('America/New_York'),
    consoleUrl: z.url().regex(/^https:\/\/|^http:\/\/localhost[:/]/),
    logRetentionDays: z.coerce.number().pipe(z.enum(RetentionDays)).default(RetentionDays.THREE_MONTHS),
    removal: z.enum(['retain', 'destroy']).default('retain'),
    tracing: z.enum(['on', 'off']).default('off'),
  })
  .refine(
    ({ textProvider, originationIdentityArn }) =>
      textProvider === 'sns' || originationIdentityArn !== undefined,
    { path: ['originationIdentityArn'] },
  );

const throwawayDefaults = {
  mailFrom: 'alongside@example.org',
  mailIdentity: 'address',
  coordinatorEmail: 'coordinator@example.org',
  supportPhone: '+12025550100',
  consoleUrl: 'http://localhost:4000/',
  logRetentionDays: 7,
  removal: 'destroy',
};

/** No carrier stands behind the embedded cloud. */
const localDefaults = { textsPerSecond: 100 };

const contextOf = (node: Node, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    names
      .map((name): [string, unknown] => [name, node.tryGetContext(name)])
      .filter(([, value]) => value !== undefined),
  );

function parse<Output>(schema: z.ZodType<Output>, given: Record<string, unknown>): Output {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;

  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const lines = [...wrong].map((name) => {
    const problem = name in given ? 'is not valid' : 'is missing';
    return `setting "${name}" ${problem}: pass -c ${name}=<value> or add it to "context" in cdk.json (${fixes[name]})`;
  });
  throw new Error(lines.join('\n'));
}
