import { existsSync } from 'node:fs';
import { synthesize } from '#infra/synthesize';
import { readGrantReport } from '#local/iam/grant-report';
import { loadTemplates } from '#local/template/load-templates';

const FILE = '.alongside/test/grants.jsonl';
const HELP = `Lists the IAM grants of the template that no test ever used: candidates for removal, or for a test.

  npm test && npm run grants
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else if (!existsSync(FILE)) {
  process.stderr.write('No test run has been recorded yet: run npm test first.\n');
  process.exitCode = 1;
} else {
  const deployment = loadTemplates({ templates: synthesize({ stage: 'local' }).templates, port: 0 });
  const { used, unused, notEmulated } = readGrantReport(FILE, deployment);
  for (const { holder, action, resource } of unused)
    process.stdout.write(`never used: ${holder}: ${action} on ${resource}\n`);
  process.stdout.write(
    `${used.length} grants used, ${unused.length} never, ${notEmulated} of services that do not run here\n`,
  );
}
