import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { planNextCheckIn } from './handler.ts';

export const handler = defineFunction({
  name: 'plan-check-in',
  env: z.object(outboxPart.env),
  build: (env, platform) =>
    planNextCheckIn({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
