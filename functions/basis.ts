import type * as z from 'zod';
import { dynamoRecords } from '#shared/adapters/aws/dynamo-records';
import { kmsLinkSigner } from '#shared/adapters/aws/kms-link-signer';
import { sfnWaitingSteps, sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import { sqsOutboundQueue } from '#shared/adapters/aws/sqs-outbound-queue';
import {
  linkEnvironment,
  outboundEnvironment,
  serviceEnvironment,
  workflowEnvironment,
} from '#shared/runtime/environment';
import type { Platform } from '#shared/runtime/platform';
import { linkWriter } from '#shared/steps/link-writer';
import { outbox } from '#shared/steps/outbox';
import { taskDesk } from '#shared/steps/task-desk';

// What the functions are made of, each part with the variables that it needs. `index.ts` takes the parts that its
// permissions in infra/permissions.ts give it.

/** Every function: what is kept, and where it runs. */
export const recordsPart = {
  env: serviceEnvironment,
  build: (env: z.infer<z.ZodObject<typeof serviceEnvironment>>, { aws, ...platform }: Platform) => ({
    ...platform,
    records: dynamoRecords(env.TABLE_NAME, aws),
  }),
};

/** Those that let waiting steps go on. */
export const stepsPart = {
  build: ({ aws }: Platform) => ({ steps: sfnWaitingSteps(aws) }),
};

/** Those that plan messages and bring things to people. */
export const outboxPart = {
  env: { ...serviceEnvironment, ...outboundEnvironment },
  build(
    env: z.infer<z.ZodObject<typeof serviceEnvironment & typeof outboundEnvironment>>,
    platform: Platform,
  ) {
    const basis = recordsPart.build(env, platform);
    const queue = sqsOutboundQueue(platform.aws, {
      text: { url: env.TEXT_QUEUE_URL, arn: env.TEXT_QUEUE_ARN },
      email: { url: env.EMAIL_QUEUE_URL, arn: env.EMAIL_QUEUE_ARN },
      schedulerRoleArn: env.SCHEDULER_ROLE_ARN,
      scheduleGroup: env.SCHEDULE_GROUP,
    });
    const box = outbox({ ...basis, queue });
    return { ...basis, queue, outbox: box, desk: taskDesk({ ...basis, outbox: box }) };
  },
};

/** Those that start or look at executions. */
export const workflowsPart = {
  env: workflowEnvironment,
  build: (env: z.infer<z.ZodObject<typeof workflowEnvironment>>, { aws }: Platform) => ({
    workflows: sfnWorkflows(aws, env.STATE_MACHINE_ARN_PREFIX),
  }),
};

/** Those that write or read links that act without a login. */
export const linksPart = {
  env: linkEnvironment,
  build(env: z.infer<z.ZodObject<typeof linkEnvironment>>, { aws }: Platform) {
    const signer = kmsLinkSigner(aws, env.LINK_KEY_ID);
    return { signer, links: linkWriter(signer, env.PUBLIC_URL) };
  },
};
