import type { TextTemplate } from '../../contracts/text-template.ts';
import type { Wording } from './wording.ts';

/**
 * What happens to a person on the way, and what they asked for. No reason is ever given, so none can be compared
 * with the partner's [4e]; nothing blames, and every ending leaves the door open [S40, S51].
 */
export const journeyWordings = {
  matched: {
    discreet: {
      en: 'Good news: your place is ready. Someone will get in touch with you soon.',
      es: 'Buenas noticias: ya tiene su lugar. Pronto nos ponemos en contacto.',
    },
    normal: {
      en: 'Good news: {mentorName} will support you as mentor. You will hear from them soon.',
      es: 'Buenas noticias: desde ahora cuenta con el apoyo de {mentorName}. Pronto tiene noticias.',
    },
    full: {
      en: 'Good news: {mentorName}, with recovery of their own, will support you as mentor.',
      es: 'Desde ahora cuenta con {mentorName}, con experiencia propia en este camino. Pronto tiene noticias.',
    },
  },
  'mentor-changed': {
    discreet: {
      en: 'There is a change: someone new will get in touch with you soon. All else stays as it is.',
      es: 'Hay un cambio: pronto le contacta otra persona del equipo. El resto sigue igual.',
    },
    normal: {
      en: 'There is a change: your mentor support now comes from someone new[, {mentorName}].',
      es: 'Hay un cambio: desde ahora cuenta con el apoyo de otra persona[, {mentorName}].',
    },
  },
  waitlisted: {
    discreet: {
      en: 'You are on our list. It may take a while; we will text you as soon as there is news.',
      es: 'Tiene su lugar en nuestra lista. Puede llevar un tiempo; le avisamos en cuanto haya noticias.',
    },
    normal: {
      en: 'We are looking for the right mentor for you. It may take a while; we will text you once there is news.',
      es: 'Buscamos a la persona adecuada para acompañarle. Puede tardar; le avisamos en cuanto haya noticias.',
    },
  },
  'programme-done': {
    discreet: {
      en: 'The first part is complete. Thank you for being with us. We stay in touch.',
      es: 'La primera parte ha terminado. Gracias por estar con nosotros. Seguimos en contacto.',
    },
    normal: {
      en: 'You have completed the weekly program. Thank you for being with us. We go on checking in with you.',
      es: 'Ha completado el programa semanal. Gracias por estar con nosotros. Seguimos en contacto.',
    },
    full: {
      en: 'You have completed the weekly program. Recovery goes on, and so do we: we keep checking in with you.',
      es: 'Ha completado el programa semanal. La vida sin consumo sigue, y seguimos a su lado.',
    },
  },
  paused: {
    discreet: {
      en: 'We are taking a break[ until {when}]. You can text us any time.',
      es: 'Hacemos una pausa[ hasta {when}]. Puede escribirnos cuando quiera.',
    },
    normal: {
      en: 'Your check-ins are paused[ until {when}]. You can text us any time.',
      es: 'Sus preguntas quedan en pausa[ hasta {when}]. Puede escribirnos cuando quiera.',
    },
  },
  resumed: {
    discreet: {
      en: 'The break is over and we go on from here. There is nothing to catch up on.',
      es: 'Termina la pausa y seguimos adelante. No queda nada pendiente.',
    },
    normal: {
      en: 'Your check-ins go on from here. There is nothing to catch up on.',
      es: 'Volvemos a sus preguntas desde ahora. No queda nada pendiente.',
    },
  },
  'welcome-back': {
    discreet: {
      en: 'Good to hear from you. We go on from here, with nothing to fill in again.',
      es: 'Qué bueno saber de usted. Seguimos adelante, y no hace falta rellenar nada de nuevo.',
    },
  },
  ended: {
    discreet: {
      en: 'This was our last text for now. Thank you. You can come back any time: just text us.',
      es: 'Por ahora no le escribimos. Gracias por todo. Puede volver cuando quiera: basta con escribirnos.',
    },
    normal: {
      en: 'Your time in the program has ended. Thank you for being with us. The door stays open: just text us.',
      es: 'Termina su tiempo en el programa. Gracias por todo. La puerta sigue abierta: basta con escribirnos.',
    },
  },
  'neutral-hold': {
    discreet: {
      en: 'A part of what we do is on hold for now, as happens at times. Your own texts go on as usual.',
      es: 'Una parte queda en espera por ahora, como pasa a veces. Los mensajes para usted siguen igual.',
    },
  },
  'privacy-set': {
    discreet: {
      en: 'Done: our texts to you are {level} from now on.',
      es: 'Listo: desde ahora le enviamos mensajes {level}.',
    },
  },
  'language-set': {
    discreet: {
      en: 'Done: we text you in English from now on.',
      es: 'Listo: desde ahora le escribimos en español.',
    },
  },
  'mentor-asked': {
    discreet: {
      en: 'Thank you for asking. Someone will call you.',
      es: 'Gracias por avisar. Alguien le va a llamar.',
    },
  },
  coping: {
    discreet: {
      en: 'One thing to try: name 5 things you see, 4 you feel, 3 you hear. Then breathe in slowly and out more slowly, five times. Then one small step: water, a walk, a call to someone you trust. If it stays hard: call or text 988.',
      es: 'Algo para probar: nombre 5 cosas que ve, 4 que toca y 3 que oye. Luego inhale y exhale despacio, cinco veces. Al final un paso corto: agua, un paseo, hablar con alguien de confianza. Si le sigue pesando: llame o escriba al 988.',
    },
  },
  'later-set': {
    discreet: {
      en: 'All right, later is fine.[ The next question comes: {when}.]',
      es: 'De acuerdo, lo dejamos para luego.[ La siguiente pregunta llega: {when}.]',
    },
  },
  'share-how': {
    discreet: {
      en: 'Text SHARE and then your words for {otherName}. We ask once more before they go.',
      es: 'Escriba COMPARTIR y luego sus palabras para {otherName}. Antes preguntamos de nuevo.',
    },
  },
  'share-confirm': {
    discreet: {
      en: 'Reply SHARE YES within a day and {otherName} gets just these words, nothing else of yours.',
      es: 'Responda COMPARTIR SI antes de 24 horas y {otherName} recibe solo estas palabras.',
    },
  },
  'share-too-long': {
    discreet: {
      en: 'That is more than we can pass on: 200 letters at most. It stays with us.',
      es: 'Son muchas palabras para pasarlas: 200 letras como mucho. Se quedan con nosotros.',
    },
  },
  'share-taken': {
    discreet: {
      en: 'Thank you. Just these words are on their way to {otherName}, for tomorrow.',
      es: 'Gracias. Solo estas palabras van en camino a {otherName}, para mañana.',
    },
  },
  'shared-words': {
    discreet: {
      en: '{otherName} writes to you: {sharedWords}',
      es: '{otherName} le escribe: {sharedWords}',
    },
  },
} satisfies Partial<Record<TextTemplate, Wording>>;
