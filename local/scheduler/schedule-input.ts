import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Members } from '../aws-service.ts';
import type { DeployedResource } from '../template/deployment.ts';
import { parseExpression } from './expression.ts';
import { isTimeZone } from './time-zone.ts';

/** Reads an operation's members; what does not fit is a `ValidationException` that names the member. */
export function read<S extends z.ZodType>(schema: S, input: Members): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsError('ValidationException', reasonOf(parsed.error));
}

/** Reads a schedule of the template, or throws with its logical id. */
export function scheduleOfTemplate(resource: DeployedResource): ScheduleInput {
  const parsed = scheduleInput.safeParse({ Name: resource.physicalId, ...resource.properties });
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.logicalId}: ${reasonOf(parsed.error)}`);
}

/** Only what can be called here is accepted: a function, a queue, a topic, or a state machine to start. */
export function targetKindOf(arn: string): TargetKind | undefined {
  const [, , service, , , kind] = arn.split(':');
  if (service === 'lambda' && kind === 'function') return 'lambda';
  if (service === 'states' && kind === 'stateMachine') return 'states';
  return service === 'sqs' || service === 'sns' ? service : undefined;
}

export type TargetKind = 'lambda' | 'sqs' | 'sns' | 'states';
export type ScheduleInput = z.output<typeof scheduleInput>;
export type Target = ScheduleInput['Target'];

/** A moment: epoch seconds on the wire, ISO text in a template or an execution. Kept as epoch milliseconds. */
const moment = z
  .union([z.number(), z.string(), z.date()])
  .transform((given) => (typeof given === 'number' ? given * 1_000 : new Date(given).getTime()))
  .refine(Number.isFinite, 'is no timestamp');
const whole = z.coerce.number().int();
const groupName = z.string().regex(/^[0-9a-zA-Z\-_.]{1,64}$/, 'must be 1 to 64 of 0-9 a-z A-Z - _ .');

const target = z.object({
  Arn: z.string().refine((arn) => targetKindOf(arn) !== undefined, {
    error:
      'must be a Lambda function, an SQS queue, an SNS topic or a state machine; universal targets (aws-sdk) are not emulated',
  }),
  RoleArn: z.string().startsWith('arn:', 'must be the ARN of a role'),
  Input: z.string().optional(),
  RetryPolicy: z
    .object({
      MaximumEventAgeInSeconds: whole.min(60).max(86_400).default(86_400),
      MaximumRetryAttempts: whole.min(0).max(185).default(185),
    })
    .default({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 }),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
});

const scheduleInput = z
  .object({
    Name: groupName,
    GroupName: groupName.default('default'),
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z
      .string()
      .refine(isTimeZone, 'is no time zone of the IANA database')
      .default('UTC'),
    StartDate: moment.optional(),
    EndDate: moment.optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    FlexibleTimeWindow: z.discriminatedUnion('Mode', [
      z.object({ Mode: z.literal('OFF') }),
      z.object({ Mode: z.literal('FLEXIBLE'), MaximumWindowInMinutes: whole.min(1).max(1_440) }),
    ]),
    Target: target,
    ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
    Description: z.string().max(512).optional(),
    KmsKeyArn: z.string().optional(),
    ClientToken: z.string().optional(),
  })
  .check((context) => {
    const { ScheduleExpression, StartDate, EndDate } = context.value;
    try {
      parseExpression(ScheduleExpression);
    } catch (error) {
      const message = `Invalid Schedule Expression: ${error instanceof Error ? error.message : 'unknown'}`;
      context.issues.push({
        code: 'custom',
        message,
        input: ScheduleExpression,
        path: ['ScheduleExpression'],
      });
    }
    if (StartDate !== undefined && EndDate !== undefined && EndDate <= StartDate) {
      context.issues.push({
        code: 'custom',
        message: 'must be after StartDate',
        input: EndDate,
        path: ['EndDate'],
      });
    }
  });

export const inputs = {
  schedule: scheduleInput,
  name: z.object({
    Name: groupName,
    GroupName: groupName.default('default'),
    ClientToken: z.string().optional(),
  }),
  list: z.object({
    GroupName: groupName.optional(),
    NamePrefix: z.string().default(''),
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    MaxResults: whole.min(1).max(100).default(100),
    NextToken: z.string().regex(/^\d+$/, 'is not a token of this service').default('0'),
  }),
};

function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'invalid'}`;
}
