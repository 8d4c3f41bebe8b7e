import { coordinatorApi as api } from '#shared/contracts/api';
import { ladderReport } from '#shared/domain/ladder-report';
import { acknowledgeCrisis } from '#shared/steps/acknowledge-crisis';
import { closeCrisis } from '#shared/steps/close-crisis';
import { startDrill } from '#shared/steps/start-drill';
import { serve } from './route.ts';

export const listCrises = serve(api['GET /crises'], async ({ records }, { query }) => ({
  body: await records.list('open-crises', query),
}));

export const showCrisis = serve(api['GET /crises/{crisisId}'], async ({ records }, { path }) => {
  const crisis = await records.get('crisis', path.crisisId);
  return crisis ? { body: { ...crisis, report: ladderReport(crisis) } } : { missing: 'crisis' };
});

export const drillLadder = serve(api['POST /crises/drill'], async (deps, { body }) => ({
  body: await startDrill(deps, body),
}));

/** One coordinator stands for all of them. */
export const acknowledgeOneCrisis = serve(
  api['POST /crises/{crisisId}/acknowledge'],
  async (deps, { path: { crisisId } }) => {
    if (!(await deps.records.get('crisis', crisisId))) return { missing: 'crisis' };
    const { outcome } = await acknowledgeCrisis(deps, crisisId, 'coordinator');
    if (outcome !== 'taken') return { conflict: outcome };
    const crisis = await deps.records.get('crisis', crisisId);
    return crisis ? { body: crisis } : { missing: 'crisis' };
  },
);

/** Closed with another outcome before: what was written down first stands. */
export const closeOneCrisis = serve(
  api['POST /crises/{crisisId}/close'],
  async (deps, { path: { crisisId }, body: { outcome }, subject }) => {
    if (!(await deps.records.get('crisis', crisisId))) return { missing: 'crisis' };
    await closeCrisis(deps, { crisisId, outcome, by: subject });
    const crisis = await deps.records.get('crisis', crisisId);
    if (!crisis) return { missing: 'crisis' };
    return crisis.outcome === outcome ? { body: crisis } : { conflict: 'decided-before' };
  },
);
