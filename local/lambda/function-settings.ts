import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { DeployedResource, Deployment } from '../template/deployment.ts';

/** The functions of the template, by name, with what their EventInvokeConfig says about asynchronous invocations. */
export function functionSettings(deployment: Deployment): ReadonlyMap<string, FunctionSettings> {
  const settings = new Map(
    deployment
      .ofType('AWS::Lambda::Function')
      .map(settingsOf)
      .map((one) => [one.name, one]),
  );
  for (const config of deployment.ofType('AWS::Lambda::EventInvokeConfig')) {
    const given = read(eventInvokeConfig, config);
    const name = functionNameOf(given.FunctionName);
    const known = settings.get(name);
    if (known === undefined)
      throw new Error(`${config.logicalId}: no function of the template is called ${name}`);
    const { OnFailure, OnSuccess } = given.DestinationConfig ?? {};
    settings.set(name, {
      ...known,
      asynchronous: {
        maximumRetries: given.MaximumRetryAttempts,
        maximumEventAgeSeconds: given.MaximumEventAgeInSeconds,
        ...(OnFailure?.Destination !== undefined && { onFailureArn: OnFailure.Destination }),
        ...(OnSuccess?.Destination !== undefined && { onSuccessArn: OnSuccess.Destination }),
      },
    });
  }
  return settings;
}

/** The plain name in a name, `name:alias`, partial ARN, or ARN with or without version or alias. */
export function functionNameOf(reference: string): string {
  const parts = reference.split(':');
  const marker = parts.indexOf('function');
  return (marker === -1 ? parts[0] : parts[marker + 1]) ?? reference;
}

export interface FunctionSettings {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** The folder under `functions/` that holds the code. Absent for functions that are not ours. */
  readonly folder?: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  readonly deadLetterArn?: string;
  readonly asynchronous: AsynchronousSettings;
}

export interface AsynchronousSettings {
  readonly maximumRetries: number;
  readonly maximumEventAgeSeconds: number;
  readonly onFailureArn?: string;
  readonly onSuccessArn?: string;
}

const whole = z.coerce.number().int().min(0);
const destination = z.object({ Destination: z.string() }).optional();
const eventInvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: whole.max(2).default(2),
  MaximumEventAgeInSeconds: whole.min(60).max(21_600).default(21_600),
  DestinationConfig: z.object({ OnFailure: destination, OnSuccess: destination }).optional(),
});
const functionProperties = z.object({
  FunctionName: z.string().optional(),
  Role: z.string(),
  Timeout: whole.min(1).max(900).default(3),
  MemorySize: whole.default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  ReservedConcurrentExecutions: whole.optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

function settingsOf(resource: DeployedResource): FunctionSettings {
  const given = read(functionProperties, resource);
  const name = given.FunctionName ?? resource.physicalId;
  const folder = resource.metadata['alongside:folder'];
  return {
    logicalId: resource.logicalId,
    name,
    arn: resource.attributes['Arn'] ?? `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`,
    roleArn: given.Role,
    ...(typeof folder === 'string' && { folder }),
    timeoutSeconds: given.Timeout,
    memoryMegabytes: given.MemorySize,
    variables: given.Environment?.Variables ?? {},
    ...(given.ReservedConcurrentExecutions !== undefined && {
      reservedConcurrency: given.ReservedConcurrentExecutions,
    }),
    ...(given.DeadLetterConfig !== undefined && { deadLetterArn: given.DeadLetterConfig.TargetArn }),
    asynchronous: { maximumRetries: 2, maximumEventAgeSeconds: 21_600 },
  };
}

function read<S extends z.ZodType>(schema: S, resource: DeployedResource): z.output<S> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.logicalId}: ${z.prettifyError(parsed.error)}`);
}
