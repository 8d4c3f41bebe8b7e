/**
 * Reads a score of 1 to 5 as people write it: "4", " 4.", "4/5", "4 out of 5", "four", "cuatro", an emoji digit, or
 * "4 - rough day" (then `note` is true). `undefined` for anything else, out of range included: "5 drinks" is no score.
 */
export function scoreOf(body: string): { score: number; note: boolean } | undefined {
  // A keycap emoji is its digit followed by a variation selector and an enclosing mark.
  const text = body
    .slice(0, 4000)
    .normalize('NFKC')
    .replace(/[\u{FE0F}\u{20E3}]/gu, '')
    .trim()
    .toLowerCase();
  const match = pattern.exec(text);
  const score = match?.[1] === undefined ? undefined : scoresByWord.get(match[1]);
  return score === undefined ? undefined : { score, note: match?.[2] !== undefined };
}

const scoresByWord: ReadonlyMap<string, number> = new Map([
  ...['1', '2', '3', '4', '5'].map((digit): [string, number] => [digit, Number(digit)]),
  ...['one', 'two', 'three', 'four', 'five'].map((word, index): [string, number] => [word, index + 1]),
  ...['uno', 'dos', 'tres', 'cuatro', 'cinco'].map((word, index): [string, number] => [word, index + 1]),
  ['una', 1],
]);

/**
 * Brackets or "#" before; the number; "/5", "out of 5", "de 5"; closing punctuation; then nothing, or a note behind a
 * dash, comma, colon, semicolon, full stop or line break. A digit right behind the mark ("4.5", "4,5", "4-5") is no note.
 */
const pattern =
  /^[("'#\s]*([1-5]|[a-z]+)(?:\s*\/\s*5|\s+(?:out\s+)?of\s+5|\s+de\s+5)?(?:[)"'.!\s]*|(?:\s*[-–—,:;.!]\s*|\s*\n\s*)([^\d\s][^]*))$/u;
