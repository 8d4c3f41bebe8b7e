import * as fc from 'fast-check';
import type { CycleOutcome } from '#shared/contracts/cadence';
import type { AskedQuestion } from '#shared/contracts/check-in';
import { QuestionId, QuestionSetId, type Answers, type StoredAnswer } from '#shared/contracts/question';
import {
  outcomeOf,
  progress,
  questionOfReply,
  raisedBy,
  unreadForSeconds,
} from '#shared/domain/check-in-questions';
import { questionSetOf } from '#shared/domain/question-sets';

const checkIn = questionSetOf('check-in-1');
const short = questionSetOf('check-in-short-1');
const screen = questionSetOf('safety-screen-1');

/** `4` is an answer, `s` a skip, `-` nothing yet: one for each question of the set. */
const answersOf = (set: typeof checkIn, told: string): Answers =>
  Object.fromEntries(
    told.split(' ').flatMap((word, index): [string, StoredAnswer][] => {
      const id = set.questions[index]!.questionId;
      if (word === '-') return [];
      return [[id, word === 's' ? { kind: 'skip' } : { kind: 'answer', value: Number(word) }]];
    }),
  );

const sets = fc.constantFrom(...QuestionSetId.options).map(questionSetOf);
const storedAnswers: fc.Arbitrary<StoredAnswer> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 10 }).map((value) => ({ kind: 'answer' as const, value })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'skip' as const }) },
);
/** Answers to any questions of any sets, in any order. */
const histories = fc.array(fc.tuple(fc.constantFrom(...QuestionId.options), storedAnswers), {
  maxLength: 12,
});
const taken = (history: readonly (readonly [QuestionId, StoredAnswer])[]): Answers =>
  Object.fromEntries(history);

describe('progress', () => {
  it.each([
    { told: '- - - - -', next: 'wellbeing' },
    { told: '4 - - - -', next: 'craving' },
    { told: 's - - - -', next: 'craving' },
    { told: '- 3 - - -', next: 'wellbeing' },
    { told: '4 - 8 5 2', next: 'craving' },
    { told: '4 0 8 5 -', next: 'contact' },
    { told: '4 0 8 5 2', next: undefined },
    { told: 's s s s s', next: undefined },
  ])('after $told asks $next', ({ told, next }) => {
    const after = progress(answersOf(checkIn, told), checkIn);

    expect(after.kind === 'next' ? after.question.questionId : undefined).toBe(next);
  });

  it('asks each open question once and in order, whatever was answered before it', () => {
    fc.assert(
      fc.property(histories, sets, fc.infiniteStream(storedAnswers), (history, set, replies) => {
        const given = taken(history);
        const open = set.questions
          .map(({ questionId }) => questionId)
          .filter((id) => given[id] === undefined);

        const asked: QuestionId[] = [];
        let answers = given;
        for (let step = progress(answers, set); step.kind === 'next'; step = progress(answers, set)) {
          asked.push(step.question.questionId);
          answers = { ...answers, [step.question.questionId]: replies.next().value };
        }

        expect(asked).toEqual(open);
      }),
    );
  });
});

