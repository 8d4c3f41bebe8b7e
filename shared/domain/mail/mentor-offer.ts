import type { Mentor } from '../../contracts/mentor.ts';
import type { Letter } from './letter.ts';
import { momentFor, type InBoth, type Programme } from './mail-words.ts';

/**
 * Asks a mentor, with a link that acts without a login. Nothing in it is about anybody who is to be accompanied, but for
 * whether they are one or two: nobody has accepted yet [F9].
 */
export function mentorOffer(
  about: {
    readonly participants: number;
    /** Sentences about the mentor, from `reasonsForMentor`. */
    readonly reasons: readonly string[];
    readonly expiresAt: Date;
    readonly url: string;
  },
  reader: Pick<Mentor, 'language' | 'timeZone'>,
  { programmeName, coordinatorEmail }: Programme,
): Letter {
  const words = offerWords[reader.language];
  const { participants, reasons, expiresAt, url } = about;
  return {
    language: reader.language,
    programmeName,
    about: words.about,
    blocks: [
      { kind: 'paragraph', text: participants > 1 ? words.askForTwo : words.askForOne },
      ...(reasons.length > 0 ? [{ kind: 'list', heading: words.why, items: reasons } as const] : []),
      { kind: 'paragraph', text: words.until(momentFor(expiresAt, reader)) },
      { kind: 'action', label: words.answer, url },
    ],
    foot: [words.yours, words.questions(coordinatorEmail)],
  };
}

interface OfferWords {
  readonly about: string;
  readonly askForTwo: string;
  readonly askForOne: string;
  readonly why: string;
  readonly until: (moment: string) => string;
  readonly answer: string;
  readonly yours: string;
  readonly questions: (coordinatorEmail: string) => string;
}

const offerWords: InBoth<OfferWords> = {
  en: {
    about: 'a question for you',
    askForTwo:
      'Would you accompany a couple? You would be in touch with each of the two, apart from the other, about once a week.',
    askForOne: 'Would you accompany one person? You would be in touch about once a week.',
    why: 'Why we thought of you',
    until: (moment) =>
      `Please answer by ${moment}. A no is as welcome as a yes; after that time somebody else is asked.`,
    answer: 'See it and answer',
    yours: 'The link is for you alone and answers in your name. Please do not forward this email.',
    questions: (coordinatorEmail) => `Questions? Write to ${coordinatorEmail}.`,
  },
  es: {
    about: 'una pregunta para usted',
    askForTwo:
      '¿Acompañaría a una pareja? Estaría en contacto con cada una de las dos personas, por separado, más o menos una vez por semana.',
    askForOne: '¿Acompañaría a una persona? Estaría en contacto más o menos una vez por semana.',
    why: 'Por qué pensamos en usted',
    until: (moment) =>
      `Por favor, responda hasta el ${moment}. Un no es tan bienvenido como un sí; después se pregunta a otra persona.`,
    answer: 'Ver y responder',
    yours: 'El enlace es solo para usted y responde en su nombre. Por favor, no reenvíe este correo.',
    questions: (coordinatorEmail) => `¿Preguntas? Escriba a ${coordinatorEmail}.`,
  },
};
