import type { Plan, Step } from './crash-scenario.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two cycles of check-ins for every partner, who answer at once, after the nudge, late, twice, in words or not at all. */
export function crashPlan({ couples, seed }: { couples: number; seed: number }): Plan {
  const random = generator(seed);
  const steps: Step[] = [];
  for (let partner = 0; partner < couples * 2; partner += 1) {
    // +1 202 555 0100 to 0199 are fictional.
    const phone = `+12025550${100 + partner}`;
    steps.push({ at: partner * MINUTE, phone, do: 'enrol', language: partner % 3 === 0 ? 'es' : 'en' });
    for (const cycle of [1, 2]) {
      const asked = (cycle - 1) * 7 * DAY + 2 * HOUR + Math.floor(random() * 600) * MINUTE;
      steps.push({ at: asked, phone, do: 'check-in', cycle });
      steps.push(...replies({ phone, asked, cycle, random }));
    }
  }
  steps.sort((a, b) => a.at - b.at);
  steps.push({ at: 16 * DAY, phone: '', do: 'nothing' });
  return { startAt: Date.UTC(2026, 10, 24, 15), steps };
}

/** A small seeded generator of numbers in [0, 1): mulberry32. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function replies({ phone, asked, cycle, random }: Asked): Step[] {
  const reply = (after: number, body: string, id = 'a'): Step => ({
    at: asked + after,
    phone,
    do: 'reply',
    body,
    messageId: `${phone.slice(1)}-${cycle}-${id}`,
  });
  const score = String(1 + Math.floor(random() * 5));
  const soon = MINUTE + Math.floor(random() * 23 * 60) * MINUTE;
  const kind = random();
  if (kind < 0.4) return [reply(soon, score)];
  if (kind < 0.55) return [reply(DAY + soon, `${score}/5`)];
  if (kind < 0.65) return [reply(3 * DAY + soon, score)];
  if (kind < 0.75) return [reply(soon, score), reply(soon, score), reply(soon + MINUTE, score)];
  if (kind < 0.85) return [reply(soon, 'a long day, more when we talk', 'w'), reply(soon + HOUR, score)];
  if (kind < 0.9) return [reply(soon, 'STOP', 's')];
  return [];
}

interface Asked {
  readonly phone: string;
  readonly asked: number;
  readonly cycle: number;
  readonly random: () => number;
}
