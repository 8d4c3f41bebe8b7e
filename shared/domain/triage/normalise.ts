import type { Language } from '../../contracts/language.ts';
import type { TextSpan } from '../../contracts/triage.ts';
import { emojiWords, englishOnly, fillers, rewrites, spanishOnly } from './lexicon/shorthand.ts';
import type { Speller } from './spelling.ts';

/**
 * A text as rules see it: one line `" . i want to die . "` of lower-case words without accents, contractions and
 * shorthand spelt out, fillers gone, `.` and `,` where sentences and clauses end.
 */
export interface NormalisedText {
  readonly line: string;
  /** The words of the line in order, ends of clauses among them. */
  readonly words: readonly string[];
  /** Where each word begins in the line; and behind the last one, where the line ends. */
  readonly offsets: readonly number[];
  /** The words between two positions of the line, as they stand in the original text. */
  readonly spanOf: (from: number, to: number) => TextSpan;
}

interface Piece {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Reads a text of any length; never throws, and knows no state. */
export function normalise(text: string, speller: Speller, language?: Language): NormalisedText {
  const written = piecesOf(text);
  const isSpanish = soundsSpanish(written, language);
  const spelt: Piece[] = [];
  const joined = joinEndings(joinLetters(written));
  for (let at = 0; at < joined.length; at += 1) {
    const piece = joined[at];
    if (piece) spell(withoutApostrophe(piece, joined[at - 1], joined[at + 1]), { speller, isSpanish, spelt });
  }
  const pieces = withoutFillers(rewrite(spelt));
  const { line, offsets } = lineOf(pieces);
  const pieceAt = (position: number): Piece | undefined => pieces[lastAtOrBefore(offsets, position)];
  return {
    line,
    words: pieces.map(({ word }) => word),
    offsets,
    spanOf: (from, to) => ({ start: pieceAt(from)?.start ?? 0, end: pieceAt(to - 2)?.end ?? text.length }),
  };
}

const token =
  /\p{Extended_Pictographic}|[\p{L}\p{N}@$](?:[\p{L}\p{N}\p{M}]|['’‘`´\u00AD\u200B-\u200D\u2060\uFEFF]+(?=\p{L})|[!*@$|](?=[\p{L}\p{N}]))*|[.!?…;\n\r¿¡]|[,:()"“”—–]|\//gu;

/** The same without what plain texts do not have: far faster. */
const asciiToken = /[a-z0-9@$](?:[a-z0-9]|['`]+(?=[a-z])|[!*@$|](?=[a-z0-9]))*|[.!?;\n\r]|[,:()"]|\//gi;
// oxlint-disable-next-line no-control-regex
const isAscii = /^[\0-\x7f]*$/;

/** Words, emoji that say something, and ends of clauses. The line begins and ends with one. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [{ word: '.', start: 0, end: 0 }];
  const tokens = isAscii.test(text) ? asciiToken : token;
  tokens.lastIndex = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [written] = match;
    const start = match.index;
    const end = start + written.length;
    const word = pieceOf(written, text, start);
    if (word !== undefined) pieces.push({ word, start, end });
  }
  pieces.push({ word: '.', start: text.length, end: text.length });
  return pieces;
}

function pieceOf(written: string, text: string, start: number): string | undefined {
  if (plainLetters.test(written)) return written;
  if (written.length === 1) {
    if (sentenceEnds.includes(written)) return isBetweenDigits(text, start) ? undefined : '.';
    if (written === '/') return isBetweenDigits(text, start) ? 'outof' : undefined;
    if (clauseEnds.includes(written)) return ',';
  }
  return emojiWords.get(written) ?? contractionOf(written) ?? foldWord(written);
}

const plainLetters = /^[a-z]+$/;
const sentenceEnds = '.!?…;\n\r¿¡';
const clauseEnds = ',:()"“”—–';

const isBetweenDigits = (text: string, at: number): boolean => /^\d.\d$/.test(text.slice(at - 1, at + 2));

/** "he'll" and "she'd" lose their meaning with their apostrophe: "hell", "shed". */
function contractionOf(written: string): string | undefined {
  const found = /^(i|he|she|we|it|they|you|who)['’‘`´](ll|d|re)$/i.exec(written);
  return found ? `${found[1]?.toLowerCase()}_${found[2]?.toLowerCase()}` : undefined;
}

/** Lower case without accents, apostrophes and invisible characters; undefined for an emoji without a meaning. */
function foldWord(written: string): string | undefined {
  const folded = written
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’‘`´\u00AD\u200B-\u200D\u2060\uFEFF]/gu, '');
  return /[\p{L}\p{N}]/u.test(folded) ? folded : undefined;
}

/** "k m s" and "s.u.i.c.i.d.e": three single letters or more are one word. */
function joinLetters(pieces: readonly Piece[]): readonly Piece[] {
  let lone = 0;
  for (const { word } of pieces) if (isLetter(word)) lone += 1;
  if (lone < 3) return pieces;
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const first = pieces[at];
    if (!first) break;
    let next = at;
    let letters = '';
    while (isLetter(pieces[next]?.word)) {
      letters += pieces[next]?.word ?? '';
      next += pieces[next + 1]?.word === '.' && isLetter(pieces[next + 2]?.word) ? 2 : 1;
    }
    if (letters.length >= 3) {
      const last = pieces[next - 1] ?? first;
      joined.push({ word: letters, start: first.start, end: last.end });
      at = next - 1;
    } else joined.push(first);
  }
  return joined;
}

/** "don t", "i m" and "they ve": an apostrophe that became a space. */
function joinEndings(pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some(({ word }) => endings.has(word))) return pieces;
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const isEnding = before !== undefined && (endings.get(piece.word)?.test(before.word) ?? false);
    if (isEnding) joined[joined.length - 1] = { ...before, word: before.word + piece.word, end: piece.end };
    else joined.push(piece);
  }
  return joined;
}

const endings: ReadonlyMap<string, RegExp> = new Map([
  ['t', /^(?:do|does|did|ca|could|wo|would|should|is|are|was|were|have|has|had|ai|must)n$|^can$/],
  ['m', /^i$/],
  ['ve', /^(?:i|you|they|we|should|could|would)$/],
  ['re', /^(?:you|they)$/],
  ['s', /^(?:he|she|it|that|there|what|who)$/],
]);

const isLetter = (word: string | undefined): boolean => word?.length === 1 && word >= 'a' && word <= 'z';

/** "ill", "id", "hell" and "shell" for "I'll", "I'd", "he'll" and "she'll", told by the words beside them. */
function withoutApostrophe(piece: Piece, before: Piece | undefined, after: Piece | undefined): Piece {
  const [pronoun, ending] = missingApostrophe.get(piece.word) ?? [];
  if (pronoun === undefined || ending === undefined || !after || isEnd(after.word)) return piece;
  const isWord = pronoun === 'i' ? beforeIll.has(before?.word ?? '') : !afterWill.has(after.word);
  return isWord ? piece : { ...piece, word: `${pronoun}_${ending}` };
}

const missingApostrophe: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['ill', ['i', 'll']],
  ['id', ['i', 'd']],
  ['hell', ['he', 'll']],
  ['shell', ['she', 'll']],
]);
const beforeIll = new Set(
  'am im is are was feel feeling felt so very mentally seriously terminally be been got gets my his her your the an a photo really'.split(
    ' ',
  ),
);
const afterWill = new Set(
  'be kill hurt take hit beat leave do go come never not find shoot stab die get make have hunt end burn call say try use'.split(
    ' ',
  ),
);

const isEnd = (word: string): boolean => word === '.' || word === ',';

interface Spelling {
  readonly speller: Speller;
  readonly isSpanish: boolean;
  /** Gets the piece, or those that its word stands for. */
  readonly spelt: Piece[];
}

function spell(piece: Piece, { speller, isSpanish, spelt }: Spelling): void {
  const { word } = piece;
  const isKept = isEnd(word) || (isSpanish ? englishOnly.has(word) : spanishOnly.has(word));
  const words = isKept ? undefined : speller(word);
  if (words === undefined || (words.length === 1 && words[0] === word)) spelt.push(piece);
  else for (const one of words) spelt.push({ word: one, start: piece.start, end: piece.end });
}

/** Words that only one of the two languages has; enough to tell how "n", "m" and "x" are meant. */
const spanishWords = new Set(
  'el la los las de que y mi mis un una estoy esta quiero voy tengo no me se te lo con por para muy pero ya porque kiero toy q todo nada hoy noche vida'.split(
    ' ',
  ),
);
const englishWords = new Set(
  'the i im my and to is are was he she it you of in on for with that this have do dont not cant want wanna gonna just so but be been at'.split(
    ' ',
  ),
);

function soundsSpanish(pieces: readonly Piece[], language: Language | undefined): boolean {
  let balance = language === 'es' ? 0.5 : language === 'en' ? -0.5 : 0;
  for (const { word } of pieces) {
    if (spanishWords.has(word)) balance += 1;
    if (englishWords.has(word)) balance -= 1;
  }
  return balance > 0;
}

interface Rewrite {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const rewritesByFirstWord = new Map<string, Rewrite[]>();
for (const [from, to] of rewrites) {
  const words = from.split(' ');
  const entry = { from: words, to: to === '' ? [] : to.split(' ') };
  const first = words[0] ?? '';
  rewritesByFirstWord.set(first, [...(rewritesByFirstWord.get(first) ?? []), entry]);
}

function rewrite(pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some(({ word }) => rewritesByFirstWord.has(word))) return pieces;
  const rewritten: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const first = pieces[at];
    if (!first) break;
    const found = rewritesByFirstWord
      .get(first.word)
      ?.find(({ from }) => from.every((word, index) => pieces[at + index]?.word === word));
    if (!found) rewritten.push(first);
    else {
      const last = pieces[at + found.from.length - 1] ?? first;
      rewritten.push(...found.to.map((word) => ({ word, start: first.start, end: last.end })));
      at += found.from.length - 1;
    }
  }
  return rewritten;
}

/** Drops fillers, and ends that follow an end; a full stop outweighs a comma. */
function withoutFillers(pieces: readonly Piece[]): readonly Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    if (fillers.has(piece.word)) continue;
    const last = kept.at(-1);
    if (last && isEnd(piece.word) && isEnd(last.word)) {
      if (piece.word === '.') kept[kept.length - 1] = piece;
    } else kept.push(piece);
  }
  return kept;
}

function lineOf(pieces: readonly Piece[]): { line: string; offsets: readonly number[] } {
  let line = ' ';
  const offsets: number[] = [];
  for (const { word } of pieces) {
    offsets.push(line.length);
    line += `${word} `;
  }
  offsets.push(line.length);
  return { line, offsets };
}

function lastAtOrBefore(offsets: readonly number[], position: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
