import { loadTemplates, type LoadedDeployment } from '#local/template/load-templates';

/** One stack `app` with these resources, and more sections where the test is about them. */
const load = (resources: unknown, more: Record<string, unknown> = {}): LoadedDeployment =>
  loadTemplates({ templates: { app: { Resources: resources, ...more } }, port: 4000 });

/** What a template value resolves to, shown as a queue's property. */
function resolved(value: unknown, more: Record<string, unknown> = {}): unknown {
  const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inbound', Probe: value } };
  return load({ Queue: queue, Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } } }, more)
    .resources[0]?.properties['Probe'];
}

describe('intrinsics', () => {
  test.each([
    ['Ref of a topic is its ARN', { Ref: 'Topic' }, 'arn:aws:sns:us-east-1:000000000000:news'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'news'],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Topic.TopicName' }, 'news'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    [
      'Sub with names, attributes and literals',
      { 'Fn::Sub': '${AWS::Partition}/${Topic.TopicName}/${!Kept}' },
      'aws/news/${Kept}',
    ],
    [
      'Sub with a map',
      { 'Fn::Sub': ['${a}${a}', { a: { Ref: 'AWS::URLSuffix' } }] },
      'amazonaws.comamazonaws.com',
    ],
    ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'x,y,z'] }] }, 'y'],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['If takes the true branch', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
    ['If takes the false branch', { 'Fn::If': ['IsRemote', 'yes', 'no'] }, 'no'],
    ['NoValue removes a member', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    ['NoValue removes an element', [1, { 'Fn::If': ['IsRemote', 2, { Ref: 'AWS::NoValue' }] }, 3], [1, 3]],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 7],
    ['a parameter gives its default', { Ref: 'Colour' }, 'green'],
    ['a list parameter is split', { Ref: 'Zones' }, ['a', 'b']],
    [
      'other objects are left alone',
      { StringEquals: { Condition: 'x', Ref2: 1 } },
      { StringEquals: { Condition: 'x', Ref2: 1 } },
    ],
  ])('%s', (_, value, expected) => {
    const more = {
      Parameters: {
        Colour: { Type: 'String', Default: 'green' },
        Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
      },
      Mappings: { Sizes: { 'us-east-1': { small: 7 } } },
      Conditions: {
        IsLocal: {
          'Fn::And': [
            { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
            { 'Fn::Not': [{ Condition: 'IsRemote' }] },
          ],
        },
        IsRemote: { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }] },
      },
    };

    const actual = resolved(value, more);

    expect(actual).toEqual(expected);
  });

  test.each([
    [
      'an unknown intrinsic',
      { 'Fn::Cidr': ['10.0.0.0/16', 2] },
      /stack app, resource Queue, Properties\.Probe\.Fn::Cidr: .*does not know/,
    ],
    ['an intrinsic beside other keys', { 'Fn::Join': ['', []], other: 1 }, /must stand alone/],
    [
      'a dangling Ref',
      { deep: [{ Ref: 'Nobody' }] },
      /Properties\.Probe\.deep\[0\]\.Ref: refers to Nobody, .*Correct the name/,
    ],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Topic', 'Colour'] },
      /Topic \(AWS::SNS::Topic\) has no attribute Colour.*TopicArn/,
    ],
    ['an unknown export', { 'Fn::ImportValue': 'elsewhere' }, /no stack exports elsewhere/],
    ['an unknown condition', { 'Fn::If': ['Never', 1, 2] }, /there is no condition Never/],
    ['a missing map entry', { 'Fn::FindInMap': ['A', 'b', 'c'] }, /no A\.b\.c under Mappings/],
    ['a dynamic reference', '{{resolve:ssm:x}}', /dynamic references/],
    ['a Sub of something that is no text', { 'Fn::Sub': ['${a}', { a: [1] }] }, /a text is needed/],
    ['a Select beyond the end', { 'Fn::Select': [5, ['a']] }, /no element 5/],
  ])('refuses %s', (_, value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });

  test('refuses a parameter without a value, and takes one given at start', () => {
    const template = {
      Parameters: { Stage: { Type: 'String' } },
      Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Stage' } } } },
    };

    const deployment = loadTemplates({ templates: { app: template }, port: 1, stage: 'local' });

    expect(deployment.resources[0]?.attributes['QueueName']).toBe('local');
    expect(() => loadTemplates({ templates: { app: template }, port: 1 })).toThrow(
      /parameter Stage has no value/,
    );
  });
});

