import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import * as z from 'zod';

/**
 * Reads the deployment's settings from CDK context (`-c name=value`, or `context` in cdk.json).
 * Throws one error that names every wrong setting with its fix; values are never repeated, since some are addresses.
 */
export function readSettings(node: Node): Settings {
  const { stage } = parse(z.object({ stage: stageSchema }), contextOf(node, ['stage']));
  const throwaway = stage === 'local' || stage === 'dev';
  const given = contextOf(node, Object.keys(settingsSchema.shape));
  return { ...parse(settingsSchema, throwaway ? { ...throwawayDefaults, ...given } : given), stage };
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
  originationNumber: 'the number that texts come from, as +15550100100; leave it out to let AWS choose',
  programmeName: 'the name that participants know the programme by: at most 40 plain characters',
  consoleUrl: 'the address of the web console; https, or http on localhost',
  logRetentionDays: 'a number of days that CloudWatch Logs offers: 7, 14, 30, 60, 90, 180, 365 …',
  removal: '"retain" or "destroy"',
  tracing: '"on" or "off"',
};

const stageSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,15}$/)
  .default('dev');

const settingsSchema = z.object({
  mailFrom: z.email(),
  mailIdentity: z.enum(['domain', 'address']).default('domain'),
  coordinatorEmail: z.email(),
  originationNumber: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  // Short and plain, so that a text with it in stays one segment.
  programmeName: z
    .string()
    .regex(/^[A-Za-z0-9 .,'&-]{1,40}$/)
    .default('Alongside'),
  consoleUrl: z.url().regex(/^https:\/\/|^http:\/\/localhost[:/]/),
  logRetentionDays: z.coerce.number().pipe(z.enum(RetentionDays)).default(RetentionDays.THREE_MONTHS),
  removal: z.enum(['retain', 'destroy']).default('retain'),
  tracing: z.enum(['on', 'off']).default('off'),
});

const throwawayDefaults = {
  mailFrom: 'alongside@example.org',
  mailIdentity: 'address',
  coordinatorEmail: 'coordinator@example.org',
  consoleUrl: 'http://localhost:4000/',
  logRetentionDays: 7,
  removal: 'destroy',
};

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
