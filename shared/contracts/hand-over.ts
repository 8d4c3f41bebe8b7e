import * as z from 'zod';
import { CheckInId, CoupleId, CrisisId, ParticipantId } from './ids.ts';

/**
 * Input of `hand-over`: what a state machine gave up on, and why (`missed`, a code or the name of an error). A name that
 * no code has is no reason to refuse: handing over matters more.
 */
export const HandOverStep = z.object({
  checkInId: CheckInId.optional(),
  participantId: ParticipantId.optional(),
  coupleId: CoupleId.optional(),
  crisisId: CrisisId.optional(),
  reason: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .catch('unknown'),
});
export type HandOverStep = z.infer<typeof HandOverStep>;
