import { CrisisStep, type Crisis } from '#shared/contracts/crisis';
import { parseInput } from '#shared/runtime/errors';
import { standDown as standDownOthers, type StandDownDeps } from '#shared/steps/stand-down';

/** Ends a ladder that somebody has taken over or closed: see the step for what it promises. */
export const standDown =
  (deps: StandDownDeps) =>
  (input: unknown): Promise<{ readonly outcome: Crisis['state'] }> =>
    standDownOthers(deps, parseInput(CrisisStep, input).crisisId);
