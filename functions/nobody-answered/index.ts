import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart } from '../basis.ts';
import { nobodyAnswered } from './handler.ts';

export const handler = defineFunction({
  name: 'nobody-answered',
  env: z.object(outboxPart.env),
  build: (env, platform) => nobodyAnswered(outboxPart.build(env, platform)),
});
