import { Template } from 'aws-cdk-lib/assertions';
import { synthesize, type SynthesizeOptions } from '#infra/synthesize';

/** The stacks of a stage, by their short names. */
export function stacksOf(
  options: SynthesizeOptions,
): Record<'data' | 'observability' | 'messaging' | 'workflows' | 'api', Template> {
  const { templates } = synthesize(options);
  const stack = (name: string): Template => {
    const template = templates[`alongside-${options.stage}-${name}`];
    if (template === undefined) throw new Error(`there is no stack ${name}`);
    return Template.fromJSON(template);
  };
  return {
    data: stack('data'),
    observability: stack('observability'),
    messaging: stack('messaging'),
    workflows: stack('workflows'),
    api: stack('api'),
  };
}

/** The settings that a kept stage needs. */
export const keptStage = {
  stage: 'production',
  context: {
    mailFrom: 'hello@programme.example',
    coordinatorEmail: 'team@programme.example',
    consoleUrl: 'https://programme.example/',
    supportPhone: '+12025550198',
  },
};
