import type { Couple, CoupleDecision } from '../contracts/pairing.ts';
import { checkInIdOf } from '../contracts/ids.ts';
import { isOpen } from '../domain/check-in.ts';
import { settledByPerson, type DecisionRefused } from '../domain/eligibility.ts';
import type { WaitingSteps } from '../ports/workflows.ts';
import { endCheckIn } from './end-check-in.ts';
import { hoursFromNow, type Outbox } from './outbox.ts';
import { settleCouple, startSearches, type SettleCoupleDeps, type StoredPartner } from './settle-couple.ts';

export interface DecideCoupleDeps extends SettleCoupleDeps {
  readonly steps: WaitingSteps;
  readonly outbox: Outbox;
}

/** `decided`, also when the same decision comes again; `decided-before` where another one, or a rule, was first. */
export type CoupleDecided =
  { readonly outcome: 'decided'; readonly couple: Couple } | { readonly outcome: DecisionRefused };

/**
 * Carries out what a coordinator decided about a couple's intake; the waiting state machine only hears of it, so that a
 * decision also counts when its execution is gone. Both partners learn the same: nothing, or the same farewell at the
 * same time [4e]. Safe to repeat.
 */
export async function decideCouple(
  deps: DecideCoupleDeps,
  {
    coupleId,
    decision,
    by,
  }: { readonly coupleId: string; readonly decision: CoupleDecision; readonly by: string },
): Promise<CoupleDecided> {
  const { steps, clock } = deps;
  const settled = await settleCouple(deps, coupleId, {
    by,
    settle: (row, partners) => settledByPerson(row, partners, { decision, now: clock.now() }),
  });
  const { couple, refused, decisionToken } = settled;
  const isAgain = refused === 'decided-before' && couple.decision === decision;
  if (refused !== undefined && !isAgain) return { outcome: refused };
  // Also the second time: the first may have crashed in between.
  await startSearches(deps, couple);
  for (const partner of couple.state === 'ended' ? settled.partners : []) await farewell(deps, partner);
  if (decisionToken !== undefined) await steps.complete(decisionToken, { outcome: couple.state });
  return { outcome: 'decided', couple };
}

/** The intake is over for somebody who agreed to it: their open questions are, and they are told so. */
async function farewell(
  deps: DecideCoupleDeps,
  { participant: { participantId }, journey }: StoredPartner,
): Promise<void> {
  const { records, steps, outbox, clock } = deps;
  const [after, screen] = await Promise.all([
    records.get('journey', participantId),
    records.get('check-in', checkInIdOf(participantId, 0)),
  ]);
  if (journey.intake) await steps.complete(journey.intake.taskToken, { outcome: 'ended' });
  if (screen && isOpen(screen))
    await endCheckIn(deps, screen.checkInId, { as: 'cancelled', reason: 'ended' });
  if (after?.reason !== 'coordinator' && after?.reason !== 'not-eligible') return;
  await outbox.plan({
    recipient: participantId,
    channel: 'text',
    template: 'ended',
    messageClass: 'scheduled',
    what: `ended-${Date.parse(after.since)}`,
    params: {},
    sendBefore: hoursFromNow(clock, 72),
  });
}
