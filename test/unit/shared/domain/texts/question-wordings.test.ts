import { Language } from '#shared/contracts/language';
import { QuestionId } from '#shared/contracts/question';
import { parseAnswer } from '#shared/domain/parse-answer';
import { questionSetOf } from '#shared/domain/question-sets';
import { reservedWordOf } from '#shared/domain/reserved-words';
import { everyText, matching, textsOf, without } from './every-text.ts';

describe('the words in capitals', () => {
  const inCapitals = everyText.flatMap((text) =>
    (text.words.replace(/P{40}|M{20}|O{20}/g, '').match(/\b\p{Lu}{2,}\b/gu) ?? []).map((word) => ({
      word,
      text,
    })),
  );

  it('are known ones', () => {
    expect([...new Set(inCapitals.map(({ word }) => word))].toSorted()).toEqual(
      'AYUDA COMPARTIR DRILL HELP HOLA HOME NO PASO SHARE SI SIMULACRO SKIP START STOP UNSTOP YES'.split(' '),
    );
  });

  it('do here what the text says [T4, T8]', () => {
    expect(['STOP', 'HELP', 'AYUDA', 'UNSTOP'].map(reservedWordOf)).toEqual([
      'stop',
      'help',
      'help',
      'start',
    ]);
  });

  it('that belong to other numbers are told to be sent there, in a new text [P23]', () => {
    const elsewhere = ['START', 'HOME', 'HOLA'];
    const theirs = inCapitals.filter(({ word }) => elsewhere.includes(word)).map(({ text }) => text);

    expect(theirs.length).toBeGreaterThan(0);
    expect(
      without(
        theirs,
        /(?:start a new text to 88788 with the word START|inicie un mensaje nuevo al 88788 con la palabra START|start a new text to 741741 with the word HOME|inicie un mensaje nuevo al 741741 con la palabra HOLA)\b/,
      ),
    ).toEqual([]);
    expect(matching(everyText, /(?:START|HOME|HOLA)\b.*\b(?:START|HOME|HOLA)\b/)).toEqual([]);
  });

  it('end texts in no reply to a question but the first, where they say so [4a]', () => {
    const questions = everyText.filter(
      ({ template }) => template.startsWith('question-') || ['nudge', 'unclear'].includes(template),
    );

    expect([
      ...new Set(questions.filter(({ words }) => /STOP/.test(words)).map(({ template }) => template)),
    ]).toEqual(['question-wellbeing']);
    expect(
      without(textsOf('question-wellbeing'), /(?:Reply STOP to end|Responda STOP para terminar)\.$/),
    ).toEqual([]);
  });
});

describe('a question', () => {
  const questions = [...questionSetOf('check-in-1').questions, ...questionSetOf('safety-screen-1').questions];
  const asked = questions.flatMap((question) =>
    textsOf(`question-${question.questionId}`).map((text) => ({ question, ...text })),
  );

  it('exists for every question that is asked', () => {
    expect(questions.map(({ questionId }) => questionId).toSorted()).toEqual(QuestionId.options.toSorted());
  });

  it('tells both ends of its scale, and no number beyond', () => {
    for (const { question, words } of asked) {
      const numbers = (words.match(/\d+/g) ?? []).map(Number);

      expect(Math.min(...numbers)).toBe(question.min);
      expect(Math.max(...numbers)).toBe(question.max);
    }
  });

  it('offers answers that are understood, and a way past it', () => {
    for (const { question, language, words } of asked) {
      const [, skip = ''] = /\b(?:or|o) (\p{Lu}+)\./u.exec(words) ?? [];

      expect(parseAnswer(skip, question, language)).toEqual({ kind: 'skip' });
      expect(reservedWordOf(skip)).toBeUndefined();
      for (const value of [question.min, question.max])
        expect(parseAnswer(String(value), question, language)).toEqual({ kind: 'answer', value });
    }
  });

  it('offers labels that mean their own number when they are sent back, and never STOP', () => {
    const labels = asked.flatMap(({ question, language, words }) =>
      Array.from(
        words.matchAll(/\b(\d+) (?:\(([\p{L} ]+)\)|([\p{L} ]+),)/gu),
        ([, number, inBrackets, plain]) => ({
          label: inBrackets ?? plain ?? '',
          value: Number(number),
          question,
          language,
        }),
      ),
    );

    expect(labels.length).toBeGreaterThan(60);
    for (const { label, value, question, language } of labels) {
      const parsed = parseAnswer(label, question, language);

      expect(reservedWordOf(label)).toBeUndefined();
      if (question.kind === 'choice') expect(parsed).toEqual({ kind: 'answer', value });
      else if (parsed.kind === 'answer') expect(parsed.value).toBe(value);
    }
  });

  it('of the private screen may be read by the wrong eyes, at every level [E27]', () => {
    const screen = textsOf('question-own-phone', 'question-safe-home', 'question-careful');
    const alarming =
      /safe|segur|afraid|fear|scar|hurt|harm|danger|threat|control|privat|secret|discre|careful|read|watch|miedo|temor|daño|peligro|amenaz|privad|cuidad|lee\b|vigil/i;
    const words = screen.map(({ words: text }) => text.replace(/^P{40}: /, ''));

    expect(matching(screen, alarming)).toEqual([]);
    expect(new Set(words).size).toBe(3 * Language.options.length);
  });
});
