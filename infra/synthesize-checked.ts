import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings } from './acknowledgements.ts';
import { buildApp } from './build-app.ts';

/**
 * Synthesizes the bundled app to where the CDK CLI wants it, and holds it against the AwsSolutions rules on the way: a
 * finding that nobody has acknowledged is an error. The in-process synthesis of `npm start` does without this.
 */
export function synthesizeChecked(): void {
  const app = buildApp({ bundling: 'esbuild' });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  acknowledgeFindings(app);
  app.synth();
}
