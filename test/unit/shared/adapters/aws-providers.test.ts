import { sesMailer } from '#shared/adapters/aws/ses-mailer';
import { sfnWaitingSteps, sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import { snsMessenger } from '#shared/adapters/aws/sns-messenger';
import { jsonError, stubAws, xmlError } from '#test/support/stub-aws';

const prefix = 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-test-';
const execution = {
  workflow: 'check-in',
  name: 'p-ana001-c001',
  input: { checkInId: 'p-ana001-c001' },
} as const;
let stub: Awaited<ReturnType<typeof stubAws>>;

beforeEach(async () => {
  stub = await stubAws();
});
afterEach(() => stub.close());

describe('SNS messenger', () => {
  const published =
    '<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>';
  const text = { to: '+12025550101', body: 'Alongside: ¿Qué tal? & more' };

  it('publishes one transactional text to the number, from ours', async () => {
    stub.answerWith({ body: published });

    const delivery = await snsMessenger(stub.aws, '+12025550199').send(text);

    const form = new URLSearchParams(stub.requests[0]?.body);
    expect(delivery).toEqual({ outcome: 'accepted', providerId: 'm-1' });
    expect(form.get('PhoneNumber')).toBe(text.to);
    expect(form.get('Message')).toBe(text.body);
    expect([...form.values()]).toEqual(
      expect.arrayContaining([
        'AWS.SNS.SMS.SMSType',
        'Transactional',
        'AWS.MM.SMS.OriginationNumber',
        '+12025550199',
      ]),
    );
  });

  it.each([
    ['a throttle', { status: 400, body: xmlError('Throttled') }, { outcome: 'refused', retryable: true }],
    ['an opt-out', { status: 400, body: xmlError('OptedOut') }, { outcome: 'refused', optedOut: true }],
    [
      'a wrong number',
      { status: 400, body: xmlError('InvalidParameter') },
      { outcome: 'refused', retryable: false },
    ],
    ['a server error', { status: 500, body: xmlError('InternalError') }, { outcome: 'unknown' }],
    ['a broken connection', { hangUp: true }, { outcome: 'unknown' }],
  ])('asks once and no more after %s', async (_what, answer, expected) => {
    stub.answerWith(answer);

    const delivery = await snsMessenger(stub.aws, undefined).send(text);

    expect(delivery).toMatchObject(expected);
    expect(stub.requests).toHaveLength(1);
  });
});

describe('SES mailer', () => {
  const mail = { to: 'coordinator@example.org', subject: 's', text: 't', html: '<p>h</p>' };

  it('sends one email with both bodies', async () => {
    stub.answerWith({ body: '{"MessageId":"e-1"}' });

    const delivery = await sesMailer(stub.aws, 'alongside@example.org').send(mail);

    expect(delivery).toEqual({ outcome: 'accepted', providerId: 'e-1' });
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toMatchObject({
      FromEmailAddress: 'alongside@example.org',
      Destination: { ToAddresses: [mail.to] },
      Content: {
        Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' }, Html: { Data: '<p>h</p>' } } },
      },
    });
  });

  it('gives our message id as a tag, which comes back with what becomes of it', async () => {
    stub.answerWith({ body: '{"MessageId":"e-1"}' });

    await sesMailer(stub.aws, 'alongside@example.org').send({ ...mail, messageId: 'm-dana01_offer' });

    expect(JSON.parse(stub.requests[0]?.body ?? '')).toMatchObject({
      EmailTags: [{ Name: 'messageId', Value: 'm-dana01_offer' }],
    });
  });

  it('asks once and no more after a server error', async () => {
    stub.answerWith({ status: 503, body: jsonError('ServiceUnavailable') });

    const delivery = await sesMailer(stub.aws, 'alongside@example.org').send(mail);

    expect(delivery).toMatchObject({ outcome: 'unknown' });
    expect(stub.requests).toHaveLength(1);
  });
});

describe('Step Functions workflows', () => {
  it('starts an execution by its name, with ids and nothing else', async () => {
    stub.answerWith({ body: '{"executionArn":"x","startDate":1}' });

    const result = await sfnWorkflows(stub.aws, prefix).start(execution);

    expect(result).toEqual({ outcome: 'started' });
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({
      stateMachineArn: `${prefix}check-in`,
      name: 'p-ana001-c001',
      input: '{"checkInId":"p-ana001-c001"}',
    });
  });

  it('takes an execution that exists for started', async () => {
    stub.answerWith({ status: 400, body: jsonError('ExecutionAlreadyExists') });

    expect(await sfnWorkflows(stub.aws, prefix).start(execution)).toEqual({
      outcome: 'already-started',
    });
  });

  it.each([
    ['RUNNING', 'running'],
    ['PENDING_REDRIVE', 'running'],
    ['SUCCEEDED', 'ended'],
    ['FAILED', 'ended'],
    ['TIMED_OUT', 'ended'],
    ['ABORTED', 'ended'],
  ])('calls %s %s', async (status, expected) => {
    stub.answerWith({ body: JSON.stringify({ status }) });

    expect(await sfnWorkflows(stub.aws, prefix).statusOf('check-in', 'p-ana001-c001')).toBe(expected);
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:alongside-test-check-in:p-ana001-c001',
    });
  });

  it('knows one that was never started', async () => {
    stub.answerWith({ status: 400, body: jsonError('ExecutionDoesNotExist') });

    expect(await sfnWorkflows(stub.aws, prefix).statusOf('check-in', 'p-ana001-c001')).toBe('never-started');
  });

  it('completes a waiting step', async () => {
    const result = await sfnWaitingSteps(stub.aws).complete('token-1', { outcome: 'answered' });

    expect(result).toEqual({ outcome: 'completed' });
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({
      taskToken: 'token-1',
      output: '{"outcome":"answered"}',
    });
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'takes %s for a step that went on',
    async (name) => {
      stub.answerWith({ status: 400, body: jsonError(name) });

      expect(await sfnWaitingSteps(stub.aws).complete('token-1', { outcome: 'answered' })).toEqual({
        outcome: 'gone',
      });
    },
  );

  it('throws what else may happen as ours', async () => {
    stub.answerWith({ status: 400, body: jsonError('AccessDeniedException') });

    await expect(sfnWorkflows(stub.aws, prefix).start(execution)).rejects.toMatchObject({
      name: 'Permanent',
    });
  });
});
