import type { DurableMap, Journal } from '../journal.ts';
import { Deadlines } from '../deadlines.ts';
import { receiptOf, type Receipt } from './receipt-handle.ts';
import type { MessageAttributes } from './message-digest.ts';
import type { QueueSettings } from './queue-settings.ts';

/**
 * One standard queue: every message is durable from `add` to `remove`, is handed out at least once, and comes back when
 * its visibility timeout passes without removal. Roughly first in, first out. Retention is counted from the first send
 * and applied whenever the queue is looked at, so that it wakes nobody.
 */
export class Queue {
  readonly settings: QueueSettings;
  /** Where a message goes that was received too often. */
  deadLetterQueue: Queue | undefined;
  readonly #journal: Journal;
  readonly #messages: DurableMap<StoredMessage>;
  readonly #states: DurableMap<MessageState>;
  readonly #ready = new Set<string>();
  readonly #hidden = new Deadlines();
  readonly #expiry = new Deadlines();
  #order = 0;

  constructor(settings: QueueSettings, journal: Journal) {
    this.settings = settings;
    this.#journal = journal;
    this.#messages = journal.map(`sqs/${settings.name}/messages`);
    this.#states = journal.map(`sqs/${settings.name}/states`);
    const stored = [...this.#states.entries()].toSorted(([, a], [, b]) => a.order - b.order);
    for (const [id, state] of stored) this.#track(id, state);
    this.#order = (stored.at(-1)?.[1].order ?? 0) + 1;
  }

  /** Stores a message; it is handed out from `visibleAt` on. */
  add(message: StoredMessage, visibleAt: number): void {
    this.#journal.atomically(() => {
      this.#messages.set(message.id, message);
      this.#states.set(message.id, { visibleAt, receiveCount: 0, order: this.#order++ });
    });
    this.#track(message.id, { visibleAt });
  }

  /** When the next hidden message becomes visible. */
  nextVisible(): number | undefined {
    return this.#hidden.earliest();
  }

  /** Makes visible what is due, forgets what is older than the retention. True if any message can be had now. */
  refresh(now: number): boolean {
    for (const id of this.#expiry.takeDue(now)) this.#forget(id);
    for (const id of this.#hidden.takeDue(now)) this.#ready.add(id);
    return this.#ready.size > 0;
  }

  /** Hands out up to `max` visible messages and hides them until `now + hideForSeconds`. */
  take({ now, max, hideForSeconds }: TakeOptions): TakenMessage[] {
    this.refresh(now);
    const taken: TakenMessage[] = [];
    for (const id of this.#ready) {
      if (taken.length === max) break;
      const message = this.#messages.get(id);
      const state = this.#states.get(id);
      this.#ready.delete(id);
      if (message === undefined || state === undefined) continue;
      if (this.#moveIfReceivedTooOften(message, state, now)) continue;
      const next: MessageState = {
        ...state,
        visibleAt: now + hideForSeconds * 1_000,
        receiveCount: state.receiveCount + 1,
        firstReceivedAt: state.firstReceivedAt ?? now,
      };
      this.#states.set(id, next);
      this.#hidden.set(id, next.visibleAt);
      taken.push({
        message,
        receiveCount: next.receiveCount,
        firstReceivedAt: next.firstReceivedAt ?? now,
        receiptHandle: receiptOf({ queue: this.settings.name, id, receiveCount: next.receiveCount }),
      });
    }
    return taken;
  }

  /** Removes a message by its newest receipt. An older receipt removes nothing, as on the service: it is no error. */
  remove({ id, receiveCount }: Receipt): void {
    if (this.#states.get(id)?.receiveCount === receiveCount) this.#forget(id);
  }

  /** Hides a message handed out earlier until `now + seconds`. Says whether it was there to hide. */
  hide({ id, receiveCount }: Receipt, now: number, seconds: number): 'hidden' | 'not-in-flight' | 'gone' {
    this.refresh(now);
    const state = this.#states.get(id);
    if (state === undefined || state.receiveCount !== receiveCount) return 'gone';
    if (this.#ready.has(id)) return 'not-in-flight';
    const next = { ...state, visibleAt: now + seconds * 1_000 };
    this.#states.set(id, next);
    this.#hidden.set(id, next.visibleAt);
    return 'hidden';
  }

  clear(): void {
    this.#journal.atomically(() => {
      for (const [id] of this.#states.entries()) this.#forget(id);
    });
  }

  counts(now: number): QueueCounts {
    this.refresh(now);
    let delayed = 0;
    for (const [id, state] of this.#states.entries()) {
      if (state.receiveCount === 0 && !this.#ready.has(id)) delayed += 1;
    }
    return { visible: this.#ready.size, delayed, inFlight: this.#states.size - this.#ready.size - delayed };
  }

  #track(id: string, { visibleAt }: { visibleAt: number }): void {
    const sentAt = this.#messages.get(id)?.sentAt ?? 0;
    this.#hidden.set(id, visibleAt);
    this.#expiry.set(id, sentAt + this.settings.retentionSeconds * 1_000);
  }

  #moveIfReceivedTooOften(message: StoredMessage, state: MessageState, now: number): boolean {
    const { redrive, arn } = this.settings;
    if (redrive === undefined || this.deadLetterQueue === undefined) return false;
    if (state.receiveCount < redrive.maxReceiveCount) return false;
    const target = this.deadLetterQueue;
    this.#journal.atomically(() => {
      this.#forget(message.id);
      target.add({ ...message, deadLetterSourceArn: arn }, now);
    });
    return true;
  }

  #forget(id: string): void {
    this.#ready.delete(id);
    this.#hidden.delete(id);
    this.#expiry.delete(id);
    this.#journal.atomically(() => {
      this.#states.delete(id);
      this.#messages.delete(id);
    });
  }
}

export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: MessageAttributes;
  /** Epoch milliseconds of the first send. */
  readonly sentAt: number;
  readonly senderId: string;
  readonly groupId?: string;
  readonly traceHeader?: string;
  readonly deadLetterSourceArn?: string;
}

export interface TakenMessage {
  readonly message: StoredMessage;
  readonly receiveCount: number;
  readonly firstReceivedAt: number;
  readonly receiptHandle: string;
}

export interface TakeOptions {
  readonly now: number;
  readonly max: number;
  readonly hideForSeconds: number;
}

export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** Kept apart from the message, so that a receive writes a few bytes and not the body again. */
interface MessageState {
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  readonly order: number;
}
