import { QuestionId } from '#shared/contracts/question';
import { PrivacyLevel, TextTemplate } from '#shared/contracts/text-template';
import { parametersOf, wordsOf } from '#shared/domain/wordings/words-of';

/** What a text on a phone is, as its reader would understand it. */
export type Recognised =
  | { readonly kind: 'question'; readonly questionId: QuestionId; readonly again: boolean }
  | { readonly kind: 'template'; readonly template: TextTemplate };

/** Recognises texts of a programme by their words, at every privacy level and in both languages. */
export function textReader(programmeName: string): (body: string) => Recognised | undefined {
  const known = new Map<string, Recognised>();
  for (const language of ['en', 'es'] as const) {
    for (const privacyLevel of PrivacyLevel.options) {
      const words = (template: TextTemplate, questionId?: QuestionId): string =>
        wordsOf({ template, language, privacyLevel, params: { programmeName, questionId } });
      for (const template of TextTemplate.options) {
        const { needed } = parametersOf(template);
        const asksAgain = needed.includes('questionId');
        if (asksAgain)
          for (const questionId of QuestionId.options)
            known.set(words(template, questionId), { kind: 'question', questionId, again: true });
        else if (needed.every((name) => name === 'programmeName'))
          known.set(words(template), plain(template));
      }
    }
  }
  return (body) => known.get(body);
}

function plain(template: TextTemplate): Recognised {
  const questionId = QuestionId.options.find((id) => template === `question-${id}`);
  return questionId ? { kind: 'question', questionId, again: false } : { kind: 'template', template };
}
