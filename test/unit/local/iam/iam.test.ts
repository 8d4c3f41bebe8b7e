import type { Access, Caller } from '#local/aws-service';
import { createIam, type Iam } from '#local/iam/iam';
import { unknownAccessKey } from '#local/iam/denied';
import {
  deploymentWith,
  iamWith,
  QUEUE_ARN,
  queuePolicy,
  ROLE_ARN,
  TOPIC_ARN,
  trust,
} from './policies-template.ts';

const worker: Caller = { kind: 'role', roleArn: ROLE_ARN };
const send: Access = { action: 'sqs:SendMessage', resource: QUEUE_ARN };
const allowSend = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE_ARN };

/** Whether the worker, with these statements, may do it. */
const may = (statements: readonly unknown[], access: Access = send) =>
  iamWith(statements).decide({ caller: worker, access }).allowed;

function refusal(iam: Iam, access: Access, caller: Caller = worker): unknown {
  try {
    iam.authorize({ caller, access: [access] });
  } catch (error) {
    return error;
  }
  return 'allowed';
}

const statement = (Action: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

describe("a role's own policies", () => {
  test('allow what they name and nothing else', () => {
    expect(may([allowSend])).toBe(true);
    expect(may([])).toBe(false);
    expect(may([allowSend], { ...send, action: 'sqs:DeleteMessage' })).toBe(false);
    expect(may([allowSend], { ...send, resource: `${QUEUE_ARN}-other` })).toBe(false);
  });

  test('an explicit deny wins over any allow', () => {
    expect(
      may([
        { ...allowSend, Resource: '*' },
        { ...allowSend, Effect: 'Deny' },
      ]),
    ).toBe(false);
    expect(may([allowSend, { ...allowSend, Effect: 'Deny', Resource: `${QUEUE_ARN}-other` }])).toBe(true);
  });

  test.each([
    ['actions without regard to case', { Action: 'SQS:sendmessage' }, true],
    ['a wildcard in the action', { Action: 'sqs:Send*' }, true],
    ['a question mark for one character', { Action: 'sqs:SendMessag?' }, true],
    ['a question mark not for none', { Action: 'sqs:SendMessage?' }, false],
    ['every action', { Action: '*' }, true],
    ['NotAction allows the others', { Action: undefined, NotAction: 'sqs:Delete*' }, true],
    ['NotAction leaves out what it names', { Action: undefined, NotAction: 'sqs:*' }, false],
    ['a wildcard at the end of the resource', { Resource: 'arn:aws:sqs:us-east-1:000000000000:in*' }, true],
    ['a wildcard in region and account', { Resource: 'arn:aws:sqs:*:*:inbound' }, true],
    ['resources are case-sensitive', { Resource: QUEUE_ARN.replace('inbound', 'Inbound') }, false],
    ['a wildcard does not reach over a colon', { Resource: 'arn:aws:sqs:us-east-1:*:*:inbound' }, false],
    ['a dot is a dot', { Resource: 'arn:aws:sqs:us-east-1:000000000000:inb.und' }, false],
    ['NotResource allows the others', { Resource: undefined, NotResource: `${QUEUE_ARN}-dlq` }, true],
    ['NotResource leaves out what it names', { Resource: undefined, NotResource: QUEUE_ARN }, false],
    ['one of several resources', { Resource: [TOPIC_ARN, QUEUE_ARN] }, true],
  ])('match %s', (_, change, expected) => {
    expect(may([{ ...allowSend, ...change }])).toBe(expected);
  });

  test('a deny on every topic does not hit a publish to a phone number', () => {
    const iam = iamWith([
      { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' },
      { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:*' },
    ]);

    expect(iam.decide({ caller: worker, access: { action: 'sns:Publish', resource: '*' } }).allowed).toBe(
      true,
    );
    expect(
      iam.decide({ caller: worker, access: { action: 'sns:Publish', resource: TOPIC_ARN } }).allowed,
    ).toBe(false);
  });

  test('come from attached policies and managed policies as well', () => {
    const iam = iamWith([], {
      more: {
        Attached: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'p',
            Roles: [{ Ref: 'Worker' }],
            PolicyDocument: statement('sqs:SendMessage'),
          },
        },
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: statement('sns:Publish') },
        },
        Other: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'other',
            AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
            ManagedPolicyArns: [
              { Ref: 'Managed' },
              'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole',
              'arn:aws:iam::aws:policy/AdministratorAccess',
            ],
          },
        },
      },
    });
    const other: Caller = { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/other' };

    expect(iam.decide({ caller: worker, access: send }).allowed).toBe(true);
    expect(iam.decide({ caller: other, access: send }).allowed).toBe(false);
    expect(
      iam.decide({ caller: other, access: { action: 'sns:Publish', resource: TOPIC_ARN } }).allowed,
    ).toBe(true);
    expect(iam.decide({ caller: other, access: { ...send, action: 'sqs:DeleteMessage' } }).allowed).toBe(
      true,
    );
    expect(iam.notEmulated).toEqual([expect.stringContaining('AdministratorAccess of role other')]);
  });

  test('a role that is not in the template may do nothing', () => {
    const stranger: Caller = { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/stranger' };

    expect(iamWith([allowSend]).decide({ caller: stranger, access: send }).allowed).toBe(false);
  });

  test('the operator of this machine may do everything', () => {
    expect(iamWith([]).decide({ caller: { kind: 'operator' }, access: send }).allowed).toBe(true);
  });
});

