import type { Language } from '../../contracts/language.ts';

/**
 * A text in words, at the privacy levels that it differs at: a level that is left out reads like the one before it.
 * `{name}` is filled with a parameter, `{question}` with the words of a question; what stands in `[brackets]` goes away
 * where its parameter is not given.
 */
export interface Wording {
  readonly discreet: InEachLanguage;
  readonly normal?: InEachLanguage;
  readonly full?: InEachLanguage;
  /** True where the programme's name does not go in front, as it does at `normal` and `full` otherwise. */
  readonly unsigned?: true;
}

/**
 * Spanish does without á, í, ó and ú: they are not in GSM-7, and one of them more than doubles the price of a text
 * (aws-facts §2.5). Words that carry none come first; the few that cannot be helped lose theirs, as people text anyway.
 */
export type InEachLanguage = Readonly<Record<Language, string>>;
