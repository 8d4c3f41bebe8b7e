import type { Language } from '../../contracts/language.ts';

/** The words of the page on which a couple enrols; `{programmeName}` is filled in. */
export const intakeWords: Record<Language, IntakeWords> = {
  en: {
    title: 'Begin together',
    lead: 'Mentors who walked the path themselves accompany couples in recovery. It takes about five minutes to begin.',
    privateHeading: 'Yours stays yours',
    private: [
      'What you write here is for our team. Your partner never sees it, and you never see what your partner writes.',
      'We do not even tell one of you whether the other has answered. Only you can share what is yours.',
    ],
    nextHeading: 'What happens next',
    next: [
      'Each of you gets one text. Nothing more is sent to a number before it answers YES.',
      'Your partner gets a page of their own. Each of you answers a few private questions alone.',
      'We look for a mentor for the two of you. A person decides whatever a rule should not.',
    ],
    youHeading: 'You',
    phone: 'Your mobile number',
    phoneHint: 'Ten digits are enough, such as 202 555 0143.',
    sharedPhone: 'We share one phone',
    sharedPhoneHint:
      'Then our texts say as little as possible, and private questions are asked by a person, never by text.',
    partnerHeading: 'Your partner',
    partnerHint:
      'Only what we need for one first text to your partner. Your partner says everything else alone.',
    partnerName: 'Your partner’s first name',
    partnerPhone: 'Your partner’s mobile number',
    partnerPhoneHint: 'Leave it out if you share a phone.',
    partnerLanguage: 'Language of the text to your partner',
    textsHint: 'Without this we call you instead. Texts are no condition of taking part.',
    send: 'Begin',
    trap: 'Leave this field empty',
    thanksTitle: 'Thank you',
    thanks: [
      'We take it from here.',
      'If you agreed to texts, one comes to each of you between 9 am and 8 pm. Reply YES if you would like to go on.',
      'If nothing has come by tomorrow evening, or you would rather talk, please call us:',
    ],
    thanksClose: 'You can close this page now.',
  },
  es: {
    title: 'Empezar en pareja',
    lead: 'Mentores que recorrieron el mismo camino acompañan a parejas en recuperación. Empezar toma unos cinco minutos.',
    privateHeading: 'Lo suyo es suyo',
    private: [
      'Lo que escribe aquí es para nuestro equipo. Su pareja nunca lo ve, y usted nunca ve lo que escribe su pareja.',
      'Ni siquiera decimos a uno si el otro ha respondido. Solo usted puede compartir lo suyo.',
    ],
    nextHeading: 'Qué pasa después',
    next: [
      'Cada uno recibe un mensaje. No enviamos nada más a un número antes de que responda SI.',
      'Su pareja recibe su propia página. Cada uno responde a solas unas pocas preguntas privadas.',
      'Buscamos un mentor para los dos. Una persona decide lo que no debe decidir una regla.',
    ],
    youHeading: 'Usted',
    phone: 'Su número de celular',
    phoneHint: 'Bastan diez cifras, como 202 555 0143.',
    sharedPhone: 'Compartimos un teléfono',
    sharedPhoneHint:
      'Entonces los mensajes dicen lo menos posible, y las preguntas privadas las hace una persona, nunca por mensaje.',
    partnerHeading: 'Su pareja',
    partnerHint:
      'Solo lo necesario para un primer mensaje a su pareja. Todo lo demás lo dice su pareja por su cuenta.',
    partnerName: 'El nombre de su pareja',
    partnerPhone: 'El número de celular de su pareja',
    partnerPhoneHint: 'Déjelo vacío si comparten teléfono.',
    partnerLanguage: 'Idioma del mensaje a su pareja',
    textsHint: 'Sin esto le llamamos. Los mensajes no son una condición para participar.',
    send: 'Empezar',
    trap: 'Deje este campo vacío',
    thanksTitle: 'Gracias',
    thanks: [
      'Seguimos nosotros desde aquí.',
      'Si aceptó los mensajes, llega uno a cada persona entre las 9 am y las 8 pm. Responda SI para seguir adelante.',
      'Si no ha llegado nada hasta mañana por la noche, o prefiere hablar, llámenos:',
    ],
    thanksClose: 'Ya puede cerrar esta página.',
  },
};

interface IntakeWords {
  readonly title: string;
  readonly lead: string;
  readonly privateHeading: string;
  readonly private: readonly string[];
  readonly nextHeading: string;
  readonly next: readonly string[];
  readonly youHeading: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly sharedPhone: string;
  readonly sharedPhoneHint: string;
  readonly partnerHeading: string;
  readonly partnerHint: string;
  readonly partnerName: string;
  readonly partnerPhone: string;
  readonly partnerPhoneHint: string;
  readonly partnerLanguage: string;
  readonly textsHint: string;
  readonly send: string;
  readonly trap: string;
  readonly thanksTitle: string;
  readonly thanks: readonly string[];
  readonly thanksClose: string;
}