describe('raisedBy', () => {
  it.each([
    { told: '4 2 8 5 2', rules: [] },
    { told: '3 4 4 2 2', rules: [] },
    { told: '2 2 8 5 2', rules: ['wellbeing-low'] },
    { told: '4 5 8 5 2', rules: ['craving-raised'] },
    { told: '4 7 8 5 2', rules: ['craving-raised'] },
    { told: '4 8 8 5 2', rules: ['craving-high'] },
    { told: '4 10 8 5 2', rules: ['craving-high'] },
    { told: '4 2 3 5 2', rules: ['confidence-low'] },
    { told: '4 2 8 1 2', rules: ['isolated'] },
    { told: '4 2 8 5 1', rules: ['contact-wanted'] },
    {
      told: '1 10 0 0 1',
      rules: ['wellbeing-low', 'craving-high', 'confidence-low', 'isolated', 'contact-wanted'],
    },
    { told: '1 - - - -', rules: ['wellbeing-low'] },
    { told: 's s s s s', rules: [] },
    { told: '- - - - -', rules: [] },
  ])('$told raises $rules', ({ told, rules }) => {
    expect(raisedBy(answersOf(checkIn, told), checkIn).map(({ ruleId }) => ruleId)).toEqual(rules);
  });

  it('tells codes only: the rule, how much it matters, and whose question it is', () => {
    expect(raisedBy(answersOf(checkIn, '4 9 - - -'), checkIn)).toEqual([
      { ruleId: 'craving-high', severity: 'concern', questionId: 'craving' },
    ]);
  });

  it('takes a skipped question of the private screen for an answer that a person looks at', () => {
    expect(raisedBy(answersOf(screen, '1 s 2'), screen).map(({ ruleId }) => ruleId)).toEqual([
      'safe-home-skipped',
    ]);
    expect(raisedBy(answersOf(screen, '1 - 2'), screen)).toEqual([]);
  });

  it('does not depend on the order of answers, on repetitions or on answers to other questions', () => {
    fc.assert(
      fc.property(histories, sets, (history, set) => {
        const answers = taken(history);
        const own = taken(
          history.filter(([id]) => set.questions.some(({ questionId }) => questionId === id)),
        );
        const again = taken([...history, ...history]);
        const backwards = taken(Object.entries(own).toReversed() as typeof history);

        const raised = raisedBy(answers, set);

        expect(raisedBy(own, set)).toEqual(raised);
        expect(raisedBy(again, set)).toEqual(raised);
        expect(raisedBy(backwards, set)).toEqual(raised);
      }),
    );
  });

  it('judges each answer by its own question: together they raise what each raises alone', () => {
    fc.assert(
      fc.property(histories, sets, (history, set) => {
        const answers = taken(history);
        const alone = set.questions.flatMap(({ questionId }) =>
          raisedBy(answers[questionId] ? { [questionId]: answers[questionId] } : {}, set),
        );

        expect(raisedBy(answers, set)).toEqual(alone);
      }),
    );
  });
});

