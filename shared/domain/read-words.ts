import { keywordOf, type Keyword } from './keywords.ts';
import { phrases, plainWords, withoutCourtesy } from './plain-words.ts';
import { helpOf, isStartText, isStopText, mayBeStop } from './reserved-words.ts';
import { wrongNumberOf } from './wrong-number.ts';

/** What the words of a text ask for, as far as rules can tell. */
export type WordMeaning =
  /** Opts out of everything, at once, for this person only [T4, T7]. */
  | { readonly kind: 'stop' }
  /** May be one: a person decides, and nothing automatic is sent until then [T9, P3]. */
  | { readonly kind: 'stop-or-not' }
  /** Somebody else has this number: no more texts to it, not even a confirmation with the programme's name [T17, F9]. */
  | { readonly kind: 'wrong-number' }
  /** The only words that undo STOP [T8]. */
  | { readonly kind: 'start' }
  /** The HELP answer [T3]; `forAPerson` where it may be a cry, then a person reads it too. */
  | { readonly kind: 'help'; readonly forAPerson: boolean }
  /** HOME, 988, 911: meant for another number. The answer says "start a new text to …", and a person reads it [P23, 4g]. */
  | { readonly kind: 'another-number' }
  /** Count only where an opt-in question was asked [T8]. */
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | Keyword
  /** Everything else: the waiting question, or a person [P24]. */
  | { readonly kind: 'none' };

/**
 * Reads the words of a text, in English and Spanish, whatever is being asked [P1]. Called after the crisis rules, which
 * read every text, and before the waiting question. The whole text must say it, with courtesy around it: guesses are
 * for people. Pure and total.
 */
export function readWords(body: string): WordMeaning {
  const quoted = reactionTo(body);
  // "Liked “… Reply STOP to end.”" quotes us; with STOP alone in the quotes, somebody underlines their own.
  if (quoted !== undefined) return { kind: isStopText(quoted) ? 'stop-or-not' : 'none' };

  const wrongNumber = wrongNumberOf(body);
  if (wrongNumber) return { kind: wrongNumber };
  if (isStopText(body)) return { kind: 'stop' };
  if (isStartText(body)) return { kind: 'start' };
  const help = helpOf(body);
  if (help) return { kind: 'help', ...help };
  const words = plainWords(body);
  return wordOf(words) ?? keywordOf(words) ?? { kind: mayBeStop(body) ? 'stop-or-not' : 'none' };
}

function wordOf(words: readonly string[]): WordMeaning | undefined {
  const said = withoutCourtesy(words)
    .join(' ')
    .replace(/(\p{L})\1\1+/gu, '$1');
  if (otherNumbers.has(said)) return { kind: 'another-number' };
  if (yesPhrases.has(said)) return { kind: 'yes' };
  return noPhrases.has(said) || onlyNoThanks.has(words.join(' ')) ? { kind: 'no' } : undefined;
}

/** The text that a phone quotes when somebody reacts to it, as SMS from another make of phone shows it. */
const reactionTo = (body: string): string | undefined =>
  reaction.exec(
    body
      .slice(0, 4000)
      .replace(/\p{Cf}/gu, '')
      .trim(),
  )?.groups?.['quoted'];

const reaction =
  /^(?:(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|removed an? \p{L}+(?: \p{L}+)? from|reacted \S{1,16} to|(?:no )?le (?:gust[oó]|gusta|encant[oó]|encanta|dio risa)|(?:no )?me (?:gusta|encanta)|se ri[oó] de|enfatiz[oó]|destac[oó]|exclam[oó]|pregunt[oó] por|reaccion[oó] con \S{1,16} a)|[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}\s]+(?:to|a))\s*[“”"«„](?<quoted>[^]*?)[“”"»]?\s*$/iu;

/** "Call 911" is not one: it may be asked of us, and the crisis rules and a person read it. */
const otherNumbers = phrases(
  'home | 988 | 911 | 741741 | 88788 | text 988 | text home | text home to 741741 | home to 741741 | start to 88788 ' +
    '| text start to 88788 | to 741741 | to 88788 | to 988 | a 741741 | al 741741 | al 988 | al 88788',
);

const yesPhrases = phrases(
  'yes | y | ye | yea | yeah | yep | yup | yess | yeas | yed | yws | yez | yse | ya yes | ok | okay | oky | okey | oki | k | sure | yes sure ' +
    '| sure yes | of course | absolutely | definitely | agree | agreed | i agree | yes i agree | accept | i accept | yes i accept ' +
    '| yes i do | i do | yes i would | yes i want to | yes i consent | i agree to receive texts | yes i agree to receive texts | yes i want to join | yes i want in | i consent | im in | count me in | sign me up | go ahead ' +
    '| sounds good | yes ok | ok yes | yes yes | si | s | sip | sii | simon | si si | claro | claro que si | si claro | por supuesto ' +
    '| desde luego | acepto | si acepto | yo acepto | de acuerdo | si de acuerdo | estoy de acuerdo | si estoy de acuerdo | dale ' +
    '| vale | bueno | si quiero | si deseo | adelante | esta bien | si esta bien | orale | correcto',
);
const noPhrases = phrases(
  'no | n | nope | nop | nah | na | noo | nooo | no no | no way | no i dont | i dont | i do not | no i dont want to | i dont want to | no i do not want to | i dont agree | i do not agree | decline ' +
    '| i decline | i refuse | not interested | im not interested | i am not interested | no not interested | no im good | im good no ' +
    '| id rather not | no way jose | never | no quiero | no acepto | no deseo | no estoy de acuerdo | no me interesa | no gracias no ' +
    '| no estoy interesado | no estoy interesada | rechazo | declino | nel | mejor no | nunca | para nada | prefiero que no | prefiero no',
);
const onlyNoThanks = phrases('no thanks | no thank you | no gracias | no thanks no | no ty | no thx');
