import { CrisisStep } from '#shared/contracts/crisis';
import { unanswered } from '#shared/domain/crisis';
import type { Clock } from '#shared/ports/clock';
import type { Records } from '#shared/ports/records';
import type { MetricSink } from '#shared/ports/report';
import { parseInput } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';
import { hoursFromNow, type Outbox } from '#shared/steps/outbox';

export interface NobodyAnsweredDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly metrics: MetricSink;
}

/**
 * The ladder ran to its end and nobody has taken over: the texter is told so and reads 988 and 911 once more [4h], and
 * an alarm rings. `once-more` while everybody can still be paged again, `given-up` after that. A drill tells nobody and
 * rings nothing, and is `drill-over` in the end. Safe to repeat.
 */
export const nobodyAnswered =
  ({ records, outbox, clock, metrics }: NobodyAnsweredDeps) =>
  async (input: unknown): Promise<Pick<ReturnType<typeof unanswered>, 'outcome'>> => {
    const { crisisId } = parseInput(CrisisStep, input);
    const { outcome, participantId } = await changeRow(records, { kind: 'crisis', id: crisisId }, (row) => {
      const { crisis, outcome: result } = unanswered(row);
      return {
        ...(crisis && { row: crisis }),
        result: { outcome: result, participantId: row.participantId },
      };
    });
    if (participantId === undefined || outcome === 'acknowledged' || outcome === 'closed') return { outcome };
    metrics.count('CrisesUnacknowledged');
    await outbox.plan({
      recipient: participantId,
      channel: 'text',
      template: 'crisis-unacknowledged',
      messageClass: 'crisis',
      what: `${crisisId}-unacknowledged`,
      params: { crisisId },
      sendBefore: hoursFromNow(clock, 4),
    });
    return { outcome };
  };
