import type { Clock } from '#shared/ports/clock';
import { monday } from './builders.ts';

/** A clock that stands still until it is moved. */
export function testClock(start: Date = monday): Clock & { moveTo(time: Date): void } {
  let now = start;
  return { now: () => new Date(now), moveTo: (time) => void (now = time) };
}
