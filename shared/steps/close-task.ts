import type { Participant } from '../contracts/participant.ts';
import type { Stored } from '../contracts/rows.ts';
import type { Task, TaskDecision } from '../contracts/task.ts';
import { closed, decided, decisionsFor, withoutConcern } from '../domain/close-task.ts';
import { textsStopped } from '../domain/stop-texts.ts';
import type { Change, Records } from '../ports/records.ts';
import { changeRow, put, type Decision } from './change-row.ts';
import { followStop, type StopTextsDeps } from './stop-texts.ts';

/** How a person closes a task: who, and what they decided where the task asks for it. */
export interface Closing {
  readonly taskId: string;
  /** The subject of the signed-in person. */
  readonly by: string;
  readonly decision?: TaskDecision | undefined;
}

export type CloseTaskResult =
  | { readonly outcome: 'closed' | 'closed-before'; readonly task: Task }
  /** It asks for one of these, and for nothing where there are none. */
  | { readonly outcome: 'wrong-decision'; readonly decisions: readonly TaskDecision[] }
  | { readonly outcome: 'decided-before'; readonly task: Task }
  | { readonly outcome: 'not-found' };

/**
 * Closes a task. What was decided with it, and that a concern is one no longer, is one write with the closing. Safe to
 * repeat: whoever closed it first did, and the same decision again is the same; another one is `decided-before`.
 */
export async function closeTask(deps: StopTextsDeps, closing: Closing): Promise<CloseTaskResult> {
  const { records } = deps;
  const { taskId, decision } = closing;
  if (!(await records.get('task', taskId))) return { outcome: 'not-found' };
  const result = await changeRow<'task', CloseTaskResult>(records, { kind: 'task', id: taskId }, (row) =>
    closeRow(deps, row, closing),
  );
  // Also the second time: the first may have crashed in between.
  if ('task' in result && result.task.decision === 'stop' && decision === 'stop') {
    const participant = await participantOf(records, result.task);
    const isOurs = participant?.texts.inboundMessageId === result.task.inboundMessageId;
    if (participant && isOurs) await followStop(deps, participant);
  }
  return result;
}

async function closeRow(
  { records, clock }: StopTextsDeps,
  row: Stored<Task>,
  { by, decision }: Closing,
): Promise<Decision<'task', CloseTaskResult>> {
  const { revision: _revision, ...task } = row;
  const decisions = decisionsFor(task.kind);
  const isWrong =
    decisions.length === 0 ? decision !== undefined : !decision || !decisions.includes(decision);
  if (isWrong) return { result: { outcome: 'wrong-decision', decisions } };
  const after = closed(task, { by, at: clock.now(), decision });
  if (!after)
    return { result: { outcome: task.decision === decision ? 'closed-before' : 'decided-before', task } };
  const also = [...(await participantChange(records, after)), ...(await concernChange(records, after))];
  return { row: after, also, result: { outcome: 'closed', task: after } };
}

async function participantChange(records: Records, task: Task): Promise<Change[]> {
  const stored = task.decision === undefined ? undefined : await participantOf(records, task);
  if (!stored) return [];
  const { revision, ...participant } = stored;
  const settled = decided(participant, task, task.decision);
  const stopped =
    task.decision === 'stop'
      ? textsStopped(settled ?? participant, {
          at: await saidAt(records, task),
          inboundMessageId: task.inboundMessageId,
        })
      : undefined;
  const after = stopped ?? settled;
  return after ? [put('participant', after, revision)] : [];
}

async function concernChange(records: Records, task: Task): Promise<Change[]> {
  if (task.participantId === undefined) return [];
  const stored = await records.get('journey', task.participantId);
  if (!stored) return [];
  const { revision, ...journey } = stored;
  const after = withoutConcern(journey, task);
  return after ? [put('journey', after, revision)] : [];
}

/** When it was said, not when it was read: a START that came after it stands [T8]. */
async function saidAt(records: Records, { inboundMessageId, openedAt }: Task): Promise<string> {
  const text =
    inboundMessageId === undefined ? undefined : await records.get('inbound-text', inboundMessageId);
  return text?.receivedAt ?? openedAt;
}

const participantOf = async (
  records: Records,
  { participantId }: Task,
): Promise<Stored<Participant> | undefined> =>
  participantId === undefined ? undefined : records.get('participant', participantId);
