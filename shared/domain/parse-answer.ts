import type { Language } from '../contracts/language.ts';
import type { Question, StoredAnswer, UnclearReason } from '../contracts/question.ts';
import { phraseOf, tokensOf, wordsOf, type Token } from './answer-tokens.ts';
import { answerForm, isArticle, isCourtesy, isHedge, numberOf } from './answer-words.ts';

/** What a text says as an answer. `remainder` is what stood beside it, as written, for a person to read. */
export type ParsedAnswer = (StoredAnswer & { readonly remainder?: string }) | Unclear;

/** No rule can tell: the question is asked once more, then a person reads it [P24]. */
interface Unclear {
  readonly kind: 'unclear';
  readonly reason: UnclearReason;
}

/**
 * Reads a text as the answer to this question, as people write it: "4", "4/5", "four", "I'm at a 4", "un 4", emoji and
 * full-width digits, "4 - rough day", "skip". Never guesses: a value was written as such and is in the question's
 * range; "8-9", "maybe 4", "5 drinks", "-4" and "4.5" are unclear. So is a text with a second number that could be an
 * answer ("4, 7, 8"; "4 - no, 3"): it may belong to another question, or take back the first. Zero is a number and
 * never a skip. Only courtesy, closing marks and words that lead up to the answer are left out of the remainder. Total
 * and pure; case, accents and white space around it change nothing. Reserved words and crisis rules have had their turn
 * before, whatever is being asked [P1].
 */
export function parseAnswer(body: string, question: Question, language: Language): ParsedAnswer {
  const tokens = tokensOf(body);
  if (tokens.length === 0) return unclear('empty');
  const said = tokens.slice(tokens.findIndex(isAnswerStart));
  if (!said.some(isAnswerStart)) return unclear('no-answer');
  const readAs: Read = (part) => read(part, question, language);

  // The shortest beginning that is an answer, up to the end of the text or to where something else begins.
  for (let size = 1; size <= Math.min(said.length, longestAnswer); size += 1) {
    const answer = readAs(said.slice(0, size));
    const rest = said.slice(size);
    if (!answer || !(mayFollow(rest[0]) || repeats(rest, answer, readAs))) continue;
    if (answer.kind === 'unclear') return answer;
    const doubt = doubtIn(rest, { answer, question, readAs });
    if (doubt) return unclear(doubt);
    const behind = repeats(rest, answer, readAs) ? '' : asWritten(rest, body);
    const remainder = `${emojiIn(tokens.slice(0, -said.length), body)} ${behind}`.trim();
    return remainder === '' ? answer : { ...answer, remainder };
  }
  return unclear(whyUnclear(said));
}

/** In tokens. Nobody leads up to an answer for longer. */
const longestAnswer = 16;

const unclear = (reason: UnclearReason): Unclear => ({ kind: 'unclear', reason });

