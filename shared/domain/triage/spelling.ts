import { respelled, shorthand } from './lexicon/shorthand.ts';

/** Turns a written word into the words that rules know, whatever the spelling. */
export type Speller = (folded: string) => readonly string[];

/**
 * A speller for the words of these rules; `spanish` are those of the Spanish ones. Tried in order: known as it is; letters that were drawn out ("diiie"); digits
 * and signs for letters ("k1ll"); as it sounds in Spanish ("aorcarme"); one letter wrong ("suicde"); spaces left out
 * ("killmyself"). A word that nothing explains stays as it is. Pure: the same word gives the same words.
 */
export function createSpeller(vocabulary: ReadonlySet<string>, spanish: ReadonlySet<string>): Speller {
  const known = (word: string): readonly string[] | undefined =>
    shorthand.get(word) ?? (vocabulary.has(word) ? [word] : undefined);
  const bySound = indexBySound(spanish);
  const byDeletion = indexByDeletion(respelled);

  const guess = (word: string): readonly string[] | undefined => {
    if (word.length < minGuessLength) return undefined;
    const sound = bySound.get(soundOf(word)) ?? oneLetterOff(word, byDeletion);
    return sound === undefined ? withoutSpaces(word, vocabulary) : [sound];
  };

  // Only saves time: a word's spelling depends on nothing else. Bounded, so that no text can fill the memory.
  const spelt = new Map<string, readonly string[]>();
  const remember = (folded: string, words: readonly string[]): readonly string[] => {
    if (spelt.size >= 20_000) spelt.clear();
    spelt.set(folded, words);
    return words;
  };

  return (folded) => spelt.get(folded) ?? remember(folded, read(folded));

  function read(folded: string): readonly string[] {
    if (/^\d+$/.test(folded)) return [folded];
    return laughter.test(folded) ? ['haha'] : (known(folded) ?? explain(folded));
  }

  function explain(folded: string): readonly string[] {
    const shorter = drawnOut.test(folded) ? firstOf(lessDrawnOut(folded), known) : undefined;
    if (shorter) return shorter;
    if (/[\d@$!*|]/.test(folded)) return withSigns(folded, known, guess);
    const plain = folded.replace(/(.)\1+/g, '$1');
    return guess(folded) ?? (plain === folded ? undefined : (known(plain) ?? guess(plain))) ?? [folded];
  }
}

const laughter = /^(?:a?(?:ha){2,}h?|a?(?:ja){2,}j?|(?:je){2,}|lo+l+|lmf?ao+|x+d+)$/;
const minGuessLength = 6;
const drawnOut = /(.)\1/;

function firstOf<T, R>(candidates: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const found = find(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "killlll" → "killl" has three; "kill" two; "kil" one. A lone double is only drawn out at the end: "helpp". */
function lessDrawnOut(word: string): string[] {
  const ending = word.replace(/(.)\1$/, '$1');
  if (!/(.)\1\1/.test(word)) return [ending];
  const two = word.replace(/(.)\1{2,}/g, '$1$1');
  const one = word.replace(/(.)\1{2,}/g, '$1');
  return [two, one, two.replace(/(.)\1$/, '$1'), word.replace(/(.)\1+/g, '$1')];
}

const signs: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

/** "k1ll", "su1c1de", "d!e", "k*ll": read as letters if that makes a known word, as "30 mg" otherwise. */
function withSigns(word: string, known: Find, guess: Find): readonly string[] {
  const readings = [
    word.replace(/[\d@$!|]/g, (sign) => signs[sign] ?? ''),
    word.replace(/1|!|\|/g, 'l').replace(/[\d@$]/g, (sign) => signs[sign] ?? ''),
    ...['i', 'u', 'e', 'a', 'o'].map((vowel) => word.replace(/\*/g, vowel)),
  ];
  const letters = /\p{L}/u.test(word) ? readings.filter((reading) => /^\p{L}+$/u.test(reading)) : [];
  const read = firstOf(letters, known) ?? firstOf(letters, guess);
  const parts = word.match(/\d+|\p{L}+/gu) ?? [];
  return read ?? parts.flatMap((part) => known(part) ?? [part]);
}
type Find = (word: string) => readonly string[] | undefined;

/** How a Spanish ear hears it: no h, b for v, s for z and soft c, k for c and qu, y for ll. */
const soundOf = (word: string): string =>
  word
    .replace(/(?<!c)h/g, '')
    .replace(/v/g, 'b')
    .replace(/c(?=[ei])|z/g, 's')
    .replace(/qu|c(?!h)/g, 'k')
    .replace(/ll/g, 'y')
    .replace(/(.)\1/g, '$1');

function indexBySound(vocabulary: ReadonlySet<string>): ReadonlyMap<string, string> {
  const long = [...vocabulary].filter((word) => word.length >= minGuessLength);
  return new Map(long.map((word) => [soundOf(word), word]));
}

/** Every respelled word, and each with one letter left out: two words one letter apart share an entry. */
function indexByDeletion(words: readonly string[]): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const word of words)
    for (const key of [word, ...deletionsOf(word)]) if (!index.has(key)) index.set(key, word);
  return index;
}

const deletionsOf = (word: string): string[] =>
  Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1));

/** The first letter is rarely wrong, so it must agree: "bedroom" is no "redroom". */
function oneLetterOff(word: string, index: ReadonlyMap<string, string>): string | undefined {
  const direct = index.get(word);
  if (direct !== undefined) return direct;
  for (const key of deletionsOf(word)) {
    const found = index.get(key);
    if (found !== undefined && found[0] === word[0] && isOneEdit(word, found)) return found;
  }
  return undefined;
}

/** One letter too many, too few, wrong, or two swapped. */
function isOneEdit(a: string, b: string): boolean {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [leftA, leftB] = [a.slice(from, endA), b.slice(from, endB)];
  return (
    (leftA.length <= 1 && leftB.length <= 1) ||
    (leftA.length === 2 && leftA[0] === leftB[1] && leftA[1] === leftB[0])
  );
}

/** Words that give a run-together word away. Without one of them nothing is taken apart. */
const telling = new Set(
  'kill die myself suicide overdose dead hurt hang matar matarme morir morirme suicidarme muero mato vivir live'.split(
    ' ',
  ),
);

const holdsTelling = new RegExp([...telling].join('|'));

/** "iwannadie" → i want to die: all of it must be known words, none but "i" and "a" of one letter. */
function withoutSpaces(word: string, vocabulary: ReadonlySet<string>): readonly string[] | undefined {
  if (word.length > 40 || !holdsTelling.test(word)) return undefined;
  // best[n] splits the first n letters into the fewest words.
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1)
    for (let start = Math.max(0, end - 12); start < end; start += 1) {
      const before = best[start];
      const part = word.slice(start, end);
      const isWord = part.length === 1 ? /[iaymo]/.test(part) : vocabulary.has(part) || shorthand.has(part);
      const current = best[end];
      if (before && isWord && (!current || before.length + 1 < current.length)) best[end] = [...before, part];
    }
  const parts = best[word.length];
  if (!parts || parts.length < 2 || parts.length > 7 || !parts.some((part) => telling.has(part)))
    return undefined;
  return parts.flatMap((part) => shorthand.get(part) ?? [part]);
}
