import * as z from 'zod';
import { sesMailer } from '#shared/adapters/aws/ses-mailer';
import { defineFunction } from '#shared/runtime/define-function';
import { emailEnvironment } from '#shared/runtime/environment';
import { linksPart, outboxPart } from '../basis.ts';
import { sendEmail } from './handler.ts';

export const handler = defineFunction({
  name: 'send-email',
  env: z.object({ ...outboxPart.env, ...linksPart.env, ...emailEnvironment }),
  build: (env, platform) =>
    sendEmail({
      ...outboxPart.build(env, platform),
      ...linksPart.build(env, platform),
      mailer: sesMailer(platform.aws, env.MAIL_FROM),
      programme: {
        programmeName: env.PROGRAMME_NAME,
        coordinatorEmail: env.COORDINATOR_EMAIL,
        coordinatorLanguage: env.COORDINATOR_LANGUAGE,
        consoleUrl: env.CONSOLE_URL,
      },
    }),
});
