import * as z from 'zod';

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

/** The name in texts and emails: short and plain, so that every text stays one segment. */
export const programmeName = z
  .string()
  .regex(/^[A-Za-z0-9 .,'&-]{1,40}$/, "must be 1-40 of letters, digits, spaces and .,'&-")
  .default('Alongside');

/** Variables of functions that write to the coordinator. */
export const noticeEnvironment = {
  MAIL_FROM: z.email('must be an email address'),
  COORDINATOR_EMAIL: z.email('must be an email address'),
  CONSOLE_URL: z.url('must be a URL').optional(),
  PROGRAMME_NAME: programmeName,
};

export const stateMachineArn = z
  .string('is needed: the ARN of the check-in state machine')
  .regex(
    /^arn:[^:]+:states:[^:]+:\d{12}:stateMachine:[A-Za-z0-9_-]{1,80}$/,
    'must be the ARN of a state machine',
  );
