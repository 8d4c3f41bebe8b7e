import { existsSync, readFileSync } from 'node:fs';
import type { Deployment } from '../template/deployment.ts';
import { allGrants, grantReport, type GrantReport } from './grants.ts';
import { loadPolicies } from './policies.ts';
import { isObject } from './policy-document.ts';

/**
 * What several processes used of the template's grants, from the file named by ALONGSIDE_GRANTS_FILE. A missing file
 * means that nothing was used; lines of a template since changed count for nothing.
 */
export function readGrantReport(file: string, deployment: Deployment): GrantReport {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // A process that was killed may leave its last line torn.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const used = lines.filter((line) => line !== '').map((line) => grantOf(JSON.parse(line)));
  // Conditions decide nothing in a report, so no key is unknown to it.
  return grantReport(allGrants(loadPolicies(deployment, () => true)), new Set(used));
}

const grantOf = (line: unknown): string => (isObject(line) ? String(line['grant']) : '');
