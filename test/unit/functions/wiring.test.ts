import { handler as askCheckIn } from '#functions/ask-check-in/index';
import { handler as closeCheckIn } from '#functions/close-check-in/index';
import { handler as handOver } from '#functions/hand-over/index';
import { handler as handleApiRequest } from '#functions/handle-api-request/index';
import { handler as nudgeCheckIn } from '#functions/nudge-check-in/index';
import { handler as receiveSms } from '#functions/receive-sms/index';
import { handler as sweepCheckIns } from '#functions/sweep-check-ins/index';
import { smsEvent } from '#test/support/builders';
import { aContext } from '#test/support/lambda-context';
import { jsonError, stubAws } from '#test/support/stub-aws';
import { testClock } from '#test/support/test-clock';

const platform = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'test' };
const service = { TABLE_NAME: 'alongside-test-data', STAGE: 'test' };
const stateMachine = {
  CHECK_IN_STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-test-check-in',
};
const mail = { MAIL_FROM: 'alongside@example.org', COORDINATOR_EMAIL: 'coordinator@example.org' };

const step = { checkInId: 'p-ana001-c001', taskToken: 'token-1' };
const httpEvent = {
  routeKey: 'GET /tasks',
  requestContext: { authorizer: { jwt: { claims: { sub: 'user-1', 'cognito:groups': '[coordinator]' } } } },
};

const functions = [
  { name: 'ask-check-in', handler: askCheckIn, environment: { ...service }, event: step },
  {
    name: 'nudge-check-in',
    handler: nudgeCheckIn,
    environment: { ...service, ORIGINATION_NUMBER: '+12025550199' },
    event: step,
  },
  { name: 'close-check-in', handler: closeCheckIn, environment: { ...service }, event: step },
  {
    name: 'hand-over',
    handler: handOver,
    environment: { ...service, ...mail },
    event: { ...step, reason: 'missed' },
  },
  { name: 'receive-sms', handler: receiveSms, environment: { ...service }, event: smsEvent({ body: '4' }) },
  {
    name: 'handle-api-request',
    handler: handleApiRequest,
    environment: { ...service, ...stateMachine },
    event: httpEvent,
  },
  {
    name: 'sweep-check-ins',
    handler: sweepCheckIns,
    environment: { ...service, ...stateMachine, ...mail },
    event: {},
  },
] as const;

describe('each function as it is wired for AWS', () => {
  it.each(functions)('$name names each variable that is missing', async ({ handler, environment, event }) => {
    for (const variable of Object.keys(environment).filter((key) => key !== 'ORIGINATION_NUMBER')) {
      const without = { ...platform, ...environment, [variable]: undefined };
      const invoke = handler.withPlatform({
        environment: without,
        clock: testClock(),
        sink: () => undefined,
      });

      await expect(invoke(event, aContext())).rejects.toThrow(variable);
    }
  });

  it.each(functions)(
    '$name calls the endpoint of its environment and reports a missing grant',
    async ({ handler, environment, event }) => {
      const stub = await stubAws();
      stub.answerWith({ status: 400, body: jsonError('AccessDeniedException') });
      const lines: string[] = [];
      const invoke = handler.withPlatform({
        environment: { ...platform, ...environment, AWS_ENDPOINT_URL: stub.aws.endpoint },
        clock: testClock(),
        sink: (line) => void lines.push(line),
      });

      const result: unknown = await invoke(event, aContext()).catch((error: unknown) => error);
      await stub.close();

      expect(stub.requests[0]?.target).toMatch(/^DynamoDB_20120810\./);
      // Thrown, or answered as 422, or given back to the queue.
      expect(`${String(result)} ${JSON.stringify(result)}`).toMatch(/Permanent|422|batchItemFailures":\[\{/);
      expect(lines.join('\n')).not.toContain('2025550101');
    },
  );
});
