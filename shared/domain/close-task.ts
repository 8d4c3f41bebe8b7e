import type { Journey } from '../contracts/journey.ts';
import type { Participant } from '../contracts/participant.ts';
import type { Task, TaskDecision, TaskKind } from '../contracts/task.ts';

/** What closing a task of this kind has to say besides; most have nothing to decide. */
export const decisionsFor = (kind: TaskKind): readonly TaskDecision[] => decisions[kind] ?? [];

const decisions: Partial<Record<TaskKind, readonly TaskDecision[]>> = {
  'stop-or-not': ['stop', 'go-on'],
  'safety-review': ['clear', 'keep'],
};

/** The task as somebody closed it; `undefined` where somebody has before. */
export const closed = (
  task: Task,
  {
    by,
    at,
    decision,
  }: { readonly by: string; readonly at: Date; readonly decision?: TaskDecision | undefined },
): Task | undefined =>
  task.state === 'open'
    ? { ...task, state: 'closed', closedAt: at.toISOString(), closedBy: by, ...(decision && { decision }) }
    : undefined;

/**
 * What a decision makes of the participant, apart from a STOP; `undefined` where it changes nothing. A doubt belongs to
 * the task that raised it: a START that came meanwhile has settled it already [T8].
 */
export function decided(
  participant: Participant,
  { taskId }: Pick<Task, 'taskId'>,
  decision: TaskDecision | undefined,
): Participant | undefined {
  switch (decision) {
    case 'go-on':
    case 'stop': {
      const { undecidedStop, ...settled } = participant;
      return undecidedStop === taskId ? settled : undefined;
    }
    case 'clear':
    case 'keep':
      return { ...participant, screen: 'reviewed', safetyHold: decision === 'keep' };
    default:
      return undefined;
  }
}

/** The journey once nobody has to look into this concern any more; `undefined` where it was none. */
export const withoutConcern = (journey: Journey, { taskId }: Pick<Task, 'taskId'>): Journey | undefined =>
  journey.concerns.includes(taskId)
    ? { ...journey, concerns: journey.concerns.filter((concern) => concern !== taskId) }
    : undefined;
