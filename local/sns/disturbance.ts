/**
 * Seeded decisions of how standard SNS may treat a delivery: twice, or later than one published after it. The same seed
 * makes the same decisions in the same order.
 */
export function disturbance({ seed, duplicates = 0, maxDelayMs = 0 }: DisturbanceOptions): () => Disturbed {
  const random = randomFrom(seed);
  const delay = () => Math.floor(random() * (maxDelayMs + 1));
  return () => {
    const copies = random() < duplicates ? 2 : 1;
    return { delaysMilliseconds: Array.from({ length: copies }, delay) };
  };
}

export interface DisturbanceOptions {
  readonly seed: number;
  /** Probability of a second copy, 0 to 1. */
  readonly duplicates?: number;
  /** Each copy is held back for up to this long, on the virtual clock, so that later messages overtake it. */
  readonly maxDelayMs?: number;
}

export interface Disturbed {
  /** One entry per copy to deliver. */
  readonly delaysMilliseconds: readonly number[];
}

/** mulberry32: small, fast and good enough to shake a queue. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
