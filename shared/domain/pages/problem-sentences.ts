import type { Language } from '../../contracts/language.ts';
import type { IntakeProblem } from '../read-intake.ts';
import type { FormState } from './fields.ts';
import { formWords } from './form-words.ts';
import { intakeWords } from './intake-words.ts';

/** What is wrong, as sentences that name the field as the page does. */
export const sentencesFor = (problems: readonly IntakeProblem[], language: Language): FormState['problems'] =>
  problems
    .toSorted((a, b) => fieldsOnPage.indexOf(a.field) - fieldsOnPage.indexOf(b.field))
    .map(({ field, problem }) => ({
      field: fieldsOnPage.includes(field) ? field : 'content',
      sentence: `${nameOf(field, language)} ${formWords[language].problems[problem]}.`,
    }));

/** The same for a caller of the API, in English: the field is named apart. */
export const messageFor = ({ problem }: IntakeProblem): string => formWords.en.problems[problem];

function nameOf(field: string, language: Language): string {
  const words = formWords[language];
  const intake = intakeWords[language];
  const names: Readonly<Record<string, string>> = {
    name: words.name,
    phone: intake.phone,
    'partner.name': intake.partnerName,
    'partner.phone': intake.partnerPhone,
    language: words.language,
    'partner.language': intake.partnerLanguage,
    timeZone: words.timeZone,
    'schedule.weekday': words.weekday,
    'schedule.time': words.time,
    privacyLevel: words.privacyHeading,
    'safeHours.start': words.from,
    'safeHours.end': words.until,
    agree: words.consentHeading,
  };
  const name = names[field] ?? words.aboutHeading;
  return language === 'es' ? `«${name}»` : `“${name}”`;
}

/** In the order of the page. */
const fieldsOnPage: readonly string[] = [
  'name',
  'phone',
  'language',
  'partner.name',
  'partner.phone',
  'partner.language',
  'schedule.weekday',
  'schedule.time',
  'timeZone',
  'safeHours.start',
  'safeHours.end',
  'privacyLevel',
  'about',
  'about.languages',
  'about.substances',
  'about.pathways',
  'about.children',
  'about.lifeStage',
  'about.faithStance',
  'about.orientation',
  'about.veteran',
  'agree',
];
