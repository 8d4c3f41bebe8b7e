import type { InboundText } from '#shared/contracts/inbound-text';
import type { Mentor } from '#shared/contracts/mentor';
import { optedOutByText } from '#shared/domain/send-gate';
import { changeRow, type Decision } from '#shared/steps/change-row';
import type { ReceiveSmsDeps, TextEnd } from './inbound.ts';

/**
 * STOP from a mentor's phone counts as anybody's: no more texts to it, pages included, and one confirmation [T4, T6].
 * Emails and pages by email go on; a coordinator hears of it, who sees to it that somebody is on call.
 */
export async function stopMentor(
  deps: ReceiveSmsDeps,
  text: InboundText,
  mentorId: string,
): Promise<TextEnd> {
  const { inboundMessageId, receivedAt: at } = text;
  await changeRow(deps.records, { kind: 'mentor', id: mentorId }, (row): Decision<'mentor', undefined> => {
    if (row.phone === undefined || optedOutByText(row)) return { result: undefined };
    return { row: { ...row, textStopped: { to: row.phone, at, code: 'stopped' } }, result: undefined };
  });
  await deps.outbox.plan({
    recipient: mentorId,
    channel: 'text',
    template: 'stop-confirmation',
    messageClass: 'opt-out',
    what: `stop-${inboundMessageId}`,
    params: {},
    sendBefore: new Date(Date.parse(at) + 5 * 60_000),
  });
  const { taskId } = await deps.desk.open({
    taskId: `t-stopped-${inboundMessageId}`,
    kind: 'stopped',
    mentorId,
    inboundMessageId,
  });
  return { outcome: 'opted-out', taskId };
}

/** HELP is answered whoever sends it [T3]; a person reads it too. */
export const helpMentor = (deps: ReceiveSmsDeps, text: InboundText, mentorId: string) =>
  deps.outbox.plan({
    recipient: mentorId,
    channel: 'text',
    template: 'help',
    messageClass: 'staff',
    what: `help-${text.inboundMessageId}`,
    params: {},
    sendBefore: new Date(Date.parse(text.receivedAt) + 12 * 3_600_000),
  });

/** START from a mentor's phone: pages may come by text again. An older one does not undo a STOP [T8]. */
export async function startMentor(
  deps: ReceiveSmsDeps,
  text: InboundText,
  mentorId: string,
): Promise<TextEnd> {
  await changeRow(deps.records, { kind: 'mentor', id: mentorId }, (row): Decision<'mentor', undefined> => {
    const { textStopped, ...free }: Mentor = row;
    const isOlder = textStopped !== undefined && textStopped.at < text.receivedAt;
    return { ...(optedOutByText(row) && isOlder && { row: free }), result: undefined };
  });
  await deps.outbox.plan({
    recipient: mentorId,
    channel: 'text',
    template: 'start-confirmation',
    messageClass: 'staff',
    what: `start-${text.inboundMessageId}`,
    params: {},
    sendBefore: new Date(Date.parse(text.receivedAt) + 12 * 3_600_000),
  });
  return { outcome: 'opted-in' };
}
