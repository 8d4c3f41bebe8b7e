import * as z from 'zod';
import { sesMailer } from '#shared/adapters/aws/ses-mailer';
import { dynamoStores } from '#shared/adapters/aws/stores';
import { defineFunction } from '#shared/runtime/define-function';
import { noticeEnvironment, serviceEnvironment } from '#shared/runtime/environment';
import { handOverDesk } from '#shared/steps/hand-over-desk';
import { noticeGate } from '#shared/steps/send-gate';
import { handOver } from './handler.ts';

export const handler = defineFunction({
  name: 'hand-over',
  env: z.object({ ...serviceEnvironment, ...noticeEnvironment }),
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
    return handOver({ ...platform, desk });
  },
});
