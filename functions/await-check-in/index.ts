import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { recordsPart, stepsPart } from '../basis.ts';
import { awaitCheckIn } from './handler.ts';

export const handler = defineFunction({
  name: 'await-check-in',
  env: z.object(recordsPart.env),
  build: (env, platform) =>
    awaitCheckIn({ ...recordsPart.build(env, platform), ...stepsPart.build(platform) }),
});
