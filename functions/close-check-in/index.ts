import * as z from 'zod';
import { dynamoStores } from '#shared/adapters/aws/stores';
import { defineFunction } from '#shared/runtime/define-function';
import { serviceEnvironment } from '#shared/runtime/environment';
import { closeCheckIn } from './handler.ts';

export const handler = defineFunction({
  name: 'close-check-in',
  env: z.object(serviceEnvironment),
  build: (env, { aws, clock }) => closeCheckIn({ ...dynamoStores(env.TABLE_NAME, aws), clock }),
});
