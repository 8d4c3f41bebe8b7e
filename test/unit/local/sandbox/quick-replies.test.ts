import { Language } from '#shared/contracts/language';
import { QuestionId, QuestionSetId } from '#shared/contracts/question';
import { PrivacyLevel, TextTemplate } from '#shared/contracts/text-template';
import { questionSetOf } from '#shared/domain/question-sets';
import { parametersOf, wordsOf } from '#shared/domain/wordings/words-of';
import { quickRepliesTo } from '#local/sandbox/quick-replies';

const programmeName = 'Alongside';
const questions = new Map(
  QuestionSetId.options
    .flatMap((id) => questionSetOf(id).questions)
    .map((question) => [question.questionId, question]),
);
const everyWording = Language.options.flatMap((language) =>
  PrivacyLevel.options.map((privacyLevel) => ({ language, privacyLevel })),
);
const bodies = (text: string) => quickRepliesTo(text).map(({ body }) => body);

describe.each(everyWording)('in $language, $privacyLevel', ({ language, privacyLevel }) => {
  const skip = language === 'es' ? 'PASO' : 'SKIP';

  it.each(QuestionId.options)('%s can be answered with each of its numbers, or skipped', (questionId) => {
    const text = wordsOf({
      template: `question-${questionId}`,
      language,
      privacyLevel,
      params: { programmeName },
    });
    const { min = 0, max = 0 } = questions.get(questionId) ?? {};

    const numbers = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));

    expect(bodies(text)).toEqual([...numbers, skip]);
  });

  it('a nudge can be answered like its question', () => {
    const params = { programmeName, questionId: 'craving' } as const;

    expect(bodies(wordsOf({ template: 'nudge', language, privacyLevel, params }))).toHaveLength(12);
  });

  it.each(['opt-in', 'opt-in-reminder'] as const)('%s can be answered with yes or no', (template) => {
    const text = wordsOf({ template, language, privacyLevel, params: { programmeName } });

    expect(bodies(text)).toEqual(language === 'es' ? ['SI', 'NO'] : ['YES', 'NO']);
  });

  it('a text that asks for nothing has no answer', () => {
    const asking = /^(?:question-|opt-in(?:-reminder)?$)/;
    const others = TextTemplate.options.filter(
      (template) =>
        !asking.test(template) && parametersOf(template).needed.every((name) => name === 'programmeName'),
    );

    for (const template of others)
      expect([
        template,
        bodies(wordsOf({ template, language, privacyLevel, params: { programmeName } })),
      ]).toEqual([template, []]);
    expect(others.length).toBeGreaterThan(5);
  });
});

it('says what the ends of a scale and the numbers of a choice stand for', () => {
  expect(quickRepliesTo('How? 1 (hard) to 3 (good), or SKIP.')).toEqual([
    { body: '1', means: 'hard' },
    { body: '2' },
    { body: '3', means: 'good' },
    { body: 'SKIP' },
  ]);
  expect(quickRepliesTo('Call you? 1 yes, 2 no, 3 not sure, or SKIP.')).toEqual([
    { body: '1', means: 'yes' },
    { body: '2', means: 'no' },
    { body: '3', means: 'not sure' },
    { body: 'SKIP' },
  ]);
});

it.each([
  'Someone you support needs you now. Reply 4821 or open https://a.example/l/9999',
  'Alguien le necesita ahora. Responda 4821 o abra https://a.example/l/9999',
])('a page can be answered with its code: %s', (text) => {
  expect(bodies(text)).toEqual(['4821']);
});
