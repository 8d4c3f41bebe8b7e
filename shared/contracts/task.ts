import * as z from 'zod';
import { CheckInId, InboundMessageId, ParticipantId, TaskId, Timestamp } from './ids.ts';

/** Why a person is needed. */
export const TaskKind = z.enum([
  'check-in-missed',
  'check-in-failed',
  'text-unconfirmed',
  'reply-to-read',
  'stop-or-not',
  'help-asked',
  'unknown-sender',
]);
export type TaskKind = z.infer<typeof TaskKind>;

/** Something that waits for a person. Ids only: what was written stays in the inbound store. */
export const Task = z.object({
  taskId: TaskId,
  kind: TaskKind,
  state: z.enum(['open', 'closed']),
  openedAt: Timestamp,
  participantId: ParticipantId.optional(),
  checkInId: CheckInId.optional(),
  inboundMessageId: InboundMessageId.optional(),
  /** A code: the name of an error, or which message is unconfirmed. */
  reason: z.string().max(160).optional(),
  closedAt: Timestamp.optional(),
  /** The subject of the signed-in person who closed it. */
  closedBy: z.string().max(200).optional(),
});
export type Task = z.infer<typeof Task>;

/** A task as it is opened. The same `taskId` twice is one task. */
export type NewTask = Omit<Task, 'state' | 'closedAt' | 'closedBy'>;
