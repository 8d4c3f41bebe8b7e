import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, workflowsPart } from '../basis.ts';
import { beginPairing } from './handler.ts';

export const handler = defineFunction({
  name: 'begin-pairing',
  env: z.object({ ...outboxPart.env, ...workflowsPart.env }),
  build: (env, platform) =>
    beginPairing({ ...outboxPart.build(env, platform), ...workflowsPart.build(env, platform) }),
});
