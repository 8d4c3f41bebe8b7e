import * as z from 'zod';
import { CadenceState } from './cadence.ts';
import { CrisisId, ParticipantId, TaskId, Timestamp } from './ids.ts';
import { ToRelease } from './release.ts';

/**
 * Where a person stands. `intake` and `waiting` (for a mentor) come before check-ins; `active` is asked; `paused` comes
 * back; `ended` left or was declined, and comes back with a word [S51].
 */
export const JourneyState = z.enum(['intake', 'waiting', 'active', 'paused', 'ended']);
export type JourneyState = z.infer<typeof JourneyState>;

/** Why somebody is paused or gone, as a code. */
export const JourneyReason = z.enum([
  'asked',
  'away',
  'hospital',
  'incarceration',
  'coordinator',
  'declined',
  'no-answer',
  'not-eligible',
  'withdrawn',
  'stopped',
  'completed',
]);
export type JourneyReason = z.infer<typeof JourneyReason>;

/** Which state machine runs this person's loop, and which run of it: its execution's name is made of these. */
export const LoopName = z.enum(['weekly-check-in', 'aftercare']);
export type LoopName = z.infer<typeof LoopName>;

export const Loop = z.object({
  name: LoopName,
  /** Counts every execution of this person's loops: a successor has the next number. */
  run: z.int().positive(),
  startedAt: Timestamp,
  /** The execution waits with this token for something that changes its plan. Never logged. */
  taskToken: z.string().min(1).max(2048).optional(),
  /** By then it has planned again, after its wait and the check-in behind it; or it was lost. */
  plansAgainBy: Timestamp.optional(),
});
export type Loop = z.infer<typeof Loop>;

/** What an intake step waits for from this person: their YES, or their own part of the page. Never logged. */
export const IntakeWait = z.object({
  step: z.enum(['agreement', 'own-part']),
  taskToken: z.string().min(1).max(2048),
});
export type IntakeWait = z.infer<typeof IntakeWait>;

/** One participant's way through the programme, as stored; everything about them that changes from week to week. */
export const Journey = z.object({
  participantId: ParticipantId,
  state: JourneyState,
  reason: JourneyReason.optional(),
  /** Since when it is in this state. */
  since: Timestamp,
  /** When a pause ends by itself; without it a person ends it. */
  pausedUntil: Timestamp.optional(),
  /** The number of the newest check-in; 0 before the first. */
  lastCycle: z.int().min(0).max(999_999),
  /** Up to which check-in the cadence has counted. */
  countedCycle: z.int().min(0).max(999_999),
  cadence: CadenceState.optional(),
  loop: Loop.optional(),
  intake: IntakeWait.optional(),
  /** By then the intake has asked for the first time, or its start was lost; absent from then on. */
  beginsBy: Timestamp.optional(),
  /** Concerns about this person that nobody has closed yet. */
  concerns: z.array(TaskId).max(100),
  openCrisisId: CrisisId.optional(),
  /** When unasked texts left to this person lately: the caps count them [T13]. */
  unasked: z.array(Timestamp).max(10),
  /** Words that they would like to pass on to their partner, until they say SHARE YES [F4]. */
  toRelease: ToRelease.optional(),
  /** Something changed while its loop was between planning and waiting: it plans again. */
  replan: z.boolean(),
});
export type Journey = z.infer<typeof Journey>;
