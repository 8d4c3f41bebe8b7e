import * as z from 'zod';
import {
  CheckInId,
  CoupleId,
  CrisisId,
  InboundMessageId,
  MentorId,
  OfferId,
  ParticipantId,
  TaskId,
  Timestamp,
} from './ids.ts';

/** Why a person is needed. */
export const TaskKind = z.enum([
  'check-in-missed',
  'check-in-failed',
  'check-in-concern',
  'text-unconfirmed',
  'text-not-sent',
  'email-not-sent',
  'reply-to-read',
  'stop-or-not',
  'stopped',
  'wrong-number',
  'help-asked',
  'contact-asked',
  'mentor-change-asked',
  'unknown-sender',
  'safety-review',
  'intake-no-answer',
  'intake-to-decide',
  'partner-declined',
  'nobody-to-match',
  'workflow-failed',
  'crisis',
  'crisis-follow-up',
  'long-pause',
  'on-call-gap',
  'drill-report',
]);
export type TaskKind = z.infer<typeof TaskKind>;

/**
 * What a person decides by closing a task, where it asks for more than to be closed: `stop` or `go-on` for a text that
 * may be a STOP [T9], `clear` or `keep` for a safety hold [4e].
 */
export const TaskDecision = z.enum(['stop', 'go-on', 'clear', 'keep']);
export type TaskDecision = z.infer<typeof TaskDecision>;

/** Something that waits for a person. Ids only: what was written stays in the inbound text. */
export const Task = z.object({
  taskId: TaskId,
  kind: TaskKind,
  state: z.enum(['open', 'closed']),
  openedAt: Timestamp,
  /** By when somebody should have looked. */
  dueAt: Timestamp,
  participantId: ParticipantId.optional(),
  coupleId: CoupleId.optional(),
  mentorId: MentorId.optional(),
  checkInId: CheckInId.optional(),
  crisisId: CrisisId.optional(),
  offerId: OfferId.optional(),
  inboundMessageId: InboundMessageId.optional(),
  /** Codes: the name of an error, a rule, or which message is unconfirmed. */
  reason: z.string().max(200).optional(),
  closedAt: Timestamp.optional(),
  /** The subject of the signed-in person who closed it. */
  closedBy: z.string().max(200).optional(),
  decision: TaskDecision.optional(),
});
export type Task = z.infer<typeof Task>;

/** A task as it is opened; due at once where nothing else is said. The same `taskId` twice is one task. */
export type NewTask = Omit<Task, 'state' | 'closedAt' | 'closedBy' | 'decision' | 'dueAt'> & {
  readonly dueAt?: string;
};
