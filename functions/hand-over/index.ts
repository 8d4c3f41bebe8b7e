import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { handOver } from './handler.ts';

export const handler = defineFunction({
  name: 'hand-over',
  env: z.object(outboxPart.env),
  build: (env, platform) => handOver({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
