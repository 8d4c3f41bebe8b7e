import type { Crisis, CrisisSeverity } from '../contracts/crisis.ts';
import { crisisIdOf, secondsToAcknowledge } from '../domain/crisis.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import type { Workflows } from '../ports/workflows.ts';
import { Transient } from '../runtime/errors.ts';
import { put } from './change-row.ts';
import { freeCode } from './open-crisis.ts';

export interface StartDrillDeps {
  readonly records: Records;
  readonly clock: Clock;
  readonly workflows: Pick<Workflows, 'start'>;
}

/**
 * Starts a drill: the real ladder with its real times, about nobody. Pages say that it is one, nobody else is texted, and
 * neither a journey nor an alarm hears of it. Safe to repeat: the same submission again is the same drill.
 */
export async function startDrill(
  deps: StartDrillDeps,
  drill: { readonly submissionId: string; readonly severity: CrisisSeverity },
): Promise<Crisis> {
  const crisis = await drillOf(deps, drill);
  const { crisisId, severity } = crisis;
  if (crisis.state === 'open')
    await deps.workflows.start({
      workflow: 'crisis',
      name: crisisId,
      input: { crisisId, waitSeconds: secondsToAcknowledge[severity] },
    });
  return crisis;
}

async function drillOf(
  { records, clock }: StartDrillDeps,
  { submissionId, severity }: { readonly submissionId: string; readonly severity: CrisisSeverity },
): Promise<Crisis> {
  const crisisId = crisisIdOf(`drill-${submissionId}`);
  const same = await records.get('crisis', crisisId);
  if (same) return same;
  const crisis: Crisis = {
    crisisId,
    drill: true,
    severity,
    reasons: ['drill'],
    openedAt: clock.now().toISOString(),
    state: 'open',
    code: await freeCode(records, crisisId),
    pages: [],
  };
  const written = await records.write([
    put('crisis', crisis, 0),
    put('code-claim', { code: crisis.code, crisisId }, 0),
  ]);
  if (written === 'written') return crisis;
  throw new Transient('another crisis took the code of this drill, or it was begun twice at once');
}
