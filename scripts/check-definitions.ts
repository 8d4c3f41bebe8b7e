import { fileURLToPath } from 'node:url';
import { lintAllDefinitions } from '#infra/definitions/lint-all';
import { describeFinding } from '#infra/definitions/lint-definition';

// npm run check:definitions: prints what is wrong with the files of workflows/, one line each, and then fails.
const findings = lintAllDefinitions(fileURLToPath(new URL('..', import.meta.url)));
for (const finding of findings) process.stderr.write(`${describeFinding(finding)}\n`);
if (findings.length > 0) process.exitCode = 1;
