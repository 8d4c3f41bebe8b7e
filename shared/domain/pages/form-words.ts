import type { Weekday } from '../../contracts/local-time.ts';
import type { Language } from '../../contracts/language.ts';
import type { PrivacyLevel } from '../../contracts/text-template.ts';
import type { ProblemCode } from '../read-intake.ts';

/** The words of the questions that both partners answer, each alone. */
export const formWords: Record<Language, FormWords> = {
  en: {
    name: 'Your first name, or what we may call you',
    language: 'Language of our texts to you',
    languages: { en: 'English', es: 'Español (Spanish)' },
    whenHeading: 'When we ask how you are',
    whenHint:
      'Once a week, a few short questions by text. You can change the day later, skip any question, or pause.',
    weekday: 'Day',
    weekdays: {
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
      sunday: 'Sunday',
    },
    time: 'Time',
    timeZone: 'Time zone',
    safeHours: 'Hours in which a text is safe for you',
    safeHoursHint:
      'We text from 9 am to 8 pm only. Outside of your hours we send nothing that you did not ask for.',
    from: 'From',
    until: 'Until',
    anyHour: 'Any hour',
    asBefore: 'As before',
    privacyHeading: 'How much a text may say',
    privacyHint: 'Think of who else may see your screen. Texts are not encrypted.',
    privacy: { discreet: 'As little as possible', normal: 'Neutral, with our name', full: 'Plain words' },
    aboutHeading: 'About you, to find a mentor who fits',
    aboutHint:
      'Leave out whatever you like. Only our team sees it, to compare it with what mentors tell about themselves. Your mentor and your partner do not see it.',
    aboutOpen: 'Tell a little about me (optional)',
    languagesSpoken: 'Languages you like to talk in',
    spoken: {
      en: 'English',
      es: 'Spanish',
      fr: 'French',
      ht: 'Haitian Creole',
      pt: 'Portuguese',
      ase: 'American Sign Language',
    },
    substances: 'What you are recovering from',
    substance: {
      alcohol: 'Alcohol',
      opioids: 'Opioids',
      stimulants: 'Stimulants',
      cannabis: 'Cannabis',
      sedatives: 'Sedatives',
      other: 'Something else',
    },
    pathways: 'Your way of recovery',
    pathway: {
      'twelve-step': 'Twelve steps',
      'smart-recovery': 'SMART Recovery',
      medication: 'Medication',
      'faith-based': 'With faith',
      therapy: 'Therapy',
      'self-directed': 'My own way',
      other: 'Something else',
    },
    children: 'Children at home or close to you',
    lifeStage: 'Your age',
    stage: { '18-29': '18 to 29', '30-44': '30 to 44', '45-59': '45 to 59', '60-plus': '60 and over' },
    faith: 'Faith',
    stance: { religious: 'Religious', spiritual: 'Spiritual', secular: 'Neither' },
    orientation: 'Orientation',
    leaning: { 'lgbtq-plus': 'LGBTQ+', straight: 'Straight' },
    veteran: 'Served in the military',
    yes: 'Yes',
    no: 'No',
    notSaid: 'Rather not say',
    consentHeading: 'What you agree to',
    keepAbout: 'What you told us before about yourself is not shown here, so that nobody else sees it.',
    keepAgree: 'What you agreed to before is not shown here, so that nobody else sees it.',
    keep: 'Leave it as it is',
    replace: 'Replace it with what I choose below',
    problems: {
      'keep-and-more':
        'is to be left as it is, but something is chosen: please say which of the two you mean',
      missing: 'is missing',
      'too-long': 'is too long',
      'not-readable': 'is not something that we know here',
      'not-a-phone': 'is not a phone number that exists: please check each digit',
      'other-country': 'is not a number in the United States or Canada: please call us instead',
      'same-phone': 'is your own number: each of you needs one, or tick that you share a phone',
      'two-phones': 'is another number than yours: leave it out, or do not tick that you share a phone',
      'no-safe-time': 'is outside of the hours in which we may text you: choose another time, or other hours',
    },
  },
  es: {
    name: 'Su nombre, o cómo quiere que le llamemos',
    language: 'Idioma de nuestros mensajes',
    languages: { en: 'English (inglés)', es: 'Español' },
    whenHeading: 'Cuándo le preguntamos cómo está',
    whenHint:
      'Una vez por semana, unas preguntas breves por mensaje. Después puede cambiar el día, saltarse cualquier pregunta o hacer una pausa.',
    weekday: 'Día',
    weekdays: {
      monday: 'Lunes',
      tuesday: 'Martes',
      wednesday: 'Miércoles',
      thursday: 'Jueves',
      friday: 'Viernes',
      saturday: 'Sábado',
      sunday: 'Domingo',
    },
    time: 'Hora',
    timeZone: 'Zona horaria',
    safeHours: 'Horas en las que puede recibir mensajes sin riesgo',
    safeHoursHint:
      'Escribimos solo de 9 am a 8 pm. Fuera de sus horas no enviamos nada que usted no haya pedido.',
    from: 'Desde',
    until: 'Hasta',
    anyHour: 'Todas',
    asBefore: 'Como antes',
    privacyHeading: 'Cuánto puede decir un mensaje',
    privacyHint: 'Piense en quién más puede ver su pantalla. Los mensajes no van cifrados.',
    privacy: {
      discreet: 'Lo menos posible',
      normal: 'Neutral, con nuestro nombre',
      full: 'Con palabras claras',
    },
    aboutHeading: 'Sobre usted, para encontrar a un mentor adecuado',
    aboutHint:
      'Deje fuera lo que quiera. Solo lo ve nuestro equipo, para compararlo con lo que los mentores cuentan de sí mismos. Su mentor y su pareja no lo ven.',
    aboutOpen: 'Contar un poco sobre mí (opcional)',
    languagesSpoken: 'Idiomas en los que le gusta hablar',
    spoken: {
      en: 'Inglés',
      es: 'Español',
      fr: 'Francés',
      ht: 'Criollo haitiano',
      pt: 'Portugués',
      ase: 'Lengua de señas americana',
    },
    substances: 'De qué se está recuperando',
    substance: {
      alcohol: 'Alcohol',
      opioids: 'Opioides',
      stimulants: 'Estimulantes',
      cannabis: 'Cannabis',
      sedatives: 'Sedantes',
      other: 'Otra cosa',
    },
    pathways: 'Su camino de recuperación',
    pathway: {
      'twelve-step': 'Doce pasos',
      'smart-recovery': 'SMART Recovery',
      medication: 'Medicación',
      'faith-based': 'Con la fe',
      therapy: 'Terapia',
      'self-directed': 'Mi propio camino',
      other: 'Otra cosa',
    },
    children: 'Hijos en casa o cerca de usted',
    lifeStage: 'Su edad',
    stage: { '18-29': '18 a 29', '30-44': '30 a 44', '45-59': '45 a 59', '60-plus': '60 o más' },
    faith: 'Fe',
    stance: { religious: 'Religión', spiritual: 'Espiritualidad', secular: 'Ninguna' },
    orientation: 'Orientación',
    leaning: { 'lgbtq-plus': 'LGBTQ+', straight: 'Heterosexual' },
    veteran: 'Sirvió en las fuerzas armadas',
    yes: 'Sí',
    no: 'No',
    notSaid: 'Prefiero no decirlo',
    consentHeading: 'Lo que usted autoriza',
    keepAbout: 'Lo que nos contó antes sobre usted no se muestra aquí, para que nadie más lo vea.',
    keepAgree: 'Lo que autorizó antes no se muestra aquí, para que nadie más lo vea.',
    keep: 'Dejarlo como está',
    replace: 'Cambiarlo por lo que elijo abajo',
    problems: {
      'keep-and-more': 'debe quedar como está, pero hay algo elegido: diga cuál de las dos cosas quiere',
      missing: 'falta',
      'too-long': 'es demasiado largo',
      'not-readable': 'no es algo que conozcamos aquí',
      'not-a-phone': 'no es un número de teléfono que exista: revise cada cifra, por favor',
      'other-country': 'no es un número de Estados Unidos ni de Canadá: mejor llámenos',
      'same-phone': 'es su propio número: cada persona necesita uno, o marque que comparten teléfono',
      'two-phones': 'no es el mismo número que el suyo: déjelo vacío, o no marque que comparten teléfono',
      'no-safe-time': 'está fuera de las horas en que podemos escribirle: elija otra hora, u otras horas',
    },
  },
};

