import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart } from '../basis.ts';
import { sendDigests } from './handler.ts';

export const handler = defineFunction({
  name: 'send-digests',
  env: z.object(outboxPart.env),
  build: (env, platform) => sendDigests(outboxPart.build(env, platform)),
});
