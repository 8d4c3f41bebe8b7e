import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { startCloud } from '#local/cloud';
import { aWorld, theTemplates, type CloudTemplate, type World } from '#test/support/world';

const quiet = { report: () => undefined, logSink: () => undefined };

describe('a template that cannot run', () => {
  it.each([
    ['that is no object', () => 'Resources: {}', /template.*object/i],
    ['without resources', () => ({}), /Resources/],
    ['with a resource without a type', () => ({ Resources: { Thing: { Properties: {} } } }), /Thing.*Type/],
    [
      'with a resource that it does not know',
      () => ({ Resources: { Thing: { Type: 'AWS::Braket::QuantumTask', Properties: {} } } }),
      /Thing.*AWS::Braket::QuantumTask/,
    ],
    [
      'with an intrinsic that it does not know',
      () => ({
        Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Cidr': [] } } } },
      }),
      /Queue.*Fn::Cidr/s,
    ],
    [
      'with a reference to nothing',
      () => ({
        Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Nobody' } } } },
      }),
      /Queue.*Nobody/s,
    ],
  ])('is refused when it is one %s', async (_what, template, message) => {
    await expect(startCloud({ templates: { bad: template() }, ...quiet })).rejects.toThrow(message);
  });

  it('is refused when a state machine has a placeholder that nothing fills', async () => {
    const templates = theTemplates();
    edit(templates, 'AWS::StepFunctions::StateMachine', ({ Properties }) => {
      Properties['DefinitionSubstitutions'] = {};
    });

    await expect(startCloud({ templates, ...quiet })).rejects.toThrow(/\$\{AskIntake\} is not filled in/);
  });

  it('is refused when a state machine has invalid JSONata, naming state and field', async () => {
    const templates = theTemplates();
    edit(templates, 'AWS::StepFunctions::StateMachine', ({ Properties }) => {
      Properties['DefinitionString'] = String(Properties['DefinitionString']).replace(
        "$outcome = 'missed'",
        "$outcome = 'missed",
      );
    });

    await expect(startCloud({ templates, ...quiet })).rejects.toThrow(
      /Did a reply come at the last moment\?.*Condition/s,
    );
  });
});

describe('a busy port', () => {
  it('is named, with what to do', async () => {
    const first = await startCloud({ templates: theTemplates(), ...quiet });
    const port = Number(new URL(first.url).port);

    await expect(startCloud({ templates: theTemplates(), port, ...quiet })).rejects.toThrow(
      `Port ${port} is in use: stop the other program, or choose another port, e.g. PORT=${port + 1} npm start`,
    );
    await first.stop();
  });
});

describe('bad input to a running cloud', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.cloud.stop());

  it('answers a call that the caller’s role does not allow with AccessDeniedException, naming the action', async () => {
    const role = [...world.cloud.deployment.ofType('AWS::Lambda::Function')].find(
      ({ metadata }) => metadata['alongside:folder'] === 'close-check-in',
    )?.properties['Role'];
    const credentials = world.cloud.iam.accessKeys.credentialsOf(String(role));
    const states = new SFNClient({
      endpoint: world.cloud.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-local-check-in';

    const denied = await states
      .send(new StartExecutionCommand({ stateMachineArn }))
      .catch((error: unknown) => error);

    expect(denied).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('states:StartExecution'),
    });
  });

  it('answers a key that nobody has with UnrecognizedClientException', async () => {
    const credentials = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'none' };
    const states = new SFNClient({
      endpoint: world.cloud.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });

    const refused = await states
      .send(new StartExecutionCommand({ stateMachineArn: 'arn:x' }))
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('refuses a message of 2 MB, naming the limit', async () => {
    const credentials = world.cloud.iam.accessKeys.operator;
    const sqs = new SQSClient({
      endpoint: world.cloud.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    const QueueUrl = `${world.cloud.url}/000000000000/alongside-local-inbound-sms`;

    const refused = await sqs
      .send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(2 * 1024 * 1024) }))
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringMatching(/1048576|1 MiB/),
    });
  });

  it('refuses an execution input over 256 KiB', async () => {
    const credentials = world.cloud.iam.accessKeys.operator;
    const states = new SFNClient({
      endpoint: world.cloud.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-local-check-in';
    const input = JSON.stringify({ checkInId: 'x'.repeat(300_000) });

    const refused = await states
      .send(new StartExecutionCommand({ stateMachineArn, input }))
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({ name: 'InvalidExecutionInput' });
  });

  it('answers a body of 2 MB to the HTTP API with 413 and a body that is not JSON with 400', async () => {
    const large = await world.api('POST', '/couples', JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }));
    const garbled = await world.api('POST', '/couples', '{"name": ');

    expect(large).toMatchObject({ status: 413, body: { title: expect.any(String), status: 413 } });
    expect(garbled).toMatchObject({
      status: 400,
      body: { status: 400, errors: [{ field: 'body', message: 'must be JSON' }] },
    });
  });

  it('names every bad field of a couple', async () => {
    const answer = await world.api('POST', '/couples', { name: '', phone: '12', language: 'fr' });

    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toEqual(
      expect.arrayContaining(['language', 'name', 'timeZone']),
    );
  });

  it('answers an AWS request whose body is not JSON with SerializationException', async () => {
    const response = await fetch(world.cloud.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${world.cloud.iam.accessKeys.operator.accessKeyId}/20261124/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0`,
        'x-amz-target': 'AWSStepFunctions.StartExecution',
      },
      body: '{"stateMachineArn"',
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  it('says that a service or an operation is not run here', async () => {
    const operator = { kind: 'operator' } as const;

    await expect(
      world.cloud.calls.call({ caller: operator, service: 'states', operation: 'CreateActivity', input: {} }),
    ).rejects.toThrow(/CreateActivity/);
    await expect(
      world.cloud.calls.call({ caller: operator, service: 'braket', operation: 'CreateJob', input: {} }),
    ).rejects.toThrow(/braket/);
  });
});

function edit(
  templates: Record<string, CloudTemplate>,
  type: string,
  change: (resource: CloudTemplate['Resources'][string]) => void,
): void {
  for (const { Resources } of Object.values(templates)) {
    for (const resource of Object.values(Resources)) if (resource.Type === type) change(resource);
  }
}
