import type { Members } from '../aws-service.ts';
import type { Queue } from './queue.ts';

/** The long polls that wait for a message, first come first served. Their patience is wall time. */
export class Waiters {
  readonly #waiting = new Map<Queue, Waiter[]>();

  /** Resolves with what `take` gives once a message is visible, or with nothing after `waitSeconds`. */
  wait(queue: Queue, { waitSeconds, take }: WaitOptions): Promise<Members[]> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        take,
        resolve,
        timer: setTimeout(() => {
          this.#leave(queue, waiter);
          resolve([]);
        }, waitSeconds * 1_000),
      };
      this.#waiting.set(queue, [...(this.#waiting.get(queue) ?? []), waiter]);
    });
  }

  /** Gives messages to the longest waiting poll. False when nobody waits or nothing was there to give. */
  serve(queue: Queue): boolean {
    const waiter = this.#waiting.get(queue)?.[0];
    if (waiter === undefined) return false;
    const taken = waiter.take();
    if (taken.length === 0) return false;
    this.#leave(queue, waiter);
    waiter.resolve(taken);
    return true;
  }

  close(): void {
    for (const [queue, waiting] of this.#waiting) {
      for (const waiter of waiting) {
        this.#leave(queue, waiter);
        waiter.resolve([]);
      }
    }
  }

  #leave(queue: Queue, waiter: Waiter): void {
    clearTimeout(waiter.timer);
    this.#waiting.set(
      queue,
      (this.#waiting.get(queue) ?? []).filter((other) => other !== waiter),
    );
  }
}

interface WaitOptions {
  readonly waitSeconds: number;
  readonly take: () => Members[];
}

interface Waiter {
  readonly take: () => Members[];
  readonly resolve: (messages: Members[]) => void;
  readonly timer: NodeJS.Timeout;
}