const grant = (AWS: string) => ({ ...allowSend, Principal: { AWS } });

const route = (path: string): Caller => ({
  kind: 'aws-service',
  principal: 'apigateway.amazonaws.com',
  sourceArn: `arn:aws:execute-api:us-east-1:000000000000:api1/$default/GET/${path}`,
});

describe('resource policies', () => {
  const fromTopic: Caller = { kind: 'aws-service', principal: 'sns.amazonaws.com', sourceArn: TOPIC_ARN };
  const allowTopic = {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: QUEUE_ARN,
    Principal: { Service: 'sns.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': TOPIC_ARN } },
  };

  test('let the named service in, from the named source only', () => {
    const iam = iamWith([], { more: queuePolicy(allowTopic) });

    expect(iam.decide({ caller: fromTopic, access: send }).allowed).toBe(true);
    expect(iam.decide({ caller: { ...fromTopic, sourceArn: `${TOPIC_ARN}x` }, access: send }).allowed).toBe(
      false,
    );
    expect(
      iam.decide({ caller: { ...fromTopic, principal: 'ses.amazonaws.com' }, access: send }).allowed,
    ).toBe(false);
    expect(iam.decide({ caller: worker, access: send }).allowed).toBe(false);
  });

  test('a service without a policy is refused, in words of the resource', () => {
    expect(refusal(iamWith([]), send, fromTopic)).toMatchObject({
      message: expect.stringMatching(/^User: sns\.amazonaws\.com .* because no resource-based policy allows/),
    });
  });

  test('naming the role lets it in; naming the account only delegates', () => {
    const decided = (AWS: string) =>
      iamWith([], { more: queuePolicy(grant(AWS)) }).decide({ caller: worker, access: send }).allowed;

    expect(decided(ROLE_ARN)).toBe(true);
    expect(decided('*')).toBe(true);
    expect(decided('arn:aws:iam::000000000000:root')).toBe(false);
    expect(decided('arn:aws:iam::000000000000:role/other')).toBe(false);
  });

  test('a deny without TLS does not hit this port, a deny of everybody does', () => {
    const deny = { ...allowSend, Effect: 'Deny', Action: 'sqs:*', Principal: { AWS: '*' } };
    const insecure = { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

    expect(
      iamWith([allowSend], { more: queuePolicy(insecure) }).decide({ caller: worker, access: send }).allowed,
    ).toBe(true);
    expect(
      iamWith([allowSend], { more: queuePolicy(deny) }).decide({ caller: worker, access: send }),
    ).toMatchObject({
      allowed: false,
      reason: 'explicit deny',
      where: 'resource-based',
    });
  });

  test('a Lambda permission lets its principal invoke, from its source', () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:answer';
    const iam = iamWith([], {
      more: {
        Answer: {
          Type: 'AWS::Lambda::Function',
          Properties: { FunctionName: 'answer', Role: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
        },
        Permission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            FunctionName: { 'Fn::GetAtt': ['Answer', 'Arn'] },
            Action: 'lambda:InvokeFunction',
            Principal: 'apigateway.amazonaws.com',
            SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:api1/*/*/tasks',
          },
        },
      },
    });
    const invoke: Access = { action: 'lambda:InvokeFunction', resource: arn };

    expect(iam.decide({ caller: route('tasks'), access: invoke }).allowed).toBe(true);
    expect(iam.decide({ caller: route('people'), access: invoke }).allowed).toBe(false);
  });
});

