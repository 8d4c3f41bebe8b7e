import type { Language } from '../contracts/language.ts';
import type { PrivacyLevel } from '../contracts/text-template.ts';
import { phrases, withoutCourtesy } from './plain-words.ts';
import { isMisspelt } from './stop-words.ts';

/** A word that somebody texts to ask for something, at any time; what it was asked for with, if anything. */
export type Keyword =
  /** How much texts may give away [P27]; without a level, the person asks what can be chosen. */
  | { readonly kind: 'privacy'; readonly level?: PrivacyLevel }
  | { readonly kind: 'language'; readonly language?: Language }
  /** No check-ins for 1 to 60 days; more than that is cut to 60, and the answer names the day. */
  | { readonly kind: 'pause'; readonly days?: number }
  | { readonly kind: 'resume' }
  /** Wants to hear from their mentor. */
  | { readonly kind: 'mentor' }
  /** Wants something that helps now [S31]. */
  | { readonly kind: 'coping' }
  /** Wants to be asked again later today. */
  | { readonly kind: 'later' }
  /** Comes back after the programme or a break, without a new intake [S51]. */
  | { readonly kind: 'back' }
  /** Words for the partner: how that is done, the words, and that exactly these shall go [F4, S20]. */
  | { readonly kind: 'share'; readonly step: 'how' | 'words' | 'yes' };

/** The longest pause that a text can ask for; a person decides about longer ones. */
export const maxPauseDays = 60;

/**
 * Reads words (as `plainWords` gives them) as a keyword, in either language whatever the participant's is: the keyword
 * and what it takes, with courtesy around them and nothing else. "PRIVACY maybe" and "pause the film" are none.
 */
export function keywordOf(words: readonly string[]): Keyword | undefined {
  const core = withoutCourtesy(words);
  const said = core.join(' ');
  for (const { kind, said: wordings } of bareKeywords) if (wordings.has(said)) return { kind };
  const named = languageIn(
    said.replace(/^(?:in|en|a|do you speak|i speak|habla|hablan|hablas|hablo|solo|only) /u, ''),
  );
  if (named) return { kind: 'language', language: named };

  const [first = '', ...rest] = core;
  const behind = rest.join(' ');
  // Courtesy stays: it may be what is shared.
  if (shareWords.has(words[0] ?? '')) return { kind: 'share', step: stepOfShare(words.slice(1)) };
  if (isWord(first, privacyWords)) return privacyWith(behind.replace(frame, ''));
  if (isWord(first, languageWords)) return languageWith(behind.replace(frame, ''));
  return isWord(first, pauseWords) ? pauseFor(behind) : undefined;
}

/** Every word that starts a keyword, for the page that lists them and for the test that none is a carrier's [A2]. */
export const keywordWords = (): readonly string[] => [
  ...bareKeywords.flatMap(({ said }) => [...said]),
  ...privacyWords,
  ...languageWords,
  ...pauseWords,
  ...shareWords,
  ...languageNames.keys(),
];

const bareKeywords = [
  {
    kind: 'resume',
    said: phrases(
      'resume | continue | unpause | resum | resune | reusme | resume check ins | resume texts | resume messages | continuar ' +
        '| continua | continue por favor | continuemos | reanudar | reanuda | quiero continuar | i want to resume | contniuar ' +
        '| continar | reanudr',
    ),
  },
  {
    kind: 'mentor',
    said: phrases(
      'mentor | mentora | mentro | menter | metor | my mentor | mi mentor | mi mentora | talk to my mentor | talk to mentor ' +
        '| text my mentor | call my mentor | contact my mentor | i want to talk to my mentor  | i want my mentor | i need my mentor ' +
        '| i need to talk to my mentor | can i talk to my mentor | hablar con mi mentor | hablar con mi mentora ' +
        '| quiero hablar con mi mentor | quiero hablar con mi mentora | necesito a mi mentor | necesito a mi mentora ' +
        '| necesito hablar con mi mentor | necesito hablar con mi mentora',
    ),
  },
  {
    kind: 'coping',
    said: phrases(
      'coping | cope | copping | copeing | coping skills | coping skill | coping tips | coping tip | coping ideas ' +
        '| calma | calmarme | afrontar | clama | calms | cpoing | copign',
    ),
  },
  {
    kind: 'later',
    said: phrases(
      'later | latr | latter | laters | ltr | snooze | ask me later | ask later | ask me again later | maybe later | not now later ' +
        '| text me later | luego | luefo | leugo | mas tarde | despues | pregunteme luego | preguntame luego | preguntame mas tarde ' +
        '| preguntame despues | pregunteme mas tarde | mas luego | al rato',
    ),
  },
  {
    kind: 'back',
    said: phrases(
      'back | im back | i am back | come back | i want to come back | i want back in | rejoin | bakc | volver ' +
        '| quiero volver | he vuelto | estoy de vuelta | ya volvi | vovler | regresar | quiero regresar | ya regrese | regrese',
    ),
  },
] as const;

