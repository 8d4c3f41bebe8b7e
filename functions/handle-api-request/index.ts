import * as z from 'zod';
import { sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import { dynamoStores } from '#shared/adapters/aws/stores';
import { defineFunction } from '#shared/runtime/define-function';
import { serviceEnvironment, stateMachineArn } from '#shared/runtime/environment';
import { handleApiRequest } from './handler.ts';

export const handler = defineFunction({
  name: 'handle-api-request',
  env: z.object({ ...serviceEnvironment, CHECK_IN_STATE_MACHINE_ARN: stateMachineArn }),
  build: (env, { aws, ...platform }) =>
    handleApiRequest({
      ...dynamoStores(env.TABLE_NAME, aws),
      ...platform,
      workflows: sfnWorkflows(aws, env.CHECK_IN_STATE_MACHINE_ARN),
    }),
});
