import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createCalls } from '#local/calls';
import { VirtualClock } from '#local/clock';
import { createDynamoDb } from '#local/dynamodb/dynamodb';
import { startEngine } from '#local/dynamodb/engine';
import type { Credentials } from '#local/iam/access-keys';
import { createIam } from '#local/iam/iam';
import { loadTemplates } from '#local/template/load-templates';
import { createAwsApi } from '#local/wire/aws-api';
import type { BenchResult } from './interpreter.ts';

/** Requests per second of DynamoDB through the real SDK: by way of the front door with its IAM check, and without. */
export async function benchDynamoDb(): Promise<BenchResult[]> {
  const engine = await startEngine({ environment: {} });
  const clock = new VirtualClock();
  const deployment = loadTemplates({ templates: { bench: TEMPLATE }, port: 0 });
  const dynamoDb = await createDynamoDb({ clock, deployment, engine });
  const iam = createIam({ deployment });
  const calls = createCalls({ clock, iam });
  calls.add(dynamoDb.service);
  const awsApi = createAwsApi({
    calls,
    accessKeys: iam.accessKeys,
    dynamoDb,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  const server = createServer((request, response) => void awsApi.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const credentials = iam.accessKeys.credentialsOf('arn:aws:iam::000000000000:role/bench');
  const through = client(`http://127.0.0.1:${port}`, credentials);
  const direct = client(engine.endpoint, credentials);
  try {
    const results: BenchResult[] = [];
    for (const [name, request] of Object.entries(REQUESTS)) {
      for (const lanes of [1, 8]) {
        await perSecond({ to: direct, request, lanes, count: 200 });
        await perSecond({ to: through, request, lanes, count: 200 });
        const baseline = await perSecond({ to: direct, request, lanes, count: REQUESTS_EACH });
        results.push({
          name: `DynamoDB ${name}, ${lanes} at a time`,
          value: await perSecond({ to: through, request, lanes, count: REQUESTS_EACH }),
          unit: 'requests/s',
          baseline: { name: 'dynoxide without the front door', value: baseline },
        });
      }
    }
    return results;
  } finally {
    through.destroy();
    direct.destroy();
    server.close();
    await dynamoDb.stop();
    await engine.stop();
  }
}

const REQUESTS_EACH = 1_500;

const TEMPLATE = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'bench',
        KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'bench',
        AssumeRolePolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
          ],
        },
        Policies: [
          {
            PolicyName: 'table',
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
                  Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
                },
              ],
            },
          },
        ],
      },
    },
  },
};

type Request = (to: DynamoDBClient, id: number) => Promise<unknown>;

const keyOf = (id: number) => ({ PK: { S: `p-${id % 500}` } });
const REQUESTS: Readonly<Record<string, Request>> = {
  PutItem: (to, id) =>
    to.send(new PutItemCommand({ TableName: 'bench', Item: { ...keyOf(id), text: { S: 'x'.repeat(300) } } })),
  GetItem: (to, id) => to.send(new GetItemCommand({ TableName: 'bench', Key: keyOf(id) })),
  UpdateItem: (to, id) =>
    to.send(
      new UpdateItemCommand({
        TableName: 'bench',
        Key: keyOf(id),
        UpdateExpression: 'ADD version :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    ),
};

function client(endpoint: string, credentials: Credentials): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

interface Run {
  readonly to: DynamoDBClient;
  readonly request: Request;
  readonly lanes: number;
  readonly count: number;
}

async function perSecond({ to, request, lanes, count }: Run): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await request(to, next++);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  return Math.round((count * 1000) / (performance.now() - start));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(await benchDynamoDb(), undefined, 2)}\n`);
}
