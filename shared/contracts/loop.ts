import * as z from 'zod';
import { ParticipantId } from './ids.ts';

/** Input of `plan-check-in`; `execution` is the name of the loop's execution that asks. */
export const PlanStep = z.object({
  participantId: ParticipantId,
  execution: z.string().min(1).max(80),
});

/**
 * What a loop does next. `ask`: wait, then run this check-in; `hold`: wait for the end of a pause; `aftercare` and
 * `renew`: start this execution and end. Every field is always there, so that a state machine may read it.
 */
export interface PlanOutcome {
  readonly outcome: 'ask' | 'hold' | 'aftercare' | 'renew' | 'ended';
  /** At least 1: a timeout of zero is none. */
  readonly waitSeconds: number;
  readonly checkInId: string;
  readonly successor: string;
}

/** Input of `await-check-in`. */
export const AwaitStep = z.object({
  participantId: ParticipantId,
  execution: z.string().min(1).max(80),
  taskToken: z.string('must be the task token of the waiting step').min(1).max(2048),
});
