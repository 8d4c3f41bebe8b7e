import { reservedWordOf } from './reserved-words.ts';
import { scoreOf } from './score.ts';

/** What an inbound text says, as far as a rule can tell; everything else is read by a person. */
export type TextMeaning =
  | { readonly kind: 'stop' }
  | { readonly kind: 'start' }
  | { readonly kind: 'help' }
  /** A sentence with a stop word in it: a person decides [T9, P3]. */
  | { readonly kind: 'stop-or-not' }
  /** `note` tells that there was more than the number: it counts, and a person reads the rest. */
  | { readonly kind: 'score'; readonly score: number; readonly note: boolean }
  | { readonly kind: 'free-text' };

/** Reads a text. Reserved words come first, whatever is being asked [P1]; pure, total, and the same in every flow. */
export function readText(body: string): TextMeaning {
  const reserved = reservedWordOf(body);
  if (reserved) return { kind: reserved };
  const score = scoreOf(body);
  return score ? { kind: 'score', ...score } : { kind: 'free-text' };
}
