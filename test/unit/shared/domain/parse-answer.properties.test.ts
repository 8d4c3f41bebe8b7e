import * as fc from 'fast-check';
import { Language } from '#shared/contracts/language';
import type { Question } from '#shared/contracts/question';
import { parseAnswer } from '#shared/domain/parse-answer';
import { questionSetOf } from '#shared/domain/question-sets';

const questions: fc.Arbitrary<Question> = fc.constantFrom(
  ...questionSetOf('check-in-1').questions,
  ...questionSetOf('safety-screen-1').questions,
);
const languages = fc.constantFrom(...Language.options);

const numberWords = [
  ['zero', 'cero'],
  ['one', 'uno', 'un', 'una'],
  ['two', 'dos'],
  ['three', 'tres'],
  ['four', 'cuatro'],
  ['five', 'cinco'],
  ['six', 'seis'],
  ['seven', 'siete'],
  ['eight', 'ocho'],
  ['nine', 'nueve'],
  ['ten', 'diez'],
];
const formsOf = (value: number): string[] => [
  String(value),
  `${value}/5`,
  `${value}/10`,
  String.fromCodePoint(0xff10 + (value % 10)),
  `${value % 10}\u{FE0F}\u{20E3}`,
  ...(numberWords[value] ?? []),
];
const numbers = fc.integer({ min: 0, max: 10 }).chain((value) => fc.constantFrom(...formsOf(value)));
const words = fc.constantFrom(
  ...'yes no sí si y s n none nada skip omitir ok hi I am at a un le doy maybe not or o days días out of de please gracias'.split(
    ' ',
  ),
);
/** Words that no rule knows: whoever wrote them wanted them read. */
const notes = fc.constantFrom('ROUGH', 'triste', 'drank', 'señora', "can't", 'zzz', '😢', '💔', '東京', 'q');
const gaps = fc.constantFrom(' ', ' ', ' - ', ', ', '. ', '\n', ' (', ') ', '! ', ': ', '', '? ', '/', '-');

/** Texts made of what people write, in any order. */
const texts: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.oneof(numbers, numbers, words, notes), gaps), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.flat().join(''));

const anything = fc.oneof(
  texts,
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

/** The text as a careful reader would spell it out: plain digits, no accents, no case. */
const plain = (body: string): string =>
  body
    .replaceAll('🔟', '10')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(\p{L})\1{2,}/gu, '$1');
const squeezed = (text: string): string => text.replace(/(\p{L})\1+/gu, '$1');

const choiceWords = [
  'yes yeah yea yep yup sure si claro y course supuesto',
  'no nope nah n',
  'sure know idk se seguro',
];

/** Every way in which a text can hold this value as an answer to this question. */
const mayStandFor = (value: number, { kind, min }: Question): string[] => [
  String(value),
  ...(numberWords[value] ?? []),
  ...(value === 0 && min === 0 ? ['none', 'nada', 'ningun'] : []),
  ...(kind === 'choice' ? (choiceWords[value - 1] ?? '').split(' ') : []),
];

const countOf = (part: string, text: string): number => text.split(part).length - 1;

