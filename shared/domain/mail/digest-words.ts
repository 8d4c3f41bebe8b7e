import type { CheckInMark } from './digest-marks.ts';
import type { Need } from './digest-needs.ts';
import type { InBoth } from './mail-words.ts';

/** What a digest says. Warm, plain and no diagnosis: a mentor is no clinician [S47], and nothing shames a lapse [S17]. */
export interface DigestWords {
  readonly about: string;
  /** Long enough to fill the preview beside the subject, so that no name stands there. */
  readonly opening: string;
  readonly first: string;
  readonly nobodyFirst: string;
  readonly each: string;
  readonly needs: Readonly<Record<Need, (missedInARow: number) => string>>;
  readonly checkIns: string;
  readonly marks: Readonly<Record<CheckInMark, string>>;
  readonly wellbeing: string;
  readonly craving: string;
  readonly latest: string;
  readonly confidence: (value: number) => string;
  readonly support: (days: number) => string;
  readonly next: string;
  readonly say: string;
  readonly more: (count: number) => string;
  /** Under what it is shown, and what follows from that [F5]. */
  readonly scope: string;
  readonly others: string;
  readonly stop: (coordinatorEmail: string) => string;
}

export const digestWords: InBoth<DigestWords> = {
  en: {
    about: 'your Monday notes',
    opening:
      'Good morning. This is your private look at the week: who could use you first, then each person on their own. It takes about three minutes.',
    first: 'Who needs you first',
    nobodyFirst: 'Nobody stands out this week. A short hello still counts.',
    each: 'Each person, on their own',
    needs: {
      crisis: () => 'There was a crisis. People are on it; please ask your coordinator how you can help.',
      concern: () =>
        'An answer calls for a person. Please get in touch today; your coordinator knows of it, too.',
      'call-wanted': () => 'Would like a call. Please call today.',
      silent: (count) => `No reply to the last ${count} check-ins. Please call.`,
      missed: () => 'No reply to the last check-in.',
      falling: () => 'Has it harder than before.',
      watch: () => 'One of the last answers deserves a closer look.',
      new: () => 'New here: no check-in yet.',
      steady: () => 'Nothing stands out.',
      paused: () => 'Taking a break: no check-ins for now.',
    },
    checkIns: 'Check-ins',
    marks: {
      answered: 'answered',
      partial: 'in part',
      missed: 'no reply',
      late: 'replied late',
      waiting: 'waiting',
      broken: 'did not work',
    },
    wellbeing: 'Feeling, 1 to 5',
    craving: 'Urge, 0 to 10',
    latest: 'Latest',
    confidence: (value) => `sure of the week ${value} of 10`,
    support: (days) => `supportive talks on ${days} of 7 days`,
    next: 'Next',
    say: 'What you might say',
    more: (count) =>
      `And ${count} more whose week asks for less. Your coordinator can tell you about ${count === 1 ? 'this person' : 'them'}.`,
    scope:
      'Scope: each person in this email has consented, for themselves alone, that you as their mentor see how their check-ins go: answers and trends. A crisis is mentioned only where they agreed to that, too. They can withdraw it at any time. Do not forward this email, and tell nobody what is in it, a partner least of all.',
    others: 'Only people whose consent holds today are in this email.',
    stop: (coordinatorEmail) => `You would rather not get these notes? Write to ${coordinatorEmail}.`,
  },
  es: {
    about: 'sus notas del lunes',
    opening:
      'Buenos días. Esta es su mirada privada a la semana: quién podría necesitarle primero y, después, cada persona por separado. Se lee en unos tres minutos.',
    first: 'Quién le necesita primero',
    nobodyFirst: 'Nadie llama la atención esta semana. Un saludo breve también cuenta.',
    each: 'Cada persona, por separado',
    needs: {
      crisis: () => 'Hubo una crisis. Ya se está atendiendo; pregunte en coordinación cómo puede ayudar.',
      concern: () =>
        'Una respuesta pide que alguien se acerque. Por favor, póngase en contacto hoy; coordinación también lo sabe.',
      'call-wanted': () => 'Quisiera una llamada. Por favor, llame hoy.',
      silent: (count) => `Sin respuesta en los últimos ${count} chequeos. Por favor, llame.`,
      missed: () => 'Sin respuesta en el último chequeo.',
      falling: () => 'Lo tiene más difícil que antes.',
      watch: () => 'Una de las últimas respuestas merece más atención.',
      new: () => 'Acaba de empezar: todavía sin chequeos.',
      steady: () => 'Nada llama la atención.',
      paused: () => 'Se toma un descanso: sin chequeos por ahora.',
    },
    checkIns: 'Chequeos',
    marks: {
      answered: 'respondido',
      partial: 'en parte',
      missed: 'sin respuesta',
      late: 'respondido tarde',
      waiting: 'en espera',
      broken: 'no funcionó',
    },
    wellbeing: 'Ánimo, 1 a 5',
    craving: 'Ansia, 0 a 10',
    latest: 'Lo último',
    confidence: (value) => `confianza en la semana ${value} de 10`,
    support: (days) => `charlas de apoyo en ${days} de 7 días`,
    next: 'El próximo',
    say: 'Lo que podría decir',
    more: (count) =>
      `Y ${count} más, cuya semana pide menos. En coordinación pueden contarle de ${count === 1 ? 'esa persona' : 'esas personas'}.`,
    scope:
      'Alcance: cada persona de este correo ha consentido, solo por sí misma, que usted, como su mentor o mentora, vea cómo van sus chequeos: respuestas y tendencias. Una crisis se menciona solo donde también consintió en ello. Puede retirarlo en cualquier momento. No reenvíe este correo ni cuente a nadie lo que dice, y menos que a nadie a una pareja.',
    others: 'En este correo solo están las personas cuyo consentimiento vale hoy.',
    stop: (coordinatorEmail) => `¿Prefiere no recibir estas notas? Escriba a ${coordinatorEmail}.`,
  },
};

