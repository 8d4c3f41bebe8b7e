import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { recordsPart } from '../basis.ts';
import { offerCouple } from './handler.ts';

export const handler = defineFunction({
  name: 'offer-couple',
  env: z.object(recordsPart.env),
  build: (env, platform) => offerCouple(recordsPart.build(env, platform)),
});
