/**
 * Finds out from the words of a text alone which patterns could match it: a necessary condition, and a cheap one.
 * Words and needs have numbers here; equal needs have one.
 */
export interface NeedTable {
  /** The numbers of those words that some pattern knows. */
  readonly numbersOf: (words: ReadonlySet<string>) => readonly number[];
  /** What a text with these words meets. Holds until it is asked for the next text. */
  readonly metBy: (words: readonly number[]) => MetNeeds;
  /** The test for a list of needs, the rarest first; undefined where nothing is needed. */
  readonly seal: (needs: readonly Need[]) => SealedNeeds | undefined;
}

/** A need is met where its number stands at the round of the text: so nothing is emptied between two texts. */
export interface MetNeeds {
  readonly rounds: Uint32Array;
  readonly round: number;
}

export interface SealedNeeds {
  /** A text without any of these words cannot match. */
  readonly triggers: readonly number[];
  /** False where a text with this trigger that meets these needs cannot match, in whatever order its words stand. */
  readonly mayMatch: (trigger: number, met: MetNeeds) => boolean;
}

export function createNeedTable(): NeedTable {
  const words = new Map<string, number>();
  const needs = new Map<string, number>();
  const needsOfWord: number[][] = [];
  const numbered = new WeakMap<Need, number>();
  let rounds = new Uint32Array(0);
  let round = 0;
  const numberOf = (word: string): number => {
    const number = words.get(word) ?? words.size;
    words.set(word, number);
    needsOfWord[number] ??= [];
    return number;
  };
  const numberOfNeed = (need: Need): number => {
    const before = numbered.get(need);
    if (before !== undefined) return before;
    const number = findNumberOfNeed(need);
    numbered.set(need, number);
    return number;
  };
  const findNumberOfNeed = (need: Need): number => {
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
    numbersOf: (written) => {
      const numbers: number[] = [];
      for (const word of written) {
        const number = words.get(word);
        if (number !== undefined) numbers.push(number);
      }
      return numbers;
    },
    metBy: (numbers) => {
      if (rounds.length < needs.size || round === 0xffffffff) {
        rounds = new Uint32Array(needs.size);
        round = 0;
      }
      round += 1;
      for (const word of numbers) for (const need of needsOfWord[word] ?? []) rounds[need] = round;
      return { rounds, round };
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
        mayMatch: (trigger, { rounds: met, round: now }) => {
          for (const need of rest) if (met[need] !== now) return false;
          const ofTrigger = phrases.get(trigger);
          return (
            ofTrigger === undefined || ofTrigger.some((phrase) => phrase.every((need) => met[need] === now))
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

/** In how many of a thousand texts one of these words stands, about. */
function commonness(need: Need): number {
  const known = commonnessOf.get(need);
  if (known !== undefined) return known;
  let sum = 0;
  for (const word of need.keys()) sum += frequency.get(word) ?? 1;
  commonnessOf.set(need, sum);
  return sum;
}

const commonnessOf = new WeakMap<Need, number>();

/** How many of a thousand of the labelled texts hold each of these words; every other word is rarer. */
const frequency: ReadonlyMap<string, number> = new Map(
  (
    [
      [150, 'i me the a my is to no la and not el it y de in he mi'],
      [60, 'am en que on of ya se at with con do for'],
      [
        35,
        'can she so out got esta that have going you up was will now this por los we be haha las le estoy lo del hoy like ' +
          'about para voy un would if tengo are',
      ],
      [
        15,
        'all but her si his al one when want off again last what him been today tonight es back una day said pero they took ' +
          'from kids since says todo 3 did myself night know here there wife over 2 sin time after quiero n get home by had ' +
          'kill como good husband go right work mom 4 days casa feel esposo how',
      ],
      [
        8,
        'hit our die tell think dead nobody ni old dice down week still va because vez cuando too stop left us used 5 siento ' +
          'car told has ok tiene phone mas pills ayer dos more does house take sober nada every group puedo desde tome otra ' +
          'call an fue ando mis 10 who ganas or two dias door keep trabajo put drinking su hace dia baby 9 new nadie done ' +
          'then talk carro need whole went bad see 6 aqui hasta nos solo bottle came sleep overdose way years anoche never 8 ' +
          'meeting first ahora ella next hay nothing gone only morning drank manana deje much them noche pastillas dijo da',
      ],
    ] as const
  ).flatMap(([often, words]) => words.split(' ').map((word): [string, number] => [word, often])),
);
