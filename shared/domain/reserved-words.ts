import {
  clausesOf,
  endings,
  isAside,
  phrases,
  plainWords,
  sentencesOf,
  withoutCourtesy,
  withoutEnds,
} from './plain-words.ts';
import { isDoubtfulRequest, isTextingRequest } from './stop-requests.ts';
import { isMisspelt, isPlainStop, isStop, isStopInSentence } from './stop-words.ts';

/**
 * Recognises the words that rule texting itself [T4, T8]. Case, accents, punctuation, emoji and courtesy at either end
 * are ignored ("Stop. Thank you" is STOP [P2]); a stop word inside a longer sentence is `stop-or-not` [P3, T9].
 * YES is no reserved word: it counts only where we have asked for it [T8].
 */
export function reservedWordOf(body: string): 'stop' | 'start' | 'help' | 'stop-or-not' | undefined {
  if (isStopText(body)) return 'stop';
  if (isStartText(body)) return 'start';
  if (helpOf(body)) return 'help';
  return mayBeStop(body) ? 'stop-or-not' : undefined;
}

/**
 * True for a text that opts out: a stop word or a request to end texts, and nothing else but courtesy; or several of
 * them; or STOP, UNSUBSCRIBE or such a request as the first or last sentence of a longer text [T4, T5, T10].
 */
export function isStopText(body: string): boolean {
  if (isStopPhrase(plainWords(body))) return true;
  const clauses = clausesOf(body).map(plainWords);
  if (clauses.some(isStopPhrase) && clauses.every((words) => isStopPhrase(words) || isAside(words, asides)))
    return true;
  const sentences = sentencesOf(body).map(plainWords);
  return sentences.length > 1 && [sentences.at(0), sentences.at(-1)].some(isPlainStopSentence);
}

/** START and UNSTOP, and their Spanish; politely or again and again, but never by a guess: consent is not guessed [T8]. */
export function isStartText(body: string): boolean {
  const words = withoutCourtesy(plainWords(body));
  return words.length > 0 && words.every((word) => startWords.has(word));
}

/**
 * HELP and INFO [T3]. `forAPerson` where it may be a cry: "help me", "I need help", said twice or with more than one
 * exclamation mark. Crisis rules read it too; the answer with the crisis lines goes out either way.
 */
export function helpOf(body: string): { forAPerson: boolean } | undefined {
  const words = withoutCourtesy(plainWords(body));
  const said = words.join(' ');
  if (words.length === 0) return /🆘/u.test(body) ? { forAPerson: true } : undefined;
  if (cries.has(said)) return { forAPerson: true };
  if (infoPhrases.has(said)) return { forAPerson: false };
  if (!words.every(isHelp)) return undefined;
  return { forAPerson: words.length > 1 || /!\s*!/u.test(body) || /[🆘😭😢😰😱💔]/u.test(body) };
}

/** True for a text with a stop word in it, or one that may ask for an end of texts or of the programme [T9]. */
export function mayBeStop(body: string): boolean {
  const words = plainWords(body);
  if (words.length === 0) return /[🛑🚫⛔]/u.test(body);
  if (isDoubtfulRequest(words.join(' ')) || words.some(isStopInSentence)) return true;
  return doubtfulAlone.has(withoutCourtesy(words).join(' '));
}

/** True for words that say stop and no more; stop words may stand together, and with a request. */
export function isStopPhrase(words: readonly string[]): boolean {
  const said = withoutSwearing(withoutCourtesy(words));
  const core = withoutEnds(said, insistence);
  const [first = ''] = core;
  if (core.length > 1 && core.every((word) => word === first)) return isStop(first);
  if (core.length === 0 || core.length > mostWords) return false;
  if (wholePhrases.has(said.join(' ')) || wholePhrases.has(core.join(' '))) return true;
  // "Quit today" and "end now" may tell of something else; "stop now" does not.
  if (core.length === 1) return said.length === 1 ? isStop(first) : isPlainStop(first);
  if (isAskedOfUs(core)) return true;
  const half = core.length / 2;
  if (core.slice(0, half).join(' ') === core.slice(half).join(' ')) return isStopPhrase(core.slice(half));
  const last = core.at(-1) ?? '';
  return (
    (isStopInSentence(first) && isStopPhrase(core.slice(1))) ||
    (isStopInSentence(last) && isStopPhrase(core.slice(0, -1)))
  );
}

/** A sentence among others: only words that say nothing but an end of texts. "Cancel. Thursday is bad" is not one. */
function isPlainStopSentence(words: readonly string[] = []): boolean {
  const core = withoutEnds(withoutSwearing(withoutCourtesy(words)), insistence);
  return core.length > 0 && core.length <= mostWords && (core.every(isPlainStop) || isAskedOfUs(core));
}

/** "Stop texting me", "can you stop", "I would like to opt out". "I want to stop" is not about texts. */
function isAskedOfUs(core: readonly string[]): boolean {
  const plain = core.join(' ');
  if (isTextingRequest(plain) || plain === 'stop all') return true;
  const told = toUs.exec(plain);
  if (told) {
    const asked = plain.slice(told[0].length).split(' ');
    return asked.every(isPlainStop) || isAskedOfUs(asked);
  }
  const wished = wish.exec(plain);
  if (!wished) return false;
  const wanted = plain.slice(wished[0].length);
  return isMisspelt(wanted, ['unsubscribe', 'optout']) || isTextingRequest(wanted);
}