interface FormWords {
  readonly name: string;
  readonly language: string;
  readonly languages: Words<Language>;
  readonly whenHeading: string;
  readonly whenHint: string;
  readonly weekday: string;
  readonly weekdays: Words<Weekday>;
  readonly time: string;
  readonly timeZone: string;
  readonly safeHours: string;
  readonly safeHoursHint: string;
  readonly from: string;
  readonly until: string;
  readonly anyHour: string;
  readonly asBefore: string;
  readonly privacyHeading: string;
  readonly privacyHint: string;
  readonly privacy: Words<PrivacyLevel>;
  readonly aboutHeading: string;
  readonly aboutHint: string;
  readonly aboutOpen: string;
  readonly languagesSpoken: string;
  readonly spoken: Words;
  readonly substances: string;
  readonly substance: Words;
  readonly pathways: string;
  readonly pathway: Words;
  readonly children: string;
  readonly lifeStage: string;
  readonly stage: Words;
  readonly faith: string;
  readonly stance: Words;
  readonly orientation: string;
  readonly leaning: Words;
  readonly veteran: string;
  readonly yes: string;
  readonly no: string;
  readonly notSaid: string;
  readonly consentHeading: string;
  readonly keepAbout: string;
  readonly keepAgree: string;
  readonly keep: string;
  readonly replace: string;
  readonly problems: Words<ProblemCode>;
}

type Words<Name extends string = string> = Readonly<Record<Name, string>>;
