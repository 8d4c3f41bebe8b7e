import type { Language } from '../../contracts/language.ts';
import { page, phoneLink, type Programme } from './layout.ts';
import { markup } from './markup.ts';

/** What went wrong with a page, or why there is nothing to see. */
export type Notice =
  | 'invalid-link'
  | 'expired-own-part'
  | 'expired-offer'
  | 'expired-crisis'
  | 'nothing-here'
  | 'not-open'
  | 'too-large'
  | 'try-again';

/** A page that says what happened and what to do now. It looks the same whoever the link was for [F9]. */
export function noticePage({
  language,
  programme,
  notice,
}: {
  readonly language: Language;
  readonly programme: Programme;
  readonly notice: Notice;
}): string {
  const { title, lines } = noticeWords[language][notice];
  return page({
    language,
    programme,
    title,
    body: markup`<h1>${title}</h1>
<div class="card">${lines.map((line) => markup`<p>${line}</p>`)}
<p class="who">${phoneLink(programme.supportPhone)}</p></div>`,
  });
}

const noticeWords: Record<
  Language,
  Record<Notice, { readonly title: string; readonly lines: readonly string[] }>
> = {
  en: {
    'invalid-link': {
      title: 'This link does not work',
      lines: [
        'Perhaps a part of it is missing: please open it from the message once more. If that does not help, call us:',
      ],
    },
    'expired-own-part': {
      title: 'This link has run out',
      lines: [
        'Links work for a while only, so that old messages give nothing away. Text us, or call, and you get a new one:',
      ],
    },
    'expired-offer': {
      title: 'This is not open any more',
      lines: ['Somebody else is being asked. There is nothing to do for you. Questions? Call us:'],
    },
    'expired-crisis': {
      title: 'This link has run out',
      lines: ['If you were going to help and nobody else has, call the coordinator now:'],
    },
    'nothing-here': {
      title: 'There is nothing here any more',
      lines: ['This page has done its work. If you would like to talk with us, call:'],
    },
    'not-open': {
      title: 'We are not open yet',
      lines: [
        'We are getting ready, and you can enrol here soon. If you would like to talk with us before, call:',
      ],
    },
    'too-large': {
      title: 'That was too much at once',
      lines: ['Please go back and write less. Or call us, and we do it together:'],
    },
    'try-again': {
      title: 'That did not work just now',
      lines: ['It is our fault, not yours. Please wait a moment, go back and send it again. Or call us:'],
    },
  },
  es: {
    'invalid-link': {
      title: 'Este enlace no funciona',
      lines: ['Quizá falta una parte: ábralo otra vez desde el mensaje. Si no sirve, llámenos:'],
    },
    'expired-own-part': {
      title: 'Este enlace ya venció',
      lines: [
        'Los enlaces valen un tiempo, para que un mensaje viejo no revele nada. Escríbanos o llame y recibe uno nuevo:',
      ],
    },
    'expired-offer': {
      title: 'Esto ya no está abierto',
      lines: ['Preguntamos a otra persona. No hace falta que haga nada. ¿Preguntas? Llámenos:'],
    },
    'expired-crisis': {
      title: 'Este enlace ya venció',
      lines: ['Si iba a ayudar y nadie más lo ha hecho, llame ahora a coordinación:'],
    },
    'nothing-here': {
      title: 'Aquí ya no hay nada',
      lines: ['Esta página cumplió su función. Si quiere hablar con nosotros, llame al:'],
    },
    'not-open': {
      title: 'Todavía no hemos abierto',
      lines: [
        'Nos estamos preparando, y pronto podrá inscribirse aquí. Si quiere hablar antes con nosotros, llame al:',
      ],
    },
    'too-large': {
      title: 'Fue demasiado de una vez',
      lines: ['Vuelva atrás y escriba menos. O llámenos, y lo hacemos juntos:'],
    },
    'try-again': {
      title: 'Ahora mismo no funcionó',
      lines: [
        'El error es nuestro, no suyo. Espere un momento, vuelva atrás y envíelo otra vez. O llámenos:',
      ],
    },
  },
};
