import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const GRANTS = '.alongside/test/grants.jsonl';

/**
 * Jest's global setup of each project that runs the template: synthesizes it once for all, and collects which IAM
 * grants the tests use (`npm run grants` reads them).
 */
export default function synthesizeOnce() {
  if (process.env.ALONGSIDE_GRANTS_FILE === GRANTS) return;
  process.env.ALONGSIDE_GRANTS_FILE = GRANTS;
  // Alongside runs on Node 20 locally until the SDK's own deadline; one line per test file says nothing new.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  rmSync(GRANTS, { force: true });
  execFileSync(process.execPath, ['--import', 'tsx', 'test/support/write-templates.ts'], {
    stdio: 'inherit',
  });
}