describe('refusals', () => {
  test.each([
    ['sqs:SendMessage', 'AccessDenied', 403],
    ['sns:Publish', 'AuthorizationError', 403],
    ['dynamodb:GetItem', 'AccessDeniedException', 400],
    ['states:StartExecution', 'AccessDeniedException', 400],
    ['ses:SendEmail', 'AccessDeniedException', 403],
    ['lambda:InvokeFunction', 'AccessDeniedException', 403],
  ])('%s is refused as %s', (action, code, status) => {
    expect(refusal(iamWith([]), { action, resource: 'arn:x' })).toMatchObject({ code, status });
  });

  test('say who, what, on what and why, as AWS does', () => {
    const who = 'User: arn:aws:sts::000000000000:assumed-role/worker/alongside is not authorized to perform:';
    const denied = iamWith([{ ...allowSend, Effect: 'Deny' }]);

    expect(refusal(iamWith([]), send)).toHaveProperty(
      'message',
      `${who} sqs:SendMessage on resource: ${QUEUE_ARN} because no identity-based policy allows the sqs:SendMessage action`,
    );
    expect(refusal(denied, send)).toHaveProperty(
      'message',
      `${who} sqs:SendMessage on resource: ${QUEUE_ARN} with an explicit deny in an identity-based policy`,
    );
  });

  test('one refused access of several refuses the call', () => {
    const iam = iamWith([allowSend]);

    expect(() => iam.authorize({ caller: worker, access: [send] })).not.toThrow();
    expect(() =>
      iam.authorize({ caller: worker, access: [send, { ...send, action: 'sqs:DeleteMessage' }] }),
    ).toThrow(/sqs:DeleteMessage/);
  });

  test('passing a role is refused in the name of the called service', () => {
    const pass = { action: 'iam:PassRole', resource: ROLE_ARN };

    expect(() => iamWith([]).authorize({ caller: worker, access: [pass], service: 'sns' })).toThrow(
      expect.objectContaining({ code: 'AuthorizationError' }),
    );
  });

  test('an unknown key is refused as each service does', () => {
    expect(unknownAccessKey('dynamodb')).toMatchObject({ code: 'UnrecognizedClientException', status: 400 });
    expect(unknownAccessKey('sns')).toMatchObject({ code: 'InvalidClientTokenId', status: 403 });
  });
});

