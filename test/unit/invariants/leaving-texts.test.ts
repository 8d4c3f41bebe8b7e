import * as fc from 'fast-check';
import {
  busyHistory,
  history,
  people,
  startBodies,
  stopBodies,
  stopHistory,
  type Partner,
} from './history.ts';
import { play, type Played, type Said } from './play.ts';

const partners: readonly Partner[] = ['ana', 'ben'];

/** The last word about texts that was done by then, in the order in which they were said. */
const lastWord = (said: readonly Said[], who: Partner, handled: ReadonlySet<string>): Said | undefined =>
  said
    .filter((text) => text.who === who && handled.has(text.id))
    .filter(({ body }) => [...stopBodies, ...startBodies, 'wrong number'].includes(body))
    .at(-1);

const minuteOfDay = (at: Date, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  const [hours = 0, minutes = 0] = parts.split(':').map(Number);
  return hours * 60 + minutes;
};
const dayOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

const textsTo = ({ sent }: Played, who: Partner) => sent.filter(({ to }) => to === people[who].phone);

describe('invariant 2: after STOP nothing leaves to that person but one confirmation', () => {
  it('whatever was planned, is said, breaks or comes twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(history, stopHistory), async (steps) => {
        const played = await play(steps);

        const stops = played.said.filter(({ body }) => stopBodies.includes(body));
        for (const who of partners)
          for (const { message, handled } of textsTo(played, who)) {
            const last = lastWord(played.said, who, handled);
            if (!last || startBodies.includes(last.body)) continue;
            const confirmed = stops.filter(({ id }) => message.messageId === `${people[who].id}_stop-${id}`);
            expect(confirmed).toHaveLength(1);
            expect(message.messageClass).toBe('opt-out');
          }
      }),
      { numRuns: 150 },
    );
  });

  it('and of two STOPs in a row only one is confirmed', async () => {
    await fc.assert(
      fc.asyncProperty(stopHistory, async (steps) => {
        const played = await play(steps);

        for (const who of partners) {
          const words = played.said.filter((text) => text.who === who);
          let confirmed = 0;
          for (const { id, body } of words) {
            // A person may have undone it in between, and a sentence may have been one.
            if (!stopBodies.includes(body) && !/stop|number/iu.test(body) && !startBodies.includes(body))
              continue;
            if (!stopBodies.includes(body)) confirmed = 0;
            confirmed += textsTo(played, who).filter(({ message }) =>
              message.messageId.endsWith(`_stop-${id}`),
            ).length;
            expect(confirmed).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('invariant 3: nothing leaves twice', () => {
  it('however often anything is delivered, and once more at the end', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const { world, sent, replay } = await play(steps);
        const before = [sent.length, world.mails.sent.length, world.tasks().length];
        await replay();

        expect([sent.length, world.mails.sent.length, world.tasks().length]).toEqual(before);
        const ids = sent.map(({ message }) => message.messageId);
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('invariant 4: no unasked text outside the window', () => {
  it('nor over the caps, nor after the moment from which it only confuses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(history, busyHistory), async (steps) => {
        const played = await play(steps);

        for (const who of partners) {
          const { timeZone } = people[who];
          const unasked = textsTo(played, who).filter(({ message }) => message.messageClass === 'scheduled');
          for (const { at, message } of unasked) {
            expect(minuteOfDay(at, timeZone)).toBeGreaterThanOrEqual(9 * 60);
            expect(minuteOfDay(at, timeZone)).toBeLessThan(20 * 60);
            expect(at.getTime()).toBeLessThan(Date.parse(message.sendBefore));
          }
          const counted = unasked.filter(({ message }) => message.template !== 'nudge').map(({ at }) => at);
          const days = counted.map((at) => dayOf(at, timeZone));
          expect(new Set(days).size).toBe(days.length);
          for (const at of counted) {
            const week = counted.filter((one) => one <= at && at.getTime() - one.getTime() < 7 * 86_400_000);
            expect(week.length).toBeLessThanOrEqual(3);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
