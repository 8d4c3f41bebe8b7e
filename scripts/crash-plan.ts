import { seededRandom } from '#local/demo/random';
import type { Plan, Step } from './crash-scenario.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Between two answers: longer than a queue holds back what a killed reader had taken. */
const PAUSE = 20 * MINUTE;

const weekdays = ['tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'monday'] as const;

/** Two cycles of check-ins for every partner, who answer at once, after the nudge, late, twice, in words or not at all. */
export function crashPlan({ couples, seed }: { couples: number; seed: number }): Plan {
  const random = seededRandom(seed).next;
  const steps: Step[] = [];
  for (let partner = 0; partner < couples * 2; partner += 1) {
    // +1 202 555 0100 to 0199 are fictional.
    const phone = `+12025550${100 + partner}`;
    // Everybody is asked at a time of their own, from noon to five in New York, some days after the start.
    const days = 1 + Math.floor(random() * 6);
    const minutes = Math.floor(random() * 300);
    const time = `${String(12 + Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
    const language = partner % 3 === 0 ? 'es' : 'en';
    const weekday = weekdays[days] ?? 'monday';
    steps.push({ at: partner * MINUTE, phone, do: 'enrol', language, schedule: { weekday, time } });
    const firstAsked = days * DAY + 2 * HOUR + minutes * MINUTE;
    for (const cycle of [1, 2])
      steps.push(...replies({ phone, asked: firstAsked + (cycle - 1) * 7 * DAY, cycle, random }));
  }
  steps.sort((a, b) => a.at - b.at);
  steps.push({ at: 18 * DAY, phone: '', do: 'nothing' });
  // Ten in the morning in New York, on a Tuesday.
  return { startAt: Date.UTC(2026, 10, 24, 15), steps };
}

function replies({ phone, asked, cycle, random }: Asked): Step[] {
  const reply = (after: number, body: string, id: string): Step => ({
    at: asked + after,
    phone,
    do: 'reply',
    body,
    messageId: `${phone.slice(1)}-${cycle}-${id}`,
  });
  const scores = [5, 11, 11, 8, 2].map((values, index) =>
    String((index === 0 || index === 4 ? 1 : 0) + Math.floor(random() * values)),
  );
  const answers = (after: number, count = scores.length): Step[] =>
    scores.slice(0, count).map((score, index) => reply(after + index * PAUSE, score, `a${index}`));
  const soon = PAUSE + Math.floor(random() * 4 * 60) * MINUTE;
  const kind = random();
  if (kind < 0.35) return answers(soon);
  if (kind < 0.5) return answers(DAY + soon);
  if (kind < 0.6) return answers(soon, 2);
  if (kind < 0.7) return answers(3 * DAY + soon, 1);
  if (kind < 0.8) return answers(soon).flatMap((step) => [step, step]);
  if (kind < 0.88) return [reply(soon, 'a long day, more of it when we talk', 'w'), ...answers(soon + HOUR)];
  if (kind < 0.92) return [reply(soon, 'pause', 'p')];
  if (kind < 0.95) return [reply(soon, 'STOP', 's')];
  return [];
}

interface Asked {
  readonly phone: string;
  readonly asked: number;
  readonly cycle: number;
  readonly random: () => number;
}
