import * as z from 'zod';
import { Language } from '../contracts/language.ts';
import { TimeZone } from '../contracts/local-time.ts';

/** The environment as a value: a process may hold many. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What every function reads, besides its own schema. */
const RuntimeEnvironment = z.object({
  AWS_REGION: z.string('is needed to build the clients'),
  AWS_ENDPOINT_URL: z.url().optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.url().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL', 'SILENT']).default('INFO'),
  TRACING: z.enum(['on', 'off']).default('off'),
});
export type RuntimeEnvironment = z.infer<typeof RuntimeEnvironment>;

/** Reads a function's own variables, or throws one error that names each wrong variable. Values are never repeated. */
export function readEnvironment<Env>(schema: z.ZodType<Env>, environment: Environment): Env {
  const parsed = schema.safeParse(withoutEmpty(environment));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new Error(`environment variable ${wrong.join('; ')}`, { cause: parsed.error });
}

/** Reads what the wrapper itself needs. */
export const readRuntimeEnvironment = (environment: Environment): RuntimeEnvironment =>
  readEnvironment(RuntimeEnvironment, environment);

/** CloudFormation cannot leave a variable out conditionally without effort, so an empty one counts as unset. */
const withoutEmpty = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));

/** Variables of every function of ours. */
export const serviceEnvironment = {
  TABLE_NAME: z.string('is needed: the name of the table').min(3),
  STAGE: z.string('is needed: the name of the stage').min(1),
};

/** Variables of functions that look at the roster as a whole. */
export const programmeEnvironment = {
  TIME_ZONE: TimeZone.describe('in which the programme tells when nobody is on call'),
};

/** The name in texts and emails: short and plain, so that every text stays one segment. */
export const programmeName = z
  .string()
  .regex(/^[A-Za-z0-9 .,'&-]{1,40}$/, "must be 1-40 of letters, digits, spaces and .,'&-")
  .default('Alongside');

const needed = (what: string) => z.string(`is needed: ${what}`).min(1);

/** Variables of functions that plan messages. */
export const outboundEnvironment = {
  TEXT_QUEUE_URL: z.url('must be the URL of the queue of texts'),
  TEXT_QUEUE_ARN: needed('the ARN of the queue of texts'),
  EMAIL_QUEUE_URL: z.url('must be the URL of the queue of emails'),
  EMAIL_QUEUE_ARN: needed('the ARN of the queue of emails'),
  SCHEDULER_ROLE_ARN: needed('the role that puts messages into the queues later'),
  SCHEDULE_GROUP: needed('the group of the schedules of messages'),
};

/** Variables of functions that start or look at executions. */
export const workflowEnvironment = {
  STATE_MACHINE_ARN_PREFIX: z
    .string('is needed: what the ARN of every state machine begins with')
    .regex(
      /^arn:[^:]+:states:[^:]+:\d{12}:stateMachine:[A-Za-z0-9_-]{1,60}-$/,
      'must be the ARN of a state machine up to its name',
    ),
};

/** Variables of functions that write or read links. */
export const linkEnvironment = {
  LINK_KEY_ID: needed('the key that signs links'),
  PUBLIC_URL: z.url('must be the URL of the public pages'),
};

/** Variables of the function that sends texts. */
export const textEnvironment = {
  PROGRAMME_NAME: programmeName,
  SUPPORT_PHONE: needed('the number that the answer to HELP names'),
};

/** Variables of the function that sends emails. */
export const emailEnvironment = {
  MAIL_FROM: z.email('must be an email address'),
  COORDINATOR_EMAIL: z.email('must be an email address'),
  CONSOLE_URL: z.url('must be a URL').optional(),
  COORDINATOR_LANGUAGE: Language.default('en'),
  PROGRAMME_NAME: programmeName,
};
