import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { startCloud, type Cloud } from '#local/cloud';
import { branches } from '#local/step-functions/lifecycle';
import { encodeToken } from '#local/step-functions/token';
import { dynamoRecords } from '#shared/adapters/aws/dynamo-records';
import { sesMailer } from '#shared/adapters/aws/ses-mailer';
import { sfnWaitingSteps, sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import { snsMessenger } from '#shared/adapters/aws/sns-messenger';
import { sqsOutboundQueue } from '#shared/adapters/aws/sqs-outbound-queue';
import type { AwsClientConfig } from '#shared/runtime/platform';
import { put } from '#shared/steps/change-row';
import { aCheckIn, aJourney, aMessage, aParticipant, monday } from '#test/support/builders';
import { outboundQueueContract } from '#test/support/contracts/outbound-queue';
import { mailerContract, messengerContract } from '#test/support/contracts/providers';
import { recordsContract } from '#test/support/contracts/records';
import { workflowsContract } from '#test/support/contracts/workflows';
import { aTask } from '#test/support/rows';
import { awsOf, MACHINES, tableNameOf, theTemplates } from '#test/support/world';

/**
 * The same contracts as in memory, over the real SDK against the embedded cloud, each adapter with the key of a
 * function that uses it: what passes here has the grants it needs, too.
 */
describe('the ports on the embedded cloud', () => {
  const open: Cloud[] = [];
  afterEach(async () => {
    for (const cloud of open.splice(0)) await cloud.stop();
  });

  /** Functions answer nothing, so that an execution waits at its first step for the contract to complete it. */
  async function aCloud(
    onInvoke: (folder: string, event: unknown) => void = () => undefined,
  ): Promise<Cloud> {
    const cloud = await startCloud({
      templates: theTemplates(),
      startAt: monday.getTime(),
      loadFunction: async (folder) => async (event) => {
        onInvoke(folder, event);
        return {};
      },
      report: () => undefined,
    });
    open.push(cloud);
    return cloud;
  }

  const recordsOf = (cloud: Cloud, folder: string) => dynamoRecords(tableNameOf(cloud), awsOf(cloud, folder));

  describe('with the key of the one function that does everything that the port can do', () => {
    let cloud: Cloud;
    beforeAll(async () => {
      cloud = await aCloud();
      open.length = 0;
    });
    afterAll(() => cloud.stop());

    recordsContract(async () => {
      await emptyTable(cloud);
      return recordsOf(cloud, 'handle-api-request');
    });
  });

  describe('records of a function that does less', () => {
    it.each(['ask-check-in', 'plan-check-in', 'close-check-in', 'send-text', 'receive-sms'])(
      '%s writes one row, and two together',
      async (folder) => {
        const records = recordsOf(await aCloud(), folder);

        const outcomes = [
          await records.write([put('participant', aParticipant(), 0)]),
          await records.write([put('journey', aJourney(), 0), put('check-in', aCheckIn(), 0)]),
        ];

        expect(outcomes).toEqual(['written', 'written']);
        expect(await records.get('check-in', 'p-ana001-c001')).toBeDefined();
      },
    );

    it('send-text holds a message against what its decision stood on', async () => {
      const records = recordsOf(await aCloud(), 'send-text');
      await records.write([put('participant', aParticipant(), 0)]);
      const claim = (revision: number) =>
        records.write([
          put('message', aMessage(), 0),
          { unchanged: 'participant', id: 'p-ana001', revision },
        ]);

      expect([await claim(2), await claim(1)]).toEqual(['raced', 'written']);
    });

    it('ask-check-in neither lists nor removes', async () => {
      const records = recordsOf(await aCloud(), 'ask-check-in');
      await records.write([put('task', aTask(), 0)]);

      const refused = [
        records.list('open-tasks', { limit: 1 }),
        records.listOf('check-in', 'p-ana001', { limit: 1 }),
        records.write([{ remove: 'task', id: 't-1', after: 1 }]),
      ];

      for (const one of refused) await expect(one).rejects.toMatchObject({ name: 'Permanent' });
    });
  });

  messengerContract(async () => {
    const cloud = await aCloud();
    const port = snsMessenger(awsOf(cloud, 'send-text'), undefined);
    return { port, arrived: async () => cloud.sms.outbox().map(({ to, body }) => ({ to, body })) };
  });

  mailerContract(async () => {
    const cloud = await aCloud();
    const port = sesMailer(awsOf(cloud, 'send-email'), 'alongside@example.org');
    const arrived = async () =>
      cloud.ses.mailbox().map(({ to, subject, text, html }) => ({
        to: to.join(),
        subject,
        text: text ?? '',
        html: html ?? '',
      }));
    return { port, arrived };
  });

  outboundQueueContract(async () => {
    const arrived = { text: [] as string[], email: [] as string[] };
    const cloud = await aCloud((folder, event) => {
      if (folder !== 'send-text' && folder !== 'send-email') return;
      const { Records } = event as { Records: { body: string }[] };
      arrived[folder === 'send-text' ? 'text' : 'email'].push(...Records.map(({ body }) => body));
    });
    const { variables } = environmentOf(cloud, 'ask-check-in');
    const queue = sqsOutboundQueue(awsOf(cloud, 'ask-check-in'), {
      text: { url: variables['TEXT_QUEUE_URL'] ?? '', arn: variables['TEXT_QUEUE_ARN'] ?? '' },
      email: { url: variables['EMAIL_QUEUE_URL'] ?? '', arn: variables['EMAIL_QUEUE_ARN'] ?? '' },
      schedulerRoleArn: variables['SCHEDULER_ROLE_ARN'] ?? '',
      scheduleGroup: variables['SCHEDULE_GROUP'] ?? '',
    });
    return {
      queue,
      now: () => new Date(cloud.clock.now()),
      advance: async (ms) => {
        await cloud.clock.settle();
        await cloud.clock.advance(ms);
      },
      arrived: async () => {
        await cloud.clock.settle();
        return structuredClone(arrived);
      },
    };
  });

  workflowsContract(async () => {
    const cloud = await aCloud();
    const starting = sfnWorkflows(operatorOf(cloud), MACHINES);
    const watching = sfnWorkflows(awsOf(cloud, 'sweep-check-ins'), MACHINES);
    const executionOf = (name: string) =>
      cloud.stepFunctions.runs().find(({ execution }) => execution.name === name)?.execution;
    return {
      workflows: { start: starting.start, statusOf: watching.statusOf },
      steps: sfnWaitingSteps(awsOf(cloud, 'receive-sms')),
      tokenOf: async (name) => {
        await cloud.clock.settle();
        const execution = executionOf(name);
        const task =
          execution && [...branches(execution.root)].find((branch) => branch.task !== undefined)?.task;
        if (execution === undefined || task?.tokenNonce === undefined)
          throw new Error('the execution waits for no token');
        return encodeToken({ executionArn: execution.arn, taskId: task.taskId, nonce: task.tokenNonce });
      },
      end: async (name) => {
        await cloud.clock.settle();
        const input = { executionArn: executionOf(name)?.arn };
        await cloud.calls.call({
          caller: { kind: 'operator' },
          service: 'states',
          operation: 'StopExecution',
          input,
        });
      },
    };
  });
});

/** Takes every row away: faster than another cloud for each test. */
async function emptyTable(cloud: Cloud): Promise<void> {
  const TableName = tableNameOf(cloud);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(operatorOf(cloud)));
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  for (const { PK, SK } of Items) await client.send(new DeleteCommand({ TableName, Key: { PK, SK } }));
  client.destroy();
}

/** The variables of a function as the template gives them to it. */
function environmentOf(cloud: Cloud, folder: string): { variables: Record<string, string> } {
  const found = cloud.deployment
    .ofType('AWS::Lambda::Function')
    .find(({ metadata }) => metadata['alongside:folder'] === folder);
  const environment = found?.properties['Environment'] as { Variables: Record<string, string> } | undefined;
  return { variables: environment?.Variables ?? {} };
}

/** No function starts the check-in's machine: the loops do. */
const operatorOf = (cloud: Cloud): AwsClientConfig => ({
  region: 'us-east-1',
  endpoint: cloud.url,
  credentials: cloud.iam.accessKeys.operator,
});
