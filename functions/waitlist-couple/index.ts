import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { waitlistCouple } from './handler.ts';

export const handler = defineFunction({
  name: 'waitlist-couple',
  env: z.object(outboxPart.env),
  build: (env, platform) =>
    waitlistCouple({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
