import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { PartialItemFailureResponse } from '@aws-lambda-powertools/batch/types';
import * as z from 'zod';
import type { Log } from '../ports/report.ts';
import { parseInput } from './errors.ts';

/**
 * Works through an SQS event record by record, in order, and returns the ones that failed: only those are delivered
 * again. A failure is logged by its error's name and the SQS message id.
 */
export async function eachRecord(
  event: unknown,
  work: (record: QueueRecord) => Promise<void>,
  log: Log,
): Promise<PartialItemFailureResponse> {
  const { Records } = parseInput(SqsEvent, event);
  const processor = new BatchProcessor(EventType.SQS);
  const attempt = async (raw: unknown): Promise<void> => {
    const record = QueueRecord.parse(raw);
    try {
      await work(record);
    } catch (error) {
      log.error('RECORD_FAILED', { messageId: record.messageId, error: nameOf(error) }, error);
      throw error;
    }
  };
  return processPartialResponse({ Records }, attempt, processor, {
    processInParallel: false,
    throwOnFullBatchFailure: false,
  });
}

/** What we read of an SQS record. */
const QueueRecord = z.object({
  messageId: z.string(),
  body: z.string(),
  attributes: z.object({ SentTimestamp: z.string().optional() }).optional(),
});
export type QueueRecord = z.infer<typeof QueueRecord>;

const SqsEvent = z.object({ Records: z.array(z.looseObject({ messageId: z.string(), body: z.string() })) });

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'NotAnError');
