import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { recordsPart } from '../basis.ts';
import { closeCheckIn } from './handler.ts';

export const handler = defineFunction({
  name: 'close-check-in',
  env: z.object(recordsPart.env),
  build: (env, platform) => closeCheckIn(recordsPart.build(env, platform)),
});