describe('access keys', () => {
  test('lead to their role, and are the same at every start', () => {
    const [first, second] = [iamWith([]).accessKeys, iamWith([]).accessKeys];

    const { accessKeyId, secretAccessKey } = first.credentialsOf(ROLE_ARN);

    expect(second.credentialsOf(ROLE_ARN)).toEqual({ accessKeyId, secretAccessKey });
    expect(second.callerOf(accessKeyId)).toEqual(worker);
    expect(accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  });

  test('the operator has its own; nobody has others', () => {
    const { accessKeys } = iamWith([]);

    expect(accessKeys.callerOf(accessKeys.operator.accessKeyId)).toEqual({ kind: 'operator' });
    expect(accessKeys.callerOf('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
    expect(() => accessKeys.credentialsOf('arn:aws:iam::000000000000:role/nobody')).toThrow(
      /not in the templates/,
    );
  });
});

const scheduled = (principal: string, condition?: unknown) => ({
  Runner: {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'runner', AssumeRolePolicyDocument: trust(principal, condition) },
  },
  Schedule: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: { Name: 's', Target: { RoleArn: { 'Fn::GetAtt': ['Runner', 'Arn'] } } },
  },
});

describe('trust', () => {
  test('a service may assume a role that trusts it, and no other', () => {
    const iam = iamWith([]);

    expect(iam.mayAssume({ roleArn: ROLE_ARN, service: 'lambda.amazonaws.com' })).toBe(true);
    expect(iam.mayAssume({ roleArn: ROLE_ARN, service: 'states.amazonaws.com' })).toBe(false);
    expect(
      iam.mayAssume({ roleArn: 'arn:aws:iam::000000000000:role/none', service: 'lambda.amazonaws.com' }),
    ).toBe(false);
  });

  test('a schedule whose role does not trust the scheduler does not start', () => {
    const account = { StringEquals: { 'aws:SourceAccount': '000000000000' } };

    expect(() => iamWith([], { more: scheduled('scheduler.amazonaws.com', account) })).not.toThrow();
    expect(() => iamWith([], { more: scheduled('lambda.amazonaws.com') })).toThrow(
      /app\/Schedule: its role .* does not let scheduler\.amazonaws\.com assume it/,
    );
  });

  test('a function whose role is not in the template does not start', () => {
    const lost = {
      F: { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::000000000000:role/lost' } },
    };

    expect(() => iamWith([], { more: lost })).toThrow(/app\/F: its role .*lost is not in the templates/);
  });
});

describe('policies that cannot be evaluated', () => {
  test.each([
    [
      'an unknown operator',
      { Condition: { IpAddress: { 'aws:SourceAccount': '1' } } },
      /operator IpAddress is not known/,
    ],
    [
      'an unknown condition key',
      { Condition: { StringEquals: { 'aws:SourceIp': '1' } } },
      /key aws:SourceIp is not known/,
    ],
    [
      'a policy variable',
      { Resource: 'arn:aws:sqs:us-east-1:000000000000:${aws:username}' },
      /policy variables/,
    ],
    ['a resource that is no ARN', { Resource: 'inbound' }, /inbound is not a resource/],
    ['an action that is none', { Action: 'SendMessage' }, /SendMessage is not an action/],
    ['an unknown element', { Actions: 'x' }, /Actions is not known/],
    ['no effect', { Effect: undefined }, /Effect must be/],
    ['Action and NotAction', { NotAction: 'sqs:*' }, /both Action and NotAction/],
    ['no resource', { Resource: undefined }, /neither Resource/],
    ['a principal', { Principal: '*' }, /an identity policy has no Principal/],
  ])('%s stops the start', (_, change, message) => {
    expect(() => iamWith([{ ...allowSend, ...change }])).toThrow(message);
  });

  test('conditions on services that nobody calls here are no matter', () => {
    const kms = {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringLike: { 'kms:ViaService': 'x' } },
    };

    expect(() => iamWith([kms])).not.toThrow();
    expect(() => iamWith([{ ...kms, Action: undefined, NotAction: 'kms:*' }])).toThrow(
      /kms:ViaService is not known/,
    );
  });

  test('a policy of a role or queue that does not exist stops the start', () => {
    const document = { Statement: [] };

    expect(() =>
      iamWith([], {
        more: { P: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['x'], PolicyDocument: document } } },
      }),
    ).toThrow(/app\/P: role x is not in the templates/);
    expect(() =>
      iamWith([], {
        more: {
          P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['x'], PolicyDocument: document } },
        },
      }),
    ).toThrow(/app\/P: queue x is not in the templates/);
  });
});

