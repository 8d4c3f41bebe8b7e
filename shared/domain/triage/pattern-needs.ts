/**
 * Finds out from the words of a text alone which patterns could match it: a necessary condition, and a cheap one.
 * Words and needs have numbers here; equal needs have one.
 */
export interface NeedTable {
  /** The numbers of those words that some pattern knows. */
  readonly numbersOf: (words: readonly string[]) => readonly number[];
  /** A byte for each need: 1 where a text with these words meets it. */
  readonly metBy: (words: readonly number[]) => Uint8Array;
  /** The test for a list of needs, the rarest first; undefined where nothing is needed. */
  readonly seal: (needs: readonly Need[]) => SealedNeeds | undefined;
}

export interface SealedNeeds {
  /** A text without any of these words cannot match. */
  readonly triggers: readonly number[];
  /** False where a text with this trigger that meets these needs cannot match, in whatever order its words stand. */
  readonly mayMatch: (trigger: number, met: Uint8Array) => boolean;
}

export function createNeedTable(): NeedTable {
  const words = new Map<string, number>();
  const needs = new Map<string, number>();
  const needsOfWord: number[][] = [];
  const numberOf = (word: string): number => {
    const number = words.get(word) ?? words.size;
    words.set(word, number);
    needsOfWord[number] ??= [];
    return number;
  };
  const numberOfNeed = (need: Need): number => {
    const numbers = Array.from(need.keys(), numberOf).sort((a, b) => a - b);
    const key = numbers.join(' ');
    const known = needs.get(key);
    if (known !== undefined) return known;
    const number = needs.size;
    needs.set(key, number);
    for (const word of numbers) needsOfWord[word]?.push(number);
    return number;
  };

  return {
    numbersOf: (written) => written.flatMap((word) => words.get(word) ?? []),
    metBy: (numbers) => {
      const met = new Uint8Array(needs.size);
      for (const word of numbers) for (const need of needsOfWord[word] ?? []) met[need] = 1;
      return met;
    },
    seal: ([rarest, ...others]) => {
      if (rarest === undefined) return undefined;
      const rest = others.map(numberOfNeed);
      const phrases = new Map<number, readonly (readonly number[])[]>();
      for (const [word, found] of rarest)
        if (found !== true)
          phrases.set(
            numberOf(word),
            found.map((phrase) => phrase.map(numberOfNeed)),
          );
      return {
        triggers: Array.from(rarest.keys(), numberOf),
        mayMatch: (trigger, met) => {
          for (const need of rest) if (met[need] === 0) return false;
          const ofTrigger = phrases.get(trigger);
          return (
            ofTrigger === undefined || ofTrigger.some((phrase) => phrase.every((need) => met[need] === 1))
          );
        },
      };
    },
  };
}

/** Words of which a text must have one; `true` where that is enough, else what the phrases of this word need besides. */
export type Need = ReadonlyMap<string, true | readonly (readonly Need[])[]>;

export const needOf = (...words: readonly string[]): Need => new Map(words.map((word) => [word, true]));

/** What at least one of these alternatives needs; each is a list of needs, the rarest first. */
export function oneOf(alternatives: readonly (readonly Need[])[]): Need {
  const merged = new Map<string, true | (readonly Need[])[]>();
  const add = (word: string, phrases: true | readonly (readonly Need[])[]): void => {
    const known = merged.get(word);
    if (known === true) return;
    merged.set(word, phrases === true ? true : [...(known ?? []), ...phrases]);
  };
  for (const [rarest = new Map(), ...others] of alternatives)
    for (const [word, phrases] of rarest) add(word, others.length === 0 ? phrases : [others]);
  return merged;
}

export const byRarity = (a: Need, b: Need): number => commonness(a) - commonness(b);

const commonness = (need: Need): number =>
  [...need.keys()].reduce((sum, one) => sum + (commonWords.has(one) ? 40 : 1), 0);

/** So frequent that a pattern should wait for another of its words. */
const commonWords = new Set(
  (
    'i me my you he she it we they him her them is am are was were be been being have has had do does did not no to of a ' +
    'an the and or but in on at for with from up out off if this that so what how when will would can could want going get ' +
    'got go about all last night today now take took que no me mi de la el un una y o en con por para se lo le ya es esta ' +
    'estoy he ha quiero voy a si know time come back give here one ok much good day way see by too think home like call need let over ' +
    'more feel done coming so never make work say said leave keep around care sorry take getting we send use went just muy mas su al del las los te'
  ).split(' '),
);
