import type { Crisis, PagedPerson } from '../contracts/crisis.ts';
import { followUpHours, isUnanswered, pagedIn, unanswered } from '../domain/crisis.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import type { WaitingSteps } from '../ports/workflows.ts';
import { Permanent } from '../runtime/errors.ts';
import { hoursFromNow, type Outbox } from './outbox.ts';
import type { TaskDesk } from './task-desk.ts';

export interface StandDownDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly desk: TaskDesk;
  readonly clock: Clock;
}

/**
 * Somebody has it: everybody else who was paged is told that there is nothing more to do, the texter that a person
 * knows, and somebody looks again after 24 and 72 hours and 7 days [S30]. A drill that is over, answered or not, lets
 * everybody go and brings its report to the coordinators instead. Safe to repeat; nothing while nobody has it.
 */
export async function standDown(
  deps: StandDownDeps,
  crisisId: string,
): Promise<{ readonly outcome: Crisis['state'] }> {
  const { records, outbox, clock } = deps;
  const crisis = await records.get('crisis', crisisId);
  if (!crisis) throw new Permanent('there is no such crisis');
  const { state, participantId } = crisis;
  if (isUnanswered(crisis) && unanswered(crisis).outcome !== 'drill-over') return { outcome: state };
  if (state === 'acknowledged' && participantId !== undefined)
    await outbox.plan({
      recipient: participantId,
      channel: 'text',
      template: 'crisis-seen',
      messageClass: 'crisis',
      what: `${crisisId}-seen`,
      params: { crisisId },
      sendBefore: hoursFromNow(clock, 4),
    });
  for (const who of pagedIn(crisis)) if (who !== crisis.acknowledgedBy) await tell(deps, crisis, who);
  if (crisis.drill) await bringReport(deps, crisis);
  else if (crisis.outcome !== 'not-a-crisis') await planFollowUps(deps, crisis);
  return { outcome: state };
}

/** The ladder's waiting step goes on and stands the others down; where none waits any more, that is done here. */
export async function endLadder(
  deps: StandDownDeps & { steps: WaitingSteps },
  crisis: Crisis,
): Promise<void> {
  const told =
    crisis.taskToken === undefined
      ? 'gone'
      : (await deps.steps.complete(crisis.taskToken, { outcome: crisis.state })).outcome;
  if (told === 'gone') await standDown(deps, crisis.crisisId);
}

async function tell(
  { records, outbox, clock }: StandDownDeps,
  { crisisId, drill }: Crisis,
  who: PagedPerson,
): Promise<void> {
  const mentor = who === 'coordinator' ? undefined : await records.get('mentor', who);
  const notice = {
    recipient: who,
    messageClass: 'staff',
    params: { crisisId },
    sendBefore: hoursFromNow(clock, 4),
  } as const;
  if (mentor?.phone !== undefined)
    await outbox.plan({
      ...notice,
      channel: 'text',
      template: drill ? 'drill-thanks' : 'page-stand-down',
      what: `${crisisId}-stand-down-text`,
    });
  await outbox.plan({
    ...notice,
    channel: 'email',
    template: 'crisis-stand-down',
    what: `${crisisId}-stand-down-email`,
  });
}

/** Whoever closed a drill before its end has no report to read. */
async function bringReport({ desk }: StandDownDeps, { crisisId, state }: Crisis): Promise<void> {
  if (state !== 'closed')
    await desk.open({ taskId: `t-${crisisId}`, kind: 'drill-report', crisisId, reason: state });
}

async function planFollowUps({ desk, clock }: StandDownDeps, crisis: Crisis): Promise<void> {
  const { crisisId, participantId } = crisis;
  const since = Date.parse(crisis.acknowledgedAt ?? crisis.closedAt ?? clock.now().toISOString());
  for (const hours of followUpHours)
    await desk.open({
      taskId: followUpIdOf(crisisId, hours),
      kind: 'crisis-follow-up',
      ...(participantId !== undefined && { participantId }),
      crisisId,
      dueAt: new Date(since + hours * 3_600_000).toISOString(),
    });
}

export const followUpIdOf = (crisisId: string, hours: (typeof followUpHours)[number]): string =>
  `t-${crisisId}-follow-up-${hours}h`;
