import { type AwakeWords, candidatesOf, type PatternIndex, patternIndex } from './pattern-index.ts';
import type { CompiledPattern } from './pattern.ts';
import type { Telling } from './rule.ts';

/** How a sentence shows a telling, and the words in it that take this back ("years ago, and now again"). */
export interface TellingPatterns {
  readonly telling: Telling;
  readonly patterns: readonly string[];
  readonly unless: readonly string[];
}

/** True where the words around a position of the line are told so. Works only when asked. */
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
  return (line: string, awake: AwakeWords): IsTold =>
    (telling, at) => {
      const known = indexed.get(telling);
      if (!known) return false;
      const passage = telling === 'joke' ? line : passageAround(line, at);
      return holds(known.patterns, awake, passage) && !holds(known.unless, awake, passage);
    };
}

const indexOf = (patterns: readonly CompiledPattern[]): PatternIndex<undefined> =>
  patternIndex(patterns.map((pattern) => ({ pattern, value: undefined })));

const holds = (index: PatternIndex<undefined>, awake: AwakeWords, passage: string): boolean =>
  candidatesOf(index, awake).some(({ pattern }) => {
    const regex = pattern.regex();
    regex.lastIndex = 0;
    return regex.test(passage);
  });

/** In characters, to both sides. */
const reach = 110;

/** The sentence, or of one that does not end what stands near: people write pages without a full stop. */
function passageAround(line: string, at: number): string {
  const from = Math.max(0, line.lastIndexOf(' . ', at), line.lastIndexOf(' ', Math.max(0, at - reach)));
  const end = line.indexOf(' . ', at);
  const near = line.indexOf(' ', Math.min(line.length - 1, at + reach)) + 1;
  return line.slice(from, Math.min(end < 0 ? line.length : end + 3, near));
}
