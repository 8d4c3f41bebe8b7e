import type { CheckIn } from '#shared/contracts/check-in';
import { overdueBefore } from '#shared/domain/check-in';
import type { CheckInStore } from '#shared/ports/check-in-store';
import type { Clock } from '#shared/ports/clock';
import type { HandOverDesk } from '#shared/ports/hand-over-desk';
import type { Log, MetricSink } from '#shared/ports/report';
import type { Workflows } from '#shared/ports/workflows';
import { Transient } from '#shared/runtime/errors';

export interface SweepCheckInsDeps {
  readonly checkIns: CheckInStore;
  readonly workflows: Pick<Workflows, 'statusOf'>;
  readonly desk: HandOverDesk;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: MetricSink;
}

export interface SweepOutcome {
  readonly outcome: 'swept';
  readonly handedOver: number;
  /** Past their deadline, but with an execution that still runs. */
  readonly stillRunning: number;
}

/** At most this many rows are looked at in one run; the next run goes on. */
const pagesPerRun = 10;
const pageSize = 50;

/**
 * Finds check-ins that should have ended and that no execution looks after, and hands each to a person [P10, P16].
 * Safe to repeat. One that fails does not keep the others from being looked at; the run fails afterwards.
 */
export const sweepCheckIns = (deps: SweepCheckInsDeps) => async (): Promise<SweepOutcome> => {
  const { checkIns, clock, log, metrics } = deps;
  const counts = { 'handed-over': 0, 'still-running': 0, 'not-needed': 0, failed: 0 };
  for await (const checkIn of overdue(checkIns, overdueBefore(clock.now()))) {
    const outcome = await look(deps, checkIn).catch((error: unknown) => {
      log.error('SWEEP_FAILED', { checkInId: checkIn.checkInId }, error);
      return 'failed' as const;
    });
    counts[outcome] += 1;
  }

  metrics.count('StuckCheckIns', counts['handed-over'] + counts['still-running']);
  log.info('SWEPT', { count: counts['handed-over'] });
  if (counts.failed > 0) throw new Transient(`${counts.failed} check-ins could not be looked at`);
  return { outcome: 'swept', handedOver: counts['handed-over'], stillRunning: counts['still-running'] };
};

async function look(
  { workflows, desk, log }: SweepCheckInsDeps,
  { checkInId }: CheckIn,
): Promise<'handed-over' | 'still-running' | 'not-needed'> {
  if ((await workflows.statusOf(checkInId)) === 'running') {
    log.warn('OVERDUE_BUT_RUNNING', { checkInId });
    return 'still-running';
  }
  return (await desk.handOver(checkInId, 'stuck')).outcome;
}

async function* overdue(checkIns: CheckInStore, before: Date): AsyncGenerator<CheckIn> {
  let cursor: string | undefined;
  for (let pages = 0; pages < pagesPerRun; pages += 1) {
    const page = await checkIns.listOverdue(before, { limit: pageSize, ...(cursor && { cursor }) });
    yield* page.items;
    cursor = page.nextCursor;
    if (!cursor) return;
  }
}
