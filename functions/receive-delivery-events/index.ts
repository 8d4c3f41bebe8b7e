import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { outboxPart, stepsPart } from '../basis.ts';
import { receiveDeliveryEvents } from './handler.ts';

export const handler = defineFunction({
  name: 'receive-delivery-events',
  env: z.object(outboxPart.env),
  build: (env, platform) =>
    receiveDeliveryEvents({ ...outboxPart.build(env, platform), ...stepsPart.build(platform) }),
});