describe('an answer, whatever is written', () => {
  it('is one of three things, in the range of its question, for any text whatsoever', () => {
    fc.assert(
      fc.property(anything, questions, languages, (body, question, language) => {
        const parsed = parseAnswer(body, question, language);

        expect(['answer', 'skip', 'unclear']).toContain(parsed.kind);
        if (parsed.kind !== 'answer') return;
        expect(parsed.value).toBeGreaterThanOrEqual(question.min);
        expect(parsed.value).toBeLessThanOrEqual(question.max);
      }),
      { numRuns: 2000 },
    );
  });

  it('is never a value that the text does not contain in some form', () => {
    fc.assert(
      fc.property(anything, questions, languages, (body, question, language) => {
        const parsed = parseAnswer(body, question, language);
        if (parsed.kind !== 'answer') return;

        const written = plain(body);
        const forms = mayStandFor(parsed.value, question);
        expect({
          body,
          value: parsed.value,
          isWritten: forms.some(
            (form) => written.includes(form) || squeezed(written).includes(squeezed(form)),
          ),
        }).toMatchObject({ isWritten: true });
      }),
      { numRuns: 4000 },
    );
  });

  it('is the only number in the text that could be one', () => {
    fc.assert(
      fc.property(texts, questions, languages, (body, question, language) => {
        const parsed = parseAnswer(body, question, language);
        if (parsed.kind === 'unclear') return;

        const standing = plain(body)
          .replace(/\/(?:5|10)(?!\d)/g, '')
          .match(/(?<![\p{L}\p{N}])\d+(?![\p{L}\p{N}])/gu);
        const others = (standing ?? []).map(Number).filter((number) => number <= question.max);
        expect({ body, others, known: others.length <= (parsed.kind === 'skip' ? 0 : 1) }).toMatchObject({
          known: true,
        });
      }),
      { numRuns: 4000 },
    );
  });

  it('leaves everything that nobody could know for a person to read, as it was written', () => {
    fc.assert(
      fc.property(texts, questions, languages, (body, question, language) => {
        const parsed = parseAnswer(body, question, language);
        if (parsed.kind === 'unclear') return;

        const { remainder = '' } = parsed;
        for (const note of ['ROUGH', 'triste', 'drank', 'señora', "can't", 'zzz', '😢', '💔', '東京'])
          expect([body, note, countOf(note, remainder)]).toEqual([body, note, countOf(note, body)]);
        for (const part of remainder.split(/\s+/)) expect(body).toContain(part);
      }),
      { numRuns: 4000 },
    );
  });

  it('is the same with white space around it, and in capitals', () => {
    const spaces = fc.stringMatching(/^[ \t\n\r\u00A0]{0,4}$/);

    fc.assert(
      fc.property(texts, spaces, questions, languages, (body, space, question, language) => {
        const parsed = parseAnswer(body, question, language);
        const loud = parseAnswer(body.toUpperCase(), question, language);

        expect(parseAnswer(`${space}${body}${space}`, question, language)).toEqual(parsed);
        expect({ ...loud, remainder: undefined }).toEqual({ ...parsed, remainder: undefined });
      }),
      { numRuns: 2000 },
    );
  });

  it('reads every value of every question, as a digit, a word or a keycap, in both languages', () => {
    fc.assert(
      fc.property(questions, languages, fc.nat(), (question, language, chance) => {
        const value = question.min + (chance % (question.max - question.min + 1));
        const forms = [
          String(value),
          ...(numberWords[value] ?? []),
          value === 10 ? '🔟' : `${value}\u{FE0F}\u{20E3}`,
        ];

        for (const form of forms)
          expect([form, parseAnswer(form, question, language)]).toEqual([form, { kind: 'answer', value }]);
      }),
    );
  });
});

describe('several answers in one text', () => {
  const joiners = fc.constantFrom(
    ' ',
    ', ',
    ',',
    '\n',
    '\n\n',
    '. ',
    '; ',
    ' - ',
    '-',
    ' and ',
    ' y ',
    ') ',
    ' / ',
    ': ',
    ' | ',
  );

  it('are never taken for one, in whatever form and with whatever between them', () => {
    const answersTo = (question: Question) =>
      fc.array(
        fc
          .integer({ min: question.min, max: question.max })
          .chain((value) => fc.constantFrom(String(value), ...(numberWords[value] ?? []))),
        { minLength: 2, maxLength: 5 },
      );
    const cases = fc
      .record({ question: questions, language: languages, joiner: joiners })
      .chain((given) => answersTo(given.question).map((answers) => ({ ...given, answers })));

    fc.assert(
      fc.property(cases, ({ question, language, joiner, answers }) => {
        // "4 / 5" of five is one answer.
        fc.pre(!(joiner === ' / ' && question.kind !== 'choice' && answers.length === 2));
        // "un 4" is one answer too.
        fc.pre(
          !(joiner === ' ' && answers.slice(0, -1).every((answer) => answer === 'un' || answer === 'una')),
        );

        expect([answers, parseAnswer(answers.join(joiner), question, language).kind]).toEqual([
          answers,
          'unclear',
        ]);
      }),
      { numRuns: 3000 },
    );
  });
});
