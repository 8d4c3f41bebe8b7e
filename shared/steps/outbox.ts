import { messageIdOf, type Message, type NewMessage } from '../contracts/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { OutboundQueue } from '../ports/outbound-queue.ts';
import type { Records } from '../ports/records.ts';
import { put } from './change-row.ts';

export interface OutboxDeps {
  readonly records: Records;
  readonly queue: OutboundQueue;
  readonly clock: Clock;
}

/** Where every message begins. Nothing else leads to a phone or a mailbox. */
export interface Outbox {
  /**
   * Plans a message once: the same `what` for the same recipient again plans nothing new, and wakes one that still
   * waits, so that whoever crashed half way may simply run again.
   */
  plan(message: NewMessage): Promise<{ readonly outcome: 'planned' | 'planned-before' }>;
}

export const outbox = ({ records, queue, clock }: OutboxDeps): Outbox => ({
  async plan({ what, sendBefore, notBefore, ...message }) {
    const now = clock.now().toISOString();
    // The gate looks at a text at once, also at one that is for later: whether it may be planned shows now [P12].
    const wake = (row: Message): Promise<void> =>
      row.channel === 'email' && row.dueAt > now
        ? queue.enqueueAt(row, new Date(row.dueAt))
        : queue.enqueue(row);
    const row: Message = {
      ...message,
      messageId: messageIdOf(message.recipient, what),
      state: 'planned',
      plannedAt: now,
      dueAt: notBefore && notBefore > clock.now() ? notBefore.toISOString() : now,
      sendBefore: sendBefore.toISOString(),
      decisions: [],
      attempts: [],
    };
    const outcome = await records.write([put('message', row, 0)]);
    if (outcome === 'written') {
      await wake(row);
      return { outcome: 'planned' };
    }
    const stored = await records.get('message', row.messageId);
    if (stored?.state === 'planned') await wake(stored);
    return { outcome: 'planned-before' };
  },
});

/** For how long messages of each kind are worth sending; an answer that comes a day late only confuses. */
export const hoursFromNow = (clock: Clock, hours: number): Date => hoursAfter(clock.now(), hours);

export const hoursAfter = (moment: Date, hours: number): Date =>
  new Date(moment.getTime() + hours * 3_600_000);
