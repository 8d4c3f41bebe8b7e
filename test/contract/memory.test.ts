import { memoryMailer, memoryMessenger } from '#shared/adapters/memory/providers';
import { memoryStores } from '#shared/adapters/memory/stores';
import { memoryWorkflows } from '#shared/adapters/memory/workflows';
import { checkInStoreContract } from '#test/support/contracts/check-in-store';
import { inboundTextStoreContract } from '#test/support/contracts/inbound-text-store';
import { messageLedgerContract } from '#test/support/contracts/message-ledger';
import { participantStoreContract } from '#test/support/contracts/participant-store';
import { mailerContract, messengerContract } from '#test/support/contracts/providers';
import { taskStoreContract } from '#test/support/contracts/task-store';
import { workflowsContract } from '#test/support/contracts/workflows';

const stores = async () => memoryStores();

describe('the ports in memory', () => {
  participantStoreContract(stores);
  checkInStoreContract(stores);
  inboundTextStoreContract(stores);
  messageLedgerContract(stores);
  taskStoreContract(stores);

  messengerContract(async () => {
    const { messenger, sent } = memoryMessenger();
    return { port: messenger, arrived: async () => sent };
  });
  mailerContract(async () => {
    const { mailer, sent } = memoryMailer();
    return { port: mailer, arrived: async () => sent };
  });
  workflowsContract(async () => {
    const { workflows, steps, executions, wait } = memoryWorkflows();
    return {
      workflows,
      steps,
      tokenOf: async (checkInId) => wait(`token-of-${checkInId}`),
      end: async (checkInId) => void executions.set(checkInId, 'ended'),
    };
  });
});
