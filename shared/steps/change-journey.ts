import type { Journey } from '../contracts/journey.ts';
import type { Participant } from '../contracts/participant.ts';
import { checkInIdOf } from '../contracts/ids.ts';
import { isOpen } from '../domain/check-in.ts';
import { toldToReplan } from '../domain/journey.ts';
import { Permanent } from '../runtime/errors.ts';
import { changeRow } from './change-row.ts';
import { endCheckIn, type CheckInEndDeps } from './end-check-in.ts';

/**
 * Changes a person's journey and has their loop plan again, whatever it is doing: a waiting one goes on at once, one
 * that runs a check-in sees it at the end. A check-in that stands open is cancelled where the person is not active any
 * more: its questions would be in the way of a pause. `undefined` from `decide` changes nothing. Returns the journey.
 */
export async function changeJourney(
  deps: CheckInEndDeps,
  participantId: string,
  decide: (journey: Journey, participant: Participant) => Journey | undefined,
): Promise<JourneyChange> {
  const participant = await deps.records.get('participant', participantId);
  if (!participant) throw new Permanent('there is no such participant');
  const changed = await changeRow<'journey', JourneyChange>(
    deps.records,
    { kind: 'journey', id: participantId },
    (row) => {
      const { revision: _revision, ...before } = row;
      const after = decide(before, participant);
      if (!after) return { result: { outcome: 'unchanged', journey: before } };
      const told = toldToReplan(after);
      return { row: told, result: { outcome: 'changed', journey: told } };
    },
  );
  // Also where nothing changed: a run before this one may have crashed in between.
  const { journey } = changed;
  if (journey.state !== 'active' && journey.lastCycle > 0) await cancelOpen(deps, journey);
  if (journey.replan && journey.loop?.taskToken !== undefined)
    await deps.steps.complete(journey.loop.taskToken, { outcome: 'changed' });
  return changed;
}

export interface JourneyChange {
  readonly outcome: 'changed' | 'unchanged';
  readonly journey: Journey;
}

async function cancelOpen(deps: CheckInEndDeps, { participantId, lastCycle, state }: Journey): Promise<void> {
  const checkInId = checkInIdOf(participantId, lastCycle);
  const newest = await deps.records.get('check-in', checkInId);
  if (newest && isOpen(newest)) await endCheckIn(deps, checkInId, { as: 'cancelled', reason: state });
}
