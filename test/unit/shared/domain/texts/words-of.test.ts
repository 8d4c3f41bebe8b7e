import * as fc from 'fast-check';
import { Language } from '#shared/contracts/language';
import { QuestionId } from '#shared/contracts/question';
import { PrivacyLevel, TextTemplate } from '#shared/contracts/text-template';
import { isGsm7 } from '#shared/domain/sms-segments';
import { parametersOf, wordsOf, type TextParams } from '#shared/domain/wordings/words-of';
import { everyText, longestParams } from './every-text.ts';

const all: TextParams = { ...longestParams, programmeName: 'Alongside', questionId: 'craving' };
const en = (template: TextTemplate, privacyLevel: PrivacyLevel, params: Partial<TextParams> = {}): string =>
  wordsOf({ template, language: 'en', privacyLevel, params: { ...all, ...params } });

describe('wordsOf', () => {
  it('speaks as openly as the level allows', () => {
    expect(PrivacyLevel.options.map((level) => en('question-craving', level))).toEqual([
      'How strong was the pull of old habits this week? 0 (none) to 10 (very strong), or SKIP.',
      'Alongside: How strong were your urges this week? 0 (none) to 10 (very strong), or SKIP.',
      'Alongside: How strong were cravings to use this week? 0 (none) to 10 (very strong), or SKIP.',
    ]);
  });

  it.each(QuestionId.options)('repeats the open question %s behind a reminder, named once', (questionId) => {
    const question = en(`question-${questionId}`, 'normal').replace(' Reply STOP to end.', '');

    expect(en('nudge', 'normal', { questionId })).toBe(
      question.replace('Alongside: ', 'Alongside: Just a reminder. '),
    );
  });

  it('says until when only where there is an until', () => {
    expect(en('paused', 'normal', { when: 'Monday' })).toContain('are paused until Monday. You can');
    expect(en('paused', 'normal', { when: undefined })).toContain('are paused. You can');
  });

  it.each([
    ['en', 1, '1 day'],
    ['en', 7, '7 days'],
    ['es', 1, '1 dia'],
    ['es', 7, '7 dias'],
  ] as const)('counts days in %s', (language, days, words) => {
    const text = wordsOf({
      template: 'own-part',
      language,
      privacyLevel: 'discreet',
      params: { ...all, days },
    });

    expect(text).toContain(` ${words}.`);
  });

  it('tells the chosen level in words that give nothing away', () => {
    const told = PrivacyLevel.options.map((level) => en('privacy-set', 'discreet', { level }));

    expect(told).toEqual(
      ['brief', 'standard', 'detailed'].map((name) => `Done: our texts to you are ${name} from now on.`),
    );
  });

  it('keeps a name with an accent from doubling the price, and a link as it is', () => {
    expect(en('matched', 'normal', { mentorName: 'María' })).toContain('Maria');
    expect(en('own-part', 'normal', { url: 'https://x.example/ñá' })).toContain('https://x.example/ñá');
  });

  it('stays in GSM-7 and without a hole, whatever the names are like', () => {
    const name = fc.string({ unit: fc.constantFrom(...'aeZ áÍçñ’–{}[]$&\n'), minLength: 1 });
    const names = fc.record({ programmeName: name, mentorName: name, when: name });

    fc.assert(
      fc.property(
        fc.constantFrom(...everyText),
        names.filter((values) => Object.values(values).every((value) => value.trim() !== '')),
        (request, values) => {
          const words = wordsOf({ ...request, params: { ...all, ...values } });

          expect(words).not.toMatch(/\s\s|undefined|^\s|\s$/);
          expect(isGsm7(words)).toBe(true);
        },
      ),
    );
  });

  it('takes a parameter literally', () => {
    expect(en('matched', 'normal', { mentorName: '{url} [$&]' })).toContain(': {url} [$&] will support you');
  });
});

describe('the parameters of a text', () => {
  const needs = TextTemplate.options.flatMap((template) =>
    parametersOf(template).needed.map((name) => ({ template, name })),
  );
  const writeWith = (template: TextTemplate, params: object): string[] =>
    PrivacyLevel.options.flatMap((privacyLevel) =>
      Language.options.map((language) =>
        wordsOf({ template, language, privacyLevel, params: { programmeName: 'Alongside', ...params } }),
      ),
    );

  it.each(needs)('$template is not written without $name, at any level', ({ template, name }) => {
    for (const privacyLevel of PrivacyLevel.options)
      expect(() =>
        wordsOf({ template, language: 'es', privacyLevel, params: { ...all, [name]: undefined } }),
      ).toThrow(new Error(`the text ${template} needs ${name}`));
  });

  it.each(needs.filter(({ name }) => name !== 'level' && name !== 'questionId'))(
    '$template takes a blank $name for none',
    ({ template, name }) => {
      expect(() => en(template, 'normal', { [name]: ' ' })).toThrow(
        new Error(`the text ${template} needs ${name}`),
      );
    },
  );

  it.each(TextTemplate.options)('%s is written with what it needs and no more', (template) => {
    const needed = Object.fromEntries(parametersOf(template).needed.map((name) => [name, all[name]]));

    for (const words of writeWith(template, needed)) expect(words).not.toMatch(/[{}[\]]| {2}|undefined/);
  });

  it.each(TextTemplate.options)('%s uses every parameter that it names, and no other', (template) => {
    const { needed, optional } = parametersOf(template);
    const [first = {}, second = {}] = ['a', 'b'].map((letter) => ({
      ...all,
      programmeName: letter,
      supportPhone: letter,
      mentorName: letter,
      otherName: letter,
      sharedWords: letter,
      url: letter,
      code: letter,
      when: letter,
      level: letter === 'a' ? 'normal' : 'full',
      days: letter === 'a' ? 1 : 2,
      questionId: letter === 'a' ? 'contact' : 'support',
    }));

    const used = Object.keys(first).filter(
      (name) =>
        writeWith(template, first).join('|') !==
        writeWith(template, { ...first, [name]: new Map(Object.entries(second)).get(name) }).join('|'),
    );

    const named = [...needed, ...optional].filter(
      (name) => name !== 'programmeName' || used.includes('programmeName'),
    );
    expect(used.toSorted()).toEqual(named.toSorted());
  });

  it('are the ones that the steps give', () => {
    const given = TextTemplate.options.map((template) => {
      const { needed, optional } = parametersOf(template);
      return [
        template,
        [...needed.filter((name) => name !== 'programmeName'), ...optional.map((name) => `${name}?`)].join(
          ' ',
        ),
      ];
    });

    expect(Object.fromEntries(given.filter(([, names]) => names !== ''))).toEqual({
      help: 'supportPhone',
      'own-part': 'url days?',
      'own-part-reminder': 'url days?',
      nudge: 'questionId',
      unclear: 'questionId',
      matched: 'mentorName',
      'mentor-changed': 'mentorName?',
      paused: 'when?',
      'privacy-set': 'level',
      'later-set': 'when?',
      'share-how': 'otherName',
      'share-confirm': 'otherName',
      'share-taken': 'otherName',
      'shared-words': 'otherName sharedWords',
      page: 'url code',
      'page-passed-on': 'code',
      'page-drill': 'url code',
    });
    expect(everyText.length).toBe((TextTemplate.options.length - 2 + 2 * QuestionId.options.length) * 6);
  });
});
