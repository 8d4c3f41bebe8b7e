import type { TextTemplate } from '../../contracts/text-template.ts';
import type { Wording } from './wording.ts';

/**
 * Agreeing to texts and ending them, and the way to a person's own part of the intake. The first text and HELP name the
 * programme at every level, because the law and the carriers ask for it [T2, T3]; the name itself is neutral [T15].
 * UNSTOP and not START brings texts back: START is the word of a crisis line's own number [P23, T8].
 */
export const agreementWordings = {
  'opt-in': {
    unsigned: true,
    discreet: {
      en: '{programmeName}: this number was signed up for our check-in texts, about 7 a week. Msg & data rates may apply. It is your choice: reply YES to get them, NO if not. Reply HELP for help, STOP to end.',
      es: '{programmeName}: nos dieron este teléfono para mensajes breves de seguimiento, unos 7 por semana. Pueden aplicarse tarifas de mensajes y datos. Usted decide: responda SI para recibirlos, NO si no los quiere. Responda AYUDA para ayuda, STOP para terminar.',
    },
  },
  'opt-in-reminder': {
    discreet: {
      en: 'Would you like our texts? Reply YES if so, NO or STOP if not, HELP for help. We will not ask again.',
      es: '¿Quiere recibir mensajes? Responda SI, o NO si no los quiere (AYUDA, STOP). No volvemos a preguntar.',
    },
  },
  'opt-in-declined': {
    discreet: {
      en: 'All right, we will not text you. You are welcome any time: just text us.',
      es: 'De acuerdo, no le escribiremos. Si cambia de idea, basta con un mensaje suyo.',
    },
  },
  'stop-confirmation': {
    discreet: {
      en: 'You will get no more texts from us. If you want them again one day, reply UNSTOP.',
      es: 'Ya no recibe mensajes de nuestra parte. Si los quiere de nuevo, responda UNSTOP.',
    },
  },
  'start-confirmation': {
    discreet: {
      en: 'You get our texts again, about 7 a week. Msg & data rates may apply. Reply HELP for help, STOP to end.',
      es: 'Recibe mensajes de nuevo, unos 7 por semana. Puede haber tarifas. Responda AYUDA, o STOP para terminar.',
    },
  },
  help: {
    unsigned: true,
    discreet: {
      en: '{programmeName}: check-in and support texts, about 7 a week. Questions: {supportPhone}. Msg & data rates may apply. Reply STOP to end. To talk with someone now, day or night, call or text 988. In danger, call 911.',
      es: '{programmeName}: mensajes de seguimiento y apoyo, unos 7 por semana. Preguntas: {supportPhone}. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para terminar. Para hablar con alguien ya: llame o escriba al 988 (en español, marque 2). En peligro: llame al 911.',
    },
  },
  'own-part': {
    discreet: {
      en: 'Here is your page: {url}[ It is open for {days}.]',
      es: 'Este es su enlace: {url}[ Vale por {days}.]',
    },
    normal: {
      en: 'Your own part, for you only: {url}[ Open for {days}.]',
      es: 'Su propia parte, solo para usted: {url}[ Vale por {days}.]',
    },
  },
  'own-part-reminder': {
    discreet: {
      en: 'A reminder, your page is still open: {url}[ Open for {days}.]',
      es: 'Un recordatorio, su enlace sigue abierto: {url}[ Vale por {days}.]',
    },
    normal: {
      en: 'Reminder, your own part is waiting: {url}[ Open for {days}.]',
      es: 'Recordatorio, falta su propia parte: {url}[ Vale por {days}.]',
    },
  },
} satisfies Partial<Record<TextTemplate, Wording>>;
