import { DecideIntakeStep } from '#shared/contracts/intake-steps';
import type { Couple } from '#shared/contracts/pairing';
import { settledByRule } from '#shared/domain/eligibility';
import type { WaitingSteps } from '#shared/ports/workflows';
import { parseInput } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';
import { hoursFromNow, type Outbox } from '#shared/steps/outbox';
import { settleCouple, startSearches, type SettleCoupleDeps } from '#shared/steps/settle-couple';
import type { TaskDesk } from '#shared/steps/task-desk';

export interface DecideIntakeDeps extends SettleCoupleDeps {
  readonly steps: WaitingSteps;
  readonly outbox: Outbox;
  readonly desk: TaskDesk;
}

/**
 * Decides a couple's intake by rule and completes the step, or brings it to a coordinator and leaves the step waiting
 * for `decideCouple`. Called again after a week without a decision: the rules look again, then the coordinators are
 * reminded. Safe to repeat.
 */
export const decideIntake =
  (deps: DecideIntakeDeps) =>
  async (input: unknown): Promise<{ outcome: 'waiting' | 'matching' | 'ended' }> => {
    const { coupleId, taskToken } = parseInput(DecideIntakeStep, input);
    const { steps, clock } = deps;
    const { couple } = await settleCouple(deps, coupleId, {
      by: 'rule',
      settle: (row, partners) => settledByRule(row, partners, { now: clock.now(), decisionToken: taskToken }),
    });
    if (couple.state === 'to-decide') {
      await askForDecision(deps, couple);
      return { outcome: 'waiting' };
    }
    await startSearches(deps, couple);
    const outcome = couple.state === 'ended' ? 'ended' : 'matching';
    await steps.complete(taskToken, { outcome });
    return { outcome };
  };

const week = 7 * 86_400_000;

/** One task, of which the coordinators are told again every week; another one where it was closed without a decision. */
async function askForDecision(
  deps: DecideIntakeDeps,
  { coupleId, questions, decisionTaskId }: Couple,
): Promise<void> {
  const { records, desk, outbox, clock } = deps;
  const about = {
    kind: questions.includes('partner-takes-no-part') ? 'partner-declined' : 'intake-to-decide',
    coupleId,
    reason: questions.join(' '),
  } as const;
  const task = await desk.open({ taskId: decisionTaskId ?? `t-intake-${coupleId}`, ...about });
  const weeks = Math.floor((clock.now().getTime() - Date.parse(task.openedAt)) / week);
  if (task.state === 'closed') {
    const taskId = `t-intake-${coupleId}-${clock.now().toISOString().slice(0, 10)}`;
    await desk.open({ taskId, ...about });
    await changeRow(records, { kind: 'couple', id: coupleId }, (row) =>
      row.state === 'to-decide'
        ? { row: { ...row, decisionTaskId: taskId }, result: undefined }
        : { result: undefined },
    );
  } else if (weeks > 0)
    await outbox.plan({
      recipient: 'coordinator',
      channel: 'email',
      template: 'task-notice',
      messageClass: 'staff',
      what: `${task.taskId}-week-${weeks}`,
      params: { taskId: task.taskId },
      sendBefore: hoursFromNow(clock, 7 * 24),
    });
}
