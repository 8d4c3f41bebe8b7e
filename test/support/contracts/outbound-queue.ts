import type { OutboundQueue } from '#shared/ports/outbound-queue';

export interface QueueUnderTest {
  readonly queue: OutboundQueue;
  /** Moves the clock on by so many milliseconds. */
  readonly advance: (ms: number) => Promise<void>;
  readonly now: () => Date;
  /** The message ids that have arrived, by channel, in any order. */
  readonly arrived: () => Promise<{ readonly text: readonly string[]; readonly email: readonly string[] }>;
}

const text = { messageId: 'p-ana001_c001-wellbeing', channel: 'text' } as const;
const email = { messageId: 'coordinator_t-1', channel: 'email' } as const;

/** What every `OutboundQueue` promises. */
export function outboundQueueContract(make: () => Promise<QueueUnderTest>): void {
  describe('outbound queue', () => {
    it('brings texts and emails each to their own, soon', async () => {
      const { queue, arrived, advance } = await make();

      await queue.enqueue(text);
      await queue.enqueue(email);
      await advance(1_000);

      expect(await arrived()).toEqual({ text: [text.messageId], email: [email.messageId] });
    });

    it('brings what is delayed after so many seconds, and not one before', async () => {
      const { queue, arrived, advance } = await make();

      await queue.enqueue(text, 900);
      await advance(899_000);
      const early = await arrived();
      await advance(2_000);

      expect(early).toEqual({ text: [], email: [] });
      expect(await arrived()).toEqual({ text: [text.messageId], email: [] });
    });

    it('brings what is for later at its time, and not a second before', async () => {
      const { queue, arrived, advance, now } = await make();
      const inAnHour = new Date(now().getTime() + 3_600_000);

      await queue.enqueueAt(text, inAnHour);
      await queue.enqueueAt(email, inAnHour);
      await advance(3_599_000);
      const early = await arrived();
      await advance(61_000);

      expect(early).toEqual({ text: [], email: [] });
      expect(await arrived()).toEqual({ text: [text.messageId], email: [email.messageId] });
    });

    it('brings what was put off twice to the same moment once', async () => {
      const { queue, arrived, advance, now } = await make();
      const at = new Date(now().getTime() + 3_600_000);

      await queue.enqueueAt(text, at);
      await queue.enqueueAt(text, at);
      await advance(7_200_000);

      expect((await arrived()).text).toEqual([text.messageId]);
    });

    it('tells messages with long names that end alike apart', async () => {
      const { queue, arrived, advance, now } = await make();
      const at = new Date(now().getTime() + 60_000);
      const names = ['p-ana001', 'p-ben001'].map((who) => `${who}_${'x'.repeat(100)}`);

      for (const messageId of names) await queue.enqueueAt({ messageId, channel: 'text' }, at);
      await advance(180_000);

      expect((await arrived()).text.toSorted()).toEqual(names);
    });
  });
}
