/** Where a match that begins at `at` ends: the index behind its last word; -1 where there is none. */
export type Matcher = (words: readonly string[], at: number) => number;

/**
 * A part of a pattern, ready to be put before what follows it. Parts are tried as in a regular expression: alternatives in
 * their order, what may be absent first as present, gaps as short as possible.
 */
export interface MatchPart {
  readonly before: (next: Matcher) => Matcher;
  /** The words that it can begin with; undefined where it may begin with any. Found out when it is asked. */
  readonly first: () => ReadonlySet<string> | undefined;
  /** True where it may match nothing, so that what follows it may begin in its place. */
  readonly mayBeEmpty: boolean;
  /** True where it is one word of `first`, whichever. */
  readonly isOneWord?: true;
}

export const matched: Matcher = (_words, at) => at;

export const oneOfWords = (known: ReadonlySet<string>): MatchPart => ({
  before: (next) => (words, at) => (known.has(words[at] ?? '') ? next(words, at + 1) : -1),
  first: () => known,
  mayBeEmpty: false,
  isOneWord: true,
});

export const wordLike = (isLike: (word: string) => boolean): MatchPart => ({
  before: (next) => (words, at) => (isLike(words[at] ?? '') ? next(words, at + 1) : -1),
  first: () => undefined,
  mayBeEmpty: false,
});

/** Up to `most` words of a kind, as few as possible. */
export const gap = (most: number, isPart: (word: string) => boolean): MatchPart => ({
  before: (next) => (words, at) => {
    for (let left = 0; ; left += 1) {
      const end = next(words, at + left);
      if (end >= 0) return end;
      if (left === most || at + left >= words.length || !isPart(words[at + left] ?? '')) return -1;
    }
  },
  first: () => undefined,
  mayBeEmpty: true,
});

const noWords: ReadonlySet<string> = new Set();

/** A place between two words, whatever stands there. */
export const place = (isHere: (words: readonly string[], at: number) => boolean): MatchPart => ({
  before: (next) => (words, at) => (isHere(words, at) ? next(words, at) : -1),
  first: () => noWords,
  mayBeEmpty: true,
});

export const optional = (part: MatchPart): MatchPart => ({
  before(next) {
    const present = part.before(next);
    return (words, at) => {
      const end = present(words, at);
      return end >= 0 ? end : next(words, at);
    };
  },
  first: part.first,
  mayBeEmpty: true,
});

export const sequence = (parts: readonly MatchPart[]): MatchPart => ({
  before: (next) => parts.reduceRight((following, part) => part.before(following), next),
  first: once(() => firstOfSequence(parts)),
  mayBeEmpty: parts.every(({ mayBeEmpty }) => mayBeEmpty),
});

function firstOfSequence(parts: readonly MatchPart[]): ReadonlySet<string> | undefined {
  const words = new Set<string>();
  for (const { first, mayBeEmpty } of parts) {
    const own = first();
    if (own === undefined) return undefined;
    for (const word of own) words.add(word);
    if (!mayBeEmpty) return words;
  }
  return undefined;
}

/** Of hundreds of alternatives only those are tried that can begin with the word that stands there. */
export const anyOf = (parts: readonly MatchPart[]): MatchPart => ({
  before(next) {
    const always: Matcher[] = [];
    const byWord = new Map<string, Matcher[]>();
    for (const part of parts) {
      const match = part.before(next);
      const first = part.mayBeEmpty ? undefined : part.first();
      if (first === undefined) {
        for (const matchers of byWord.values()) matchers.push(match);
        always.push(match);
      } else
        for (const word of first) {
          const matchers = byWord.get(word);
          if (matchers) matchers.push(match);
          else byWord.set(word, [...always, match]);
        }
    }
    return (words, at) => {
      for (const match of byWord.get(words[at] ?? '') ?? always) {
        const end = match(words, at);
        if (end >= 0) return end;
      }
      return -1;
    };
  },
  first: once(() => firstOfAny(parts)),
  mayBeEmpty: parts.some(({ mayBeEmpty }) => mayBeEmpty),
});

function firstOfAny(parts: readonly MatchPart[]): ReadonlySet<string> | undefined {
  const words = new Set<string>();
  for (const { first } of parts) {
    const own = first();
    if (own === undefined) return undefined;
    for (const word of own) words.add(word);
  }
  return words;
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}

/** What stands here is none of this. */
export function notFollowedBy(part: MatchPart): MatchPart {
  const match = part.before(matched);
  return place((words, at) => match(words, at) < 0);
}

/** What ends here is none of this. */
export function notPrecededBy(part: MatchPart): MatchPart {
  let wanted = 0;
  const match = part.before((_words, at) => (at === wanted ? at : -1));
  return place((words, at) => {
    wanted = at;
    for (let from = Math.max(0, at - longestBefore); from < at; from += 1)
      if (match(words, from) >= 0) return false;
    return true;
  });
}

/** In words. */
const longestBefore = 8;
