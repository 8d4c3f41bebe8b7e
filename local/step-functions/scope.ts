import type { Json } from './json.ts';

/** What an expression can see: `$states`, the variables in reach, the time and chance. */
export interface Scope {
  /** `$states.input`, in reach without building the rest of `$states`. */
  readonly input: Json;
  /** The value of `$states` or of a variable; undefined if there is none of that name. */
  lookup(name: string): Json | undefined;
  /** Epoch milliseconds, for `$now()` and `$millis()`. */
  readonly now: number;
  /** A number in [0, 1), for `$random()` and `$uuid()`. */
  readonly random: () => number;
}
