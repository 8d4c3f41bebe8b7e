import * as z from 'zod';
import { snsMessenger } from '#shared/adapters/aws/sns-messenger';
import { sfnWaitingSteps } from '#shared/adapters/aws/sfn-workflows';
import { dynamoStores } from '#shared/adapters/aws/stores';
import { PhoneNumber } from '#shared/contracts/ids';
import { defineFunction } from '#shared/runtime/define-function';
import { programmeName, serviceEnvironment } from '#shared/runtime/environment';
import { textGate } from '#shared/steps/send-gate';
import { askCheckIn } from './handler.ts';

export const handler = defineFunction({
  name: 'ask-check-in',
  env: z.object({
    ...serviceEnvironment,
    ORIGINATION_NUMBER: PhoneNumber.optional(),
    PROGRAMME_NAME: programmeName,
  }),
  build: (env, { aws, ...platform }) => {
    const stores = dynamoStores(env.TABLE_NAME, aws);
    const messenger = snsMessenger(aws, env.ORIGINATION_NUMBER);
    return askCheckIn({
      ...stores,
      ...platform,
      steps: sfnWaitingSteps(aws),
      gate: textGate({ ...stores, ...platform, messenger, programmeName: env.PROGRAMME_NAME }),
    });
  },
});
