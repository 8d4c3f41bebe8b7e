import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from '#local/aws-error';
import type { Access, Caller, Members } from '#local/aws-service';
import { createCalls, type Calls } from '#local/calls';
import { VirtualClock } from '#local/clock';
import { Journal } from '#local/journal';
import { createKms } from '#local/kms/kms';
import { createEventSourceMappings } from '#local/lambda/event-source-mappings';
import { createLambda, type Lambda } from '#local/lambda/lambda';
import type { FunctionExport } from '#local/lambda/sandbox';
import { createScheduler, type Scheduler } from '#local/scheduler/scheduler';
import { createSes, type Ses } from '#local/ses/ses';
import { createSms, type Sms } from '#local/sms/sms';
import { createSmsVoice } from '#local/sms-voice/sms-voice';
import { createSns, type Sns } from '#local/sns/sns';
import { createSqs, type Sqs } from '#local/sqs/sqs';
import type { DeployedResource, Deployment } from '#local/template/deployment';
import { createAwsApi } from '#local/wire/aws-api';

export const START = Date.UTC(2026, 10, 24, 9);
export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const OPERATOR: Caller = { kind: 'operator' };

/** The messaging half of the embedded cloud over the resources of one test, everything allowed unless `refuse` says no. */
export function smallCloud(options: SmallCloudOptions): SmallCloud {
  const lines: string[] = [];
  const asked: { caller: Caller; access: readonly Access[] }[] = [];
  const clock = new VirtualClock({
    initial: { offset: 0, frozenAt: options.at ?? START },
    onError: (error) => lines.push(`error: ${String(error)}`),
    ...options.clock,
  });
  const journal = Journal.open(options.file);
  const deployment = deploymentOf(options.resources);
  const authorize = (request: { caller: Caller; access: readonly Access[] }) => {
    asked.push(request);
    if (
      request.access.some(
        ({ action, resource }) => options.refuse?.({ ...request, action, resource }) ?? false,
      )
    ) {
      throw new AwsError('AccessDeniedException', 'not allowed in this test', { status: 403 });
    }
  };
  const calls = createCalls({ clock, iam: { authorize } });
  const wiring = { journal, clock, deployment, calls, report: (line: string) => void lines.push(line) };
  const sms = createSms({ ...wiring, managedOptOuts: options.managedOptOuts ?? false });
  const sqs = createSqs({ ...wiring, baseUrl: () => 'http://127.0.0.1:4000' });
  const lambda = createLambda({
    ...wiring,
    loadFunction: async (folder) => {
      const found = options.functions?.[folder];
      if (found === undefined) throw new Error(`no function ${folder} in this test`);
      return found;
    },
    credentialsOf: (roleArn) => ({ accessKeyId: `key of ${roleArn}`, secretAccessKey: 'secret' }),
    endpointUrl: () => 'http://127.0.0.1:4000',
  });
  const sns = createSns({ ...wiring, sms });
  const ses = createSes(wiring);
  const scheduler = createScheduler(wiring);
  const kms = createKms(wiring);
  const smsVoice = createSmsVoice({ ...wiring, sms });
  for (const { service } of [sqs, lambda, sns, smsVoice, ses, scheduler, kms]) calls.add(service);
  createEventSourceMappings({ ...wiring, sqs, lambda });
  clock.start();
  return {
    clock,
    journal,
    calls,
    sqs,
    lambda,
    sns,
    sms,
    ses,
    scheduler,
    lines,
    asked,
    call: (service, operation, input) => calls.call({ caller: OPERATOR, service, operation, input }),
    stop: () => {
      clock.stop();
      sqs.close();
      journal.close();
    },
  };
}

/** Serves a small cloud over HTTP to real SDK clients. */
export async function overHttp(
  cloud: SmallCloud,
): Promise<{ config: SdkConfig; close: () => Promise<void> }> {
  const api = createAwsApi({
    calls: cloud.calls,
    accessKeys: { callerOf: () => OPERATOR },
    dynamoDb: { forwardRaw: () => Promise.reject(new Error('no DynamoDB in this test')) },
    report: (line) => void cloud.lines.push(line),
  });
  const server = createServer((request, response) => void api.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    config: {
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface SmallCloudOptions {
  readonly resources: readonly DeployedResource[];
  readonly functions?: Readonly<Record<string, FunctionExport>>;
  readonly file?: string;
  readonly at?: number;
  readonly clock?: ConstructorParameters<typeof VirtualClock>[0];
  readonly managedOptOuts?: boolean;
  readonly refuse?: (request: { caller: Caller; action: string; resource: string }) => boolean;
}

export interface SmallCloud {
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly calls: Calls;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
  readonly sns: Sns;
  readonly sms: Sms;
  readonly ses: Ses;
  readonly scheduler: Scheduler;
  /** What was reported. */
  readonly lines: string[];
  readonly asked: { caller: Caller; access: readonly Access[] }[];
  call(service: string, operation: string, input: Members): Promise<Members>;
  stop(): void;
}

interface SdkConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
export const topicArn = (name: string) => `arn:aws:sns:us-east-1:000000000000:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
export const roleArn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

export const aQueue = (name: string, properties: Members = {}): DeployedResource =>
  aResource('AWS::SQS::Queue', name, {
    physicalId: `http://127.0.0.1:4000/000000000000/${name}`,
    attributes: { Arn: queueArn(name), QueueName: name },
    properties: { QueueName: name, ...properties },
  });

export const aTopic = (name: string, properties: Members = {}): DeployedResource =>
  aResource('AWS::SNS::Topic', name, { physicalId: topicArn(name), properties });

export const aSubscription = (topic: string, endpoint: string, properties: Members = {}): DeployedResource =>
  aResource('AWS::SNS::Subscription', `${topic}-${endpoint.slice(endpoint.lastIndexOf(':') + 1)}`, {
    properties: {
      TopicArn: topicArn(topic),
      Protocol: endpoint.split(':')[2],
      Endpoint: endpoint,
      ...properties,
    },
  });

export const aFunction = (name: string, properties: Members = {}): DeployedResource =>
  aResource('AWS::Lambda::Function', name, {
    attributes: { Arn: functionArn(name) },
    properties: { FunctionName: name, Role: roleArn(name), ...properties },
    metadata: { 'alongside:folder': name },
  });

export const aMapping = (queue: string, fn: string, properties: Members = {}): DeployedResource =>
  aResource('AWS::Lambda::EventSourceMapping', `${queue}-to-${fn}`, {
    properties: { EventSourceArn: queueArn(queue), FunctionName: functionArn(fn), ...properties },
  });

export function aResource(
  type: string,
  name: string,
  given: Partial<DeployedResource> = {},
): DeployedResource {
  const base = {
    stack: 'test',
    logicalId: name,
    physicalId: name,
    attributes: {},
    properties: {},
    metadata: {},
  };
  return { ...base, ...given, type };
}

function deploymentOf(resources: readonly DeployedResource[]): Deployment {
  return { resources, ofType: (type) => resources.filter((resource) => resource.type === type) };
}