const opening = /^[("'#*“‘¡[]$/u;
const isAnswerStart = ({ kind, text }: Token): boolean =>
  kind === 'word' || (kind === 'mark' && !opening.test(text));

const separator = /^[-–—,:;.!()[\]"“”'’*]$/u;

/** True where an answer may end: at the end, or where a mark, a line break or an emoji sets apart what follows. */
const mayFollow = (next: Token | undefined): boolean =>
  next === undefined || (next.kind === 'mark' ? separator.test(next.text) : next.kind !== 'word');

const isNumber = (word: string): boolean => /^\d/.test(word) || numberOf(word) !== undefined;

/** Reads tokens that should be nothing but the answer; `undefined` where they are not. */
type Read = (tokens: readonly Token[]) => StoredAnswer | Unclear | undefined;

function read(tokens: readonly Token[], question: Question, language: Language): ReturnType<Read> {
  const form = answerForm(question.kind).exec(phraseOf(tokens))?.groups;
  if (!form) return undefined;
  const { number, scale, none, skip, letter } = form;
  if (number !== undefined) {
    const value = numberOf(number);
    if (scale !== undefined && numberOf(scale) !== question.max) return unclear('another-scale');
    return isWithin(value, question) ? { kind: 'answer', value } : unclear('out-of-range');
  }
  if (none !== undefined && question.min === 0) return { kind: 'answer', value: 0 };
  // Where yes is an answer, a Spanish "s" may be short for it.
  const isShortForYes = question.kind === 'choice' && language === 'es';
  if (skip !== undefined || (letter === 's' && !isShortForYes)) return { kind: 'skip' };
  const value = question.kind === 'choice' ? chosen(form, language) : undefined;
  return isWithin(value, question) ? { kind: 'answer', value } : undefined;
}

const isWithin = (value: number | undefined, { min, max }: Question): value is number =>
  value !== undefined && min <= value && value <= max;

/** The number of a choice that was told in words. Spanish "y" is "and". */
function chosen(form: Record<string, string | undefined>, language: Language): number | undefined {
  const { yes, no, unsure, letter } = form;
  if (yes !== undefined || (letter === 'y' && language === 'en')) return 1;
  if (no !== undefined || letter === 'n') return 2;
  return unsure === undefined ? undefined : 3;
}

const isSame = (one: ReturnType<Read>, other: ReturnType<Read>): boolean =>
  one?.kind === 'answer' && other?.kind === 'answer' && one.value === other.value;

/** "1 yes", "2 (no)": a choice, told once more in words. */
function repeats(rest: readonly Token[], answer: ReturnType<Read>, readAs: Read): boolean {
  return isSame(readAs(rest.filter(({ kind, text }) => kind !== 'mark' || !separator.test(text))), answer);
}

interface Reading {
  readonly answer: StoredAnswer;
  readonly question: Question;
  readonly readAs: Read;
}

/** What in the rest of a text makes its answer doubtful: another answer, or a word that takes it back. */
function doubtIn(rest: readonly Token[], { answer, question, readAs }: Reading): UnclearReason | undefined {
  const words = wordsOf(rest);
  const [first = ''] = words;
  if (isHedge(first)) return 'words-around';
  const isProse = (word: string): boolean => isArticle(word) && !words.every(isNumber);
  const mayAnswer = (word: string): boolean => (numberOf(word) ?? Infinity) <= question.max && !isProse(word);
  if ((isNumber(first) && !isProse(first)) || words.some(mayAnswer)) return 'not-one-answer';
  if (question.kind !== 'choice') return undefined;
  const next = readAs(rest.filter(({ kind }) => kind === 'word').slice(0, 1));
  return next && !isSame(next, answer) ? 'not-one-answer' : undefined;
}

const nothingMore = /^(?:[\s.!…,)\]"”'’*]*|[-–—:;])$/u;
/** Marks before something that is said; ":(" and ":-)" are themselves something. */
const setApart =
  /^(?:[\s\-–—,.!…)\]"”'’*]|[:;](?!\s?[-()]))+(?=[([“‘¡¿]*[\p{L}\p{N}\p{Extended_Pictographic}])/u;

/** The rest as written, without the marks that set it apart; empty where it is courtesy or closing marks only. */
function asWritten(rest: readonly Token[], body: string): string {
  const [first] = rest;
  const written = first ? body.slice(first.from).trim() : '';
  if (nothingMore.test(written.normalize('NFKC'))) return '';
  const spoken = rest.slice(rest.findIndex(({ kind }) => kind !== 'mark' && kind !== 'line'));
  if (isCourtesy(phraseOf(spoken))) return '';
  return written.replace(setApart, '');
}

const emojiIn = (tokens: readonly Token[], body: string): string =>
  tokens
    .filter(({ kind }) => kind === 'emoji')
    .map(({ from, to }) => body.slice(from, to))
    .join(' ');

function whyUnclear(tokens: readonly Token[]): UnclearReason {
  const [first, second] = wordsOf(tokens).filter(isNumber);
  if (first === undefined) return 'no-answer';
  return second === undefined && numberOf(first) !== undefined ? 'words-around' : 'not-one-answer';
}
