import {
  negationBreakers,
  negators,
  transparentPhrases,
  transparentWords,
} from './lexicon/function-words.ts';

/**
 * True where the words before a match plainly deny it: "I'm not going to try to |kill myself|", "sin ganas de
 * |consumir|", "no plans or thoughts of |suicide|". Two denials cancel each other, and any word that is more than
 * grammar stops a denial: in "I can't sleep, I want to die" and "not only sad, suicidal" nothing is denied.
 * `before` is the line of normalised words up to the match, `after` what follows: "never wanted to |die| more".
 */
export function isDenied(before: string, after: string): boolean {
  const found = denial.exec(before.slice(-maxReach));
  if (!found) return false;
  const [, lead = '', words = ''] = found;
  const isDouble =
    doubled.test(words) || breaker.test(lead) || (/^(?:never|nunca) /.test(words) && more.test(after));
  return !isDouble;
}

/** True for a word without which nothing in a text can be denied. */
export const isNegator = (word: string): boolean => negatorSet.has(word);

/** True where a clause of nothing but a denial answers the words: "suicidal? no", "cravings: none". */
export const isAnsweredNo = (after: string): boolean => answeredNo.test(after);

// Answers deny, too: "cravings: gone".
const negatorSet = new Set([...negators, 'gone', '0', 'nope', 'nah', 'nada', 'para']);

/** In characters: far more than the longest denial. */
const maxReach = 160;
const anyNegator = `(?<= )(?:${negators.join('|')})`;
const word = `(?!${anyNegator} )[^ .,]+ `;
const transparent = [
  ...transparentPhrases,
  `(?:${transparentWords.join('|')}) `,
  // "no cravings or |urges|": what is listed with "or" is denied as a whole.
  `(?:${word}){1,3}(?:or|nor|ni) `,
].join('|');

const denial = new RegExp(`((?:[^ .,]+ ){0,4})((?:${anyNegator} (?:${transparent}){0,8}?)+)$`);
const doubled = new RegExp(`^(?:not|never|no) (?:can |could |[^ ]+ ){0,1}(?:not|never|no|without) `);
const breaker = new RegExp(`(?:^| )(?:${negationBreakers.join('|')}) (?:[^ .,]+ ){0,3}$`);
const more = /^(?:[^ .,]+ ){0,2}(?:more|so|as|this|mas|tanto) /;
const answeredNo = new RegExp(
  '^(?:[.,] (?:no|none|nope|nah|never|not|nada|ninguna|ninguno|ningun|cero|nunca|para nada|zero|0)|(?:is |are )?(?:gone|none|zero|0))' +
    '(?: (?:today|hoy|thanks|gracias|right|now|this|week))* [.,]',
);
