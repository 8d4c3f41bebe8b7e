import type { Language } from '../../contracts/language.ts';

/** The words of a partner's own page. */
export const ownPartWords: Record<Language, OwnPartWords> = {
  en: {
    title: 'Your own part',
    lead: 'This page is for you alone. It takes about three minutes.',
    again: 'You have sent this before. You can change it here whenever you like.',
    saved: 'Saved. Thank you. You can close this page now.',
    privateHeading: 'Yours stays yours',
    private: [
      'What you write here is for our team. Your partner never sees it, and nothing of your partner’s is shown here.',
      'We do not even tell one of you whether the other has answered. Only you can share what is yours.',
    ],
    youHeading: 'You',
    save: 'Send my part',
    saveAgain: 'Save the changes',
    wrongNumber: 'Not for you, or something that does not fit in here? Please call us:',
  },
  es: {
    title: 'Su propia parte',
    lead: 'Esta página es solo para usted. Toma unos tres minutos.',
    again: 'Ya envió esta página. Puede cambiarla aquí cuando quiera.',
    saved: 'Guardado. Gracias. Ya puede cerrar esta página.',
    privateHeading: 'Lo suyo es suyo',
    private: [
      'Lo que escribe aquí es para nuestro equipo. Su pareja nunca lo ve, y aquí no se muestra nada de su pareja.',
      'Ni siquiera decimos a uno si el otro ha respondido. Solo usted puede compartir lo suyo.',
    ],
    youHeading: 'Usted',
    save: 'Enviar mi parte',
    saveAgain: 'Guardar los cambios',
    wrongNumber: '¿No es para usted, o hay algo que no cabe aquí? Llámenos:',
  },
};

interface OwnPartWords {
  readonly title: string;
  readonly lead: string;
  readonly again: string;
  readonly saved: string;
  readonly privateHeading: string;
  readonly private: readonly string[];
  readonly youHeading: string;
  readonly save: string;
  readonly saveAgain: string;
  readonly wrongNumber: string;
}
