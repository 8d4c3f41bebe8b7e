/**
 * A text as the words in it: "¡Stop, pls! 🛑" → stop, pls. Case, accents, apostrophes, punctuation, emoji and
 * invisible characters go; letters of any script and digits stay. "S.T.O.P" and "st0p" are stop.
 */
export function plainWords(body: string): readonly string[] {
  const words = plainText(body)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(withLettersForDigits);
  return words.length >= 3 && words.every((word) => word.length === 1) ? [words.join('')] : words;
}

/** The parts of a text between full stops, question and exclamation marks, semicolons and line breaks. */
export const sentencesOf = (body: string): readonly string[] => parts(body, /[.!?¡¿…;\n]+/u);

/** Finer: also between commas, colons, dashes, brackets, and words such as "and". */
export const clausesOf = (body: string): readonly string[] =>
  parts(body, /[.!?¡¿…;\n,:()–—]+|\s-+\s|\s(?:and|y|&)\s/iu);

/** `a | b c` → the set of "a" and "b c". */
export const phrases = (list: string): ReadonlySet<string> =>
  new Set(list.split('|').map((phrase) => phrase.trim()));

/** Takes away courtesy at both ends ("ok", "please", "muchas gracias"), and never the last word that is left. */
export const withoutCourtesy = (words: readonly string[]): readonly string[] => withoutEnds(words, courtesy);

/** Takes away any of the phrases at both ends, again and again, and never the last word that is left. */
export function withoutEnds(words: readonly string[], ends: readonly Phrase[]): readonly string[] {
  let left = words;
  for (;;) {
    const shorter = ends.reduce(withoutEnd, left);
    if (shorter.length === left.length) return left;
    left = shorter;
  }
}

/** True for words that are nothing but courtesy and these. */
export function isAside(words: readonly string[], asides: readonly Phrase[]): boolean {
  const all = [...asides, ...courtesy];
  const left = withoutEnds(words, all).join(' ');
  return left === '' || all.some((phrase) => phrase.join(' ') === left);
}

/** A phrase, a word at a time. */
export type Phrase = readonly string[];

/** `a | b c` → the phrases, longest first, so that "thank you very much" goes as one. */
export const endings = (list: string): readonly Phrase[] =>
  Array.from(phrases(list), (phrase) => phrase.split(' ')).sort((one, other) => other.length - one.length);

const courtesy = endings(
  'thank you very much | thank u very much | thank u so much | thank u | thank you kindly | dude | bro | man | yo | amigo | amiga | thank you so much | thank you for everything | thank you | many thanks | thanks a lot ' +
    '| thanks for everything | thanks | thankyou | thanx | thx | thnx | ty | tysm | please | pleas | plese | pls | plz ' +
    '| plse | plez | kindly | sorry | im sorry | i am sorry | excuse me | hello | hey | hi | hi there | hey there | sir ' +
    '| maam | ok | okay | k | have a nice day | have a good day | god bless | god bless you | no thank you | no thanks ' +
    '| good morning | good afternoon | good evening | sent from my iphone | get outlook for ios | lol ' +
    '| muchas gracias | mil gracias | gracias por todo | gracias | grasias | no gracias | por favor | x favor | xfavor ' +
    '| porfavor | por fabor | porfa | porfis | xfa | hola | buenos dias | buenas tardes | buenas noches | buenas ' +
    '| lo siento | perdon | disculpe | disculpen | dios los bendiga | dios le bendiga | bendiciones | saludos ' +
    '| enviado desde mi iphone',
);

/** Long enough for ten texts; what comes behind is not read for words. */
const maxLength = 4000;

/** Emoji go first: normalisation would make letters of some ("™" → "TM"). */
const plainText = (body: string): string =>
  body
    .slice(0, maxLength)
    .replace(/\p{Extended_Pictographic}/gu, ' ')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’‘`´]/gu, '')
    .toLowerCase();

/** "st0p", "0pt"; a number stays a number. */
const withLettersForDigits = (word: string): string =>
  /^0?\p{L}+(?:0\p{L}*)*$/u.test(word) && !/^\p{N}+$/u.test(word) ? word.replaceAll('0', 'o') : word;

const parts = (body: string, breaks: RegExp): readonly string[] =>
  body
    .slice(0, maxLength)
    .split(breaks)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));

/** Takes one phrase from one end. */
function withoutEnd(words: readonly string[], phrase: Phrase): readonly string[] {
  const size = phrase.length;
  if (words.length <= size) return words;
  if (phrase.every((word, index) => words[index] === word)) return words.slice(size);
  return phrase.every((word, index) => words[words.length - size + index] === word)
    ? words.slice(0, -size)
    : words;
}
