import { checkInIdOf } from '#shared/contracts/ids';
import { PlanStep, type PlanOutcome } from '#shared/contracts/loop';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Journey } from '#shared/contracts/journey';
import type { Stored } from '#shared/contracts/rows';
import { longPauseDays, planCheckIn, type LoopPlan } from '#shared/domain/plan-check-in';
import type { Change } from '#shared/ports/records';
import { parseInput, Permanent, Transient } from '#shared/runtime/errors';
import { put } from '#shared/steps/change-row';
import { handOverCheckIn, type HandOverDeps } from '#shared/steps/end-check-in';

/**
 * Decides what a participant's loop does next and writes it down: the cycle that has ended is counted once, the next
 * check-in is there before the loop waits for it. Safe to repeat: it says the same again.
 */
export const planNextCheckIn =
  (deps: HandOverDeps) =>
  async (input: unknown): Promise<PlanOutcome> => {
    const { participantId, execution } = parseInput(PlanStep, input);
    const { records, clock } = deps;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const [participant, journey] = await Promise.all([
        records.get('participant', participantId),
        records.get('journey', participantId),
      ]);
      if (!participant || !journey) throw new Permanent('there is no such participant');
      const newest =
        journey.lastCycle > 0
          ? await records.get('check-in', checkInIdOf(participantId, journey.lastCycle))
          : undefined;
      const { revision, ...before } = journey;
      const plan = planCheckIn({ journey: before, participant, newest, execution, now: clock.now() });
      if (plan.kind === 'hand-over') {
        await handOverCheckIn(deps, plan.checkInId, 'stuck');
        continue;
      }
      if (plan.kind === 'ended') return ended;
      if ((await records.write(changesOf(plan, { revision, newest }))) === 'raced') continue;
      await lookAfterLongPause(deps, plan.journey);
      return outcomeOf(plan, clock.now());
    }
    throw new Transient('the journey was changed by others five times in a row');
  };

type Written = Exclude<LoopPlan, { kind: 'hand-over' | 'ended' }>;

function changesOf(
  plan: Written,
  { revision, newest }: { revision: number; newest: Stored<CheckIn> | undefined },
): Change[] {
  const journey = put('journey', plan.journey, revision);
  if (plan.kind !== 'ask') return [journey];
  const isPlanned = newest?.checkInId === plan.checkIn.checkInId;
  return [journey, put('check-in', plan.checkIn, isPlanned ? newest.revision : 0)];
}

const outcomeOf = (plan: Written, now: Date): PlanOutcome => ({
  outcome: plan.kind,
  waitSeconds: 'until' in plan ? secondsUntil(plan.until, now) : 1,
  checkInId: plan.kind === 'ask' ? plan.checkIn.checkInId : '',
  successor: 'execution' in plan ? plan.execution : '',
});

const ended: PlanOutcome = { outcome: 'ended', waitSeconds: 1, checkInId: '', successor: '' };

/** What is due already is due in a second. */
const secondsUntil = (then: Date, now: Date): number =>
  Math.max(1, Math.ceil((then.getTime() - now.getTime()) / 1000));

/** A pause without an end is no way to fall through: a person looks at it every four weeks. */
async function lookAfterLongPause({ desk, clock }: HandOverDeps, journey: Journey): Promise<void> {
  if (journey.state !== 'paused' || journey.pausedUntil !== undefined) return;
  const weeks = Math.floor(
    (clock.now().getTime() - Date.parse(journey.since)) / (longPauseDays * 86_400_000),
  );
  if (weeks < 1) return;
  const { participantId } = journey;
  await desk.open({
    taskId: `t-long-pause-${participantId}-${journey.since.slice(0, 10)}-${weeks}`,
    kind: 'long-pause',
    participantId,
  });
}
