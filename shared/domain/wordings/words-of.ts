import type { Language } from '../../contracts/language.ts';
import { QuestionId } from '../../contracts/question.ts';
import type { PrivacyLevel, TextTemplate } from '../../contracts/text-template.ts';
import { asGsm7 } from '../sms-segments.ts';
import { agreementWordings } from './agreement-wordings.ts';
import { checkInWordings } from './check-in-wordings.ts';
import { crisisWordings } from './crisis-wordings.ts';
import { journeyWordings } from './journey-wordings.ts';
import { questionWordings } from './question-wordings.ts';
import { staffWordings } from './staff-wordings.ts';
import type { InEachLanguage, Wording } from './wording.ts';

/** What fills a text; which of them a text needs, `parametersOf` tells. */
export interface TextParams {
  /** Up to 40 characters, neutral by itself [T15]. */
  readonly programmeName: string;
  readonly supportPhone?: string | undefined;
  /** A first name, up to 20 characters. */
  readonly mentorName?: string | undefined;
  /** The first name of the other one of two, up to 20 characters. */
  readonly otherName?: string | undefined;
  /** What somebody would like to have passed on, up to 200 characters; left as it is. */
  readonly sharedWords?: string | undefined;
  /** The question that a reminder repeats. */
  readonly questionId?: QuestionId | undefined;
  /** Up to 60 characters; left as it is. */
  readonly url?: string | undefined;
  readonly code?: string | undefined;
  /** A day, perhaps with an hour, as the reader says it behind "until" or "hasta": Monday, Dec 7 · el lunes 7 de dic. */
  readonly when?: string | undefined;
  /** The privacy level that was chosen, which need not be the one of the text. */
  readonly level?: PrivacyLevel | undefined;
  readonly days?: number | undefined;
}

export interface TextRequest {
  readonly template: TextTemplate;
  readonly language: Language;
  readonly privacyLevel: PrivacyLevel;
  readonly params: TextParams;
}

/**
 * The words of a text: GSM-7 as long as its parameters can be written so (María becomes Maria), one segment with the
 * longest parameters, two where `segmentBudgetOf` allows it. A parameter is taken literally: braces in a name mean
 * nothing. Throws for a parameter that the text needs and does not get, at every privacy level alike: that is our bug.
 */
export function wordsOf({ template, language, privacyLevel, params }: TextRequest): string {
  const values = valuesOf(params, language);
  const missing = parametersOf(template).needed.find((name) => !values.has(name));
  if (missing !== undefined) throw new Error(`the text ${template} needs ${missing}`);

  const wording = wordings[template];
  const isSigned = privacyLevel !== 'discreet' && !wording.unsigned;
  const words = `${isSigned ? '{programmeName}: ' : ''}${at(wording, privacyLevel)[language]}`;
  const questionId = questionIdOf(template) ?? params.questionId;
  const question = questionId && at(questionWordings[questionId], privacyLevel)[language];
  return filled(words, question ? new Map([...values, ['question', question]]) : values);
}

/** The parameters without which a text is not written at any level, and those that it uses where they are given. */
export function parametersOf(template: TextTemplate): {
  readonly needed: readonly (keyof TextParams)[];
  readonly optional: readonly (keyof TextParams)[];
} {
  const { discreet, normal, full } = wordings[template];
  const words = [discreet, normal, full].flatMap((level) => (level ? Object.values(level) : [])).join('\n');
  const always = words.replace(optionalPart, '');
  const isIn = (text: string) => (name: keyof TextParams) =>
    name === 'questionId'
      ? text.includes('{question}') && questionIdOf(template) === undefined
      : name === 'programmeName' || text.includes(`{${name}}`);
  const needed = parameterNames.filter(isIn(always));
  return { needed, optional: parameterNames.filter(isIn(words)).filter((name) => !needed.includes(name)) };
}

/** How many segments a text may take with the longest parameters: every one of them is paid for (aws-facts §2.5). */
export const segmentBudgetOf = (template: TextTemplate): 1 | 2 =>
  template.startsWith('crisis-') || ['opt-in', 'help', 'coping', 'shared-words'].includes(template) ? 2 : 1;

const wordings: Readonly<Record<TextTemplate, Wording>> = {
  ...agreementWordings,
  ...checkInWordings,
  ...journeyWordings,
  ...crisisWordings,
  ...staffWordings,
};

const at = ({ discreet, normal = discreet, full = normal }: Wording, level: PrivacyLevel): InEachLanguage =>
  ({ discreet, normal, full })[level];

const questionIdOf = (template: TextTemplate): QuestionId | undefined =>
  QuestionId.options.find((questionId) => template === `question-${questionId}`);

const parameterNames = [
  'programmeName',
  'supportPhone',
  'mentorName',
  'otherName',
  'sharedWords',
  'questionId',
  'url',
  'code',
  'when',
  'level',
  'days',
] as const satisfies readonly (keyof TextParams)[];

const optionalPart = /\[([^\]]*)\]/g;
const placeholder = /\{(\w+)\}/g;

/** In one pass each, so that nothing in a value is read as a placeholder. */
function filled(words: string, values: ReadonlyMap<string, string>): string {
  const isGiven = (part: string): boolean =>
    Array.from(part.matchAll(placeholder)).every(([, name = '']) => values.has(name));
  return words
    .replace(optionalPart, (_brackets, part: string) => (isGiven(part) ? part : ''))
    .replace(placeholder, (unknown, name: string) => values.get(name) ?? unknown);
}

/** As they stand in a text of this language; a blank one is none. */
function valuesOf(
  { url, sharedWords, level, days, ...plain }: TextParams,
  language: Language,
): Map<string, string> {
  const given: [string, string | undefined][] = [
    ...Object.entries(plain).map(([name, value]): [string, string | undefined] => [
      name,
      value && asGsm7(value),
    ]),
    ['url', url],
    ['sharedWords', sharedWords],
    ['level', level && levelNames[level][language]],
    ['days', days === undefined ? undefined : countOfDays(days, language)],
  ];
  return new Map(
    given.flatMap(([name, value]): [string, string][] => {
      const text = value?.trim().replace(/\s+/g, ' ');
      return text ? [[name, text]] : [];
    }),
  );
}

/** What the reader sees of a level: a word like "discreet" would itself tell that there is something to hide. */
const levelNames: Record<PrivacyLevel, InEachLanguage> = {
  discreet: { en: 'brief', es: 'breves' },
  normal: { en: 'standard', es: 'normales' },
  full: { en: 'detailed', es: 'detallados' },
};

const countOfDays = (days: number, language: Language): string =>
  ({ en: days === 1 ? '1 day' : `${days} days`, es: days === 1 ? '1 dia' : `${days} dias` })[language];
