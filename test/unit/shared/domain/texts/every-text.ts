import { Language } from '#shared/contracts/language';
import { QuestionId } from '#shared/contracts/question';
import { PrivacyLevel, TextTemplate } from '#shared/contracts/text-template';
import { wordsOf, type TextParams, type TextRequest } from '#shared/domain/wordings/words-of';

/** The longest that a text is promised for; every name is easy to find in what it went into. */
export const longestParams: TextParams = {
  programmeName: 'P'.repeat(40),
  supportPhone: '+1 202 555 0100',
  mentorName: 'M'.repeat(20),
  otherName: 'O'.repeat(20),
  sharedWords: `${'w'.repeat(199)}.`,
  url: `https://${'u'.repeat(52)}`,
  code: '4821',
  when: 'el miércoles 30 de septiembre a las 10:30',
  level: 'full',
  days: 30,
};

export interface WrittenText extends TextRequest {
  readonly words: string;
}

/** Every template in every language at every level; reminders once for each question. */
export const everyText: readonly WrittenText[] = TextTemplate.options.flatMap((template) =>
  PrivacyLevel.options.flatMap((privacyLevel) =>
    Language.options.flatMap((language) =>
      (template === 'nudge' || template === 'unclear' ? QuestionId.options : [undefined]).map(
        (questionId) => {
          const params = { ...longestParams, questionId };
          const request = { template, privacyLevel, language, params };
          return { ...request, words: wordsOf(request) };
        },
      ),
    ),
  ),
);

/** Which texts these are, to be compared with none or with the few that may. */
export const namesOf = (texts: readonly WrittenText[]): string[] =>
  texts.map(({ template, privacyLevel, language, params }) =>
    [template, params.questionId, privacyLevel, language].filter(Boolean).join(' '),
  );

export const textsOf = (...templates: TextTemplate[]): WrittenText[] =>
  everyText.filter(({ template }) => templates.includes(template));

export const matching = (texts: readonly WrittenText[], pattern: RegExp): string[] =>
  namesOf(texts.filter(({ words }) => pattern.test(words)));

export const without = (texts: readonly WrittenText[], pattern: RegExp): string[] =>
  namesOf(texts.filter(({ words }) => !pattern.test(words)));
