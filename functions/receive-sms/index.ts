import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart, workflowsPart } from '../basis.ts';
import { receiveSms } from './handler.ts';

export const handler = defineFunction({
  name: 'receive-sms',
  env: z.object({ ...outboxPart.env, ...workflowsPart.env }),
  build: (env, platform) =>
    receiveSms({
      ...outboxPart.build(env, platform),
      ...stepsPart.build(platform),
      ...workflowsPart.build(env, platform),
    }),
});
