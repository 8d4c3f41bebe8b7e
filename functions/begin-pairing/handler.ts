import { BeginPairingStep } from '#shared/contracts/matching-step';
import type { Pairing } from '#shared/contracts/pairing';
import { isChange } from '#shared/domain/pairing';
import type { TextTemplate } from '#shared/contracts/text-template';
import { parseInput, Permanent } from '#shared/runtime/errors';
import { beginLoop, type BeginLoopDeps } from '#shared/steps/begin-loop';
import { partnersOf, type Partner } from '#shared/steps/matching-rows';
import { hoursFromNow, type Outbox } from '#shared/steps/outbox';
import type { TaskDesk } from '#shared/steps/task-desk';

export interface BeginPairingDeps extends BeginLoopDeps {
  readonly outbox: Outbox;
  readonly desk: TaskDesk;
}

/**
 * Begins a pairing that a mentor accepted: each partner is told in words of their own privacy level, each mentor by
 * email, and each partner's check-ins begin; those of somebody who has them go on untouched. Whose cannot begin goes to
 * a person. Safe to repeat.
 */
export const beginPairing =
  (deps: BeginPairingDeps) =>
  async (input: unknown): Promise<{ outcome: 'active' | 'over' }> => {
    const { coupleId } = parseInput(BeginPairingStep, input);
    const { records } = deps;
    const couple = await records.get('couple', coupleId);
    if (!couple) throw new Permanent('there is no such couple');
    const pairing =
      couple.pairingId === undefined ? undefined : await records.get('pairing', couple.pairingId);
    if (pairing?.state !== 'active') return { outcome: 'over' };
    const partners = await partnersOf(records, couple);
    const template = isChange(couple, pairing) ? 'mentor-changed' : 'matched';
    for (const partner of partners) await tellPartner(deps, pairing, { partner, template });
    for (const mentorId of pairing.mentorIds) await tellMentor(deps, pairing, mentorId);
    for (const partner of partners) await beginCheckIns(deps, pairing, partner);
    return { outcome: 'active' };
  };

const tellPartner = (
  { outbox, clock }: BeginPairingDeps,
  { pairingId, mentorIds: [mentorId] }: Pairing,
  { partner, template }: { partner: Partner; template: TextTemplate },
) =>
  outbox.plan({
    recipient: partner.participant.participantId,
    channel: 'text',
    template,
    messageClass: 'scheduled',
    what: `matched-${pairingId}`,
    params: { pairingId, ...(mentorId !== undefined && { mentorId }) },
    sendBefore: hoursFromNow(clock, 72),
  });

const tellMentor = ({ outbox, clock }: BeginPairingDeps, { pairingId }: Pairing, mentorId: string) =>
  outbox.plan({
    recipient: mentorId,
    channel: 'email',
    template: 'pairing-active',
    messageClass: 'staff',
    what: `active-${pairingId}`,
    params: { pairingId },
    sendBefore: hoursFromNow(clock, 7 * 24),
  });

/** Nobody's check-ins begin before their own intake is done, on a number that takes no texts, or under a safety hold. */
async function beginCheckIns(
  deps: BeginPairingDeps,
  { pairingId, coupleId }: Pairing,
  { participant, journey }: Partner,
): Promise<void> {
  const { participantId } = participant;
  const hasBegun = journey.state === 'active' || journey.state === 'paused';
  const obstacle =
    (journey.state === 'intake' && 'intake-not-done') ||
    (!hasBegun && participant.safetyHold && 'on-hold') ||
    (!hasBegun && participant.texts.state !== 'given' && 'no-texts') ||
    undefined;
  if (obstacle === undefined) {
    await beginLoop(deps, participantId);
    return;
  }
  await deps.desk.open({
    taskId: `t-begin-${participantId}-${pairingId}`,
    kind: obstacle === 'on-hold' ? 'safety-review' : 'intake-no-answer',
    participantId,
    coupleId,
    reason: `check-ins-not-begun ${obstacle}`,
  });
}