describe('names', () => {
  test('a queue has the local URL, an ARN as on AWS, and the name that the template gives', () => {
    const [queue] = load({ Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inbound' } } }).resources;

    expect(queue?.physicalId).toBe('http://127.0.0.1:4000/000000000000/inbound');
    expect(queue?.attributes['Arn']).toBe('arn:aws:sqs:us-east-1:000000000000:inbound');
  });

  test('a resource without a name gets the same one at every start, and no two the same', () => {
    const roles = { A: { Type: 'AWS::IAM::Role' }, B: { Type: 'AWS::IAM::Role' } };

    const [first, second] = [load(roles), load(roles)];

    expect(first.resources.map((r) => r.physicalId)).toEqual(second.resources.map((r) => r.physicalId));
    expect(first.resources[0]?.physicalId).toMatch(/^app-A-[A-Z0-9]{12}$/);
    expect(first.resources[1]?.physicalId).not.toBe(first.resources[0]?.physicalId);
  });

  test('a long generated name is cut to what AWS takes', () => {
    const [role] = load({ [`Role${'x'.repeat(200)}`]: { Type: 'AWS::IAM::Role' } }).resources;

    expect(role?.physicalId).toHaveLength(64);
  });

  test('two resources may not have the same name', () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'same' } };

    expect(() => load({ A: queue, B: queue })).toThrow(/resource B: has the same name as A/);
  });
});

const stack = (own: string, other: string) => ({
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: own } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { Tag: { 'Fn::ImportValue': other } } },
  },
  Outputs: { O: { Value: { Ref: 'Topic' }, Export: { Name: own } } },
});

describe('stacks', () => {
  const data = {
    Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'people' } } },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'data:Arn' } } },
  };

  test('one imports what another exports, whatever the order', () => {
    const user = {
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Tag: { 'Fn::ImportValue': 'data:Arn' } } } },
    };

    const deployment = loadTemplates({ templates: { user, data }, port: 1 });

    expect(deployment.resources[0]?.properties['Tag']).toBe(
      'arn:aws:dynamodb:us-east-1:000000000000:table/people',
    );
    expect(deployment.outputs['data']).toEqual({
      Arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/people',
    });
  });

  test('they may not import from each other in a circle', () => {
    const load2 = () => loadTemplates({ templates: { one: stack('a', 'b'), two: stack('b', 'a') }, port: 1 });

    expect(load2).toThrow(/circle: one → two → one/);
  });
});

