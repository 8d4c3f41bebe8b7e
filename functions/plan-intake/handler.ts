import type { CheckIn } from '#shared/contracts/check-in';
import { checkInIdOf } from '#shared/contracts/ids';
import { PlanIntakeStep, type PlanIntakeOutcome } from '#shared/contracts/intake-steps';
import type { JourneyReason } from '#shared/contracts/journey';
import type { Participant } from '#shared/contracts/participant';
import type { Stored } from '#shared/contracts/rows';
import { scheduledCheckIn } from '#shared/domain/check-in';
import { leftIntake, planPart } from '#shared/domain/intake';
import { parseInput, Permanent } from '#shared/runtime/errors';
import { canBeAsked } from '#shared/steps/can-be-asked';
import { changeRow, put } from '#shared/steps/change-row';
import { concludeScreen } from '#shared/steps/conclude-screen';
import { endCheckIn, type HandOverDeps } from '#shared/steps/end-check-in';

/**
 * Decides what comes next in one partner's part of the intake, and closes the part that is over: who gave no answer or
 * said no has ended, and a private screen that did not end well holds everything joint, silently [4e]. Touches no row of
 * the other partner. Safe to repeat: it says the same again.
 */
export const planIntake =
  (deps: HandOverDeps) =>
  async (input: unknown): Promise<PlanIntakeOutcome> => {
    const { participantId, step: stage, reason } = parseInput(PlanIntakeStep, input);
    const { records, desk } = deps;
    const checkInId = checkInIdOf(participantId, 0);
    const [participant, journey, screen] = await Promise.all([
      records.get('participant', participantId),
      records.get('journey', participantId),
      records.get('check-in', checkInId),
    ]);
    if (!participant || !journey) throw new Permanent('there is no such participant');
    if (reason !== 'none')
      await desk.open({
        taskId: `t-intake-${participantId}-${stage}-failed`,
        kind: 'workflow-failed',
        participantId,
        reason,
      });

    const isReachable = await canBeAsked(records, participant);
    const plan = planPart({ participant, journey, screen, stage, isReachable });
    switch (plan.kind) {
      case 'own-part':
        return { outcome: 'own-part', checkInId };
      case 'screen':
        if (participant.ownPartAt === undefined) await gaveNoAnswer(deps, participantId, 'own-part');
        await scheduleScreen(deps, participantId);
        return { outcome: 'screen', checkInId };
      case 'not-by-text':
        await endScreen(deps, await scheduleScreen(deps, participantId), 'not-by-text');
        return { outcome: 'ended', checkInId };
      case 'leaves':
        await leave(deps, participant, plan.reason);
        break;
      case 'ended':
        break;
    }
    // One that was begun counts, also of somebody who left half-way: they may not have dared to go on [E27].
    if (screen) await endScreen(deps, screen, 'not-finished');
    const left = plan.kind === 'leaves' ? plan.reason : journey.reason;
    if (left === 'no-answer') await gaveNoAnswer(deps, participantId, 'agreement');
    return { outcome: 'ended', checkInId };
  };

/** The row of the screen, which must be there before its execution starts; one that is there stays as it is. */
async function scheduleScreen({ records, clock }: HandOverDeps, participantId: string): Promise<CheckIn> {
  const at = clock.now();
  const row = scheduledCheckIn({ participantId, cycle: 0, questionSetId: 'safety-screen-1', dueAt: at, at });
  const written = await records.write([put('check-in', row, 0)]);
  return written === 'written' ? row : ((await records.get('check-in', row.checkInId)) ?? row);
}

/** Ends the screen where it stands open, and draws what follows from it. */
const endScreen = async (deps: HandOverDeps, { checkInId }: CheckIn, reason: string): Promise<unknown> =>
  concludeScreen(deps, await endCheckIn(deps, checkInId, { as: 'cancelled', reason }));

/** Only while this partner's row says so: a YES that comes meanwhile makes the step try again, and go on. */
const leave = (
  { records, clock }: HandOverDeps,
  { participantId, revision }: Stored<Participant>,
  reason: JourneyReason,
): Promise<void> =>
  changeRow(records, { kind: 'journey', id: participantId }, (row) => {
    const after = leftIntake(row, 'ended', { at: clock.now(), reason });
    return after
      ? {
          row: after,
          also: [{ unchanged: 'participant', id: participantId, revision }],
          result: undefined,
        }
      : { result: undefined };
  });

const gaveNoAnswer = (
  { desk }: HandOverDeps,
  participantId: string,
  stage: 'agreement' | 'own-part',
): Promise<unknown> =>
  desk.open({
    taskId: `t-intake-${participantId}-${stage}`,
    kind: 'intake-no-answer',
    participantId,
    reason: stage,
  });
