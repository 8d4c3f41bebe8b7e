import type { Transition } from './definition.ts';
import type { Failure } from './execution.ts';
import type { Json } from './json.ts';
import type { ScopeExtras } from './state-scope.ts';

/** What came of a step of a branch; the engine decides what follows. */
export type Outcome =
  /** Nothing to do until a signal comes. */
  | { type: 'blocked' }
  /** The state is done; `Assign` and `Output` of the transition are still to be evaluated. */
  | Leaving
  /** The branch stands at the entrance of its next state. */
  | { type: 'moved' }
  /** The branch has run through its last state. */
  | { type: 'finished'; output: Json }
  /** The state failed; retriers and catchers have their say. */
  | { type: 'failed'; failure: Failure; beyondCatch?: boolean }
  /** Nobody caught the failure: the branch fails. */
  | { type: 'uncaught'; failure: Failure };

export interface Leaving {
  type: 'leaving';
  transition: Transition;
  /** The output of a state without `Output`. */
  fallback: Json;
  extras?: ScopeExtras;
  /** The `previousEventId` of the exit event, where it is not the branch's last event. */
  previous?: number;
  /** The transition is a catcher's: what fails in it is not caught again. */
  caught?: boolean;
}

export const BLOCKED: Outcome = Object.freeze({ type: 'blocked' });
