import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { nudgeCheckIn } from './handler.ts';

export const handler = defineFunction({
  name: 'nudge-check-in',
  env: z.object(outboxPart.env),
  build: (env, platform) =>
    nudgeCheckIn({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
