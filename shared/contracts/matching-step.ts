import * as z from 'zod';
import { CoupleId, OfferId } from './ids.ts';

const TaskToken = z.string('must be the task token of the waiting step').min(1).max(2048);

/** Input of the steps that look for a mentor; `execution` is the name of the round of matching that asks. */
export const MatchStep = z.object({ coupleId: CoupleId, execution: z.string().min(1).max(80) });

/** The same, where the step waits on the waitlist. */
export const WaitlistStep = MatchStep.extend({ taskToken: TaskToken });

/**
 * What the search came to. `offered`: wait this long for the answer; `paired`: a mentor has accepted before; `over`:
 * nobody is left to match, or another round has taken over. Every field is always there.
 */
export interface OfferOutcome {
  readonly outcome: 'offered' | 'nobody-left' | 'paired' | 'over';
  readonly offerId: string;
  /** At least 1: a timeout of zero is none. */
  readonly waitSeconds: number;
}

/** Input of the step that waits for the answer to an offer. */
export const AwaitOfferStep = z.object({ offerId: OfferId, taskToken: TaskToken });

/** Input of the step that closes an offer which nobody answered. */
export const ExpireOfferStep = z.object({ offerId: OfferId });

/** Input of the step that begins a pairing. */
export const BeginPairingStep = z.object({ coupleId: CoupleId });
