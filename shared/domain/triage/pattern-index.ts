import type { CompiledPattern } from './pattern.ts';
import type { MetNeeds, NeedTable } from './pattern-needs.ts';

/** Patterns by the words that wake them: most texts wake a few of a thousand. */
export type PatternIndex<T> = ReadonlyMap<number, readonly IndexedPattern<T>[]>;

export interface IndexedPattern<T> {
  readonly pattern: CompiledPattern;
  readonly value: T;
}

export function patternIndex<T>(patterns: readonly IndexedPattern<T>[]): PatternIndex<T> {
  const index = new Map<number, IndexedPattern<T>[]>();
  for (const entry of patterns)
    for (const trigger of entry.pattern.triggers) {
      const known = index.get(trigger);
      if (known) known.push(entry);
      else index.set(trigger, [entry]);
    }
  return index;
}

/** What a text's words wake. */
export interface AwakeWords {
  readonly words: readonly number[];
  readonly met: MetNeeds;
}

export function awakeBy(table: NeedTable, words: readonly string[]): AwakeWords {
  const numbers = table.numbersOf(new Set(words));
  return { words: numbers, met: table.metBy(numbers) };
}

/** The patterns worth trying, each once. */
export function candidatesOf<T>(
  index: PatternIndex<T>,
  { words, met }: AwakeWords,
): readonly IndexedPattern<T>[] {
  const found: IndexedPattern<T>[] = [];
  for (const word of words) {
    const entries = index.get(word);
    if (entries === undefined) continue;
    for (const entry of entries)
      if (entry.pattern.mayMatch(word, met) && !found.includes(entry)) found.push(entry);
  }
  return found;
}
