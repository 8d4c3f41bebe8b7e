import { QuestionId, QuestionSet, QuestionSetId } from '#shared/contracts/question';
import { TextTemplate } from '#shared/contracts/text-template';
import { raisedBy } from '#shared/domain/check-in-questions';
import { parseAnswer } from '#shared/domain/parse-answer';
import { questionSetOf } from '#shared/domain/question-sets';
import { reservedWordOf } from '#shared/domain/reserved-words';

const sets = QuestionSetId.options.map(questionSetOf);
const questions = sets.flatMap((set) => set.questions);
const valuesOf = ({ min, max }: { min: number; max: number }): number[] =>
  Array.from({ length: max - min + 1 }, (_, index) => min + index);

describe('a published question set', () => {
  it.each(sets)('$questionSetId is valid: three to five questions, each once [4a]', (set) => {
    const ids = set.questions.map(({ questionId }) => questionId);

    expect(QuestionSet.parse(set)).toEqual(set);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks every question somewhere, and none without a text', () => {
    expect(new Set(questions.map(({ questionId }) => questionId))).toEqual(new Set(QuestionId.options));
    for (const id of QuestionId.options) expect(TextTemplate.options).toContain(`question-${id}`);
  });

  it('asks the same questions in the short check-in, fewer of them and in the same order', () => {
    const [long, short] = [questionSetOf('check-in-1'), questionSetOf('check-in-short-1')];

    expect(long.questions.filter((question) => short.questions.includes(question))).toEqual(short.questions);
    expect(short.questions.length).toBeLessThan(long.questions.length);
  });

  it.each(questions)(
    '$questionId has rules within its numbers, one at most for each',
    ({ rules, ...question }) => {
      for (const { from, to } of rules) {
        expect(from).toBeLessThanOrEqual(to);
        expect(from).toBeGreaterThanOrEqual(question.min);
        expect(to).toBeLessThanOrEqual(question.max);
      }
      for (const value of valuesOf(question))
        expect(rules.filter(({ from, to }) => from <= value && value <= to).length).toBeLessThanOrEqual(1);
    },
  );

  it('names every rule once', () => {
    const all = QuestionId.options
      .map((id) => questions.find(({ questionId }) => questionId === id)!)
      .flatMap(({ rules, whenSkipped }) => [...rules, ...(whenSkipped ? [whenSkipped] : [])]);

    expect(new Set(all.map(({ ruleId }) => ruleId)).size).toBe(all.length);
  });

  it('means the same by 1, 2 and 3 in every choice', () => {
    const choices = questions.filter(({ kind }) => kind === 'choice');

    expect(choices.length).toBeGreaterThan(0);
    for (const choice of choices) {
      expect(parseAnswer('yes', choice, 'en')).toEqual({ kind: 'answer', value: 1 });
      expect(parseAnswer('no', choice, 'es')).toEqual({ kind: 'answer', value: 2 });
    }
  });
});

describe('the private screen', () => {
  const screen = questionSetOf('safety-screen-1');

  it.each([
    { questionId: 'own-phone', safe: 1 },
    { questionId: 'safe-home', safe: 1 },
    { questionId: 'careful', safe: 2 },
  ] as const)(
    'of all answers to $questionId, a skip included, only $safe needs no person',
    ({ questionId, safe }) => {
      const question = screen.questions.find((one) => one.questionId === questionId)!;

      const quiet = valuesOf(question).filter(
        (value) => raisedBy({ [questionId]: { kind: 'answer', value } }, screen).length === 0,
      );

      expect(quiet).toEqual([safe]);
      expect(raisedBy({ [questionId]: { kind: 'skip' } }, screen)).toMatchObject([{ severity: 'concern' }]);
    },
  );
});

describe('answers and reserved words', () => {
  it.each(
    '0 1 2 3 4 5 6 7 8 9 10 one uno four cuatro ten diez yes no sí si n y s skip pass next omitir saltar paso siguiente none nada'
      .split(' ')
      .map((word) => [word]),
  )('%j never ends or starts texts [4a]', (word) => {
    expect(reservedWordOf(word)).toBeUndefined();
  });
});
