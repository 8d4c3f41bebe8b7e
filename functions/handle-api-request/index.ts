import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { programmeEnvironment } from '#shared/runtime/environment';
import { outboxPart, stepsPart, workflowsPart } from '../basis.ts';
import { handleApiRequest } from './handler.ts';

export const handler = defineFunction({
  name: 'handle-api-request',
  env: z.object({ ...outboxPart.env, ...workflowsPart.env, ...programmeEnvironment }),
  build: (env, platform) =>
    handleApiRequest({
      ...outboxPart.build(env, platform),
      ...stepsPart.build(platform),
      ...workflowsPart.build(env, platform),
      timeZone: env.TIME_ZONE,
      stage: env.STAGE,
    }),
});