/** Something to say, by what somebody needs; several, so that a calm month has more than one. A mentor says it as they would. */
export const suggestions: InBoth<Readonly<Record<Need, readonly [string, ...string[]]>>> = {
  en: {
    crisis: ['“I am thinking of you. I am here, and there is no hurry.”'],
    concern: ['“You came to my mind, so I wanted to hear your voice. How is today?”'],
    'call-wanted': ['“You asked for a call, and I am glad you did. What would help most right now?”'],
    silent: [
      '“No need to explain anything. I only wanted you to know that I am still around. Is now a good time?”',
    ],
    missed: [
      '“Busy week? No answer needed. I am here whenever you like.”',
      '“I missed hearing from you, that is all. How are things?”',
    ],
    falling: [
      '“Some weeks are heavier. I have had those. What is weighing most?”',
      '“What has helped before, when it got like this? We can look at it together.”',
    ],
    watch: [
      '“What was one hard moment this week, and what got you through it?”',
      '“Who have you talked with lately? Shall we find one more person for the coming days?”',
    ],
    new: ['“Hello, I am your mentor. I have walked this road, too. When would be a good time to talk?”'],
    steady: [
      '“What was one good moment this week?”',
      '“You keep answering, and I see that. What do you look forward to?”',
      '“What is one thing that you would like more of in the coming week?”',
    ],
    paused: ['“Enjoy the quiet. When you want to go on, I am here.”'],
  },
  es: {
    crisis: ['«Pienso en usted. Aquí estoy, y no hay prisa.»'],
    concern: ['«Me acordé de usted y quería oír su voz. ¿Cómo va el día?»'],
    'call-wanted': ['«Pidió una llamada, y me alegro. ¿Qué le ayudaría más ahora mismo?»'],
    silent: ['«No hace falta explicar nada. Solo quería que sepa que sigo aquí. ¿Es buen momento?»'],
    missed: [
      '«¿Semana llena? No hace falta contestar. Aquí estoy cuando quiera.»',
      '«Le eché de menos, nada más. ¿Cómo va todo?»',
    ],
    falling: [
      '«Hay semanas más pesadas. Yo también las he tenido. ¿Qué pesa más ahora?»',
      '«¿Qué le ayudó otras veces, cuando se puso así? ¿Lo miramos con calma?»',
    ],
    watch: [
      '«¿Cuál fue un momento difícil de esta semana, y qué le ayudó a pasarlo?»',
      '«¿Con quién ha hablado últimamente? ¿Buscamos a una persona más para estos días?»',
    ],
    new: ['«Hola, le acompaño en mentoría. Yo también he andado este camino. ¿Cuándo podríamos hablar?»'],
    steady: [
      '«¿Cuál fue un buen momento de esta semana?»',
      '«Sigue respondiendo, y lo veo. ¿Qué le hace ilusión?»',
      '«¿De qué le gustaría tener un poco más la próxima semana?»',
    ],
    paused: ['«Disfrute de la calma. Cuando quiera seguir, aquí estoy.»'],
  },
};
