import * as z from 'zod';
import { eumMessenger } from '#shared/adapters/aws/eum-messenger';
import { snsMessenger } from '#shared/adapters/aws/sns-messenger';
import { PhoneNumber } from '#shared/contracts/ids';
import { defineFunction } from '#shared/runtime/define-function';
import { textEnvironment } from '#shared/runtime/environment';
import { linksPart, outboxPart, stepsPart } from '../basis.ts';
import { sendText } from './handler.ts';

export const handler = defineFunction({
  name: 'send-text',
  env: z.object({
    ...outboxPart.env,
    ...linksPart.env,
    ...textEnvironment,
    ORIGINATION_NUMBER: PhoneNumber.optional(),
    /** With it texts leave through End User Messaging, without it through SNS. */
    ORIGINATION_IDENTITY: z.string().optional(),
    TEXT_CONFIGURATION_SET: z.string().optional(),
    TEXTS_PER_SECOND: z.coerce.number().int().min(1).max(100).default(1),
  }),
  build: (env, platform) =>
    sendText({
      ...outboxPart.build(env, platform),
      ...stepsPart.build(platform),
      ...linksPart.build(env, platform),
      messenger:
        env.ORIGINATION_IDENTITY === undefined
          ? snsMessenger(platform.aws, env.ORIGINATION_NUMBER)
          : eumMessenger(platform.aws, {
              originationIdentity: env.ORIGINATION_IDENTITY,
              configurationSetName: env.TEXT_CONFIGURATION_SET,
            }),
      pacing: {
        paceId: env.ORIGINATION_IDENTITY ?? env.ORIGINATION_NUMBER ?? 'any-number',
        perSecond: env.TEXTS_PER_SECOND,
      },
      programme: { programmeName: env.PROGRAMME_NAME, supportPhone: env.SUPPORT_PHONE },
    }),
});
