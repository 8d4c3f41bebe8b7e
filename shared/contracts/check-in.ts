import * as z from 'zod';
import { CheckInId, InboundMessageId, ParticipantId, TaskId, Timestamp } from './ids.ts';

/**
 * The life of one cycle. `answered`, `missed`, `cancelled` (the person opted out) and `handed-over` (something broke)
 * are ends: every cycle reaches exactly one of them [S16].
 */
export const CheckInState = z.enum([
  'scheduled',
  'asked',
  'nudged',
  'answered',
  'missed',
  'cancelled',
  'handed-over',
]);
export type CheckInState = z.infer<typeof CheckInState>;

/** A numbered answer: 1 (hard) to 5 (good). */
export const Score = z.number().int().min(1).max(5);

/** An answer, and the inbound text that it came in. */
export const Reply = z.object({
  score: Score,
  inboundMessageId: InboundMessageId,
  receivedAt: Timestamp,
});
export type Reply = z.infer<typeof Reply>;

/** One check-in, as stored. */
export const CheckIn = z.object({
  checkInId: CheckInId,
  participantId: ParticipantId,
  cycle: z.number().int().positive(),
  state: CheckInState,
  createdAt: Timestamp,
  /** By then it must have ended, or the sweeper looks into it [P10, P16]. */
  deadline: Timestamp,
  askedAt: Timestamp.optional(),
  nudgedAt: Timestamp.optional(),
  closedAt: Timestamp.optional(),
  /** Whoever holds it can answer for the person: never logged, never sent anywhere but to Step Functions. */
  taskToken: z.string().min(1).max(2048).optional(),
  reply: Reply.optional(),
  /** A reply that came after the end: kept here, on the question it belongs to; the state stays as it was. */
  lateReply: Reply.optional(),
  /** Why it was handed over: the name of an error, or `stuck`. */
  reason: z.string().max(100).optional(),
  /** The task of the person who looks after it, where it ended without an answer. */
  taskId: TaskId.optional(),
});
export type CheckIn = z.infer<typeof CheckIn>;

/** Input of the two steps that wait for a reply. */
export const WaitingStep = z.object({
  checkInId: CheckInId,
  taskToken: z.string('must be the task token of the waiting step').min(1).max(2048),
});
export type WaitingStep = z.infer<typeof WaitingStep>;

/** Output of a waiting step, whoever completes it; the state machine only passes it on. */
export const WaitOutcome = z.enum(['answered', 'missed', 'opted-out', 'handed-over']);
export type WaitOutcome = z.infer<typeof WaitOutcome>;

/** Input of `close-check-in`. */
export const CloseStep = z.object({ checkInId: CheckInId });

/**
 * Input of `hand-over`; `reason` is `missed`, `stuck` or the name of an error. A name that no code has is no reason to
 * refuse: handing over matters more.
 */
export const HandOverStep = z.object({
  checkInId: CheckInId,
  reason: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .catch('unknown'),
});
export type HandOverStep = z.infer<typeof HandOverStep>;
