import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart, workflowsPart } from '../basis.ts';
import { decideIntake } from './handler.ts';

export const handler = defineFunction({
  name: 'decide-intake',
  env: z.object({ ...outboxPart.env, ...workflowsPart.env }),
  build: (env, platform) =>
    decideIntake({
      ...outboxPart.build(env, platform),
      ...stepsPart.build(platform),
      ...workflowsPart.build(env, platform),
    }),
});
