import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { askCheckIn } from './handler.ts';

export const handler = defineFunction({
  name: 'ask-check-in',
  env: z.object(outboxPart.env),
  build: (env, platform) => askCheckIn({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
