import { memoryLinkSigner } from '#shared/adapters/memory/link-signer';
import { memoryOutboundQueue } from '#shared/adapters/memory/outbound-queue';
import { memoryMailer, memoryMessenger } from '#shared/adapters/memory/providers';
import { memoryRecords } from '#shared/adapters/memory/memory-records';
import { memoryWorkflows } from '#shared/adapters/memory/workflows';
import { monday } from '#test/support/builders';
import { linkSignerContract } from '#test/support/contracts/link-signer';
import { outboundQueueContract } from '#test/support/contracts/outbound-queue';
import { mailerContract, messengerContract } from '#test/support/contracts/providers';
import { recordsContract } from '#test/support/contracts/records';
import { workflowsContract } from '#test/support/contracts/workflows';

describe('the ports in memory', () => {
  recordsContract(async () => memoryRecords());

  messengerContract(async () => {
    const { messenger, sent } = memoryMessenger();
    return { port: messenger, arrived: async () => sent };
  });
  mailerContract(async () => {
    const { mailer, sent } = memoryMailer();
    return { port: mailer, arrived: async () => sent };
  });
  linkSignerContract(async () => {
    const key = Buffer.alloc(32, 'k');
    return {
      signer: memoryLinkSigner(key),
      sameKey: memoryLinkSigner(key),
      otherKey: memoryLinkSigner(),
    };
  });
  outboundQueueContract(async () => {
    let now = monday;
    const { queue, take } = memoryOutboundQueue({ now: () => now });
    const taken: { messageId: string; channel: 'text' | 'email' }[] = [];
    const of = (channel: 'text' | 'email') =>
      taken.filter((one) => one.channel === channel).map(({ messageId }) => messageId);
    return {
      queue,
      now: () => now,
      advance: async (ms) => void (now = new Date(now.getTime() + ms)),
      arrived: async () => {
        taken.push(...take(now));
        return { text: of('text'), email: of('email') };
      },
    };
  });
  workflowsContract(async () => {
    const { workflows, steps, executions, wait } = memoryWorkflows();
    return {
      workflows,
      steps,
      tokenOf: async (name) => wait(`token-of-${name}`),
      end: async (name) => void executions.set(`check-in:${name}`, 'ended'),
    };
  });
});
