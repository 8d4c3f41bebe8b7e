import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart } from '../basis.ts';
import { standDown } from './handler.ts';

export const handler = defineFunction({
  name: 'stand-down',
  env: z.object(outboxPart.env),
  build: (env, platform) => standDown(outboxPart.build(env, platform)),
});
