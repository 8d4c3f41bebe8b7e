import type { Language } from '../../contracts/language.ts';
import type { Letter } from './letter.ts';
import type { InBoth, Programme } from './mail-words.ts';

/**
 * Pages whoever can take over: that it is urgent and how, and nothing about whom or why [4g, H2]. That of a drill says in
 * its subject and first that it is one.
 */
export function crisisPage(
  about: { readonly url: string; readonly isDrill: boolean },
  language: Language,
  { programmeName }: Pick<Programme, 'programmeName'>,
): Letter {
  const { page, drill } = crisisWords[language];
  return {
    language,
    programmeName,
    about: about.isDrill ? drill.about : page.about,
    blocks: [
      { kind: 'paragraph', text: about.isDrill ? drill.text : page.text },
      { kind: 'action', label: page.action, url: about.url, urgent: true },
      { kind: 'paragraph', text: page.cannot },
    ],
    foot: [page.keep],
  };
}

/** Lets those who were paged go: somebody else has it, or the drill is over. */
export function crisisStandDown(
  { isDrill }: { readonly isDrill: boolean },
  language: Language,
  { programmeName }: Pick<Programme, 'programmeName'>,
): Letter {
  const { standDown, drill } = crisisWords[language];
  return {
    language,
    programmeName,
    about: isDrill ? drill.over : standDown.about,
    blocks: [{ kind: 'paragraph', text: standDown.text }],
    foot: [standDown.thanks],
  };
}

const crisisWords: InBoth<{
  readonly page: Record<'about' | 'text' | 'action' | 'cannot' | 'keep', string>;
  readonly standDown: Record<'about' | 'text' | 'thanks', string>;
  readonly drill: Record<'about' | 'text' | 'over', string>;
}> = {
  en: {
    page: {
      about: 'somebody needs you now',
      text: 'Please open the page, read what is known and take over if you can. The page shows whether somebody else already has.',
      action: 'Open and take over',
      cannot:
        'If you cannot right now, there is nothing for you to do: somebody else is asked in a few minutes.',
      keep: 'The link is for you alone. Please do not forward this email.',
    },
    standDown: {
      about: 'somebody else has taken over',
      text: 'There is nothing more for you to do in this matter.',
      thanks: 'Thank you for being there.',
    },
    drill: {
      about: 'DRILL: please answer as if somebody needed you now',
      text: 'This is a drill: nobody is in need. Please do what you would do otherwise: open the page and take over if you can. We measure how fast somebody is there.',
      over: 'DRILL: it is over',
    },
  },
  es: {
    page: {
      about: 'alguien le necesita ahora',
      text: 'Por favor, abra la página, lea lo que se sabe y hágase cargo si puede. La página muestra si otra persona ya lo ha hecho.',
      action: 'Abrir y hacerse cargo',
      cannot: 'Si ahora no puede, no tiene que hacer nada: en unos minutos se pregunta a otra persona.',
      keep: 'El enlace es solo para usted. Por favor, no reenvíe este correo.',
    },
    standDown: {
      about: 'otra persona se hace cargo',
      text: 'En este asunto ya no tiene que hacer nada.',
      thanks: 'Gracias por estar ahí.',
    },
    drill: {
      about: 'SIMULACRO: responda como si alguien le necesitara ahora',
      text: 'Esto es un simulacro: no hay nadie en apuros. Por favor, haga lo que haría siempre: abra la página y hágase cargo si puede. Medimos cuánto tarda en haber alguien.',
      over: 'SIMULACRO: ha terminado',
    },
  },
};
