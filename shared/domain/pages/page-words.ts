import type { Language } from '../../contracts/language.ts';

/** The words around every public page. */
export const pageWords = {
  en: {
    skip: 'Skip to the content',
    leave: 'Leave this page',
    leaveHint:
      '“Leave this page” opens a weather report. This page stays in the history of your browser: delete it there if somebody else looks at this device.',
    tongue: { en: 'English', es: 'Español' },
    wrongTitle: 'Error:',
    wrongHeading: 'Please look at this again',
    optional: '(optional)',
    linesHeading: 'If you need somebody now',
    danger: 'In danger, or somebody does not wake up: call',
    talk: 'To talk, day or night: call or text',
    text: 'By text: start a new text to 741741 with the word HOME',
    home: 'Not safe with somebody: call',
    treatment: 'About treatment, in English and Spanish: call',
    notWatched: 'Nobody watches this page. It is no way to reach us in an emergency.',
  },
  es: {
    skip: 'Ir al contenido',
    leave: 'Salir de aquí',
    leaveHint:
      '«Salir de aquí» abre el pronóstico del tiempo. Esta página queda en el historial de su navegador: bórrela ahí si otra persona mira este dispositivo.',
    tongue: { en: 'English', es: 'Español' },
    wrongTitle: 'Error:',
    wrongHeading: 'Por favor, revise esto',
    optional: '(opcional)',
    linesHeading: 'Si necesita a alguien ahora',
    danger: 'Si hay peligro, o alguien no despierta: llame al',
    talk: 'Para hablar, de día o de noche: llame (marque 2) o escriba al',
    text: 'Por mensaje: inicie un mensaje nuevo al 741741 con la palabra HOLA',
    home: 'Si no está a salvo con alguien: llame al',
    treatment: 'Sobre tratamiento, en español e inglés: llame al',
    notWatched: 'Nadie vigila esta página. No sirve para avisarnos de una emergencia.',
  },
} as const satisfies Record<Language, PageWords>;

interface PageWords {
  readonly skip: string;
  readonly leave: string;
  readonly leaveHint: string;
  readonly tongue: Readonly<Record<Language, string>>;
  readonly wrongTitle: string;
  readonly wrongHeading: string;
  readonly optional: string;
  readonly linesHeading: string;
  readonly danger: string;
  readonly talk: string;
  readonly text: string;
  readonly home: string;
  readonly treatment: string;
  readonly notWatched: string;
}

/** The notice that goes with whatever is disclosed by consent [F5]; in English as the regulation has it. */
export const part2Notice = '42 CFR part 2 prohibits unauthorized use or disclosure of these records.';
