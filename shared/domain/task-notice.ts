import type { Language } from '../contracts/language.ts';
import type { TaskKind } from '../contracts/task.ts';
import { emailOf } from './mail/email-of.ts';
import type { Email } from './mail/letter.ts';
import type { InBoth } from './mail/mail-words.ts';

/**
 * Tells the coordinators that something waits for a person: ids only, no name, number, score or words, in the subject
 * least of all [H2]. Everything else is behind the sign-in of the console.
 */
export function taskNotice(about: {
  readonly kind: TaskKind;
  readonly taskId: string;
  readonly programmeName: string;
  readonly consoleUrl: string | undefined;
  readonly language?: Language;
}): Email {
  const { kind, taskId, programmeName, consoleUrl, language = 'en' } = about;
  const { open, openThere, task } = words[language];
  return emailOf({
    language,
    programmeName,
    about: words[language].about,
    blocks: [
      { kind: 'paragraph', text: sentences[kind][language] },
      consoleUrl === undefined
        ? { kind: 'paragraph', text: openThere }
        : { kind: 'action', label: open, url: consoleUrl, urgent: kind === 'crisis' },
    ],
    foot: [`${task}: ${taskId}`],
  });
}

const words: InBoth<Record<'about' | 'open' | 'openThere' | 'task', string>> = {
  en: {
    about: 'something needs you',
    open: 'Open the console',
    openThere: 'Open it in the console.',
    task: 'Task',
  },
  es: {
    about: 'algo le necesita',
    open: 'Abrir la consola',
    openThere: 'Ábralo en la consola.',
    task: 'Tarea',
  },
};

const sentences: Record<TaskKind, InBoth<string>> = {
  crisis: {
    en: 'Somebody may be in danger. The ladder is running: please look now.',
    es: 'Alguien puede estar en peligro. Ya se está avisando: por favor, mire ahora.',
  },
  'crisis-follow-up': {
    en: 'Somebody was in a crisis a while ago. Please look how they are.',
    es: 'Alguien estuvo en crisis hace poco. Por favor, mire cómo está.',
  },
  'on-call-gap': {
    en: 'In the coming week there are hours in which nobody is on call. Please find somebody for them.',
    es: 'En la semana que viene hay horas sin nadie de guardia. Por favor, busque a alguien para ellas.',
  },
  'drill-report': {
    en: 'A drill of the ladder is over. Please read its report and close it.',
    es: 'Un simulacro de la guardia ha terminado. Por favor, lea el informe y ciérrelo.',
  },
  'safety-review': {
    en: 'A private safety answer needs a person. Please review it before anything joint happens.',
    es: 'Una respuesta privada sobre seguridad necesita a una persona. Por favor, revísela antes de cualquier paso en común.',
  },
  'check-in-concern': {
    en: 'A check-in or a text gives reason for concern. Please make contact today.',
    es: 'Un chequeo o un mensaje da motivo de preocupación. Por favor, haga contacto hoy.',
  },
  'contact-asked': {
    en: 'Somebody would like to hear from a person. Please make contact.',
    es: 'Alguien quisiera hablar con una persona. Por favor, haga contacto.',
  },
  'mentor-change-asked': {
    en: 'Somebody would like another mentor. Please look into it, in confidence.',
    es: 'Alguien quisiera otra mentoría. Por favor, véalo, en confianza.',
  },
  stopped: {
    en: 'Somebody stopped the texts. Nothing more is sent to them; please note it.',
    es: 'Alguien dio de baja los mensajes. No se le envía nada más; por favor, tome nota.',
  },
  'wrong-number': {
    en: 'A text says that the number is wrong. Nothing more is sent to it; please find the right one.',
    es: 'Un mensaje dice que el número está equivocado. No se envía nada más a ese número; por favor, busque el correcto.',
  },
  'text-not-sent': {
    en: 'A text could not be sent. Please look into it.',
    es: 'Un mensaje no se pudo enviar. Por favor, revíselo.',
  },
  'email-not-sent': {
    en: 'An email could not be sent. Please check the address.',
    es: 'Un correo no se pudo enviar. Por favor, revise la dirección.',
  },
  'intake-no-answer': {
    en: 'Somebody did not answer the invitation or their own questions. Please look into it.',
    es: 'Alguien no respondió a la invitación o a sus propias preguntas. Por favor, revíselo.',
  },
  'intake-to-decide': {
    en: 'An intake needs your decision.',
    es: 'Una admisión necesita su decisión.',
  },
  'partner-declined': {
    en: 'One partner takes no part. Please offer the other one support of their own.',
    es: 'Una de las dos personas no participa. Por favor, ofrezca a la otra apoyo propio.',
  },
  'nobody-to-match': {
    en: 'No mentor has room for a couple. They are on the waitlist.',
    es: 'Nadie en mentoría tiene lugar para una pareja. Está en la lista de espera.',
  },
  'workflow-failed': {
    en: 'A workflow broke. Please look into it and start it again.',
    es: 'Un proceso falló. Por favor, revíselo e inícielo de nuevo.',
  },
  'long-pause': {
    en: 'Somebody has been paused for weeks. Please look whether they come back.',
    es: 'Alguien está en pausa desde hace semanas. Por favor, mire si vuelve.',
  },
  'check-in-missed': {
    en: 'A check-in had no reply after one reminder. Please make contact.',
    es: 'Un chequeo quedó sin respuesta tras un recordatorio. Por favor, haga contacto.',
  },
  'check-in-failed': {
    en: 'A check-in could not be completed. Please look into it and make contact.',
    es: 'Un chequeo no se pudo completar. Por favor, revíselo y haga contacto.',
  },
  'text-unconfirmed': {
    en: 'Nobody can tell whether a text was sent. It was not sent again. Please look into it.',
    es: 'No se sabe si un mensaje se envió. No se envió otra vez. Por favor, revíselo.',
  },
  'reply-to-read': {
    en: 'A reply needs a person to read it.',
    es: 'Una persona tiene que leer una respuesta.',
  },
  'stop-or-not': {
    en: 'A reply may ask to stop the texts. Please read it and decide.',
    es: 'Una respuesta quizá pide la baja de los mensajes. Por favor, léala y decida.',
  },
  'help-asked': {
    en: 'A reply asks for help. Please read it and answer.',
    es: 'Una respuesta pide ayuda. Por favor, léala y responda.',
  },
  'unknown-sender': {
    en: 'A text came from a number that nobody has. Please read it.',
    es: 'Llegó un mensaje de un número que nadie tiene. Por favor, léalo.',
  },
};
