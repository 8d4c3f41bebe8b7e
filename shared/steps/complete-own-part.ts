import type { OwnPart } from '../contracts/intake.ts';
import type { Participant } from '../contracts/participant.ts';
import { consentsAfter } from '../domain/consents.ts';
import { profileFrom } from '../domain/new-couple.ts';
import { changeJourney } from './change-journey.ts';
import { changeRow } from './change-row.ts';
import type { CheckInEndDeps } from './end-check-in.ts';

/**
 * Writes a partner's own part: settings, what they tell about themselves, and what they agree to, with the wording that
 * they saw [F2, T14]. What the part leaves out stays as it was. The intake that waits for it goes on, and a running
 * loop keeps the new day from its next check-in on. Safe to repeat; nobody else's row is touched or read.
 */
export async function completeOwnPart(
  deps: CheckInEndDeps,
  participantId: string,
  part: OwnPart,
): Promise<{ readonly outcome: 'completed' }> {
  const now = deps.clock.now();
  await changeRow(deps.records, { kind: 'participant', id: participantId }, (row) => ({
    row: withPart(row, part, now),
    result: undefined,
  }));
  const { journey } = await changeJourney(deps, participantId, ({ cadence, ...rest }) =>
    cadence === undefined || cadence.weekday === part.schedule.weekday
      ? undefined
      : { ...rest, cadence: { ...cadence, weekday: part.schedule.weekday } },
  );
  if (journey.intake?.step === 'own-part')
    await deps.steps.complete(journey.intake.taskToken, { outcome: 'done' });
  return { outcome: 'completed' };
}

function withPart(row: Participant, part: OwnPart, now: Date): Participant {
  const { name, language, timeZone, schedule, privacyLevel, about, consents } = part;
  const { safeHours: hoursBefore, ...rest } = row;
  const safeHours = part.safeHours === undefined ? hoursBefore : part.safeHours;
  return {
    ...rest,
    name,
    language,
    timeZone,
    schedule,
    privacyLevel,
    privacySetAt: now.toISOString(),
    ...(safeHours && { safeHours }),
    profile: about ? profileFrom(about, { language, timeZone }) : { ...row.profile, timeZone },
    consents: consents ? consentsAfter(row.consents, consents, { now, language }) : row.consents,
    ownPartAt: now.toISOString(),
  };
}
