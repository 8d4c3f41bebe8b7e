import type { Question } from '../contracts/question.ts';

// Words as `parse-answer` sees them: lower case, no accents, no apostrophes. Both languages always count, since people
// mix them. None of them is a reserved word [4a].

/**
 * The grammar of a text that is nothing but an answer to a question of this kind, words and marks set apart by single
 * spaces. Groups say what it is: `number` (and the `scale` of "4/5"), `none`, `skip`, `yes`, `no`, `unsure`, or a
 * lone `letter`.
 */
export const answerForm = (kind: Question['kind']): RegExp => answerForms[kind];

/** The number that a word or a row of digits stands for. */
export const numberOf = (word: string): number | undefined =>
  /^\d+$/.test(word) ? Number(word.slice(0, 9)) : numbers.get(word);

/** In prose "one" and "un" count nothing: "a rough one", "un mal rato". */
export const isArticle = (word: string): boolean => articles.has(word);

/** Words that take back what stands before them: "4, maybe" is as unsure as "maybe 4". */
export const isHedge = (word: string): boolean => hedges.has(word);

/** True for courtesy and nothing else: nobody needs to read it. */
export const isCourtesy = (phrase: string): boolean => courtesyOnly.test(phrase);

/** Takes the drawl from a word with a letter three times or more: "fourrr", "nooo", "skiiip". */
export const withoutDrawl = (word: string): string => (drawl.test(word) ? withoutDoubles(word) : word);

const drawl = /(\p{L})\1\1/u;
const withoutDoubles = (text: string): string => text.replace(/(\p{L})\1+/gu, '$1');

/** `a | b c` → the phrases, each also as it is left without its drawl ("threeee" → "thre"). */
const phrases = (list: string): string[] =>
  list.split('|').flatMap((phrase) => [phrase.trim(), withoutDoubles(phrase.trim())]);

const numbers: ReadonlyMap<string, number> = new Map(
  [
    'zero | cero',
    'one | uno | un | una',
    'two | dos',
    'three | tres',
    'four | cuatro',
    'five | cinco',
    'six | seis',
    'seven | siete',
    'eight | ocho',
    'nine | nueve',
    'ten | diez',
  ].flatMap((words, value) => phrases(words).map((word): [string, number] => [word, value])),
);
const articles = new Set(phrases('one | uno | un | una'));
const hedges = new Set(
  phrases(
    'maybe | perhaps | probably | or | ish | almost | nearly | wait | actually | quiza | quizas | casi | o',
  ),
);

const yes =
  'yes | yeah | yea | yep | yup | sure | of course | yes i would | si | claro | si claro | claro que si | por supuesto';
const no = 'no | nope | nah | no thank you | no thanks | no gracias';
const unsure =
  'not sure | im not sure | unsure | dont know | i dont know | idk | no se | no lo se | no estoy seguro | no estoy segura';
/** Zero in words. "Nothing" may mean "nothing to say". */
const none = 'none | none at all | nada | ninguno | ninguna | ningun dia';
const skip =
  'skip | skip it | skip this | skip this one | skip this question | skip that | pass | next | no comment ' +
  '| prefer not to say | id rather not say | rather not say ' +
  '| omitir | omito | omite | omitir esta | omitir pregunta | saltar | salto | saltear | paso | pasar | siguiente ' +
  '| prefiero no decir | prefiero no contestar | prefiero no responder';

// Words that may stand around an answer and change nothing about it. "Maybe", "almost" and "not" do. Around a choice
// there are fewer, since "at 2" and "2 today" may be when to call.
const lead =
  'hi | hello | hey | ok | okay | my | the | answer | is | its | it | number | option ' +
  '| hola | mi | la | el | respuesta | es | numero | opcion';
const leadOfScale =
  `${lead} | i | im | am | a | an | at | id | say | would | feel | feeling | score | today ` +
  '| estoy | en | un | una | me | siento | soy | le | doy | diria | seria | con | digo | pongo | hoy';
const courtesy =
  'please | pls | plz | thanks | thank you | thank u | thx | ty | por favor | gracias | muchas gracias';
const tailOfScale = `${courtesy} | today | now | right now | points? | hoy | ahora | puntos?`;

const oneOf = (list: string): string => `(?:${phrases(list).join('|')})`;
const number = `(?:\\d+|${[...numbers.keys()].join('|')})`;
const days = '(?:days?|dias?)';
const scale = `(?:/|(?:out )?of(?: the)?|de(?: los)?|sobre) (?<scale>${number})`;

const formOf = (words: { lead: string; number: string; tail: string }): RegExp =>
  new RegExp(
    `^(?:${oneOf(words.lead)} (?:[,:.!#"(\n] )*)*` +
      `(?:${words.number}|(?<none>${oneOf(none)})|(?<skip>${oneOf(skip)})|(?<yes>${oneOf(yes)})|(?<no>${oneOf(no)})` +
      `|(?<unsure>${oneOf(unsure)})` +
      `|(?<letter>[nsy]))(?: ${oneOf(words.tail)})*$`,
    'u',
  );

const answerForms: Record<Question['kind'], RegExp> = {
  scale: formOf({ lead: leadOfScale, number: `(?<number>${number})(?: ${scale})?`, tail: tailOfScale }),
  days: formOf({
    lead: leadOfScale,
    number: `(?<number>${number})(?: ${days})?(?: ${scale}(?: ${days})?)?`,
    tail: tailOfScale,
  }),
  choice: formOf({ lead, number: `(?<number>${number})`, tail: courtesy }),
};
const courtesyOnly = new RegExp(`^(?:${oneOf(courtesy)}(?: [,.!)\\]*"\n])*(?: |$))*$`, 'u');
