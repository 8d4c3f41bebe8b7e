import * as z from 'zod';
import { sfnWaitingSteps } from '#shared/adapters/aws/sfn-workflows';
import { dynamoStores } from '#shared/adapters/aws/stores';
import { defineFunction } from '#shared/runtime/define-function';
import { serviceEnvironment } from '#shared/runtime/environment';
import { receiveSms } from './handler.ts';

export const handler = defineFunction({
  name: 'receive-sms',
  env: z.object(serviceEnvironment),
  build: (env, { aws, ...platform }) =>
    receiveSms({ ...dynamoStores(env.TABLE_NAME, aws), ...platform, steps: sfnWaitingSteps(aws) }),
});
