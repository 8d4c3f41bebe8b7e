import { coordinatorApi as api } from '#shared/contracts/api';
import type { CoupleDetail } from '#shared/contracts/api-views';
import type { Couple } from '#shared/contracts/pairing';
import { messageFor } from '#shared/domain/pages/problem-sentences';
import { readIntake } from '#shared/domain/read-intake';
import type { Records } from '#shared/ports/records';
import { InvalidInput } from '#shared/runtime/errors';
import { changeMentor } from '#shared/steps/change-mentor';
import { decideCouple } from '#shared/steps/decide-couple';
import { enrolCouple } from '#shared/steps/enrol-couple';
import { partnersOf } from '#shared/steps/matching-rows';
import { separateCouple } from '#shared/steps/separate-couple';
import { startMatching } from '#shared/steps/start-matching';
import { serve, type Reply, type RouteDeps } from './route.ts';

/** By a coordinator, for a couple who cannot or will not use the page. The first text still asks each for their YES [T1]. */
export const postCouple = serve(api['POST /couples'], async (deps, { body }) => {
  const read = readIntake(body);
  if (read.outcome === 'wrong')
    throw new InvalidInput(read.problems.map((one) => ({ field: one.field, message: messageFor(one) })));
  const enrolled = await enrolCouple(deps, read.couple);
  if (enrolled.outcome === 'enrolled') return { body: enrolled };
  const field = enrolled.field === 'phone' ? 'phone' : 'partner.phone';
  return { conflict: 'phone-taken', errors: [{ field, message: `belongs to ${enrolled.holderId}` }] };
});

export const listCouples = serve(api['GET /couples'], async ({ records }, { query }) => ({
  body: await records.list('couples', query),
}));

export const showCouple = serve(api['GET /couples/{coupleId}'], (deps, { path }) =>
  asItIs(deps, path.coupleId),
);

/** What was decided first stands; the same again is the same. */
export const decideOneCouple = serve(
  api['POST /couples/{coupleId}/decision'],
  async (deps, { path: { coupleId }, body: { decision }, subject }) => {
    if (!(await deps.records.get('couple', coupleId))) return { missing: 'couple' };
    const { outcome } = await decideCouple(deps, { coupleId, decision, by: subject });
    return outcome === 'decided' ? asItIs(deps, coupleId) : { conflict: outcome };
  },
);

export const matchCouple = serve(
  api['POST /couples/{coupleId}/matching'],
  async (deps, { path: { coupleId } }) => {
    const couple = await deps.records.get('couple', coupleId);
    if (!couple) return { missing: 'couple' };
    if (!(await mayBeMatched(deps.records, couple))) return { conflict: 'not-to-be-matched' };
    const { outcome } = await startMatching(deps, coupleId);
    return outcome === 'not-now' ? { conflict: 'not-to-be-matched' } : asItIs(deps, coupleId);
  },
);

export const separateOneCouple = serve(
  api['POST /couples/{coupleId}/separation'],
  async (deps, { path: { coupleId } }) => {
    if (!(await deps.records.get('couple', coupleId))) return { missing: 'couple' };
    const { outcome } = await separateCouple(deps, coupleId);
    return outcome === 'not-a-couple' ? { conflict: outcome } : asItIs(deps, coupleId);
  },
);

export const changeMentorOfCouple = serve(
  api['POST /couples/{coupleId}/mentor-change'],
  async (deps, { path: { coupleId } }) => {
    if (!(await deps.records.get('couple', coupleId))) return { missing: 'couple' };
    const { outcome } = await changeMentor(deps, { coupleId });
    return outcome === 'not-now' ? { conflict: 'no-pairing' } : asItIs(deps, coupleId);
  },
);

/** Before the end of the intake its own execution starts it; somebody who left has nobody looked for. */
async function mayBeMatched(records: Records, couple: Couple): Promise<boolean> {
  if (couple.state === 'intake' || couple.state === 'to-decide') return false;
  return (await partnersOf(records, couple)).length > 0;
}

/** The couple as the action leaves it. */
async function asItIs({ records }: RouteDeps, coupleId: string): Promise<Reply<CoupleDetail>> {
  const couple = await records.get('couple', coupleId);
  if (!couple) return { missing: 'couple' };
  const { openOfferId, pairingId } = couple;
  const [openOffer, pairing] = await Promise.all([
    openOfferId === undefined ? undefined : records.get('offer', openOfferId),
    pairingId === undefined ? undefined : records.get('pairing', pairingId),
  ]);
  return { body: { ...couple, ...(openOffer && { openOffer }), ...(pairing && { pairing }) } };
}
