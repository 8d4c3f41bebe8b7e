import type { DeclineReason } from '../../contracts/intake.ts';
import type { Language } from '../../contracts/language.ts';

/** The words of the pages that mentors open from an email or a page. */
export const mentorWords: Record<Language, MentorWords> = {
  en: {
    offerTitle: 'Would you accompany a couple?',
    offerLead: 'A couple in recovery is looking for a mentor, and you came first to mind.',
    whyHeading: 'Why you',
    offerFacts: [
      'You learn who they are once you have accepted. Nothing that they told us in private is shown before.',
      'Saying no is fine. It counts against nobody, and nobody asks again about this couple.',
    ],
    asCouple:
      'You and the mentor you serve with were asked together: the first answer counts for both of you.',
    answerBy: 'Please answer by',
    accept: 'Yes, I accompany them',
    declineHeading: 'Not this time',
    declineHint: 'A reason helps us to find somebody else. You may leave it out.',
    decline: 'No, not this time',
    reasons: {
      'no-room': 'I have no room for another couple now',
      away: 'I am away, or it does not fit into my weeks',
      'own-recovery': 'I look after my own recovery first',
      'not-the-right-one': 'I do not think I am the right one',
      'not-said': 'I would rather not say',
    },
    acceptedTitle: 'Thank you, it is settled',
    accepted: 'We let both partners know, each in their own words, and write to you how to reach them.',
    declinedTitle: 'Thank you for telling us',
    declined: 'We ask somebody else. There is nothing more to do for you.',
    overTitle: 'This is not open any more',
    over: 'The couple is being looked after in another way. There is nothing to do for you.',
    crisisTitle: 'Somebody needs a mentor now',
    crisisLead:
      'Take this over only if you can call within minutes. Whoever presses first has it; the others are told.',
    drillTitle: 'DRILL: somebody needs a mentor now',
    drillLead: 'Nobody is in need. Please do what you would do otherwise.',
    drillTaken:
      'Thank you. In earnest, it would be yours now, and you would see here whom to call. That was all.',
    takeOver: 'I take this over',
    cannot: 'I cannot',
    passed:
      'Thank you for saying so. The next person is asked. If you can after all, you may still take it over.',
    scope: 'Shown by this person’s consent: that mentors are told in a crisis, to call them.',
    yoursTitle: 'It is yours. Please call now',
    yoursAdvice: [
      'Listen first. If there is danger to life, call 911 together or for them, and stay on the line.',
      'You do not reach them, or you need help yourself? Call the coordinator:',
    ],
    noContact:
      'This person wants to be called by a coordinator. Please call the coordinator now and go on together:',
    notForYou: 'Their partner must not learn of this from you.',
    takenTitle: 'Somebody else has taken over',
    taken: 'There is nothing more to do for you. Thank you.',
    closedTitle: 'This is over',
    closed: 'A person has closed it. There is nothing more to do for you. Thank you.',
    staff: 'Who it is, and what was written, is in the console.',
  },
  es: {
    offerTitle: '¿Quiere acompañar a una pareja?',
    offerLead: 'Una pareja en recuperación busca un mentor, y pensamos primero en usted.',
    whyHeading: 'Por qué usted',
    offerFacts: [
      'Sabrá quiénes son cuando haya aceptado. Antes no se muestra nada de lo que nos contaron en privado.',
      'Decir que no está bien. No cuenta en contra de nadie, y no le preguntamos otra vez por esta pareja.',
    ],
    asCouple:
      'Le preguntamos junto con la persona con quien hace de mentor: la primera respuesta vale para los dos.',
    answerBy: 'Por favor, responda antes del',
    accept: 'Sí, los acompaño',
    declineHeading: 'Esta vez no',
    declineHint: 'Un motivo nos ayuda a encontrar a otra persona. Puede dejarlo sin marcar.',
    decline: 'No, esta vez no',
    reasons: {
      'no-room': 'No tengo lugar para otra pareja ahora',
      away: 'Estoy fuera, o no cabe en mis semanas',
      'own-recovery': 'Primero cuido mi propia recuperación',
      'not-the-right-one': 'No creo ser la persona adecuada',
      'not-said': 'Prefiero no decirlo',
    },
    acceptedTitle: 'Gracias, queda acordado',
    accepted: 'Avisamos a los dos, a cada uno con sus propias palabras, y le escribimos cómo contactarlos.',
    declinedTitle: 'Gracias por avisar',
    declined: 'Preguntamos a otra persona. No hace falta que haga nada más.',
    overTitle: 'Esto ya no está abierto',
    over: 'La pareja recibe atención de otra manera. No hace falta que haga nada.',
    crisisTitle: 'Alguien necesita a un mentor ahora',
    crisisLead:
      'Tómelo solo si puede llamar en pocos minutos. Queda con quien pulse primero; se avisa a los demás.',
    drillTitle: 'SIMULACRO: alguien necesita a un mentor ahora',
    drillLead: 'No hay nadie en apuros. Por favor, haga lo que haría siempre.',
    drillTaken: 'Gracias. De verdad, quedaría en sus manos, y aquí vería a quién llamar. Eso fue todo.',
    takeOver: 'Yo me hago cargo',
    cannot: 'No puedo',
    passed:
      'Gracias por avisar. Se pregunta a la siguiente persona. Si ya puede, todavía puede hacerse cargo.',
    scope: 'Se muestra con el permiso de esta persona: avisar a mentores en una crisis, para que la llamen.',
    yoursTitle: 'Queda en sus manos. Llame ahora',
    yoursAdvice: [
      'Primero escuche. Si hay peligro de vida, llamen juntos al 911 o llame usted, y no cuelgue.',
      '¿No contesta, o necesita ayuda usted? Llame a coordinación:',
    ],
    noContact: 'Esta persona quiere que le llame coordinación. Llame ahora a coordinación y sigan juntos:',
    notForYou: 'Su pareja no debe enterarse de esto por usted.',
    takenTitle: 'Otra persona se hace cargo',
    taken: 'No hace falta que haga nada más. Gracias.',
    closedTitle: 'Esto ha terminado',
    closed: 'Una persona lo ha cerrado. No hace falta que haga nada más. Gracias.',
    staff: 'Quién es, y lo que se escribió, está en la consola.',
  },
};

interface MentorWords {
  readonly offerTitle: string;
  readonly offerLead: string;
  readonly whyHeading: string;
  readonly offerFacts: readonly string[];
  readonly asCouple: string;
  readonly answerBy: string;
  readonly accept: string;
  readonly declineHeading: string;
  readonly declineHint: string;
  readonly decline: string;
  readonly reasons: Readonly<Record<DeclineReason, string>>;
  readonly acceptedTitle: string;
  readonly accepted: string;
  readonly declinedTitle: string;
  readonly declined: string;
  readonly overTitle: string;
  readonly over: string;
  readonly crisisTitle: string;
  readonly crisisLead: string;
  readonly drillTitle: string;
  readonly drillLead: string;
  readonly drillTaken: string;
  readonly takeOver: string;
  readonly cannot: string;
  readonly passed: string;
  readonly scope: string;
  readonly yoursTitle: string;
  readonly yoursAdvice: readonly [string, string];
  readonly noContact: string;
  readonly notForYou: string;
  readonly takenTitle: string;
  readonly taken: string;
  readonly closedTitle: string;
  readonly closed: string;
  readonly staff: string;
}
