import * as z from 'zod';
import { CadenceStep } from './cadence.ts';
import { CheckInId, InboundMessageId, ParticipantId, TaskId, Timestamp } from './ids.ts';
import { Answers, QuestionId, QuestionSetId, StoredAnswer } from './question.ts';

/**
 * The life of one cycle. `answered` (every question, some perhaps skipped), `partial` (some), `missed` (none),
 * `cancelled` (the person stopped, paused or left) and `handed-over` (something broke) are ends: every cycle reaches
 * exactly one of them [S16].
 */
export const CheckInState = z.enum([
  'scheduled',
  'asked',
  'nudged',
  'answered',
  'partial',
  'missed',
  'cancelled',
  'handed-over',
]);
export type CheckInState = z.infer<typeof CheckInState>;

/** A question that left, or was planned to: in the order in which they were asked. */
export const AskedQuestion = z.object({ questionId: QuestionId, askedAt: Timestamp });
export type AskedQuestion = z.infer<typeof AskedQuestion>;

/** An answer that came after the end: kept on the question it belongs to; it changes no score [I6]. */
export const LateAnswer = z.object({
  questionId: QuestionId,
  answer: StoredAnswer,
  inboundMessageId: InboundMessageId,
  receivedAt: Timestamp,
});
export type LateAnswer = z.infer<typeof LateAnswer>;

/** One check-in, as stored. */
export const CheckIn = z.object({
  checkInId: CheckInId,
  participantId: ParticipantId,
  cycle: z.int().min(0),
  /** The questions of this cycle: what changes meanwhile counts from the next one on [P9]. */
  questionSetId: QuestionSetId,
  state: CheckInState,
  /** When it was due and why then: the step of the cadence that planned it. None for the screen at intake [4c]. */
  step: CadenceStep.optional(),
  createdAt: Timestamp,
  /** By then it must have ended, or the sweep looks into it [P10, P16]. */
  deadline: Timestamp,
  asked: z.array(AskedQuestion).max(10),
  answers: Answers,
  /** The inbound texts that it has taken in: a second delivery finds itself here. */
  takenIn: z.array(InboundMessageId).max(60),
  /** Questions that were asked once more because the answer could not be read [P24]. */
  askedAgain: z.array(QuestionId).max(10),
  lateAnswers: z.array(LateAnswer).max(20),
  nudgedAt: Timestamp.optional(),
  closedAt: Timestamp.optional(),
  /** Whoever holds it can answer for the person: never logged, never sent anywhere but to Step Functions. */
  taskToken: z.string().min(1).max(2048).optional(),
  /** Why it was handed over or cancelled: the name of an error, or a code. */
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
export const WaitOutcome = z.enum(['answered', 'partial', 'missed', 'cancelled', 'handed-over']);
export type WaitOutcome = z.infer<typeof WaitOutcome>;

/** Input of `close-check-in`. */
export const CloseStep = z.object({ checkInId: CheckInId });
