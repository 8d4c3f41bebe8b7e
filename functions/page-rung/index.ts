import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { pageRung } from './handler.ts';

export const handler = defineFunction({
  name: 'page-rung',
  env: z.object(outboxPart.env),
  build: (env, platform) => pageRung({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
