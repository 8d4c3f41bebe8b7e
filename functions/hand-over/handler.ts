import { HandOverStep } from '#shared/contracts/check-in';
import type { HandOverDesk } from '#shared/ports/hand-over-desk';
import type { Log, MetricSink } from '#shared/ports/report';
import { parseInput } from '#shared/runtime/errors';

export interface HandOverDeps {
  readonly desk: HandOverDesk;
  readonly log: Log;
  readonly metrics: MetricSink;
}

/** Hands a check-in to a person: one task and one email, however often it runs. */
export const handOver =
  ({ desk, log, metrics }: HandOverDeps) =>
  async (input: unknown): Promise<{ outcome: 'handed-over' | 'not-needed' }> => {
    const { checkInId, reason } = parseInput(HandOverStep, input);
    const result = await desk.handOver(checkInId, reason);
    if (result.outcome === 'not-needed') return { outcome: 'not-needed' };

    metrics.count('CheckInsHandedOver');
    if (!result.told) {
      metrics.count('NoticesNotSent');
      log.warn('NOTICE_NOT_SENT', { checkInId, taskId: result.taskId });
    }
    return { outcome: 'handed-over' };
  };
