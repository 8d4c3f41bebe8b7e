import * as z from 'zod';
import { sesMailer } from '#shared/adapters/aws/ses-mailer';
import { sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import { dynamoStores } from '#shared/adapters/aws/stores';
import { defineFunction } from '#shared/runtime/define-function';
import { noticeEnvironment, serviceEnvironment, stateMachineArn } from '#shared/runtime/environment';
import { handOverDesk } from '#shared/steps/hand-over-desk';
import { noticeGate } from '#shared/steps/send-gate';
import { sweepCheckIns } from './handler.ts';

export const handler = defineFunction({
  name: 'sweep-check-ins',
  env: z.object({
    ...serviceEnvironment,
    ...noticeEnvironment,
    CHECK_IN_STATE_MACHINE_ARN: stateMachineArn,
  }),
  build: (env, { aws, ...platform }) => {
    const stores = dynamoStores(env.TABLE_NAME, aws);
    const gate = noticeGate({
      ...stores,
      ...platform,
      mailer: sesMailer(aws, env.MAIL_FROM),
      coordinatorEmail: env.COORDINATOR_EMAIL,
    });
    const desk = handOverDesk({
      ...stores,
      ...platform,
      gate,
      programmeName: env.PROGRAMME_NAME,
      consoleUrl: env.CONSOLE_URL,
    });
    const workflows = sfnWorkflows(aws, env.CHECK_IN_STATE_MACHINE_ARN);
    return sweepCheckIns({ ...stores, ...platform, workflows, desk });
  },
});
