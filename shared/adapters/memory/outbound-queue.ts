import type { Message } from '../../contracts/message.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OutboundQueue } from '../../ports/outbound-queue.ts';

/** One record of the queue. */
export interface Queued extends Pick<Message, 'messageId' | 'channel'> {
  /** Not before then; at once where it is left out. */
  readonly at?: Date;
}

/** An `OutboundQueue` that keeps what was put into it until somebody takes it out. Without a clock nothing is delayed. */
export function memoryOutboundQueue(clock?: Clock) {
  let waiting: readonly Queued[] = [];
  const queue: OutboundQueue = {
    async enqueue({ messageId, channel }, delaySeconds) {
      const at = clock && delaySeconds ? new Date(clock.now().getTime() + delaySeconds * 1_000) : undefined;
      waiting = [...waiting, { messageId, channel, ...(at && { at }) }];
    },
    async enqueueAt({ messageId, channel }, at) {
      const isThere = waiting.some(
        (one) => one.messageId === messageId && one.at?.getTime() === at.getTime(),
      );
      if (!isThere) waiting = [...waiting, { messageId, channel, at }];
    },
  };
  return {
    queue,
    waiting: (): readonly Queued[] => waiting,
    /** What is due by now; it is not in the queue any more. */
    take(now: Date): readonly Queued[] {
      const due = waiting.filter(({ at }) => at === undefined || at <= now);
      waiting = waiting.filter((one) => !due.includes(one));
      return due;
    },
    /** Gives one back that could not be worked on. */
    giveBack: (one: Queued): void => void (waiting = [...waiting, one]),
  };
}
