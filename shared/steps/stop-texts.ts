import type { Participant } from '../contracts/participant.ts';
import { paused } from '../domain/journey.ts';
import { textsStopped } from '../domain/stop-texts.ts';
import { changeJourney, type JourneyChange } from './change-journey.ts';
import { changeRow } from './change-row.ts';
import type { CheckInEndDeps } from './end-check-in.ts';
import type { TaskDesk } from './task-desk.ts';

export type StopTextsDeps = CheckInEndDeps & { readonly desk: TaskDesk };

/**
 * Writes down that somebody wants no texts, as they told a person by any other means than a text: the same record and
 * the same consequences as STOP [T5]. No confirmation leaves: it would come later than five minutes after they asked
 * [T6]. Safe to repeat, and after a STOP by text it changes nothing.
 */
export async function stopTexts(deps: StopTextsDeps, participantId: string): Promise<void> {
  const at = deps.clock.now().toISOString();
  const participant = await changeRow<'participant', Participant>(
    deps.records,
    { kind: 'participant', id: participantId },
    (row) => {
      const after = textsStopped(row, { at });
      return after ? { row: after, result: after } : { result: row };
    },
  );
  if (participant.texts.inboundMessageId === undefined) await followStop(deps, participant);
}

/**
 * What follows when a number has stopped: an intake that waits for it goes on, check-ins pause, and a coordinator hears
 * of it [P15]. Safe to repeat; nothing where texts are welcome.
 */
export async function followStop(
  deps: StopTextsDeps,
  { participantId, texts }: Pick<Participant, 'participantId' | 'texts'>,
): Promise<void> {
  if (texts.state !== 'stopped') return;
  const { journey } = await pauseForStop(deps, participantId);
  if (journey.intake) await deps.steps.complete(journey.intake.taskToken, { outcome: 'declined' });
  const source = texts.inboundMessageId ?? `${participantId}-${Date.parse(texts.at)}`;
  await deps.desk.open({ taskId: `t-stopped-${source}`, kind: 'stopped', participantId });
}

/** Check-ins rest until the number takes texts again, also those of somebody whose pause would have ended by itself. */
export const pauseForStop = (deps: CheckInEndDeps, participantId: string): Promise<JourneyChange> =>
  changeJourney(deps, participantId, (journey) =>
    journey.reason === 'stopped' ? undefined : paused(journey, { at: deps.clock.now(), reason: 'stopped' }),
  );
