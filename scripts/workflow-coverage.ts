import { existsSync, readFileSync } from 'node:fs';
import { parseDefinition } from '#infra/definitions/definition';
import { coverageReport, coverageTable, readVisits } from './coverage-report.ts';
import { workflowFiles } from './workflow-files.ts';

const FILE = '.alongside/test/workflow-coverage.jsonl';
const HELP = `Shows which states and transitions of workflows/ the last run of the workflow tests visited.
Exits 1 when one was never visited. --brief leaves out which, and judges nothing.

  npm test -- --selectProjects workflows && npm run workflows:coverage
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else {
  const definitions = [...workflowFiles('.')].map(([name, text]) => [name, parseDefinition(text)] as const);
  const visits = readVisits(existsSync(FILE) ? readFileSync(FILE, 'utf8') : '', {
    folder: '/test/workflows/',
    prefix: 'alongside-local-',
  });
  const report = coverageReport(new Map(definitions), visits);
  const brief = process.argv.includes('--brief');
  process.stdout.write(`\n${coverageTable(report, { brief })}\n`);
  if (!brief && !report.complete) {
    process.stderr.write('Not every path of the state machines is visited by a workflow test.\n');
    process.exitCode = 1;
  }
}
