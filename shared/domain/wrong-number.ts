import { plainWords, withoutCourtesy } from './plain-words.ts';
import { isStopPhrase } from './reserved-words.ts';

/**
 * Whether a text says that somebody else has this number now [T17]: that alone, or with courtesy or a request to stop
 * beside it. "I dialled the wrong number" among other things may be one: a person decides.
 */
export function wrongNumberOf(body: string): 'wrong-number' | 'stop-or-not' | undefined {
  const words = withoutCourtesy(plainWords(body.replace(/wrong\s*#/iu, 'wrong number')));
  if (words.length === 0 || words.length > mostWords) return undefined;
  const said = words.join(' ');
  const found = wrongNumber.exec(said);
  if (!found) return undefined;
  const before = said.slice(0, found.index).trim();
  const behind = said.slice(found.index + found[0].length).trim();
  return [before, behind].every((part) => part === '' || isAside(part)) ? 'wrong-number' : 'stop-or-not';
}

const isAside = (part: string): boolean => {
  const words = part.split(' ');
  return aside.test(part) || isStopPhrase(words) || aside.test(withoutCourtesy(words).join(' '));
};

/** A text longer than this is a story, and read by a person. */
const mostWords = 30;

const you = '(?:you|u|youve|uve|youre|ur|ya|yall|ud)';
const wrongNumber = new RegExp(
  `(?:^| )(?:${[
    `(?:(?:i think |i believe |sorry )*${you} (?:guys |ppl )?(?:must |might )?(?:have |got |texted |texting |are texting |reached |messaged |contacted |sent this to |called )*(?:the |a )?|(?:this is|its|it is|u got|thats)(?: the| a)? )?wrong (?:number|num|numbr|nmber|numer|phone number|phone|cell)`,
    `(?:sorry )?${you} (?:guys )?(?:have |got |texted |are texting |reached |messaged |contacted )*the wrong (?:one|person|guy|girl|lady|dude|man|woman)`,
    '^wrong (?:person|guy|girl|lady|dude|man|woman)',
    '(?:this|it|that) (?:is not|isnt|aint|is no longer|isnt) (?!my )(?:\\p{L}+ )?(?:\\p{L}+) (?:number|phone|cell)',
    'no ?(?:one|body) (?:here )?(?:by|with|of) (?:that|this) name(?: here)?',
    '(?:he|she|they|\\p{L}+) (?:does not|doesnt|no longer|dont) (?:have|has|own|owns|use|uses) this (?:number|phone)',
    '(?:creo que )*(?:se|te) (?:equivoco|equivocan|equivocaron|equivocaste|ha equivocado|han equivocado|has equivocado|confundio) (?:de|con el) (?:numero|persona|telefono)',
    '(?:creo que )*(?:(?:este |es |este es |tiene |tienen |tienes |un |el |al |a )*)(?:numero|num|telefono|celular|persona) (?:equivocad[oa]|incorrect[oa]|erroneo|erronea)',
    '(?:esta|estas|estan) equivocad[oa]s? de (?:numero|persona|telefono)',
    'este (?:no es|ya no es) (?:el |su |mi )?(?:numero|telefono|celular)(?: de(?: \\p{L}+){1,3})?|^no es el (?:numero|telefono|celular) de(?: \\p{L}+){1,3}',
    'no soy (?:esa persona|la persona que (?:busca|buscan|buscas))|no conozco a esa persona|(?:esa|esta) persona no vive aqui|im not (?:who|the person) (?:youre|you are|ur) looking for',
  ].join('|')})(?= |$)|^equivocad[oa]$`,
  'u',
);

/** What people add to it, and what changes nothing. */
const aside =
  /^(?:i think|i believe|creo que|anymore|any more|my friend|buddy|bro|man|no|nope|oops|again|here|who is this|who dis|who are you|quien es|lo siento|disculpe|ya|amigo|amiga|senor|senora|so|and|but|y|i dont know (?:who this is|you|this person)|dont know (?:you|who this is)|no lo conozco|no la conozco|no se quien es)$/u;
