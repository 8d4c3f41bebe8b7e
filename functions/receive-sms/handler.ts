import type { PartialItemFailureResponse } from '@aws-lambda-powertools/batch/types';
import { TwoWaySms, type InboundText } from '#shared/contracts/inbound-text';
import type { Stored } from '#shared/contracts/rows';
import type { Records } from '#shared/ports/records';
import { InvalidInput, parseInput } from '#shared/runtime/errors';
import { eachRecord, type QueueRecord } from '#shared/runtime/sqs-batch';
import { changeRow, put } from '#shared/steps/change-row';
import { actOn } from './act-on-text.ts';
import type { ReceiveSmsDeps } from './inbound.ts';

/** Words of inbound texts are kept this long [R1]. */
const retentionDays = 90;

/**
 * Takes in texts that people sent. Each is stored first, then acted on once: a second delivery of a text that is done
 * does nothing, one of a text that was interrupted goes on. Every text ends in a flow or with a person (invariant 9);
 * a record that cannot be read goes back to the queue and from there to the dead letters.
 */
export const receiveSms =
  (deps: ReceiveSmsDeps) =>
  async (event: unknown): Promise<PartialItemFailureResponse> =>
    eachRecord(event, (record) => receive(deps, record), deps.log);

async function receive(deps: ReceiveSmsDeps, record: QueueRecord): Promise<void> {
  const { log, metrics } = deps;
  const sms = parseInput(TwoWaySms, jsonIn(record.body));
  const receivedAt = sentAt(record) ?? deps.clock.now();
  const text = await stored(deps.records, {
    inboundMessageId: sms.inboundMessageId,
    from: sms.originationNumber,
    body: sms.messageBody,
    receivedAt: receivedAt.toISOString(),
    state: 'received',
    expiresAt: Math.floor(receivedAt.getTime() / 1000) + retentionDays * 86_400,
  });
  if (text.state === 'handled') {
    log.info('TEXT_SEEN_BEFORE', { inboundMessageId: text.inboundMessageId });
    return;
  }
  await finish(deps, text);
  metrics.count('TextsReceived');
}

async function finish(deps: ReceiveSmsDeps, text: Stored<InboundText>): Promise<void> {
  const end = await actOn(deps, text);
  const id = text.inboundMessageId;
  await changeRow(deps.records, { kind: 'inbound-text', id, known: text }, (row) =>
    row.state === 'handled'
      ? { result: undefined }
      : { row: { ...row, ...end, state: 'handled' }, result: undefined },
  );
  deps.log.info('TEXT_HANDLED', { inboundMessageId: text.inboundMessageId, ...end });
}

/** The text as it was stored first: of a second delivery, the row of the first. */
async function stored(records: Records, text: InboundText): Promise<Stored<InboundText>> {
  const first = { ...text, revision: 1 };
  const written = await records.write([put('inbound-text', text, 0)]);
  return written === 'written'
    ? first
    : ((await records.get('inbound-text', text.inboundMessageId)) ?? first);
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Without the cause: a JSON error repeats what it read.
    throw new InvalidInput([{ field: 'body', message: 'must be the JSON of a two-way SMS' }]);
  }
}

/** When SNS handed it to the queue: the message has no time of its own, and deliveries may change their order. */
function sentAt({ attributes }: QueueRecord): Date | undefined {
  const sent = Number(attributes?.SentTimestamp ?? Number.NaN);
  return Number.isSafeInteger(sent) && sent > 0 ? new Date(sent) : undefined;
}
