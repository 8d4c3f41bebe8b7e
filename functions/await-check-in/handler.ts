import { AwaitStep } from '#shared/contracts/loop';
import { loopExecutionOf } from '#shared/domain/journey';
import type { Records } from '#shared/ports/records';
import type { WaitingSteps } from '#shared/ports/workflows';
import { parseInput } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';

export interface AwaitCheckInDeps {
  readonly records: Records;
  readonly steps: WaitingSteps;
}

/**
 * Saves the token of a loop that waits until its next check-in is due, so that a pause, a need or a withdrawal reaches
 * it at once. Completes the step where something changed since it was planned. Safe to repeat.
 */
export const awaitCheckIn =
  ({ records, steps }: AwaitCheckInDeps) =>
  async (input: unknown): Promise<{ outcome: 'waiting' | 'changed' }> => {
    const { participantId, execution, taskToken } = parseInput(AwaitStep, input);
    const outcome = await changeRow(records, { kind: 'journey', id: participantId }, (row) => {
      const { loop, replan } = row;
      const isOurs = loop !== undefined && loopExecutionOf(participantId, loop) === execution;
      if (!isOurs || replan || row.state === 'ended') return { result: 'changed' as const };
      return { row: { ...row, loop: { ...loop, taskToken } }, result: 'waiting' as const };
    });
    if (outcome === 'changed') await steps.complete(taskToken, { outcome });
    return { outcome };
  };
