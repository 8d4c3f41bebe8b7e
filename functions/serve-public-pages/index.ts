import * as z from 'zod';
import { defineFunction } from '#shared/runtime/define-function';
import { textEnvironment } from '#shared/runtime/environment';
import { linksPart, outboxPart, stepsPart, workflowsPart } from '../basis.ts';
import { servePublicPages } from './handler.ts';

export const handler = defineFunction({
  name: 'serve-public-pages',
  env: z.object({ ...outboxPart.env, ...workflowsPart.env, ...linksPart.env, ...textEnvironment }),
  build: (env, platform) =>
    servePublicPages({
      ...outboxPart.build(env, platform),
      ...stepsPart.build(platform),
      ...workflowsPart.build(env, platform),
      ...linksPart.build(env, platform),
      stage: env.STAGE,
      programme: { programmeName: env.PROGRAMME_NAME, supportPhone: env.SUPPORT_PHONE },
    }),
});
