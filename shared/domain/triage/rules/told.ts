import type { TriageRule } from '../rule.ts';

type Told = NonNullable<TriageRule['told']>;

/** Attempts and losses of years ago are worth knowing; films and songs are not. */
export const ofDeath: Told = { past: 'watch', story: 'none' };
/** A wish, told as past or as a song's. */
export const ofWish: Told = { past: 'watch', story: 'none' };
/** Violence by somebody who is gone from the person's life. By today's partner it weighs the same, however long ago. */
export const ofViolence: Told = { former: 'watch', story: 'none' };
/** What is said in anger and in fun with the same words. */
export const ofAnger: Told = { story: 'none', joke: 'none', past: 'watch' };
/** Use of years ago. */
export const ofUse: Told = { past: 'none', story: 'none' };
