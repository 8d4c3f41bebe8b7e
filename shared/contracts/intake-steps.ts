import * as z from 'zod';
import { CoupleId, ParticipantId } from './ids.ts';

/** Where one partner's part stands: their agreement to texts, their own part of the page, the private screen. */
export const IntakeStage = z.enum(['agreement', 'own-part', 'screen']);
export type IntakeStage = z.infer<typeof IntakeStage>;

/** What is asked of a partner by text: each thing once, with one reminder. */
export const IntakeAsk = z.enum(['agreement', 'agreement-reminder', 'own-part', 'own-part-reminder']);
export type IntakeAsk = z.infer<typeof IntakeAsk>;

const TaskToken = z.string('must be the task token of the waiting step').min(1).max(2048);

/** Input of `ask-intake`. */
export const AskIntakeStep = z.object({
  participantId: ParticipantId,
  step: IntakeAsk,
  taskToken: TaskToken,
});
export type AskIntakeStep = z.infer<typeof AskIntakeStep>;

/** What an answer is, whoever completes the step; the state machine only passes it on. */
export type AskAnswer = 'agreed' | 'declined' | 'done' | 'ended';

/** Input of `plan-intake`: the stage that is over, and the name of the error that ended it, or `none`. */
export const PlanIntakeStep = z.object({
  participantId: ParticipantId,
  step: IntakeStage,
  reason: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .catch('unknown'),
});
export type PlanIntakeStep = z.infer<typeof PlanIntakeStep>;

/** Output of `plan-intake`, every field always present. */
export interface PlanIntakeOutcome {
  readonly outcome: 'own-part' | 'screen' | 'ended';
  /** Of the private screen, where it is what comes next. */
  readonly checkInId: string;
}

/** Input of `decide-intake`. */
export const DecideIntakeStep = z.object({ coupleId: CoupleId, taskToken: TaskToken });
export type DecideIntakeStep = z.infer<typeof DecideIntakeStep>;
