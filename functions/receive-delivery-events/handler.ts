import type { PartialItemFailureResponse } from '@aws-lambda-powertools/batch/types';
import * as z from 'zod';
import { deliveryEventOf } from '#shared/contracts/delivery-event';
import { reportOf } from '#shared/domain/delivery-report';
import type { Log, MetricSink } from '#shared/ports/report';
import { InvalidInput, parseInput } from '#shared/runtime/errors';
import { eachRecord, type QueueRecord } from '#shared/runtime/sqs-batch';
import type { HandOverDeps } from '#shared/steps/end-check-in';
import { noteDelivery } from '#shared/steps/note-delivery';

export interface ReceiveDeliveryEventsDeps extends HandOverDeps {
  readonly log: Log;
  readonly metrics: MetricSink;
}

/**
 * Takes in what the providers tell of texts and emails that left. Duplicates and events out of order change nothing; a
 * type that we do not know is logged by its code and done; a record that is no event goes back to the queue and from
 * there to the dead letters.
 */
export const receiveDeliveryEvents =
  (deps: ReceiveDeliveryEventsDeps) =>
  async (event: unknown): Promise<PartialItemFailureResponse> =>
    eachRecord(event, (record) => receive(deps, record), deps.log);

async function receive(deps: ReceiveDeliveryEventsDeps, { body }: QueueRecord): Promise<void> {
  const { log, metrics } = deps;
  if (body.startsWith(greeting)) return;
  const told = jsonIn(body);
  const { eventType } = parseInput(Told, told);
  const schema = deliveryEventOf(eventType);
  if (!schema) return log.warn('DELIVERY_EVENT_UNKNOWN', { reason: eventType });
  const report = reportOf(parseInput(schema, told));
  const { outcome, message } = await noteDelivery(deps, report);
  const { messageId, code, state, stops } = report;
  log.info('DELIVERY_REPORTED', { messageId, outcome, reason: code });
  if (outcome !== 'noted' || (state !== 'failed' && !stops)) return;
  metrics.count(message?.channel === 'text' ? 'TextsNotDelivered' : 'EmailsNotSent');
  // Nobody hears of anything that waits for a person: an alarm stands on this one.
  if (message?.recipient === 'coordinator') metrics.count('CoordinatorEmailsLost');
}

/** SES says this once to the topic of a configuration set, when it is set up. */
const greeting = 'Successfully validated SNS topic';

const Told = z.object({ eventType: z.string().regex(/^[A-Za-z_ ]{1,60}$/) });

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Without the cause: a JSON error repeats what it read.
    throw new InvalidInput([{ field: 'body', message: 'must be the JSON of a delivery event' }]);
  }
}
