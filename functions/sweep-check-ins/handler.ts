import type { CheckIn } from '#shared/contracts/check-in';
import type { Journey } from '#shared/contracts/journey';
import type { Message } from '#shared/contracts/message';
import { overdueBefore } from '#shared/domain/check-in';
import { loopExecutionOf } from '#shared/domain/journey';
import type { Listed } from '#shared/domain/row-lists';
import type { OutboundQueue } from '#shared/ports/outbound-queue';
import type { Log, MetricSink } from '#shared/ports/report';
import type { Workflows } from '#shared/ports/workflows';
import { Transient } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';
import { startIntake } from '#shared/steps/enrol-couple';
import { watchOnCall } from '#shared/steps/watch-on-call';
import { handOverCheckIn, type HandOverDeps } from '#shared/steps/end-check-in';

export interface SweepCheckInsDeps extends HandOverDeps {
  readonly queue: OutboundQueue;
  readonly workflows: Pick<Workflows, 'statusOf' | 'start'>;
  readonly log: Log;
  readonly metrics: MetricSink;
  /** The programme's own. */
  readonly timeZone: string;
}

export interface SweepOutcome {
  readonly outcome: 'swept';
  /** Check-ins and loops that no execution looked after any more. */
  readonly handedOver: number;
  /** Past their deadline, but with an execution that still runs. */
  readonly stillRunning: number;
  /** Messages that stood longer than a queue takes, and intakes whose start was lost. */
  readonly woken: number;
  /** Spans of hours of the coming week in which nobody is on call, once the programme is live. */
  readonly uncovered: number;
}

/** At most this many rows are looked at in one run; the next run goes on. */
const pagesPerRun = 10;
const pageSize = 50;

/** A planned message that stands this long was lost between its row and its queue. */
const queueGraceMinutes = 15;

/**
 * Holds what should have happened against what did [P10, P16]: check-ins past their deadline and loops past their wait
 * that no execution looks after go to a person, messages that stand still are put into their queue again, an intake that
 * never began begins, and hours in which nobody will be on call go to a person once a day. Safe to repeat. One that fails does not keep the others from being looked at; the run fails afterwards.
 */
export const sweepCheckIns = (deps: SweepCheckInsDeps) => async (): Promise<SweepOutcome> => {
  const { clock, log, metrics } = deps;
  const now = clock.now();
  const overdue = overdueBefore(now).getTime();
  const outcomes = await lookAtAll(
    deps,
    new Date(now.getTime() - queueGraceMinutes * 60_000),
    async (row) => {
      if ('messageId' in row) return message(deps, row);
      // Whatever ends by itself has two hours to do so.
      if ('checkInId' in row) return Date.parse(row.deadline) < overdue ? checkIn(deps, row) : 'not-needed';
      if (row.beginsBy !== undefined) return intake(deps, row);
      return Date.parse(row.loop?.plansAgainBy ?? '') < overdue ? loop(deps, row) : 'not-needed';
    },
  );
  const count = (one: Looked): number => outcomes.filter((outcome) => outcome === one).length;

  metrics.count('Stuck', count('handed-over') + count('still-running'));
  log.info('SWEPT', { count: count('handed-over') });
  const uncovered = await watchOnCall(deps);
  if (count('failed') > 0) throw new Transient(`${count('failed')} rows could not be looked at`);
  return {
    outcome: 'swept',
    handedOver: count('handed-over'),
    stillRunning: count('still-running'),
    woken: count('woken'),
    uncovered,
  };
};

type Looked = 'handed-over' | 'still-running' | 'not-needed' | 'woken' | 'failed';

async function checkIn(deps: SweepCheckInsDeps, { checkInId }: CheckIn): Promise<Looked> {
  if ((await deps.workflows.statusOf('check-in', checkInId)) === 'running') {
    deps.log.warn('OVERDUE_BUT_RUNNING', { checkInId });
    return 'still-running';
  }
  return (await handOverCheckIn(deps, checkInId, 'stuck')).outcome;
}

/** The execution of this loop should have gone on by now: without one nobody would ever ask this person again. */
async function loop(deps: SweepCheckInsDeps, journey: Journey): Promise<Looked> {
  const { participantId } = journey;
  if (!journey.loop || journey.state === 'ended') return 'not-needed';
  const status = await deps.workflows.statusOf(
    journey.loop.name,
    loopExecutionOf(participantId, journey.loop),
  );
  if (status === 'running') return 'not-needed';
  await deps.desk.open({
    taskId: `t-loop-${loopExecutionOf(participantId, journey.loop)}`,
    kind: 'workflow-failed',
    participantId,
    reason: 'stuck',
  });
  return 'handed-over';
}

/** Whoever enrolled this couple died before its intake began: it begins now, as if it had. */
async function intake(deps: SweepCheckInsDeps, { participantId }: Journey): Promise<Looked> {
  const participant = await deps.records.get('participant', participantId);
  const couple =
    participant?.coupleId === undefined ? undefined : await deps.records.get('couple', participant.coupleId);
  const started = couple && (await startIntake(deps, couple));
  // One that had begun and asked this person nothing needs no second look.
  await changeRow(deps.records, { kind: 'journey', id: participantId }, ({ beginsBy, ...row }) =>
    beginsBy === undefined ? { result: undefined } : { row, result: undefined },
  );
  return started?.outcome === 'started' ? 'woken' : 'not-needed';
}

async function message({ queue }: SweepCheckInsDeps, row: Message): Promise<Looked> {
  await queue.enqueue(row);
  return 'woken';
}

/** One list holds all that must have gone on by now, the longest overdue first. */
async function lookAtAll(
  { records, log }: SweepCheckInsDeps,
  before: Date,
  at: (row: Listed<'watched'>) => Promise<Looked>,
): Promise<Looked[]> {
  const looked: Looked[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < pagesPerRun; pages += 1) {
    const page = await records.list('watched', { limit: pageSize, before: before.toISOString(), cursor });
    for (const row of page.items) {
      const outcome = at(row).catch((error: unknown) => {
        log.error('SWEEP_FAILED', {}, error);
        return 'failed' as const;
      });
      looked.push(await outcome);
    }
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  return looked;
}
