import type { TextTemplate } from '../../contracts/text-template.ts';
import type { Wording } from './wording.ts';

const question: Wording = { discreet: { en: '{question}', es: '{question}' } };

/**
 * A check-in and what answers a reply. The first question of a cycle tells the way out. Thanks are the same whatever
 * the answers were, and a late or unclear reply is nobody's fault [4a, S17, P24].
 */
export const checkInWordings = {
  'question-wellbeing': {
    discreet: { en: '{question} Reply STOP to end.', es: '{question} Responda STOP para terminar.' },
  },
  'question-craving': question,
  'question-confidence': question,
  'question-support': question,
  'question-contact': question,
  'question-own-phone': question,
  'question-safe-home': question,
  'question-careful': question,
  nudge: { discreet: { en: 'Just a reminder. {question}', es: 'Un recordatorio. {question}' } },
  unclear: { discreet: { en: 'We could not read that. {question}', es: 'No pudimos leerlo. {question}' } },
  thanks: {
    discreet: {
      en: 'Thank you for taking the time. That is all for now.',
      es: 'Gracias por su tiempo. Es todo por ahora.',
    },
  },
  'late-thanks': {
    discreet: {
      en: 'Thank you, your answer arrived. Answering later is always fine.',
      es: 'Gracias, su respuesta ha llegado. Siempre puede responder con calma.',
    },
  },
  'passed-on': {
    discreet: {
      en: 'Thank you. A person will read this. If it cannot wait, call or text 988; in danger, call 911.',
      es: 'Gracias. Una persona va a leerlo. Si no puede esperar: llame o escriba al 988; en peligro, al 911.',
    },
  },
} satisfies Partial<Record<TextTemplate, Wording>>;
