import { subjectOf, type Email, type Letter } from './letter.ts';
import { htmlOf } from './letter-html.ts';
import { textOf } from './letter-text.ts';

/** The letter in both forms. Whatever stands in it is taken literally: no name can become markup. */
export const emailOf = (letter: Letter): Email => ({
  subject: subjectOf(letter),
  text: textOf(letter),
  html: htmlOf(letter),
});
