import { withoutDrawl } from './answer-words.ts';

/** A word or number, a mark (or several of the same), some emoji, or a line break. */
export interface Token {
  readonly kind: 'word' | 'mark' | 'emoji' | 'line';
  /** Lower case, without accents, apostrophes and drawl; one mark for several. */
  readonly text: string;
  /** Where it stands in the text, as written. */
  readonly from: number;
  readonly to: number;
}

/** A text as its tokens, without invisible characters and without line breaks at the ends. Total. */
export const tokensOf = (body: string): readonly Token[] =>
  Array.from(body.trim().matchAll(piece), ({ 0: written, index, groups = {} }): Token => {
    const from = index + (body.length - body.trimStart().length);
    const kind = groups['word'] ? 'word' : groups['emoji'] ? 'emoji' : groups['line'] ? 'line' : 'mark';
    return { kind, text: canonical[kind](written), from, to: from + written.length };
  });

/** Words and marks with single spaces between them, as the grammar of answers reads them. */
export const phraseOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

/** The words and numbers, each part of "twenty-four" by itself. */
export const wordsOf = (tokens: readonly Token[]): string[] =>
  tokens.filter(({ kind }) => kind === 'word').flatMap(({ text }) => text.split('-'));

/**
 * A word goes on over digits ("2day"), apostrophes and hyphens between letters ("one-on-one"): such a word is no number.
 * A keycap is its digit with two marks.
 */
const word =
  "(?<word>🔟|[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}]|['’](?=\\p{L})|(?<=\\p{L}\\p{M}*)-(?=\\p{L}))*)";
const emoji =
  '(?<emoji>[\\p{Extended_Pictographic}\\p{Regional_Indicator}]' +
  '[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\p{Emoji_Modifier}\\p{Variation_Selector}\\p{Join_Control}]*)';
const line = '(?<line>[\\n\\r\\u2028\\u2029]+)';
const mark = '(?<mark>[^\\s\\p{M}\\p{Cf}\\p{Cc}])\\k<mark>*';
const piece = new RegExp([word, emoji, line, mark].join('|'), 'gu');

const canonical: Record<Token['kind'], (written: string) => string> = {
  // ４, ④, ⁴ and 4️⃣ are 4; but "4½" and "4⁵" keep something that is no digit.
  word: (written) =>
    withoutDrawl(
      written
        .replace('🔟', '10')
        .replace(/(?<=[\p{L}\p{N}]\p{M}*)\p{No}/gu, '?')
        .normalize('NFKD')
        .replace(/[\p{M}'’]/gu, '')
        .toLowerCase(),
    ),
  mark: (written) => written.normalize('NFKC').slice(0, 1),
  emoji: (written) => written,
  line: () => '\n',
};
