import { functionFolders, permissionsOf, type FunctionFolder } from '#infra/permissions';
import type { DefinedFunction } from '#shared/runtime/define-function';
import { outboundEvent, smsEvent } from '#test/support/builders';
import { aContext } from '#test/support/lambda-context';
import { jsonError, stubAws } from '#test/support/stub-aws';
import { testClock } from '#test/support/test-clock';

/** What every function is given, whether it reads it or not. */
const platform = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIDTEST',
  AWS_SECRET_ACCESS_KEY: 'test',
  TIME_ZONE: 'America/New_York',
};
const queue = 'https://sqs.us-east-1.amazonaws.com/000000000000/alongside-test';
const arn = 'arn:aws:sqs:us-east-1:000000000000:alongside-test';

/** The variables that go with a function's permissions, as infra/function-environment.ts gives them. */
function environmentOf(folder: FunctionFolder): Record<string, string> {
  const permitted = permissionsOf(folder);
  return {
    TABLE_NAME: 'alongside-test-data',
    STAGE: 'test',
    ...((folder === 'handle-api-request' || folder === 'sweep-check-ins') && {
      TIME_ZONE: 'America/New_York',
    }),
    ...(permitted.plans && {
      TEXT_QUEUE_URL: `${queue}-text`,
      TEXT_QUEUE_ARN: `${arn}-text`,
      EMAIL_QUEUE_URL: `${queue}-email`,
      EMAIL_QUEUE_ARN: `${arn}-email`,
      SCHEDULER_ROLE_ARN: 'arn:aws:iam::000000000000:role/alongside-test-scheduler',
      SCHEDULE_GROUP: 'alongside-test-messages',
    }),
    ...((permitted.starts ?? permitted.watches) && {
      STATE_MACHINE_ARN_PREFIX: 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-test-',
    }),
    ...(permitted.sendsTexts && { SUPPORT_PHONE: '+1 202 555 0198' }),
    ...(permitted.sendsEmail && {
      MAIL_FROM: 'alongside@example.org',
      COORDINATOR_EMAIL: 'coordinator@example.org',
    }),
    ...((permitted.signsLinks ?? permitted.verifiesLinks) && {
      LINK_KEY_ID: 'alias/alongside-test-links',
      PUBLIC_URL: 'https://alongside.example.org',
    }),
  };
}

const step = { checkInId: 'p-ana001-c001', participantId: 'p-ana001', taskToken: 'token-1' };
const loop = { participantId: 'p-ana001', execution: 'p-ana001-weekly-check-in-1' };

/** Those of the core, each with an event that makes it call the database. */
const events: Partial<Record<FunctionFolder, unknown>> = {
  'ask-check-in': step,
  'nudge-check-in': step,
  'close-check-in': step,
  'hand-over': { checkInId: step.checkInId, reason: 'missed' },
  'plan-check-in': loop,
  'await-check-in': { ...loop, taskToken: 'token-1' },
  'receive-sms': smsEvent({ body: '4' }),
  'send-text': outboundEvent('p-ana001_c001-wellbeing'),
  'send-email': outboundEvent('coordinator_t-1'),
  'sweep-check-ins': {},
};

const handlerOf = async (folder: FunctionFolder): Promise<DefinedFunction<unknown>> => {
  const module = (await import(`../../../functions/${folder}/index.ts`)) as {
    handler: DefinedFunction<unknown>;
  };
  return module.handler;
};

describe('each function as it is wired for AWS', () => {
  it.each(functionFolders)('%s names each variable that is missing', async (folder) => {
    const handler = await handlerOf(folder);
    const environment = environmentOf(folder);

    for (const variable of Object.keys(environment)) {
      const without = { ...platform, ...environment, [variable]: undefined };
      const invoke = handler.withPlatform({
        environment: without,
        clock: testClock(),
        sink: () => undefined,
      });

      await expect(invoke({}, aContext())).rejects.toThrow(variable);
    }
  });

  it.each(Object.entries(events))(
    '%s calls the endpoint of its environment and reports a missing grant',
    async (folder, event) => {
      const handler = await handlerOf(folder as FunctionFolder);
      const stub = await stubAws();
      stub.answerWith({ status: 400, body: jsonError('AccessDeniedException') });
      const lines: string[] = [];
      const environment = {
        ...platform,
        ...environmentOf(folder as FunctionFolder),
        AWS_ENDPOINT_URL: stub.aws.endpoint,
      };
      const sink = (line: string) => void lines.push(line);
      const invoke = handler.withPlatform({ environment, clock: testClock(), sink });

      const result: unknown = await invoke(event, aContext()).catch((error: unknown) => error);
      await stub.close();

      expect(stub.requests[0]?.target).toMatch(/^DynamoDB_20120810\./);
      // Thrown, or given back to the queue.
      expect(`${String(result)} ${JSON.stringify(result)}`).toMatch(
        /Permanent|Transient|batchItemFailures":\[\{/,
      );
      expect(lines.join('\n')).not.toContain('2025550101');
    },
  );
});
