import type { RuleReading } from './engine.ts';

/** How many places the table of weights has. Words that share one are told apart by their neighbours and letters. */
export const tableSize = 131_072;

/** Hears of each place of the table that a text counts at, some twice; and the position in the line of the word that does, 0 for none or all of them. */
export type VisitPlace = (place: number, from: number) => void;
export type IsLeftOut = (from: number, to: number) => boolean;

/**
 * Goes through all that counts of a text: each word, the runs of five letters in it (so that endings and misspellings
 * still tell), each two neighbours (the ends of clauses among them), how long it is, which rules held, and whether one was
 * dismissed. `isLeftOut` says which words do not count.
 */
export function visitPlaces(
  { line, dismissed, result: { severity, reasons } }: RuleReading,
  visit: VisitPlace,
  isLeftOut?: IsLeftOut,
): void {
  let before: KnownWord | undefined;
  let beforeFrom = 0;
  let words = 0;
  for (let from = 1; from < line.length;) {
    const to = line.indexOf(' ', from);
    const word = wordOf(isLeftOut?.(from, to) === true ? '.' : line.slice(from, to));
    if (!word.isEnd) {
      for (const place of word.places) visit(place, from);
      words += 1;
    }
    if (before) {
      const owner = !before.isEnd ? beforeFrom : !word.isEnd ? from : 0;
      visit(placeOf(neighbours(before.hash, word.hash)), owner);
    }
    before = word;
    beforeFrom = from;
    from = to + 1;
  }
  visit(placeOfSign(`length ${Math.min(6, Math.floor(Math.log2(words + 1)))}`), 0);
  visit(placeOfSign(severity), 0);
  for (const { ruleId } of reasons) visit(placeOfSign(ruleId), 0);
  if (dismissed.length > 0) visit(placeOfSign(`dismissed ${severity}`), 0);
}

// When a place was last seen: a set that need not be emptied.
const seen = new Uint32Array(tableSize);
let round = 0;

/** Each place of a text once. */
export function placesOf(reading: RuleReading, isLeftOut?: IsLeftOut): number[] {
  if (round === 0xffffffff) seen.fill(0);
  round = (round + 1) >>> 0 || 1;
  const places: number[] = [];
  visitPlaces(
    reading,
    (place) => {
      if (seen[place] === round) return;
      seen[place] = round;
      places.push(place);
    },
    isLeftOut,
  );
  return places;
}

interface KnownWord {
  readonly hash: number;
  readonly places: readonly number[];
  readonly isEnd: boolean;
}

// Only saves time. Bounded, so that no text can fill the memory.
const known = new Map<string, KnownWord>();

function wordOf(word: string): KnownWord {
  const before = known.get(word);
  if (before) return before;
  if (known.size >= 20_000) known.clear();
  const name = /^\d+$/.test(word) ? numberName(word) : word;
  const hash = hashOf(name);
  const entry = {
    hash,
    places: [placeOf(hash), ...runsOf(name).map((run) => placeOf(hashOf(run)))],
    isEnd: word === '.' || word === ',',
  };
  known.set(word, entry);
  return entry;
}

/** A figure says only how large it is: what it answers is the question's own matter. */
const numberName = (figures: string): string =>
  figures.length > 2 ? '#large' : Number(figures) > 7 ? '#high' : '#low';

function runsOf(word: string): string[] {
  if (word.length < 5) return [];
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 4 }, (_, at) => `~${marked.slice(at, at + 5)}`);
}

const signs = new Map<string, number>();

/** Of signs there are as many as rules. */
function placeOfSign(name: string): number {
  const place = signs.get(name) ?? placeOf(hashOf(`sign ${name}`));
  signs.set(name, place);
  return place;
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const neighbours = (first: number, second: number): number =>
  (Math.imul(first, 31) ^ Math.imul(second, 0x9e3779b1)) >>> 0;

/** The high bits of a hash spread better than its low ones. */
function placeOf(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (spread ^ (spread >>> 12)) & (tableSize - 1);
}
