import * as z from 'zod';
import { CheckInId, CrisisId, InboundMessageId, ParticipantId, TaskId, Timestamp } from './ids.ts';

/**
 * The two-way SMS message as AWS End User Messaging publishes it to the topic. It has no time of its own. Fields that
 * we do not use are left alone: AWS may add some.
 */
export const TwoWaySms = z.object({
  originationNumber: z.string().min(1).max(40),
  destinationNumber: z.string().max(40).optional(),
  messageBody: z.string().max(4000),
  inboundMessageId: InboundMessageId,
});
export type TwoWaySms = z.infer<typeof TwoWaySms>;

/** Where an inbound text ended: every one ends in a flow or with a person (product.md, invariant 9). */
export const InboundOutcome = z.enum([
  'answered',
  'late',
  'repeated',
  'asked-again',
  'agreed',
  'declined',
  'opted-out',
  'opted-in',
  'helped',
  'keyword',
  'acknowledged',
  'crisis',
  'with-a-person',
]);
export type InboundOutcome = z.infer<typeof InboundOutcome>;

/** An inbound text, as stored. The only place that holds its words; gone after the retention time [R1]. */
export const InboundText = z.object({
  inboundMessageId: InboundMessageId,
  from: z.string().min(1).max(40),
  body: z.string().max(4000),
  receivedAt: Timestamp,
  /** `received` until everything that it causes is done; a second delivery of such a text is worked on again. */
  state: z.enum(['received', 'handled']),
  outcome: InboundOutcome.optional(),
  participantId: ParticipantId.optional(),
  checkInId: CheckInId.optional(),
  crisisId: CrisisId.optional(),
  taskId: TaskId.optional(),
  /** Epoch seconds; DynamoDB deletes the row some time after [R8]. */
  expiresAt: z.number().int().positive(),
});
export type InboundText = z.infer<typeof InboundText>;
