import type { Message } from '../contracts/message.ts';

/** The way to the two functions that may send. It may deliver twice, and in any order: the message's row decides. */
export interface OutboundQueue {
  /** Has the message looked at soon, or after so many whole seconds, at most 900. */
  enqueue(message: Pick<Message, 'messageId' | 'channel'>, delaySeconds?: number): Promise<void>;

  /** Has the message looked at then. Again for the same message and moment: once. */
  enqueueAt(message: Pick<Message, 'messageId' | 'channel'>, at: Date): Promise<void>;
}