describe("a key's policy", () => {
  const KEY_ARN = 'arn:aws:kms:us-east-1:000000000000:key/';
  const account = { AWS: 'arn:aws:iam::000000000000:root' };
  const allowMac = { Effect: 'Allow', Action: 'kms:GenerateMac', Resource: '*' };

  function keyWith(statements: readonly unknown[], policy?: readonly unknown[], more: object = {}) {
    const Key = {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyUsage: 'GENERATE_VERIFY_MAC',
        KeySpec: 'HMAC_256',
        ...(policy !== undefined && { KeyPolicy: { Statement: policy } }),
        ...more,
      },
    };
    const deployment = deploymentWith(statements, { Key });
    const arn = deployment.ofType('AWS::KMS::Key')[0]?.attributes['Arn'] ?? '';
    expect(arn).toMatch(KEY_ARN);
    return { iam: createIam({ deployment }), access: { action: 'kms:GenerateMac', resource: arn } };
  }

  test('leaves the rights to the roles where there is none, as AWS makes one', () => {
    const { iam, access } = keyWith([allowMac]);
    const without = keyWith([]);

    expect(refusal(iam, access)).toBe('allowed');
    expect(refusal(without.iam, without.access)).toMatchObject({
      code: 'AccessDeniedException',
      status: 400,
    });
  });

  test('counts alone where it does not delegate: a role’s own policy gives nothing then', () => {
    const other = { ...allowMac, Principal: { AWS: ROLE_ARN.replace('worker', 'other') } };
    const { iam, access } = keyWith([allowMac], [other]);

    expect(refusal(iam, access)).toMatchObject({
      message: expect.stringContaining('because no resource-based policy allows the kms:GenerateMac action'),
    });
  });

  test('delegates only what it says', () => {
    const { iam, access } = keyWith(
      [{ ...allowMac, Action: 'kms:*' }],
      [{ ...allowMac, Action: 'kms:VerifyMac', Principal: account }],
    );

    expect(refusal(iam, { ...access, action: 'kms:VerifyMac' })).toBe('allowed');
    expect(refusal(iam, access)).toMatchObject({ code: 'AccessDeniedException' });
  });

  test('may let a role in by itself, and may keep it out whatever it has', () => {
    const lets = keyWith([], [{ ...allowMac, Principal: { AWS: ROLE_ARN } }]);
    const keeps = keyWith(
      [allowMac],
      [
        { ...allowMac, Action: 'kms:*', Principal: account },
        { ...allowMac, Effect: 'Deny', Principal: { AWS: ROLE_ARN } },
      ],
    );

    expect(refusal(lets.iam, lets.access)).toBe('allowed');
    expect(refusal(keeps.iam, keeps.access)).toMatchObject({
      message: expect.stringContaining('explicit deny'),
    });
  });

  test('is asked with the algorithm, and refused at start with a key that requests do not carry', () => {
    const conditional = (Condition: unknown) => ({ ...allowMac, Condition });
    const { iam, access } = keyWith([conditional({ StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } })]);
    const context = { 'kms:MacAlgorithm': 'HMAC_SHA_512' };

    expect(refusal(iam, { ...access, context })).toMatchObject({ code: 'AccessDeniedException' });
    expect(refusal(iam, { ...access, context: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } })).toBe('allowed');
    expect(() => keyWith([conditional({ StringEquals: { 'kms:ViaService': 'x' } })])).toThrow(
      /kms:ViaService/,
    );
  });

  test('of a key that encrypts decides nothing and is not looked at', () => {
    const odd = { ...allowMac, Principal: account, Condition: { Nonsense: { 'kms:Unknown': 'x' } } };
    const encrypting = { KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'SYMMETRIC_DEFAULT' };

    expect(() => keyWith([], [odd], encrypting)).not.toThrow();
  });

  test('is no grant that somebody could leave unused; what it delegates is', () => {
    const { iam, access } = keyWith([allowMac, { ...allowMac, Action: 'kms:Decrypt' }]);
    const before = iam.unusedGrants();

    iam.authorize({ caller: worker, access: [access] });

    expect(before.unused.map(({ action }) => action)).toEqual(['kms:GenerateMac']);
    expect(iam.unusedGrants()).toMatchObject({
      unused: [],
      used: [{ action: 'kms:GenerateMac' }],
      notEmulated: 1,
    });
  });
});