describe('resources', () => {
  test('one whose condition does not hold is absent, and may not be referred to', () => {
    const more = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
    const absent = { Type: 'AWS::SNS::Topic', Condition: 'Never' };

    expect(load({ T: absent }, more).resources).toEqual([]);
    expect(() =>
      load({ T: absent, Q: { Type: 'AWS::SQS::Queue', Properties: { Tag: { Ref: 'T' } } } }, more),
    ).toThrow(/condition Never leaves out/);
  });

  test('a circle of references names its chain', () => {
    const circle = {
      A: { Type: 'AWS::SQS::Queue', Properties: { Tag: { Ref: 'B' } } },
      B: { Type: 'AWS::SNS::Topic', Properties: { Tag: { 'Fn::GetAtt': ['C', 'Arn'] } } },
      C: { Type: 'AWS::SQS::Queue', DependsOn: ['A'] },
    };

    expect(() => load(circle)).toThrow(/app\.A → app\.B → app\.C → app\.A/);
  });

  test('a name that depends on itself names its chain', () => {
    const names = {
      A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'B' } } },
      B: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'A' } } },
    };

    expect(() => load(names)).toThrow(/name depends on itself: B → A → B/);
  });

  test('a type without local meaning is one line with the reason', () => {
    const { notEmulated, resources } = load({
      L1: { Type: 'AWS::Logs::LogGroup' },
      L2: { Type: 'AWS::Logs::LogGroup' },
      Q: { Type: 'AWS::SQS::Queue' },
    });

    expect(notEmulated).toEqual([
      'not emulated: AWS::Logs::LogGroup (2): log lines go to functions.log in the data folder',
    ]);
    expect(resources).toHaveLength(3);
  });

  test('a key that encrypts is one such line, and one that signs is none', () => {
    const encrypting = load({ K: { Type: 'AWS::KMS::Key' } });
    const signing = load({
      K: { Type: 'AWS::KMS::Key', Properties: { KeyUsage: 'GENERATE_VERIFY_MAC', KeySpec: 'HMAC_256' } },
      A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/links', TargetKeyId: { Ref: 'K' } } },
    });

    expect(encrypting.notEmulated).toEqual([
      'not emulated: AWS::KMS::Key (1): data on this machine is not encrypted by keys',
    ]);
    expect(signing.notEmulated).toEqual([]);
  });

  test('an unknown type is refused with what to do', () => {
    expect(() => load({ X: { Type: 'AWS::EC2::Instance' } })).toThrow(
      /stack app, resource X, Type: .*AWS::EC2::Instance.*resource-types\.ts/,
    );
  });
});

const machine = (properties: unknown) =>
  load({ M: { Type: 'AWS::StepFunctions::StateMachine', Properties: properties } }).resources[0]?.properties[
    'DefinitionString'
  ];

describe('state machines', () => {
  test('placeholders are filled in, in a text and in an object', () => {
    const DefinitionSubstitutions = { Ask: { 'Fn::Sub': 'arn:${AWS::Region}' } };

    expect(machine({ DefinitionString: '{"R":"${Ask}"}', DefinitionSubstitutions })).toBe(
      '{"R":"arn:us-east-1"}',
    );
    expect(machine({ Definition: { R: '${Ask}' }, DefinitionSubstitutions })).toBe('{"R":"arn:us-east-1"}');
  });

  test("JSONata's own ${…} is left alone", () => {
    const definition = '{"Output":"{% items${name: value} %}"}';

    expect(machine({ DefinitionString: definition })).toBe(definition);
  });

  test('a placeholder left over is refused by name', () => {
    expect(() =>
      machine({ DefinitionString: '{"R":"${Akk}"}', DefinitionSubstitutions: { Ask: 'x' } }),
    ).toThrow(/resource M, Properties\.DefinitionString: \$\{Akk\} is not filled in \(given: Ask\)/);
  });

  test('a definition in S3 is refused', () => {
    expect(() => machine({ DefinitionS3Location: { Bucket: 'b' } })).toThrow(/DefinitionBody\.fromString/);
  });
});

describe('malformed templates', () => {
  test.each([
    ['a text instead of an object', 'hello', /stack app: the template is not a JSON object/],
    ['no Resources', { Outputs: {} }, /stack app, Resources: is missing/],
    ['a resource without a type', { Resources: { A: {} } }, /stack app, resource A, Type: is missing/],
    ['a resource that is a text', { Resources: { A: 'x' } }, /resource A: is not an object/],
    [
      'properties that are a list',
      { Resources: { A: { Type: 'AWS::SQS::Queue', Properties: [] } } },
      /resource A, Properties: is not an object/,
    ],
    [
      'a DependsOn to nobody',
      { Resources: { A: { Type: 'AWS::SQS::Queue', DependsOn: 'B' } } },
      /resource A, DependsOn: there is no resource B/,
    ],
    [
      'a transform',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: {} },
      /Transform: transforms run only on AWS/,
    ],
    [
      'an output to nobody',
      { Resources: {}, Outputs: { O: { Value: { Ref: 'X' } } } },
      /Outputs\.O\.Value\.Ref: refers to X/,
    ],
  ])('%s', (_, template, message) => {
    expect(() => loadTemplates({ templates: { app: template }, port: 1 })).toThrow(message);
  });
});
