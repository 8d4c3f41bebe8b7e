import * as z from 'zod';
import { CheckIn } from './check-in.ts';
import type { Participant } from './participant.ts';
import type { Task } from './task.ts';

/** Every route of the HTTP API, as HTTP API route keys; infra declares these and the function serves these. */
export const apiRoutes = [
  'POST /participants',
  'GET /participants',
  'POST /participants/{participantId}/check-ins',
  'GET /participants/{participantId}/check-ins',
  'GET /tasks',
  'POST /tasks/{taskId}/close',
] as const;

export type ApiRoute = (typeof apiRoutes)[number];

/** The Cognito group that may call these routes; the function checks it too, since the authorizer does not. */
export const coordinatorGroup = 'coordinator';

/** The largest body in bytes; more is answered with 413. */
export const maxBodyBytes = 256 * 1024;

/** Query string of the list routes. */
export const PageRequest = z.object({
  limit: z.coerce.number('must be a number from 1 to 100').int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(1000).optional(),
});
export type PageRequest = z.infer<typeof PageRequest>;

/** A list, in pages; `nextCursor` is there while there may be more. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** RFC 9457 problem details; `errors` names each wrong field. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/** One wrong field and its fix. The value itself is never repeated. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A participant as coordinators see one. */
export type ParticipantView = Pick<
  Participant,
  'participantId' | 'name' | 'phone' | 'language' | 'optedOut' | 'lastCycle' | 'createdAt'
>;

/** A check-in as coordinators see one: everything but the task token. */
export const CheckInView = CheckIn.omit({ taskToken: true });
export type CheckInView = z.infer<typeof CheckInView>;

/** A task as coordinators see one. */
export type TaskView = Task;

/** The answer to starting a check-in; asking again while one is open changes nothing. */
export interface StartedCheckIn {
  readonly outcome: 'started' | 'already-open';
  readonly checkInId: string;
}
