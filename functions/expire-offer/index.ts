import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { recordsPart, stepsPart } from '../basis.ts';
import { expireOffer } from './handler.ts';

export const handler = defineFunction({
  name: 'expire-offer',
  env: z.object(recordsPart.env),
  build: (env, platform) =>
    expireOffer({ ...recordsPart.build(env, platform), ...stepsPart.build(platform) }),
});
