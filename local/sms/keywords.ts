/**
 * The keyword that two-way SMS finds in a text: STOP (any of the reserved opt-out words), HELP or START when the text is
 * nothing else, otherwise DEFAULT. Keywords of one's own are settings of a number, which no template holds.
 */
export function keywordOf(body: string): string {
  const word = body.trim().toUpperCase();
  if (OPT_OUT_WORDS.has(word)) return 'STOP';
  return word === 'HELP' || word === 'START' ? word : 'DEFAULT';
}

/** What AWS answers by itself when opt-outs are not self-managed. */
export const MANAGED_REPLIES: ReadonlyMap<string, string> = new Map([
  ['STOP', 'You are unsubscribed and will receive no further messages.'],
  ['HELP', 'For help contact the sender of this programme. Reply STOP to opt out.'],
  ['START', 'You are subscribed again. Reply STOP to opt out.'],
]);

/** Reserved in the United States and Canada (aws-facts §2.4). */
const OPT_OUT_WORDS = new Set('ARRET CANCEL END OPT-OUT OPTOUT QUIT REMOVE STOP TD UNSUBSCRIBE'.split(' '));
