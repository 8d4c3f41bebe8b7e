import { DefaultStackSynthesizer, type IStackSynthesizer, type StackProps } from 'aws-cdk-lib';
import { physicalName, type Settings } from './settings.ts';

/** How every stack is named (`alongside-<stage>-<name>`), tagged and synthesized: the same for any account and region. */
export const stackProps = (settings: Settings, name: string, description: string): StackProps => ({
  stackName: physicalName(settings, name),
  description,
  // The rule would put a parameter into every template; `cdk deploy` checks the bootstrap version anyway.
  // Under exactOptionalPropertyTypes CDK's own class does not fit CDK's own interface.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
  terminationProtection: settings.removal === 'retain',
  tags: { application: 'alongside', stage: settings.stage },
});
