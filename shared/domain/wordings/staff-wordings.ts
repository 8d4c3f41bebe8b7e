import type { TextTemplate } from '../../contracts/text-template.ts';
import type { Wording } from './wording.ts';

/** To mentors and whoever is on call: that it is urgent and how to take it, and nothing about whom or why [4g, H2]. */
export const staffWordings = {
  page: {
    discreet: {
      en: 'Someone needs you now. Reply {code} to take over, or open {url}',
      es: 'Alguien le necesita ahora. Responda {code} o abra {url}',
    },
  },
  'page-stand-down': {
    discreet: {
      en: 'Someone else has taken over. There is nothing more to do for you, thank you.',
      es: 'Otra persona se hace cargo. Ya no hace falta que haga nada, gracias.',
    },
  },
  'page-acknowledged': {
    discreet: {
      en: 'Thank you, you have it now. Please get in touch right away.',
      es: 'Gracias, queda en sus manos. Por favor, haga el contacto ya.',
    },
  },
  'page-passed-on': {
    discreet: {
      en: 'All right, someone else is asked now. If you can take it after all, reply {code}.',
      es: 'De acuerdo, ahora preguntamos a otra persona. Si al final puede, responda {code}.',
    },
  },
  'page-drill': {
    discreet: {
      en: 'DRILL: nobody is in need. Please reply {code} or open {url}',
      es: 'SIMULACRO: no hay nadie en apuros. Responda {code} o abra {url}',
    },
  },
  'drill-thanks': {
    discreet: {
      en: 'DRILL: That was all, thank you. There is nothing more to do for you.',
      es: 'SIMULACRO: Eso fue todo, gracias. Ya no hace falta que haga nada.',
    },
  },
} satisfies Partial<Record<TextTemplate, Wording>>;
