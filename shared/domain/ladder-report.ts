import type { Crisis, LadderReport } from '../contracts/crisis.ts';
import { rungs } from './crisis.ts';

/** How a ladder went, from its row: who was paged when, which rungs were skipped and why, who took over after how long. */
export function ladderReport(crisis: Crisis): LadderReport {
  const { pages, skipped = [], openedAt, acknowledgedBy, acknowledgedAt } = crisis;
  const secondsIn = (at: string): number =>
    Math.max(0, Math.round((Date.parse(at) - Date.parse(openedAt)) / 1000));
  return {
    rungs: rungs.flatMap((rung) => [
      ...pages
        .filter((page) => page.rung === rung)
        .map(({ who, at, declinedAt }) => ({
          rung,
          who,
          at,
          afterSeconds: secondsIn(at),
          ...(declinedAt !== undefined && { declinedAfterSeconds: secondsIn(declinedAt) }),
        })),
      ...skipped
        .filter((one) => one.rung === rung)
        .map(({ reason, at }) => ({
          rung,
          who: [],
          at,
          afterSeconds: secondsIn(at),
          skippedBecause: reason,
        })),
    ]),
    ...(acknowledgedBy !== undefined &&
      acknowledgedAt !== undefined && {
        acknowledgedBy,
        acknowledgedAfterSeconds: secondsIn(acknowledgedAt),
      }),
  };
}
