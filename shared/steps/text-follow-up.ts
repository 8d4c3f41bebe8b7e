import { recipientOf, type Message } from '../contracts/message.ts';
import type { TaskKind } from '../contracts/task.ts';
import { endCheckIn, handOverCheckIn, type CheckInEndDeps, type HandOverDeps } from './end-check-in.ts';
import type { TaskDesk } from './task-desk.ts';

// What follows when a text did not reach anybody: when it could not leave, and when the carrier could not deliver it.
// All of it is safe to repeat.

/** The person will not be asked: their check-in ends as cancelled, and nobody is bothered. */
export async function notAsked(
  deps: CheckInEndDeps,
  { params, template }: Message,
  reason: string,
): Promise<void> {
  if (params.checkInId !== undefined && isAsking(template))
    await endCheckIn(deps, params.checkInId, { as: 'cancelled', reason });
}

/**
 * It should have reached somebody and did not. A reminder that did not does no harm; everything else needs a person. A
 * check-in that has gone on to another question was answered: then this one arrived after all.
 */
export async function textFailed(deps: HandOverDeps, message: Message, reason: string): Promise<void> {
  const { checkInId, questionId } = message.params;
  if (message.template === 'nudge') return;
  // The answer before it came at the last moment: the check-in ends by itself, with what was answered.
  if (reason === 'too-late' && message.messageClass === 'reply' && isAsking(message.template)) return;
  if (checkInId === undefined || !isAsking(message.template))
    return textToAPerson(deps, message, { kind: 'text-not-sent', reason });
  const checkIn = await deps.records.get('check-in', checkInId);
  const last = checkIn?.asked.at(-1)?.questionId;
  if (questionId === undefined || last === undefined || last === questionId)
    await handOverCheckIn(deps, checkInId, reason);
}

/** Brings a text to a person, once for each kind of trouble that it is in. */
export async function textToAPerson(
  { desk }: { readonly desk: TaskDesk },
  { messageId, params: { checkInId, crisisId } }: Message,
  { kind, reason }: { kind: Extract<TaskKind, 'text-not-sent' | 'text-unconfirmed'>; reason: string },
): Promise<void> {
  const recipient = recipientOf(messageId);
  await desk.open({
    taskId: `${kind === 'text-unconfirmed' ? 't-text' : 't-text-not-sent'}-${messageId}`,
    kind,
    ...(recipient.startsWith('p-') && { participantId: recipient }),
    ...(recipient.startsWith('m-') && { mentorId: recipient }),
    ...(checkInId !== undefined && { checkInId }),
    ...(crisisId !== undefined && { crisisId }),
    reason,
  });
}

const isAsking = (template: string): boolean =>
  template.startsWith('question-') || template === 'nudge' || template === 'unclear';
