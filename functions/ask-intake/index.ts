import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { askIntake } from './handler.ts';

export const handler = defineFunction({
  name: 'ask-intake',
  env: z.object(outboxPart.env),
  build: (env, platform) => askIntake({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
