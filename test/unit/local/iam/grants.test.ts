import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGrantReport } from '#local/iam/grant-report';
import { deploymentWith, iamWith, QUEUE_ARN, queuePolicy, ROLE_ARN, TOPIC_ARN } from './policies-template.ts';

const worker = { kind: 'role', roleArn: ROLE_ARN } as const;
const statements = [
  { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:DeleteMessage'], Resource: QUEUE_ARN },
  { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
  { Effect: 'Deny', Action: 'sns:Publish', Resource: '*' },
];
const send = { caller: worker, access: [{ action: 'sqs:SendMessage', resource: QUEUE_ARN }] };

const directory = mkdtempSync(join(tmpdir(), 'alongside-grants-'));
afterAll(() => rmSync(directory, { recursive: true }));

const short = ({ action, resource }: { action: string; resource: string }) => `${action} on ${resource}`;

test('a grant is unused until a call needs it', () => {
  const iam = iamWith(statements);
  expect(iam.unusedGrants().unused.map(short)).toEqual([
    `sqs:SendMessage on ${QUEUE_ARN}`,
    `sqs:DeleteMessage on ${QUEUE_ARN}`,
  ]);

  iam.authorize(send);

  expect(iam.unusedGrants().unused.map(short)).toEqual([`sqs:DeleteMessage on ${QUEUE_ARN}`]);
  expect(iam.unusedGrants().used.map(short)).toEqual([`sqs:SendMessage on ${QUEUE_ARN}`]);
  expect(iam.unusedGrants().used[0]?.holder).toBe(ROLE_ARN);
});

test('refused calls, questions and the operator use nothing', () => {
  const iam = iamWith(statements);

  iam.decide({ caller: worker, access: send.access[0]! });
  iam.authorize({ ...send, caller: { kind: 'operator' } });
  expect(() => iam.authorize({ caller: worker, access: [{ action: 'sns:Publish', resource: '*' }] })).toThrow(
    /explicit deny/,
  );

  expect(iam.unusedGrants().used).toEqual([]);
});

test('grants of services that are not emulated are only counted', () => {
  expect(iamWith(statements).unusedGrants().notEmulated).toBe(1);
});

test('a resource policy is a grant too, held by whom it lets in', () => {
  const grant = {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: QUEUE_ARN,
    Principal: { Service: 'sns.amazonaws.com' },
  };
  const iam = iamWith([], { more: queuePolicy(grant) });
  expect(iam.unusedGrants().unused).toMatchObject([{ kind: 'resource', holder: 'sns.amazonaws.com' }]);

  iam.authorize({
    ...send,
    caller: { kind: 'aws-service', principal: 'sns.amazonaws.com', sourceArn: TOPIC_ARN },
  });

  expect(iam.unusedGrants().unused).toEqual([]);
});

test('several processes add to one file, each grant once, and the report reads it', () => {
  const grantsFile = join(directory, 'grants.jsonl');
  const [first, second] = [iamWith(statements, { grantsFile }), iamWith(statements, { grantsFile })];

  for (let call = 0; call < 3; call += 1) first.authorize(send);
  second.authorize({ caller: worker, access: [{ action: 'sqs:DeleteMessage', resource: QUEUE_ARN }] });

  expect(readFileSync(grantsFile, 'utf8').split('\n')).toHaveLength(3);
  expect(readGrantReport(grantsFile, deploymentWith(statements))).toMatchObject({
    unused: [],
    notEmulated: 1,
  });
});

test('a missing file, a torn line and a line of an older template count for nothing', () => {
  const torn = join(directory, 'torn.jsonl');
  appendFileSync(torn, '{"grant":"of another template"}\n{"gra');

  expect(readGrantReport(torn, deploymentWith(statements)).unused).toHaveLength(2);
  expect(readGrantReport(join(directory, 'missing'), deploymentWith(statements)).unused).toHaveLength(2);
});
