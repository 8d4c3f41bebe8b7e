import type { ConsentChoice } from '../../contracts/intake.ts';
import type { Language } from '../../contracts/language.ts';

/**
 * The words that people agree to, on the page and as proof [F2, T14]. A change of any of them needs a new number in
 * `wordingVersions` of `../consents.ts`; a test knows these by their digest.
 */
export const consentWords: Record<
  Language,
  {
    /** Agreement to texts, with what the law and the carriers ask for [T1, T2]; `{programmeName}` is filled in. */
    readonly texts: string;
    readonly intro: readonly string[];
    readonly choices: Record<ConsentChoice, { readonly label: string; readonly detail: string }>;
  }
> = {
  en: {
    texts:
      'Yes, {programmeName} may send check-in texts to my number, about 7 a week. Message and data rates may apply. I can reply STOP at any time to end them, or HELP for help.',
    intro: [
      'You decide about each of these by itself. You can take part without any of them, and nothing here changes what care you get.',
      'Each one holds until you take it back or leave the program. You take it back by a text, by calling us, or by telling your mentor; what was shared before then cannot be unshared. Federal law (42 CFR part 2) protects what is shared. Sending this page with your name and today’s date is your signature; we give you a copy when you ask.',
    ],
    choices: {
      'share-check-ins': {
        label: 'My mentor may see how my check-ins go',
        detail:
          'The program shows the mentor or mentor couple who accompanies us my answers and how they change, so that they know when I need support.',
      },
      'share-crisis': {
        label: 'A mentor may be told when I am in a crisis',
        detail:
          'The program tells my mentor, or a trained mentor who is on call, my first name and my number, so that somebody can call me. Without this, a coordinator calls.',
      },
      'joint-features': {
        label: 'I would like things for the two of us together',
        detail:
          'Prompts and sessions for both partners. They begin only if both of us want them. My private answers are never part of them.',
      },
    },
  },
  es: {
    texts:
      'Sí, {programmeName} puede enviar mensajes de seguimiento a mi número, unos 7 por semana. Pueden aplicarse tarifas de mensajes y datos. Puedo responder STOP en cualquier momento para terminar, o AYUDA para recibir ayuda.',
    intro: [
      'Usted decide sobre cada punto por separado. Puede participar sin ninguno de ellos, y nada de esto cambia la atención que recibe.',
      'Cada permiso vale hasta que lo retire o deje el programa. Puede retirarlo con un mensaje, llamándonos o diciéndoselo a su mentor; lo que se compartió antes ya no se puede deshacer. La ley federal (42 CFR parte 2) protege lo que se comparte. Enviar esta página con su nombre y la fecha de hoy es su firma; le damos una copia cuando la pida.',
    ],
    choices: {
      'share-check-ins': {
        label: 'Mi mentor puede ver cómo van mis seguimientos',
        detail:
          'El programa muestra mis respuestas y cómo cambian al mentor o a la pareja de mentores que nos acompaña, para que sepan cuándo necesito apoyo.',
      },
      'share-crisis': {
        label: 'Se puede avisar a un mentor cuando estoy en una crisis',
        detail:
          'El programa da mi nombre y mi número a mi mentor, o a un mentor capacitado que esté de guardia, para que alguien me llame. Sin este permiso, llama una persona de coordinación.',
      },
      'joint-features': {
        label: 'Quiero actividades para los dos',
        detail:
          'Preguntas y sesiones para ambos. Empiezan solo si los dos las quieren. Mis respuestas privadas nunca forman parte de ellas.',
      },
    },
  },
};
