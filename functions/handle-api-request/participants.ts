import { coordinatorApi as api } from '#shared/contracts/api';
import type { ParticipantView } from '#shared/contracts/api-views';
import { consentRecorded } from '#shared/domain/consents';
import { paused, resumed } from '#shared/domain/journey';
import { restartLoop } from '#shared/steps/restart-loop';
import { changeJourney } from '#shared/steps/change-journey';
import { changeRow } from '#shared/steps/change-row';
import { stopTexts } from '#shared/steps/stop-texts';
import { withdraw } from '#shared/steps/withdraw';
import { invalid, serve, type Reply, type RouteDeps } from './route.ts';

export const listParticipants = serve(api['GET /participants'], async ({ records }, { query }) => ({
  body: await records.list('participants', query),
}));

export const showParticipant = serve(api['GET /participants/{participantId}'], (deps, { path }) =>
  asTheyAre(deps, path.participantId),
);

/** Of one who is active, or paused otherwise. Nobody is told by text: they, or whoever looks after them, asked for it. */
export const pauseParticipant = serve(
  api['POST /participants/{participantId}/pause'],
  async (deps, { path: { participantId }, body: { until, reason } }) => {
    const at = deps.clock.now();
    if (until !== undefined && until <= at.toISOString()) throw invalid('until', 'must be in the future');
    const participant = await deps.records.get('participant', participantId);
    if (!participant) return { missing: 'participant' };
    // A pause in place of a STOP would keep START from ending it [T8].
    if (participant.texts.state !== 'given') return { conflict: 'no-consent' };
    const { journey } = await changeJourney(deps, participantId, (before) =>
      before.state === 'paused' && before.reason === reason && before.pausedUntil === until
        ? undefined
        : paused(before, { at, reason, ...(until !== undefined && { until: new Date(until) }) }),
    );
    return journey.state === 'paused' ? asTheyAre(deps, participantId) : { conflict: 'not-active' };
  },
);

export const resumeParticipant = serve(
  api['POST /participants/{participantId}/resume'],
  async (deps, { path: { participantId } }) => {
    const participant = await deps.records.get('participant', participantId);
    if (!participant) return { missing: 'participant' };
    if (participant.texts.state !== 'given') return { conflict: 'no-consent' };
    const { journey } = await changeJourney(deps, participantId, (before, who) =>
      resumed(before, who, deps.clock.now()),
    );
    return journey.state === 'active' ? asTheyAre(deps, participantId) : { conflict: 'not-active' };
  },
);

/** Before the end of the intake its own execution decides; a pause is ended by resuming it. */
export const startParticipant = serve(
  api['POST /participants/{participantId}/start'],
  async (deps, { path: { participantId } }) => {
    const journey = await deps.records.get('journey', participantId);
    if (!journey) return { missing: 'participant' };
    if (journey.state === 'intake') return { conflict: 'in-intake' };
    if (journey.state === 'paused') return { conflict: 'paused' };
    const { outcome } = await restartLoop(deps, participantId);
    if (outcome === 'not-now') return { conflict: 'no-consent' };
    return asTheyAre(deps, participantId, outcome === 'started' ? 202 : 200);
  },
);

export const withdrawParticipant = serve(
  api['POST /participants/{participantId}/withdrawal'],
  async (deps, { path: { participantId }, body: { reason } }) => {
    if (!(await deps.records.get('participant', participantId))) return { missing: 'participant' };
    await withdraw(deps, { participantId, reason });
    return asTheyAre(deps, participantId);
  },
);

export const optOutParticipant = serve(
  api['POST /participants/{participantId}/opt-out'],
  async (deps, { path: { participantId } }) => {
    if (!(await deps.records.get('participant', participantId))) return { missing: 'participant' };
    await stopTexts(deps, participantId);
    return asTheyAre(deps, participantId);
  },
);

export const listCheckIns = serve(
  api['GET /participants/{participantId}/check-ins'],
  async ({ records }, { path: { participantId }, query }) =>
    (await records.get('participant', participantId))
      ? { body: await records.listOf('check-in', participantId, query) }
      : { missing: 'participant' },
);

export const listMessages = serve(
  api['GET /participants/{participantId}/messages'],
  async ({ records }, { path: { participantId }, query }) =>
    (await records.get('participant', participantId))
      ? { body: await records.listOf('message', participantId, query) }
      : { missing: 'participant' },
);

/** It takes effect at the next gate: whatever is shown or sent after this asks anew [F6]. */
export const recordConsent = serve(
  api['POST /participants/{participantId}/consents'],
  async (deps, { path: { participantId }, body, subject }) => {
    const { records, clock } = deps;
    if (!(await records.get('participant', participantId))) return { missing: 'participant' };
    await changeRow(records, { kind: 'participant', id: participantId }, (row) => {
      const consents = consentRecorded(row.consents, body, { now: clock.now(), by: subject });
      return { ...(consents && { row: { ...row, consents } }), result: undefined };
    });
    return asTheyAre(deps, participantId);
  },
);

/** What was told by their consent, and to whom: they may ask for it [F8]. */
export const listDisclosures = serve(
  api['GET /participants/{participantId}/disclosures'],
  async ({ records }, { path: { participantId }, query }) =>
    (await records.get('participant', participantId))
      ? { body: await records.listOf('disclosure', participantId, query) }
      : { missing: 'participant' },
);

export const listReleases = serve(
  api['GET /participants/{participantId}/releases'],
  async ({ records }, { path: { participantId }, query }) =>
    (await records.get('participant', participantId))
      ? { body: await records.listOf('release', participantId, query) }
      : { missing: 'participant' },
);

/** The participant as the action leaves them. */
async function asTheyAre(
  { records }: RouteDeps,
  participantId: string,
  status?: number,
): Promise<Reply<ParticipantView>> {
  const [participant, journey] = await Promise.all([
    records.get('participant', participantId),
    records.get('journey', participantId),
  ]);
  if (!participant || !journey) return { missing: 'participant' };
  return { body: { ...participant, journey }, ...(status !== undefined && { status }) };
}