const shareWords = phrases('share | compartir | comparte');

function stepOfShare(words: readonly string[]): 'how' | 'words' | 'yes' {
  const said = withoutCourtesy(words).join(' ');
  if (said === '') return 'how';
  return ['yes', 'si', 'y', 's'].includes(said) ? 'yes' : 'words';
}

const privacyWords = phrases('privacy | privacidad | privado | pricavy | privasidad');
const languageWords = phrases('language | idioma | lenguaje | lengua | languaje | idoma | lang');
const pauseWords = phrases(
  'pause | pausa | pausar | puase | paus | pasue | pausse | pauce | pauza | pasua | pausen',
);

/** One of them, or a slip of the finger in a long one. */
const isWord = (word: string, wanted: ReadonlySet<string>): boolean =>
  wanted.has(word) ||
  isMisspelt(
    word,
    [...wanted].filter(({ length }) => length >= 6),
  );

const frame = /^(?:to |level |mode |nivel |modo |a |in |en |is |es |set to )+/u;

const levels: ReadonlyMap<string, PrivacyLevel> = new Map<string, PrivacyLevel>([
  ...keyed(
    'discreet | discrete | discret | discreto | discreta | discretto | discreat | high | alta',
    'discreet',
  ),
  ...keyed('normal | nomal | norml | medium | media', 'normal'),
  ...keyed('full | ful | fulll | completo | completa | conpleto | complete | low | total', 'full'),
]);

const languageNames: ReadonlyMap<string, Language> = new Map<string, Language>([
  ...keyed('english | englsh | enlgish | ingles | ingels', 'en'),
  ...keyed('spanish | spansh | spainsh | espanol | espaniol | epsanol | castellano', 'es'),
]);
const languageCodes: ReadonlyMap<string, Language> = new Map<string, Language>([
  ...keyed('en | eng', 'en'),
  ...keyed('es | esp | spa', 'es'),
]);

const languageIn = (said: string): Language | undefined => languageNames.get(said);

function privacyWith(said: string): Keyword | undefined {
  const level = levels.get(said);
  if (level) return { kind: 'privacy', level };
  return said === '' ? { kind: 'privacy' } : undefined;
}

function languageWith(said: string): Keyword | undefined {
  const language = languageIn(said) ?? languageCodes.get(said);
  if (language) return { kind: 'language', language };
  return said === '' ? { kind: 'language' } : undefined;
}

/** "", "7", "7 days", "10d", "for a week", "2 weeks", "por dos semanas"; anything else is for a person. */
function pauseFor(said: string): Keyword | undefined {
  if (said === '' || pausedThings.test(said)) return { kind: 'pause' };
  const { number = '', unit = '' } = duration.exec(said)?.groups ?? {};
  const count = /^\d+$/.test(number) ? Number(number) : counts.get(number);
  if (count === undefined || count < 1) return undefined;
  return { kind: 'pause', days: Math.min(count * daysOf(unit), maxPauseDays) };
}

const pausedThings =
  /^(?:me|it|all|(?:(?:my|the|these|all|mis|los|las) )*(?:texts|messages|check ?ins|mensajes|textos))$/u;
const duration =
  /^(?:(?:me|it|texts|messages|mensajes) )?(?:(?:for|por|de|durante|the next|los proximos) )?(?<number>\d{1,4}|\p{L}+)(?: ?(?<unit>d|days?|dias?|w|wks?|weeks?|s|sems?|semanas?|mo|months?|mes|meses))?$/u;

const daysOf = (unit: string): number => {
  if (/^(?:w|s)/.test(unit)) return 7;
  return unit.startsWith('m') ? 30 : 1;
};

const counts: ReadonlyMap<string, number> = new Map(
  [
    'a | an | one | un | una | uno',
    'two | dos',
    'three | tres',
    'four | cuatro',
    'five | cinco',
    'six | seis',
    'seven | siete',
    'eight | ocho',
    'nine | nueve',
    'ten | diez',
  ].flatMap((words, index) => keyed(words, index + 1)),
);

function keyed<Value extends string | number>(
  words: string,
  value: Value,
): readonly (readonly [string, Value])[] {
  return Array.from(phrases(words), (word) => [word, value] as const);
}
