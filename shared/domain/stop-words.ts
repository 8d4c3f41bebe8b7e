import { phrases } from './plain-words.ts';

// Words as `plainWords` gives them: lower case, no accents, no apostrophes.

/** What carriers and the FCC rule act on; no word of ours may be one of them [T4, T8, A2]. */
export const carrierWords: ReadonlySet<string> = phrases(
  'stop | stopall | stop all | unsubscribe | cancel | end | quit | revoke | optout | opt out | remove | arret | td ' +
    '| start | unstop | yes | help | info | aide',
);

/** True for one word that means an end of texts whatever stands beside it in other sentences. */
export const isPlainStop = (word: string): boolean =>
  plainStops.has(word) || plainStops.has(withoutDoubles(word)) || isMisspelt(word, ['unsubscribe', 'optout']);

/** True for a word that opts out when it is all that was said; "cancel" may mean Thursday otherwise. */
export const isStop = (word: string): boolean =>
  isPlainStop(word) ||
  otherStops.has(word) ||
  (word.length > 4 && otherStops.has(withoutDoubles(word))) ||
  isMisspelt(word, longStops);

/**
 * True for a stop word that makes a person read the sentence around it [T9]. "Para", "fin", "salir", "quitar" and such
 * stand in Spanish sentences about anything else, so they count alone only.
 */
export const isStopInSentence = (word: string): boolean =>
  isPlainStop(word) || (otherStops.has(word) && !everydayWords.has(word));

const plainStops = phrases(
  'stop | stopall | unsubscribe | optout | paren | stahp | desinscribir | desinscribirme | stpo | sotp | tsop | sotop | stopo | stopp | stopl | stopit | stopnow ' +
    '| stoptexting | stoptextingme | stopsending | stopmessages | stopmessaging | stopplease | pleasestop | stopthis ' +
    '| stop2end | stop2quit | dtop | etop | stopv | stopm | unsub | unsubscribeme | desuscribir | desuscribirme ' +
    '| desuscribirse | desuscribanme | desuscribeme',
);

const otherStops = phrases(
  'cancel | end | quit | revoke | remove | arret | arrete | arretez | arreter | td | removeme ' +
    '| alto | parar | pare | para | parenle | parele | parale | basta | cancelar | cancela | cancele | cancelen | baja ' +
    '| terminar | fin | salir | detener | detente | detengase | detenganse | detengan | suspender | anular ' +
    '| discontinue | cease | cancelacion | eliminar | eliminarme | quitar | eliminenme | borrenme | saquenme | quitenme ' +
    '| cancle | canel | cancl | cnacel | cansel | canselar | cansela | vasta | vaja | qiut | qui | qit | quitt | edn ' +
    '| enf | stp | sto | stip | stob',
);

const everydayWords = phrases(
  'para | fin | salir | td | eliminar | eliminarme | quitar | sto | stp | qui | enf | edn | qit | stip | stob | suspender',
);

const longStops = [
  'stopall',
  'unsubscribe',
  'cancel',
  'optout',
  'revoke',
  'remove',
  'cancelar',
  'terminar',
  'detener',
];

/** One letter away from a stop word, and words all the same. "Cancelled" tells of something else. */
const wordsOfTheirOwn = phrases(
  'pasar | cancer | cancels | cancelo | canceled | cancelled | canciller | removed | remover | remoter | remote | removes ' +
    '| revoked | revokes | revolt | terminal | terminan | terminas | termina | terminor | detenerse | detenes ' +
    '| canceler | cancelan | cancelas | cancelara | cancelare | rewove | stoplall | stopfall | output | outpost | opted',
);

/** One slip of a finger: a letter missing, doubled, wrong or swapped with the next; two in a word of ten or more. */
export function isMisspelt(word: string, intended: readonly string[]): boolean {
  if (word.length < 5 || word.length > 14 || wordsOfTheirOwn.has(word)) return false;
  return intended.some((right) => word[0] === right[0] && slips(word, right) <= (right.length >= 10 ? 2 : 1));
}

/** The number of letters to add, drop, change or swap with the next, between two short words. */
function slips(word: string, right: string): number {
  const most = 3;
  if (Math.abs(word.length - right.length) >= most) return most;
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= word.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = word[row - 1] === right[column - 1];
      const swapped = word[row - 1] === right[column - 2] && word[row - 2] === right[column - 1];
      line[column] = Math.min(
        (above[column] ?? most) + 1,
        (line[column - 1] ?? most) + 1,
        (above[column - 1] ?? most) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? most) + 1 : most,
      );
    }
    before = above;
    above = line;
  }
  return above[right.length] ?? most;
}

/** "stooop" → stop; only words without a double of their own are in the lists. */
const withoutDoubles = (word: string): string =>
  word.length < 4 ? word : word.replace(/(\p{L})\1+/gu, '$1');