const isHelp = (word: string): boolean =>
  helpWords.has(word) || isMisspelt(word, ['information', 'informacion']);

/** The longest request that rules read; a longer one is for a person. */
const mostWords = 16;

const toUs =
  /^(?:(?:can|could|would|will|wont|cant|why dont) (?:you|u|yall)(?: all| guys)?|i (?:want|need|asked|told|am asking|am telling|would like) (?:you|u|yall)(?: all| guys)?(?: to)?|(?:im|i am) (?:asking|telling) (?:you|u)(?: to)?|you (?:need|have) to|you (?:must|should)|id like you to|i (?:said|already said|texted|replied)|i said to|pueden|puede|podrian|podria|puedes|podrias|(?:quiero|necesito|les pido|le pido|te pido|pido|solicito|quisiera|favor)(?: de)?(?: que)?|que(?: ya)?|ya|digo|dije|ya dije|dije que|hagan el favor de|haga el favor de) /u;
const wish =
  /^(?:i )?(?:want|wanted|wish|need|would like|would love|like|d like|id like|wanna|prefer|would prefer|would rather|choose|decided|am trying|im trying|trying|asked|how do i|how can i|how to|can i|may i|could i|do i|please let)(?: to)? |^(?:quiero|quisiera|deseo|necesito|me gustaria|prefiero|como puedo|puedo|voy a|favor de) /u;

const insistence = endings(
  'i mean it | i said | seriously | for real | im not interested | i am not interested | not interested | no me interesa ' +
    '| i didnt sign up for this | i did not sign up for this | i never signed up for this | i dont want this ' +
    '| now | right now | right away | asap | immediately | at once | already | today | forever | for good | just | again | period ' +
    '| and | so | yes | guys | yall | omg | wtf | everyone | all of you | ya | ahora | ahora mismo | ahorita ' +
    '| de una vez | de inmediato | inmediatamente | y | entonces | pues | oigan | oye',
);

/** In a clause of its own, "no" says nothing else. */
const asides = [...insistence, ['no'], ['nope']];

const swearing = phrases(
  'fucking | fuckin | fking | fkn | effing | freaking | frickin | damn | damned | goddamn | bloody | stupid | pinche | pinches ' +
    '| malditos | please | pls | plz | just | really | kindly | porfavor | porfa',
);

/** Also courtesy in the middle: "stop please texting me". The last word always stays. */
function withoutSwearing(words: readonly string[]): readonly string[] {
  const left = words
    .join(' ')
    .replace(/ (?:por favor|the (?:fuck|hell)) /gu, ' ')
    .split(' ')
    .filter((word) => word !== '' && !swearing.has(word));
  return left.length === 0 ? words : left;
}

/** They mean it only where nothing else is said; "no more" alone, or "end it", can mean far worse [T10]. */
const wholePhrases = phrases(
  'stop all | stop it | stop this | stop that | stop these | stop those | stop everything | stop them | stop sms | stop means stop ' +
    '| stop to end | stop to opt out | stop to cancel | stop to quit | stop to unsubscribe | reply stop | reply stop to end ' +
    '| text stop | send stop | texting stop | un subscribe | un subscribe me | cancel all | cancel me | end all | quit all ' +
    '| remove all | remove number | no mas | ya no mas | basta ya | ya basta | alto ya | alto todo | para ya | ya para | ya parenle | parenle ya ' +
    '| ya paren | paren ya | pare ya | paren por favor | stop ya | ya stop | responda stop | stop para terminar ' +
    '| para terminar responda stop | dar de baja | dame de baja | de baja | stop todo | cancelar todo | baja total',
);

const startWords = phrases('start | unstop | iniciar | empezar | comenzar');

const helpWords = phrases(
  'help | info | aide | ayuda | informacion | information | hlep | hepl | helpp | hellp | halp | ehlp | hekp ' +
    '| hwlp | inof | ifno | imfo | infoo | inffo | infomation | ayda | aydua | alluda | auyda | aiuda | hayuda | ajuda ' +
    '| ayudaa | ayuuda | ayida | ayuds',
);
const infoPhrases = phrases(
  'more info | more information | mas informacion | mas info | send info | info on this | quiero informacion ' +
    '| necesito informacion | i need info | i need information | help info | send help info',
);
const cries = phrases(
  'help me | help us | i need help | need help | i really need help | i need some help | can you help me | can u help me ' +
    '| can someone help me | can anyone help me | someone help me | somebody help me | someone help | anyone help | send help ' +
    '| get me help | please i need help | helpme | sos | ayudame | ayudeme | ayudenme | ayudanos | necesito ayuda | ayuda me ' +
    '| necesito mucha ayuda | me pueden ayudar | me puede ayudar | me puedes ayudar | pueden ayudarme | puedes ayudarme ' +
    '| puede ayudarme | quiero ayuda | auxilio | socorro | alguien que me ayude',
);

/** A whole text that may be an opt-out or the end of something else. */
const doubtfulAlone = phrases(
  'no more | enough | enough already | thats enough | stopped | stopping | stoped | canceled | cancelled | removed | quitting ' +
    '| ended | block | blocked | ya no mas nada | ya estuvo | suficiente | para nada mas | fin | salir | fuera',
);
