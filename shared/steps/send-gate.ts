import type { LedgerEntry } from '../contracts/message.ts';
import { wordsOf } from '../domain/texts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Claim, MessageLedger } from '../ports/message-ledger.ts';
import type { Delivery, Mailer, Messenger } from '../ports/providers.ts';
import type { SendGate, SendResult } from '../ports/send-gate.ts';

export interface TextGateDeps {
  readonly ledger: MessageLedger;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly programmeName: string;
}

export interface NoticeGateDeps extends Omit<TextGateDeps, 'messenger' | 'programmeName'> {
  readonly mailer: Mailer;
  readonly coordinatorEmail: string;
}

/** The gate for texts, made of a ledger and a messenger. */
export function textGate({ messenger, programmeName, ...deps }: TextGateDeps): Pick<SendGate, 'sendText'> {
  return {
    sendText: ({ messageId, template, participant: { participantId, phone, language }, checkInId }) =>
      sendOnce(deps, {
        entry: { messageId, participantId, channel: 'text', template, ...(checkInId && { checkInId }) },
        onlyWhile: { optedIn: true, ...(checkInId && { openCheckInId: checkInId }) },
        deliver: () => messenger.send({ to: phone, body: wordsOf({ template, language, programmeName }) }),
      }),
  };
}

/** The gate for emails to the coordinator, made of a ledger and a mailer. */
export function noticeGate({
  mailer,
  coordinatorEmail,
  ...deps
}: NoticeGateDeps): Pick<SendGate, 'sendNotice'> {
  return {
    sendNotice: ({ taskId, participantId, notice }) =>
      sendOnce(deps, {
        entry: {
          messageId: `${taskId}-notice`,
          participantId,
          channel: 'email',
          template: 'task-notice',
          taskId,
        },
        deliver: () => mailer.send({ to: coordinatorEmail, ...notice }),
      }),
  };
}

interface Outgoing {
  readonly entry: Omit<LedgerEntry, 'state' | 'attempts' | 'createdAt'>;
  readonly onlyWhile?: Claim['onlyWhile'];
  readonly deliver: () => Promise<Delivery>;
}

/** Claim, send, settle. A crash in between leaves `sending`, which the next run reports as unconfirmed [P18]. */
async function sendOnce(
  { ledger, clock, newId }: Pick<TextGateDeps, 'ledger' | 'clock' | 'newId'>,
  { entry, onlyWhile, deliver }: Outgoing,
): Promise<SendResult> {
  const at = clock.now().toISOString();
  const attemptId = newId();
  const claim = await ledger.claim({
    entry: { ...entry, createdAt: at },
    attempt: { attemptId, at },
    ...(onlyWhile && { onlyWhile }),
  });
  if (claim.outcome === 'refused') return claim;
  if (claim.outcome === 'already')
    return { outcome: claim.entry.state === 'sent' ? 'sent-before' : 'unconfirmed' };

  const delivery = await deliver();
  if (delivery.outcome === 'accepted') {
    await ledger.settle(entry, { attemptId, state: 'sent', providerId: delivery.providerId });
    return { outcome: 'sent' };
  }
  const { outcome, code } = delivery;
  await ledger.settle(entry, { attemptId, state: outcome === 'unknown' ? 'unknown' : 'failed', code });
  if (outcome === 'unknown') return { outcome: 'unconfirmed' };
  return delivery.optedOut
    ? { outcome: 'refused', reason: 'carrier-opted-out' }
    : { outcome: 'failed', code, retryable: delivery.retryable };
}
