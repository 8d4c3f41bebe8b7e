import type { Message } from '../contracts/message.ts';
import { reported, type DeliveryReport } from '../domain/delivery-report.ts';
import { changeRow } from './change-row.ts';
import type { HandOverDeps } from './end-check-in.ts';
import { stopChannel } from './stop-channel.ts';
import { textFailed, textToAPerson } from './text-follow-up.ts';

/** What a report came to. `nobodys`: no message of ours has that id. */
export interface NotedDelivery {
  readonly outcome: 'noted' | 'known' | 'nobodys';
  /** The message as it stands now. */
  readonly message?: Message;
}

/**
 * Writes down what a provider tells of a message, and does what follows where it did not arrive: a question that nobody
 * got ends its check-in with a person, a number or address that is none gets nothing more, and a person learns of it.
 * Words and sending are not touched. Safe to repeat from any point, in any order.
 */
export async function noteDelivery(deps: HandOverDeps, report: DeliveryReport): Promise<NotedDelivery> {
  const { messageId } = report;
  if (messageId === undefined || !(await deps.records.get('message', messageId)))
    return { outcome: 'nobodys' };
  const noted = await changeRow<'message', { isNew: boolean; message: Message }>(
    deps.records,
    { kind: 'message', id: messageId },
    (row) => {
      const after = reported(row, report);
      return after
        ? { row: after, result: { isNew: true, message: after } }
        : { result: { isNew: false, message: row } };
    },
  );
  // Also where nothing is new: whoever wrote it may have crashed before the rest.
  if (isAbout(noted.message, report)) await followUp(deps, noted.message, report);
  return { outcome: noted.isNew ? 'noted' : 'known', message: noted.message };
}

/** A report that others have outrun, or that tells of another attempt, has no consequences. */
const isAbout = ({ state, attempts }: Message, report: DeliveryReport): boolean =>
  state === report.state && attempts.some(({ providerId }) => providerId === report.providerId);

async function followUp(deps: HandOverDeps, message: Message, report: DeliveryReport): Promise<void> {
  const { stops, state } = report;
  if (stops) await stopChannel(deps, message, { ...stops, code: report.code });
  if (state !== 'failed' && !stops) return;
  const reason = `provider-${report.code}`;
  if (message.channel === 'email') return emailFailed(deps, message, reason);
  await textFailed(deps, message, reason);
  // Also of a reminder that failed so: nothing else will tell anybody.
  if (stops && message.template === 'nudge')
    await textToAPerson(deps, message, { kind: 'text-not-sent', reason });
}

/** What the coordinators do not get, no task can tell them: the email about it would fail as well. */
async function emailFailed({ desk }: HandOverDeps, message: Message, reason: string): Promise<void> {
  if (message.recipient === 'coordinator') return;
  await desk.open({
    taskId: `t-email-not-sent-${message.messageId}`,
    kind: 'email-not-sent',
    mentorId: message.recipient,
    reason,
  });
}
