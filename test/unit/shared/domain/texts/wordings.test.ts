import { Language } from '#shared/contracts/language';
import { TextTemplate } from '#shared/contracts/text-template';
import { reservedWordOf } from '#shared/domain/reserved-words';
import { segmentsOf } from '#shared/domain/sms-segments';
import { segmentBudgetOf } from '#shared/domain/wordings/words-of';
import { everyText, longestParams, matching, namesOf, textsOf, without } from './every-text.ts';

const discreetTexts = everyText.filter(({ privacyLevel }) => privacyLevel === 'discreet');

describe('every text', () => {
  it('is GSM-7 and within its segments, with the longest names, links and dates', () => {
    const tooLong = everyText.filter(({ template, words }) => {
      const { encoding, segments } = segmentsOf(words);
      return encoding !== 'GSM-7' || segments > segmentBudgetOf(template);
    });

    expect(namesOf(tooLong)).toEqual([]);
  });

  it('has one segment, but for the first text, help, coping, words of people, and crisis', () => {
    const two = TextTemplate.options.filter((template) => segmentBudgetOf(template) === 2);

    expect(two.filter((template) => !template.startsWith('crisis-'))).toEqual([
      'opt-in',
      'help',
      'coping',
      'shared-words',
    ]);
  });

  it('has no placeholder left, no brackets, no double spaces, no curly quotes', () => {
    expect(matching(everyText, /[{}[\]]| {2}|undefined|^\s|\s$|\n|["“”‘’]/)).toEqual([]);
  });

  it('ends like a sentence', () => {
    expect(without(everyText, /(?:[.?!]|https:\S+)$/)).toEqual([]);
  });

  it('shames nobody [S17]', () => {
    const shame =
      /fail|disappoint|guilt|sham|fault|wrong|should have|must|\bbad|missed|forg|fallad|culpa|verg|decepci|olvid|debe/i;

    expect(matching(everyText, shame)).toEqual([]);
  });

  it('never mentions the other partner [4e]', () => {
    const partner =
      /partner|spouse|husband|wife|friend|couple|joint|together|pareja|espos|marid|novi[oa]s?\b|amig|juntos/i;

    expect(matching(everyText, partner)).toEqual([]);
  });

  it('would not be taken for STOP, START or HELP if it came back to us', () => {
    const echoes = everyText.filter(({ words }) =>
      ['stop', 'start', 'help'].includes(reservedWordOf(words) ?? ''),
    );

    expect(namesOf(echoes)).toEqual([]);
  });

  it('writes Spanish as it is spelt, but for a few words that GSM-7 cannot', () => {
    const accentless =
      /\b(?:mas|tambien|despues|aqui|alli|ahi|asi|segun|ningun|algun|numero|linea|pagina|proxim[oa]|ultim[oa]s?|dificil|facil|movil|estan|podra|sera|leera|enviara|recibira|llamara|tendra|habra|dias?|[Cc]uant[oa]s|\p{L}+[cs]ion|\p{L}+ria|rapido|telefono|espanol|manana|domestica|unic[oa])\b|\d si\b|\bSI\b/gu;
    const found = everyText
      .filter(({ language }) => language === 'es')
      .flatMap(({ words }) => words.match(accentless) ?? []);

    expect([...new Set(found)].toSorted()).toEqual(['1 si', 'Cuantos', 'SI', 'dias']);
  });
});

describe('a discreet text', () => {
  it('tells nobody what it is about [P25, 4a, 4g]', () => {
    const revealing =
      /drug|alcohol|drink|sober|recover|rehab|treat|addict|crav|urge|relaps|substance|clean|narcan|naloxon|overdos|therap|counsel|mentor|sponsor|peer|program|crisis|suicid|violen|abus|victim|shelter|droga|beb[ei]|sobri|recupera|tratamiento|adicc|ganas|reca[ií]|consum|limpi|sobredosis|terap|padrin|maltrat|v[ií]ctima|refugio/i;

    expect(matching(discreetTexts, revealing)).toEqual([]);
  });

  it('names the programme in the first text and in HELP only, where it has to [T2, T3]', () => {
    const named = discreetTexts.filter(({ words }) => words.includes(longestParams.programmeName));

    expect([...new Set(named.map(({ template }) => template))]).toEqual(['opt-in', 'help']);
  });

  it('names no mentor', () => {
    expect(matching(discreetTexts, /MMMM/)).toEqual([]);
  });

  it('still says until when [P25]', () => {
    const dated = discreetTexts.filter(({ template }) => ['paused', 'later-set'].includes(template));

    expect(dated.every(({ words }) => words.includes('30 de septiembre'))).toBe(true);
  });
});

describe('a text at the other levels', () => {
  it('begins with the programme, but for crisis', () => {
    const open = everyText.filter(
      ({ template, privacyLevel }) => privacyLevel !== 'discreet' && !template.startsWith('crisis-'),
    );

    expect(without(open, /^P{40}: /)).toEqual([]);
  });

  it('names no substance unless it may speak plainly', () => {
    const neutral = everyText.filter(
      ({ template, privacyLevel }) => privacyLevel === 'normal' && template !== 'crisis-overdose',
    );
    const plain =
      /drug|alcohol|drink|sober|recover|rehab|addict|crav|relaps|droga|sobri|recupera|adicc|consum/i;

    expect(matching(neutral, plain)).toEqual([]);
    expect(matching(textsOf('question-craving'), plain)).toEqual([
      'question-craving full en',
      'question-craving full es',
    ]);
  });
});

describe('the first text and HELP', () => {
  const clauses = {
    en: [/check-in/, /about 7 a week/, /Msg & data rates may apply\./, /STOP to end/],
    es: [/seguimiento/, /unos 7 por semana/, /tarifas de mensajes y datos\./, /STOP para terminar/],
  };

  it('say purpose, frequency, rates and the way out [T2, T3]', () => {
    for (const { words, language } of textsOf('opt-in', 'help'))
      for (const clause of clauses[language]) expect(words).toMatch(clause);
  });

  it('ask for a YES that is one, tell of HELP, and leave the choice [T1, T2]', () => {
    expect(without(textsOf('opt-in'), /(?:YES to get them, NO if not|SI para recibirlos, NO si no)/)).toEqual(
      [],
    );
    expect(without(textsOf('opt-in', 'opt-in-reminder'), /\b(?:HELP|AYUDA)\b/)).toEqual([]);
    expect(['yes', 'no', 'si'].map(reservedWordOf)).toEqual([undefined, undefined, undefined]);
  });

  it('give a phone and the lines in HELP [T3]', () => {
    expect(without(textsOf('help'), /\+1 202 555 0100.*988.*911/)).toEqual([]);
  });
});

describe('a text that partners could compare', () => {
  it('is the same at every level when something joint waits [4e]', () => {
    const words = textsOf('neutral-hold').map((text) => text.words.replace(/^P{40}: /, ''));

    expect(new Set(words).size).toBe(Language.options.length);
  });
});

describe('STOP', () => {
  it('is confirmed without an offer, and without the word of another number [T6, T8, P23]', () => {
    expect(without(textsOf('stop-confirmation'), /\bUNSTOP\.$/)).toEqual([]);
    expect(matching(textsOf('stop-confirmation'), /https?:|988|\bSTART\b|\?/)).toEqual([]);
  });
});