describe('outcomeOf', () => {
  it.each<{ told: string; outcome: CycleOutcome }>([
    { told: '4 2 8 5 2', outcome: 'clean' },
    { told: '4 s s s s', outcome: 'clean' },
    { told: '4 6 8 0 2', outcome: 'clean' },
    { told: 's s s s s', outcome: 'partial' },
    { told: '4 - - - -', outcome: 'partial' },
    { told: '- - - - 2', outcome: 'partial' },
    { told: 's - - - -', outcome: 'partial' },
    { told: '- - - - -', outcome: 'missed' },
    { told: '4 8 8 5 2', outcome: 'concern' },
    { told: '2 - - - -', outcome: 'concern' },
    { told: 's s s s 1', outcome: 'concern' },
  ])('$told is $outcome', ({ told, outcome }) => {
    expect(outcomeOf(answersOf(checkIn, told), checkIn)).toBe(outcome);
  });

  it('of nothing but words that no rule could read is partial: that is no silence', () => {
    expect(outcomeOf({}, checkIn, true)).toBe('partial');
    expect(outcomeOf(answersOf(checkIn, '1 - - - -'), checkIn, true)).toBe('concern');
    expect(outcomeOf(answersOf(checkIn, '4 2 8 5 2'), checkIn, true)).toBe('clean');
  });

  it.each<{ told: string; outcome: CycleOutcome }>([
    { told: '1 1 2', outcome: 'clean' },
    { told: '1 1 3', outcome: 'concern' },
    { told: '1 s 2', outcome: 'concern' },
    { told: 's s s', outcome: 'concern' },
    { told: '1 1 -', outcome: 'partial' },
    { told: '- - -', outcome: 'missed' },
  ])('of the private screen $told is $outcome', ({ told, outcome }) => {
    expect(outcomeOf(answersOf(screen, told), screen)).toBe(outcome);
  });

  it('follows from three plain sentences, for every way to answer the short check-in', () => {
    const told = (values: readonly string[]) => ['-', 's', ...values];
    const seen = new Set<string>();
    for (const wellbeing of told(['1', '2', '3', '4', '5']))
      for (const craving of told(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']))
        for (const contact of told(['1', '2'])) {
          const all = [wellbeing, craving, contact];
          const isConcern =
            ['1', '2'].includes(wellbeing) || ['8', '9', '10'].includes(craving) || contact === '1';
          const isComplete = !all.includes('-') && all.some((one) => one !== 's');
          const expected = isConcern
            ? 'concern'
            : all.every((one) => one === '-')
              ? 'missed'
              : isComplete
                ? 'clean'
                : 'partial';

          const outcome = outcomeOf(answersOf(short, all.join(' ')), short);

          expect([all, outcome]).toEqual([all, expected]);
          seen.add(outcome);
        }
    expect([...seen].sort()).toEqual(['clean', 'concern', 'missed', 'partial']);
  });

  it('never gets better than a concern by one answer more, and is missed only without any', () => {
    fc.assert(
      fc.property(histories, sets, (history, set) => {
        const answers = taken(history);
        const outcome = outcomeOf(answers, set);
        const after = progress(answers, set);
        const isAnswered = set.questions.some(({ questionId }) => answers[questionId] !== undefined);

        expect(outcome === 'missed').toBe(!isAnswered);
        if (outcome === 'clean') expect(after.kind).toBe('done');
        if (outcome === 'concern' && after.kind === 'next')
          expect(outcomeOf({ ...answers, [after.question.questionId]: { kind: 'skip' } }, set)).toBe(
            'concern',
          );
      }),
    );
  });
});

describe('questionOfReply', () => {
  const begun = Date.parse('2026-03-02T18:00:00.000Z');
  const at = (seconds: number): Date => new Date(begun + seconds * 1000);
  const asked = (questionId: QuestionId, seconds: number): AskedQuestion => ({
    questionId,
    askedAt: at(seconds).toISOString(),
  });
  const three = [asked('wellbeing', 0), asked('craving', 60), asked('confidence', 90)];

  it.each([
    { seconds: -1, question: undefined },
    { seconds: 0, question: 'wellbeing' },
    { seconds: 59, question: 'wellbeing' },
    { seconds: 60, question: 'wellbeing' },
    { seconds: 64.999, question: 'wellbeing' },
    { seconds: 65, question: 'craving' },
    { seconds: 94, question: 'craving' },
    { seconds: 95, question: 'confidence' },
    { seconds: 30 * 86_400, question: 'confidence' },
  ])('$seconds s after the first question belongs to $question', ({ seconds, question }) => {
    expect(questionOfReply(three, at(seconds))).toBe(question);
  });

  it('is none before anything was asked', () => {
    expect(questionOfReply([], at(0))).toBeUndefined();
  });

  it('is the same question where it was asked again', () => {
    const again = [asked('wellbeing', 0), asked('wellbeing', 20)];

    expect(questionOfReply(again, at(21))).toBe('wellbeing');
    expect(questionOfReply(again, at(500))).toBe('wellbeing');
  });

  it('takes the second tap of an impatient thumb for the question before', () => {
    const answeredAtOnce = [asked('wellbeing', 0), asked('craving', 10)];

    expect(questionOfReply(answeredAtOnce, at(9.5))).toBe('wellbeing');
    expect(questionOfReply(answeredAtOnce, at(11))).toBe('wellbeing');
  });

  const runs = fc.uniqueArray(
    fc.record({
      questionId: fc.constantFrom(...QuestionId.options),
      seconds: fc.integer({ min: 0, max: 300 }),
    }),
    { selector: ({ seconds }) => seconds, minLength: 1, maxLength: 6 },
  );
  const moments = fc.integer({ min: -10, max: 400 });

  it('was asked before the reply, long enough to be read, and nothing newer was', () => {
    fc.assert(
      fc.property(runs, moments, (run, moment) => {
        const inOrder = run.toSorted((one, other) => one.seconds - other.seconds);
        const readable = inOrder.filter(
          ({ seconds }, index) => seconds + (index === 0 ? 0 : unreadForSeconds) <= moment,
        );

        const question = questionOfReply(
          run.map(({ questionId, seconds }) => asked(questionId, seconds)),
          at(moment),
        );

        expect(question).toBe(readable.at(-1)?.questionId);
      }),
    );
  });

  it('depends on when things were asked and not on the order in which they are told', () => {
    fc.assert(
      fc.property(runs, moments, (run, moment) => {
        const list = run.map(({ questionId, seconds }) => asked(questionId, seconds));

        expect(questionOfReply(list.toReversed(), at(moment))).toBe(questionOfReply(list, at(moment)));
      }),
    );
  });
});
