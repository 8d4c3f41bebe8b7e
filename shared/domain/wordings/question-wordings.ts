import type { QuestionId } from '../../contracts/question.ts';
import type { Wording } from './wording.ts';

/**
 * The words of each question, with its scale and the way past it. Own wording, no licensed instrument [4a, E34, E47];
 * digits answer, so that no reserved word ever has to [4a]. Short enough to be repeated behind a reminder. The three
 * screen questions read like small talk about phone, home and calendar at every level: whoever picks the
 * phone up learns nothing from them [E27].
 */
export const questionWordings: Record<QuestionId, Wording> = {
  wellbeing: {
    discreet: {
      en: 'How are you today? 1 (hard) to 5 (good), or SKIP.',
      es: '¿Qué tal le va hoy? Del 1 (mal) al 5 (bien), o PASO.',
    },
  },
  craving: {
    discreet: {
      en: 'How strong was the pull of old habits this week? 0 (none) to 10 (very strong), or SKIP.',
      es: '¿Qué tan fuerte fue el impulso de las viejas costumbres esta semana? Del 0 (nada) al 10 (mucho), o PASO.',
    },
    normal: {
      en: 'How strong were your urges this week? 0 (none) to 10 (very strong), or SKIP.',
      es: '¿Qué tan fuertes fueron las ganas esta semana? Del 0 (nada) al 10 (mucho), o PASO.',
    },
    full: {
      en: 'How strong were cravings to use this week? 0 (none) to 10 (very strong), or SKIP.',
      es: '¿Qué tan fuertes fueron las ganas de consumir esta semana? Del 0 (nada) al 10 (mucho), o PASO.',
    },
  },
  confidence: {
    discreet: {
      en: 'How confident are you about the coming week? 0 (not at all) to 10 (fully), or SKIP.',
      es: '¿Con qué confianza ve la semana que viene? Del 0 (nada) al 10 (toda), o PASO.',
    },
    full: {
      en: 'How confident are you in your recovery next week? 0 (not at all) to 10 (fully), or SKIP.',
      es: '¿Con qué confianza ve su vida sin consumo la semana que viene? 0 (nada) a 10 (toda), o PASO.',
    },
  },
  support: {
    discreet: {
      en: 'On how many of the last 7 days did you talk with someone who supports you? 0 to 7, or SKIP.',
      es: '¿Cuantos de los 7 dias pasados tuvo contacto con alguien que le apoya? De 0 a 7, o PASO.',
    },
  },
  contact: {
    discreet: {
      en: 'Would you like someone to call you? 1 yes, 2 no, or SKIP.',
      es: '¿Quiere que alguien le llame? 1 si, 2 no, o PASO.',
    },
  },
  'own-phone': {
    discreet: {
      en: 'Are you the only one who uses this phone? 1 yes, 2 no, 3 not sure, or SKIP.',
      es: '¿Solo usted usa este teléfono? 1 si, 2 no, 3 no lo sé, o PASO.',
    },
  },
  'safe-home': {
    discreet: {
      en: 'Do you feel at ease where you live? 1 yes, 2 no, 3 not sure, or SKIP.',
      es: '¿Se siente a gusto donde vive? 1 si, 2 no, 3 no lo sé, o PASO.',
    },
  },
  careful: {
    discreet: {
      en: 'Should we agree on how and when to reach you? 1 yes, 2 no, 3 not sure, or SKIP.',
      es: '¿Prefiere acordar por qué medio y a qué hora le contactamos? 1 si, 2 no, 3 no lo sé, o PASO.',
    },
  },
};
