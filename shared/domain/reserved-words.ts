/**
 * Recognises the words that rule texting itself [T4, T8]. Case, accents, punctuation, and polite words at either end
 * are ignored ("Stop. Thank you" is STOP [P2]); a stop word inside a longer sentence is `stop-or-not` [P3, T9].
 * YES is no reserved word: it counts only where we have asked for it [T8].
 */
export function reservedWordOf(body: string): 'stop' | 'start' | 'help' | 'stop-or-not' | undefined {
  const words = plainWords(body);
  const core = withoutPoliteEnds(words).join(' ');
  if (stopPhrases.has(core)) return 'stop';
  if (startWords.has(core)) return 'start';
  if (helpWords.has(core)) return 'help';
  return words.some((word) => stopWordsInSentences.has(word)) || words.join(' ').includes('opt out')
    ? 'stop-or-not'
    : undefined;
}

/** `a | b c` → the set of "a" and "b c". */
const phrases = (list: string): ReadonlySet<string> =>
  new Set(list.split('|').map((phrase) => phrase.trim()));

/** Single words that opt out by themselves, in English, French and Spanish, and as people mistype them. */
const stopWords = phrases(
  'stop | stopall | unsubscribe | cancel | end | quit | revoke | optout | remove | arret | td ' +
    '| alto | parar | pare | para | cancelar | baja | salir | detener | terminar ' +
    '| stopp | stpo | sotp | unsubcribe | unsuscribe | unsubscibe',
);

/** Those that rarely stand in a sentence about something else: "para" and "end" often do. */
const stopWordsInSentences = phrases(
  'stop | stopall | unsubscribe | cancel | quit | revoke | optout | remove | alto | cancelar | baja ' +
    '| stopp | unsubcribe | unsuscribe | unsubscibe',
);

/** Whole phrases that mean nothing else. "I want to end" and "no more" can mean far worse: a person reads them. */
const stopPhrases: ReadonlySet<string> = new Set([
  ...stopWords,
  ...phrases(
    'stop all | opt out | opt me out | unsubscribe me | remove me | take me off | no more texts | stop sending ' +
      '| stop texting | stop texting me | stop messaging me | stop texts | stop messages | stop sending texts ' +
      '| stop sending messages | stop sending me texts | stop sending me messages | stop these texts ' +
      '| stop these messages | stop the texts | stop the messages | i want to stop these texts ' +
      '| i want to unsubscribe | i want to opt out | no mas mensajes | no mas textos | darme de baja ' +
      '| dar de baja | dame de baja | dejen de escribirme | deje de escribirme | no me escriban mas ' +
      '| no me escriba mas | alto ya',
  ),
]);

const startWords = phrases('start | unstop | start again | empezar | iniciar');
const helpWords = phrases('help | info | help me | ayuda | ayudame');

/** Courtesy that may stand before or after; longest first, so that "thank you very much" goes as one. */
const politeEnds: readonly string[][] = (
  'thank you very much | thank you so much | muchas gracias | thank you | por favor | right now | please | thanks ' +
  '| gracias | sorry | hello | hola | pls | plz | thx | now | ya | ty | hi | ok'
)
  .split(' | ')
  .map((phrase) => phrase.split(' '));

/** "¡Stop, pls!" → stop, pls. Accents go, letters of any script and digits stay. */
const plainWords = (body: string): string[] =>
  body
    .slice(0, 4000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

function withoutPoliteEnds(words: readonly string[]): readonly string[] {
  let left = words;
  for (;;) {
    const shorter = politeEnds.reduce(withoutEnd, left);
    if (shorter.length === left.length) return left;
    left = shorter;
  }
}

/** Takes one phrase from both ends, and never the last word that is left. */
function withoutEnd(words: readonly string[], phrase: readonly string[]): readonly string[] {
  const size = phrase.length;
  if (words.length <= size) return words;
  if (phrase.every((word, index) => words[index] === word)) return words.slice(size);
  return phrase.every((word, index) => words[words.length - size + index] === word)
    ? words.slice(0, -size)
    : words;
}
