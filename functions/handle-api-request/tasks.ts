import { coordinatorApi as api } from '#shared/contracts/api';
import type { ConflictCode } from '#shared/contracts/http';
import type { Task } from '#shared/contracts/task';
import type { Records } from '#shared/ports/records';
import { closeTask } from '#shared/steps/close-task';
import { wakeWaitlist } from '#shared/steps/wake-waitlist';
import { invalid, serve } from './route.ts';

export const listTasks = serve(api['GET /tasks'], async ({ records }, { query }) => ({
  body: await records.list('open-tasks', query),
}));

/** The words go with the inbound text: after the retention time there are none. */
export const showTask = serve(api['GET /tasks/{taskId}'], async ({ records }, { path }) => {
  const task = await records.get('task', path.taskId);
  if (!task) return { missing: 'task' };
  const { inboundMessageId } = task;
  const text =
    inboundMessageId === undefined ? undefined : await records.get('inbound-text', inboundMessageId);
  return { body: { ...task, ...(text && { text }) } };
});

export const closeOneTask = serve(
  api['POST /tasks/{taskId}/close'],
  async (deps, { path: { taskId }, body, subject }) => {
    const unfinished = await unfinishedMatterOf(deps.records, taskId);
    if (unfinished) return { conflict: unfinished };
    const result = await closeTask(deps, { taskId, by: subject, decision: body?.decision });
    if (result.outcome === 'not-found') return { missing: 'task' };
    if (result.outcome === 'wrong-decision') throw invalid('decision', mustBeOneOf(result.decisions));
    if (result.outcome === 'decided-before') return { conflict: 'decided-before' };
    // A couple that a hold kept from being matched may be offered now.
    if (result.task.decision === 'clear') await wakeWaitlist(deps);
    return { body: result.task };
  },
);

const mustBeOneOf = (decisions: readonly string[]): string =>
  decisions.length > 0 ? `must be one of ${decisions.join(', ')}` : 'must be left out: there is none to take';

/** A task that stands for something larger ends with it, or nobody would look after that any more. */
async function unfinishedMatterOf(records: Records, taskId: string): Promise<ConflictCode | undefined> {
  const task = await records.get('task', taskId);
  if (task?.state !== 'open') return undefined;
  if (await isOfOpenCrisis(records, task)) return 'crisis-open';
  return (await isOfOpenDecision(records, task)) ? 'couple-to-decide' : undefined;
}

async function isOfOpenCrisis(records: Records, { kind, crisisId }: Task): Promise<boolean> {
  if ((kind !== 'crisis' && kind !== 'drill-report') || crisisId === undefined) return false;
  const crisis = await records.get('crisis', crisisId);
  return crisis !== undefined && crisis.state !== 'closed';
}

async function isOfOpenDecision(records: Records, { kind, coupleId }: Task): Promise<boolean> {
  if (kind !== 'intake-to-decide' || coupleId === undefined) return false;
  return (await records.get('couple', coupleId))?.state === 'to-decide';
}
