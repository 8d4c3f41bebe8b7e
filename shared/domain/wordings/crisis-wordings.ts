import type { TextTemplate } from '../../contracts/text-template.ts';
import type { Wording } from './wording.ts';

/** For whoever may be looking on: general support, and nothing about what was said [4g]. */
const general = {
  en: 'If you are in danger, call 911. To talk with someone now, day or night: call or text 988, or start a new text to 741741 with the word HOME. We are letting a person from our team know.',
  es: 'Si corre peligro, llame al 911. Para hablar con alguien ya, a toda hora: llame o escriba al 988 (en español, marque 2), o inicie un mensaje nuevo al 741741 con la palabra HOLA. Avisamos ya a una persona del equipo.',
};

/**
 * What a person in danger reads at once, and what becomes of it. The lines are what they are [E52-E55]: 988 by call or
 * text (2 for Spanish), 741741 with HOME or HOLA, the Domestic Violence Hotline 800-799-7233 and 88788 with START;
 * always a new text, because people answer here instead [P23]. No name at all, and our own channel promises
 * no secrecy [E52]. `normal` and `full` are for phones that the person has called safe.
 */
export const crisisWordings = {
  'crisis-general': {
    unsigned: true,
    discreet: general,
    normal: {
      en: 'Thank you for telling us. You are not alone with this. To talk with someone now, day or night: call or text 988, or start a new text to 741741 with the word HOME. If you are in danger, call 911. We are letting a person from our team know.',
      es: 'Gracias por decirlo. No tiene que pasar por esto a solas. Para hablar con alguien ya: llame o escriba al 988 (en español, marque 2), o inicie un mensaje nuevo al 741741 con la palabra HOLA. Si corre peligro, llame al 911. Avisamos ya a una persona del equipo.',
    },
  },
  'crisis-suicide': {
    unsigned: true,
    discreet: general,
    normal: {
      en: 'We are glad you told us. You do not have to get through this alone. Call or text 988 now, day or night, or start a new text to 741741 with the word HOME. If your life is in danger, call 911. We are letting a person from our team know.',
      es: 'Qué bueno que lo dijo. No tiene que pasar por esto a solas. Llame o escriba ya al 988 (en español, marque 2), o inicie un mensaje nuevo al 741741 con la palabra HOLA. Si su vida corre peligro, llame al 911. Avisamos ya a una persona del equipo.',
    },
  },
  'crisis-overdose': {
    unsigned: true,
    discreet: general,
    normal: {
      en: 'Call 911 now, even if you are not sure. Give naloxone (Narcan) if there is any, and a second dose if nothing changes. Stay with the person. If it is you: unlock the door, do not stay alone. To talk: call or text 988. We are letting a person from our team know.',
      es: 'Llame al 911 ya, aunque tenga dudas. Dé naloxona (Narcan) si la hay, y otra dosis si nada cambia. No deje sola a la persona. Si es usted: abra la puerta y busque a alguien. Para hablar: llame o escriba al 988. Avisamos ya a una persona del equipo.',
    },
  },
  'crisis-violence': {
    unsigned: true,
    discreet: general,
    normal: {
      en: 'In danger now? Call 911 as soon as it is safe. National Domestic Violence Hotline, day or night: 800-799-7233, or start a new text to 88788 with the word START. To talk: call or text 988. If others see this phone, delete this text. We are letting a person from our team know.',
      es: 'Si corre peligro, llame al 911 en cuanto pueda sin riesgo. Ayuda por violencia doméstica, a toda hora: 800-799-7233, o inicie un mensaje nuevo al 88788 con la palabra START. Para hablar: llame o escriba al 988. Si otros ven este teléfono, borre esto. Avisamos ya a una persona.',
    },
  },
  /** The one confirmation of a STOP in the same text: nothing else leaves after it, so it carries the lines [T6, T10]. */
  'crisis-stopped': {
    unsigned: true,
    discreet: {
      en: 'You will get no more texts from us. To talk with someone now, day or night: call or text 988. If you are in danger, call 911. A person from our team knows and may call you. If you want texts again one day, reply UNSTOP.',
      es: 'Ya no recibe mensajes de nuestra parte. Para hablar con alguien ya, a toda hora: llame o escriba al 988 (en español, marque 2). Si corre peligro, llame al 911. Una persona del equipo ya lo sabe y puede llamarle. Si los quiere de nuevo, responda UNSTOP.',
    },
  },
  'crisis-unacknowledged': {
    unsigned: true,
    discreet: {
      en: 'We could not reach anyone on our team yet and are still trying. Please do not wait for us: call or text 988 now, or call 911 if you are in danger.',
      es: 'No hemos podido hablar con nadie del equipo y seguimos intentando. Por favor, no nos espere: llame o escriba ya al 988, o llame al 911 si corre peligro.',
    },
  },
  'crisis-seen': {
    unsigned: true,
    discreet: {
      en: 'A person from our team knows and will get in touch with you. Until then: call or text 988, or call 911 if you are in danger.',
      es: 'Una persona del equipo ya lo sabe y le va a contactar. Mientras tanto: llame o escriba al 988, o llame al 911 si corre peligro.',
    },
  },
} satisfies Partial<Record<TextTemplate, Wording>>;
