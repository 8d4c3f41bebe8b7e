import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { planIntake } from './handler.ts';

export const handler = defineFunction({
  name: 'plan-intake',
  env: z.object(outboxPart.env),
  build: (env, platform) => planIntake({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
