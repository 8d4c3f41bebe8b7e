import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const GRANTS = '.alongside/test/grants.jsonl';
const COVERAGE = '.alongside/test/workflow-coverage.jsonl';

/**
 * Jest's global setup of each project that runs the template: synthesizes it once for all, and collects which IAM
 * grants the tests use (`npm run grants` reads them) and what they visit of the state machines.
 */
export default function synthesizeOnce() {
  if (process.env.ALONGSIDE_GRANTS_FILE === GRANTS) return;
  process.env.ALONGSIDE_GRANTS_FILE = GRANTS;
  process.env.ALONGSIDE_COVERAGE_FILE = COVERAGE;
  // Alongside runs on Node 20 locally until the SDK's own deadline; one line per test file says nothing new.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  for (const file of [GRANTS, COVERAGE]) rmSync(file, { force: true });
  execFileSync(process.execPath, ['--import', 'tsx', 'test/support/write-templates.ts'], {
    stdio: 'inherit',
  });
}
