import { decideHandOver } from '../domain/hand-over.ts';
import { taskNotice } from '../domain/task-notice.ts';
import type { CheckInStore } from '../ports/check-in-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { HandOverDesk } from '../ports/hand-over-desk.ts';
import type { SendGate } from '../ports/send-gate.ts';
import type { TaskStore } from '../ports/task-store.ts';
import { Permanent, Transient } from '../runtime/errors.ts';

export interface HandOverDeskDeps {
  readonly checkIns: CheckInStore;
  readonly tasks: TaskStore;
  readonly gate: Pick<SendGate, 'sendNotice'>;
  readonly clock: Clock;
  readonly programmeName: string;
  readonly consoleUrl: string | undefined;
}

/**
 * `HandOverDesk` made of other ports. The check-in ends first, so that a reply that wins the race needs nobody; it
 * leaves the sweeper's list last, so that a crash at any point is picked up again.
 */
export const handOverDesk = (deps: HandOverDeskDeps): HandOverDesk => ({
  async handOver(checkInId, reason) {
    const { checkIns, tasks, clock } = deps;
    const checkIn = await checkIns.get(checkInId);
    if (!checkIn) throw new Permanent('there is no such check-in');
    const now = clock.now();
    const decision = decideHandOver(checkIn, reason, now);
    if (decision.kind === 'not-needed') return { outcome: 'not-needed' };

    if (decision.closeFirst) {
      const closed = await checkIns.close({ checkInId, as: 'handed-over', at: now, reason });
      if (decideHandOver(closed.checkIn, reason, now).kind === 'not-needed') return { outcome: 'not-needed' };
    }
    const { task } = await tasks.open(decision.task);
    const told = await tell(deps, checkIn.participantId, task);
    await checkIns.followUp(checkInId, task.taskId);
    return { outcome: 'handed-over', taskId: task.taskId, told };
  },
});

async function tell(
  { gate, programmeName, consoleUrl }: HandOverDeskDeps,
  participantId: string,
  { taskId, kind }: { taskId: string; kind: Parameters<typeof taskNotice>[0]['kind'] },
): Promise<boolean> {
  const notice = taskNotice({ kind, taskId, programmeName, consoleUrl });
  const result = await gate.sendNotice({ taskId, participantId, notice });
  if (result.outcome === 'failed' && result.retryable) throw new Transient(`email: ${result.code}`);
  return result.outcome === 'sent' || result.outcome === 'sent-before';
}
