import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { awaitOffer } from './handler.ts';

export const handler = defineFunction({
  name: 'await-offer',
  env: z.object(outboxPart.env),
  build: (env, platform) => awaitOffer({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
