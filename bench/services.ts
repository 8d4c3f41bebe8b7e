import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SchedulerClient, ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createServer } from 'node:http';
import { synthesize } from '#infra/synthesize';
import { startCloud, type Cloud } from '#local/cloud';
import type { BenchResult } from './interpreter.ts';

const REQUESTS = 400;

/**
 * Requests per second of each emulated service through the real SDK, one at a time. The baseline is the same client
 * against an HTTP server that does nothing: what remains is the price of the SDK.
 */
export async function benchServices(): Promise<BenchResult[]> {
  const cloud = await startCloud({
    templates: synthesize({ stage: 'local' }).templates,
    startAt: Date.UTC(2026, 10, 24, 15),
    loadFunction: () => Promise.resolve((event: unknown) => Promise.resolve(event)),
    report: () => undefined,
  });
  const nothing = await doNothing();
  try {
    const results: BenchResult[] = [];
    for (const { name, send } of cases(cloud)) {
      const baseline = await perSecond(send(nothing.url), 100);
      const value = await perSecond(send(cloud.url), REQUESTS);
      results.push({
        name,
        value,
        unit: 'requests/s',
        baseline: { name: 'same client, idle server', value: baseline },
      });
    }
    return [...results, await lambdaTask(cloud)];
  } finally {
    nothing.close();
    await cloud.stop();
  }
}

/** What one Lambda task of a state machine costs beyond the function itself. */
async function lambdaTask(cloud: Cloud): Promise<BenchResult> {
  const machine = cloud.deployment
    .ofType('AWS::StepFunctions::StateMachine')
    .find(({ physicalId }) => physicalId.endsWith('-local-check-in'));
  const roleArn = String(machine?.properties['RoleArn']);
  const FunctionName = functionName(cloud);
  const caller = { kind: 'role', roleArn } as const;
  const began = performance.now();
  for (let i = 0; i < REQUESTS; i += 1) {
    await cloud.calls.call({
      caller,
      service: 'lambda',
      operation: 'Invoke',
      input: { FunctionName, Payload: '{}' },
    });
  }
  const inProcess = (performance.now() - began) / REQUESTS;
  const direct = performance.now();
  for (let i = 0; i < REQUESTS; i += 1)
    await cloud.lambda.invoke({ functionName: FunctionName, payload: {} });
  const bare = (performance.now() - direct) / REQUESTS;
  return {
    name: 'Lambda task of a state machine, an empty function',
    value: inProcess * 1000,
    unit: 'µs/task',
    baseline: { name: 'the function alone', value: bare * 1000 },
  };
}

interface Case {
  readonly name: string;
  send(endpoint: string): () => Promise<unknown>;
}

function cases(cloud: Cloud): Case[] {
  const credentials = cloud.iam.accessKeys.operator;
  const settings = (endpoint: string) => ({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  const topic = cloud.deployment.ofType('AWS::SNS::Topic')[0]?.physicalId;
  const queue = cloud.sqs.queues().find(({ name }) => name.endsWith('dlq'))?.name;
  const table = cloud.deployment.ofType('AWS::DynamoDB::Table')[0]?.physicalId;
  const execution = 'arn:aws:states:us-east-1:000000000000:execution:alongside-local-check-in:none';
  return [
    {
      name: 'SNS Publish (a text)',
      send: (endpoint) => {
        const client = new SNSClient(settings(endpoint));
        return () =>
          client.send(new PublishCommand({ PhoneNumber: '+12025550101', Message: 'bench' })).catch(ignore);
      },
    },
    {
      name: 'SNS Publish (a topic with a queue)',
      send: (endpoint) => {
        const client = new SNSClient(settings(endpoint));
        return () => client.send(new PublishCommand({ TopicArn: topic, Message: '{}' })).catch(ignore);
      },
    },
    {
      name: 'SQS SendMessage',
      send: (endpoint) => {
        const client = new SQSClient({ ...settings(endpoint), useQueueUrlAsEndpoint: false, md5: false });
        const QueueUrl = `${endpoint}/000000000000/${queue ?? ''}`;
        return () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'bench' })).catch(ignore);
      },
    },
    {
      name: 'SES SendEmail',
      send: (endpoint) => {
        const client = new SESv2Client(settings(endpoint));
        const Content = { Simple: { Subject: { Data: 'bench' }, Body: { Text: { Data: 'bench' } } } };
        const Destination = { ToAddresses: ['coordinator@example.org'] };
        const command = () =>
          new SendEmailCommand({ FromEmailAddress: 'alongside@example.org', Destination, Content });
        return () => client.send(command()).catch(ignore);
      },
    },
    {
      name: 'Step Functions DescribeExecution',
      send: (endpoint) => {
        const client = new SFNClient(settings(endpoint));
        return () => client.send(new DescribeExecutionCommand({ executionArn: execution })).catch(ignore);
      },
    },
    {
      name: 'Scheduler ListSchedules',
      send: (endpoint) => {
        const client = new SchedulerClient(settings(endpoint));
        return () => client.send(new ListSchedulesCommand({})).catch(ignore);
      },
    },
    {
      name: 'Lambda Invoke (an empty function)',
      send: (endpoint) => {
        const client = new LambdaClient(settings(endpoint));
        const command = () => new InvokeCommand({ FunctionName: functionName(cloud), Payload: '{}' });
        return () => client.send(command()).catch(ignore);
      },
    },
    {
      name: 'DynamoDB GetItem',
      send: (endpoint) => {
        const client = new DynamoDBClient(settings(endpoint));
        const command = () =>
          new GetItemCommand({ TableName: table, Key: { PK: { S: 'bench' }, SK: { S: 'bench' } } });
        return () => client.send(command()).catch(ignore);
      },
    },
  ];
}

function functionName(cloud: Cloud): string {
  const found = cloud.deployment
    .ofType('AWS::Lambda::Function')
    .find(({ metadata }) => metadata['alongside:folder'] === 'close-check-in');
  return found?.physicalId ?? '';
}

async function perSecond(send: () => Promise<unknown>, count: number): Promise<number> {
  for (let i = 0; i < 30; i += 1) await send();
  const began = performance.now();
  for (let i = 0; i < count; i += 1) await send();
  return (count / (performance.now() - began)) * 1000;
}

async function doNothing(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const form = request.headers['content-type']?.includes('form') === true;
    request.resume().on('end', () => response.end(form ? '<Answer><PublishResult/></Answer>' : '{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

/** The idle server answers no XML, and the execution does not exist: the round trip is what is measured. */
function ignore(): void {
  return undefined;
}
