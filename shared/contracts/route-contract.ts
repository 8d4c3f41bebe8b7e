import * as z from 'zod';
import type { ConflictCode } from './http.ts';
import { CoupleId, CrisisId, MentorId, ParticipantId, ShiftSwapId, TaskId } from './ids.ts';

/** One route for coordinators: what it takes, and what it answers with. What the answer does not name never leaves. */
export interface RouteContract {
  readonly summary: string;
  readonly path: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  /** Media types of the body; JSON where nothing is said. */
  readonly media: readonly string[];
  readonly answer: z.ZodType;
  /** Status codes of success, the usual one first. */
  readonly success: readonly number[];
  /** What may stand in the way: 409. */
  readonly conflicts: readonly ConflictCode[];
}

/** What a route leaves out. A body of no fields may be missing altogether. */
export const plain = {
  path: z.object({}),
  query: z.object({}),
  body: z.strictObject({}).optional(),
  media: ['application/json'],
  success: [200],
  conflicts: [],
} as const;

// What the paths of routes name.
export const ofCouple = z.object({ coupleId: CoupleId });
export const ofParticipant = z.object({ participantId: ParticipantId });
export const ofMentor = z.object({ mentorId: MentorId });
export const ofTask = z.object({ taskId: TaskId });
export const ofCrisis = z.object({ crisisId: CrisisId });
export const ofSwap = z.object({ swapId: ShiftSwapId });
