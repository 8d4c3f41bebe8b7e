import { startCloud, type Cloud } from '#local/cloud';
import { branches } from '#local/step-functions/lifecycle';
import { encodeToken } from '#local/step-functions/token';
import { sesMailer } from '#shared/adapters/aws/ses-mailer';
import { sfnWaitingSteps, sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import { snsMessenger } from '#shared/adapters/aws/sns-messenger';
import { dynamoStores } from '#shared/adapters/aws/stores';
import type { AwsClientConfig } from '#shared/runtime/platform';
import { participantStoreContract } from '#test/support/contracts/participant-store';
import { mailerContract, messengerContract } from '#test/support/contracts/providers';
import { taskStoreContract } from '#test/support/contracts/task-store';
import { workflowsContract } from '#test/support/contracts/workflows';
import { START, theTemplates } from '#test/support/world';

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
  async function aCloud(): Promise<Cloud> {
    const cloud = await startCloud({
      templates: theTemplates(),
      startAt: START,
      loadFunction: async () => async () => ({}),
      report: () => undefined,
    });
    open.push(cloud);
    return cloud;
  }

  participantStoreContract(async () => dynamoStores(...tableFor(await aCloud(), 'handle-api-request')));
  taskStoreContract(async () => dynamoStores(...tableFor(await aCloud(), 'handle-api-request')));

  messengerContract(async () => {
    const cloud = await aCloud();
    const port = snsMessenger(awsOf(cloud, 'ask-check-in'), undefined);
    return { port, arrived: async () => cloud.sms.outbox().map(({ to, body }) => ({ to, body })) };
  });

  mailerContract(async () => {
    const cloud = await aCloud();
    const port = sesMailer(awsOf(cloud, 'hand-over'), 'alongside@example.org');
    const arrived = async () =>
      cloud.ses.mailbox().map(({ to, subject, text, html }) => ({
        to: to.join(),
        subject,
        text: text ?? '',
        html: html ?? '',
      }));
    return { port, arrived };
  });

  workflowsContract(async () => {
    const cloud = await aCloud();
    const sweep = awsOf(cloud, 'sweep-check-ins');
    const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-local-check-in';
    const starting = sfnWorkflows(awsOf(cloud, 'handle-api-request'), machine);
    const watching = sfnWorkflows(sweep, machine);
    const executionOf = (checkInId: string) =>
      cloud.stepFunctions.runs().find(({ execution }) => execution.name === checkInId)?.execution;
    return {
      workflows: { startCheckIn: starting.startCheckIn, statusOf: watching.statusOf },
      steps: sfnWaitingSteps(awsOf(cloud, 'receive-sms')),
      tokenOf: async (checkInId) => {
        await cloud.clock.settle();
        const execution = executionOf(checkInId);
        const task =
          execution && [...branches(execution.root)].find((branch) => branch.task !== undefined)?.task;
        if (execution === undefined || task?.tokenNonce === undefined)
          throw new Error('the execution waits for no token');
        return encodeToken({ executionArn: execution.arn, taskId: task.taskId, nonce: task.tokenNonce });
      },
      end: async (checkInId) => {
        await cloud.clock.settle();
        const input = { executionArn: executionOf(checkInId)?.arn };
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

/** The AWS settings of a function as it has them on the embedded cloud: its own role's key. */
function awsOf(cloud: Cloud, folder: string): AwsClientConfig {
  const found = cloud.deployment
    .ofType('AWS::Lambda::Function')
    .find(({ metadata }) => metadata['alongside:folder'] === folder);
  const credentials = cloud.iam.accessKeys.credentialsOf(String(found?.properties['Role']));
  return { region: 'us-east-1', endpoint: cloud.url, credentials };
}

function tableFor(cloud: Cloud, folder: string): [tableName: string, aws: AwsClientConfig] {
  return [cloud.deployment.ofType('AWS::DynamoDB::Table')[0]?.physicalId ?? '', awsOf(cloud, folder)];
}
