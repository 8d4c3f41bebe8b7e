import type { NormalisedText } from './normalise.ts';
import { type AwakeWords, candidatesOf, type PatternIndex, patternIndex } from './pattern-index.ts';
import type { CompiledPattern } from './pattern.ts';
import type { Telling } from './rule.ts';

/** How a sentence shows a telling, and the words in it that take this back ("years ago, and now again"). */
export interface TellingPatterns {
  readonly telling: Telling;
  readonly patterns: readonly string[];
  readonly unless: readonly string[];
}

/** True where the words around the word at this index are told so. Works only when asked. */
export type IsTold = (telling: Telling, at: number) => boolean;

interface CompiledTelling {
  readonly telling: Telling;
  readonly patterns: readonly CompiledPattern[];
  readonly unless: readonly CompiledPattern[];
}

/** A reader of one text after another. A joke is one for the whole text, everything else for what stands near. */
export function tellingReader(tellings: readonly CompiledTelling[]) {
  const indexed = new Map(
    tellings.map(({ telling, patterns, unless }) => [
      telling,
      { patterns: indexOf(patterns), unless: indexOf(unless) },
    ]),
  );
  return (text: NormalisedText, awake: AwakeWords): IsTold =>
    (telling, at) => {
      const known = indexed.get(telling);
      if (!known) return false;
      const passage = telling === 'joke' ? text.words : passageAround(text, at);
      return holds(known.patterns, awake, passage) && !holds(known.unless, awake, passage);
    };
}

const indexOf = (patterns: readonly CompiledPattern[]): PatternIndex<undefined> =>
  patternIndex(patterns.map((pattern) => ({ pattern, value: undefined })));

const holds = (index: PatternIndex<undefined>, awake: AwakeWords, passage: readonly string[]): boolean =>
  candidatesOf(index, awake).some(({ pattern }) => pattern.find(passage, 0) !== undefined);

/** In characters, to both sides. */
const reach = 110;

/** The sentence, or of one that does not end what stands near: people write pages without a full stop. */
function passageAround({ words, offsets }: NormalisedText, at: number): readonly string[] {
  const here = offsets[at] ?? 0;
  let from = at;
  while (from > 0 && words[from] !== '.' && (offsets[from - 1] ?? 0) >= here - reach) from -= 1;
  let to = at + 1;
  while (to < words.length && words[to - 1] !== '.' && (offsets[to] ?? 0) <= here + reach) to += 1;
  return words.slice(from, to);
}
