import type { Crisis, CrisisSeverity } from '../contracts/crisis.ts';
import type { Participant } from '../contracts/participant.ts';
import type { Stored } from '../contracts/rows.ts';
import type { TextTemplate } from '../contracts/text-template.ts';
import { codesFor, covers, crisisIdOf, isUnanswered, secondsToAcknowledge } from '../domain/crisis.ts';
import { inNeed, toldToReplan } from '../domain/journey.ts';
import type { Records } from '../ports/records.ts';
import type { Workflows } from '../ports/workflows.ts';
import { Permanent, Transient } from '../runtime/errors.ts';
import { changeJourney } from './change-journey.ts';
import { changeRow, put } from './change-row.ts';
import type { CheckInEndDeps } from './end-check-in.ts';
import { hoursFromNow, type Outbox } from './outbox.ts';
import { planPage } from './page-people.ts';
import type { TaskDesk } from './task-desk.ts';

export interface OpenCrisisDeps extends CheckInEndDeps {
  readonly outbox: Outbox;
  readonly desk: TaskDesk;
  readonly workflows: Pick<Workflows, 'start'>;
}

/** What raised it: codes, never words. */
export interface CrisisRaised {
  /** What makes it one and the same however often it is raised: the inbound text's id, a task's … */
  readonly source: string;
  readonly participantId: string;
  readonly severity: CrisisSeverity;
  readonly reasons: readonly string[];
  readonly inboundMessageId?: string;
  /** The safe reply; left out where the person has just stopped all texts and the confirmation of it helps [T6, T10]. */
  readonly reply?: TextTemplate;
}

/**
 * Opens a crisis once: the safe reply, its row with a code of its own, the ladder, a task that a person closes, and
 * weekly contact from now on [S28-S31]. Safe to repeat from any point. While one that is as grave is being looked after,
 * another text joins it: the texter gets the safe reply again, and whoever has taken over is told again.
 */
export async function openCrisis(deps: OpenCrisisDeps, raised: CrisisRaised): Promise<{ crisisId: string }> {
  const { outbox, workflows, desk, clock, records } = deps;
  const { participantId, source, reply } = raised;
  // The reply first: whatever else fails, the texter has the numbers.
  if (reply !== undefined)
    await outbox.plan({
      recipient: participantId,
      channel: 'text',
      template: reply,
      messageClass: 'crisis',
      what: `${crisisIdOf(source)}-reply`,
      params: {},
      sendBefore: hoursFromNow(clock, 4),
    });
  const participant = await records.get('participant', participantId);
  if (!participant) throw new Permanent('there is no such participant');
  const crisis = await joinedOrNew(deps, raised, participant);
  const { crisisId, severity, state, acknowledgedBy: who } = crisis;
  if (state === 'open')
    await workflows.start({
      workflow: 'crisis',
      name: crisisId,
      input: { crisisId, waitSeconds: secondsToAcknowledge[severity] },
    });
  else if (state === 'acknowledged' && who !== undefined && crisisId !== crisisIdOf(source))
    await planPage(deps, { crisis, who, what: `${crisisId}-again-${source.slice(-40)}` });
  await desk.open({
    taskId: `t-${crisisId}`,
    kind: 'crisis',
    participantId,
    crisisId,
    reason: crisis.reasons.join(' ').slice(0, 200),
    ...(crisis.inboundMessageId !== undefined && { inboundMessageId: crisis.inboundMessageId }),
  });
  // Written with the crisis; its loop still has to hear of it.
  await changeJourney(deps, participantId, () => undefined);
  return { crisisId };
}

/**
 * The crisis that covers this one, or a new one: its row, its code and the journey's note of it are one write, so that of
 * two texts at once one joins the other.
 */
const joinedOrNew = (
  { records, clock }: OpenCrisisDeps,
  raised: CrisisRaised,
  participant: Participant,
): Promise<Crisis> =>
  changeRow<'journey', Crisis>(
    records,
    { kind: 'journey', id: raised.participantId },
    async ({ revision: _revision, ...journey }) => {
      const crisisId = crisisIdOf(raised.source);
      const now = clock.now();
      const same = await records.get('crisis', crisisId);
      if (same) return { result: same };
      const open = await openCrisisOf(records, journey.openCrisisId);
      if (open && covers(open, { severity: raised.severity, now })) return { result: open };
      const crisis: Crisis = {
        crisisId,
        participantId: raised.participantId,
        severity: raised.severity,
        reasons: [...new Set(raised.reasons)].slice(0, 40),
        ...(raised.inboundMessageId !== undefined && { inboundMessageId: raised.inboundMessageId }),
        ...(open && isUnanswered(open) && { supersedes: open.crisisId }),
        openedAt: now.toISOString(),
        state: 'open',
        code: await freeCode(records, crisisId),
        pages: [],
      };
      const concerns = [...journey.concerns, `t-${crisisId}`].slice(-100);
      const noted = inNeed({ ...journey, openCrisisId: crisisId, concerns }, participant, {
        signal: 'crisis',
        now,
      });
      return {
        row: toldToReplan(noted),
        also: [put('crisis', crisis, 0), put('code-claim', { code: crisis.code, crisisId }, 0)],
        result: crisis,
      };
    },
  );

const openCrisisOf = async (
  records: Records,
  crisisId: string | undefined,
): Promise<Stored<Crisis> | undefined> =>
  crisisId === undefined ? undefined : records.get('crisis', crisisId);

/** A code that no crisis which is not closed has. */
export async function freeCode(records: Records, crisisId: string): Promise<string> {
  for (const code of codesFor(crisisId)) if (!(await records.get('code-claim', code))) return code;
  throw new Transient('two hundred codes in a row are taken');
}
