import * as fc from 'fast-check';
import type { CheckIn } from '#shared/contracts/check-in';
import { isOpen } from '#shared/domain/check-in';
import { questionSetOf } from '#shared/domain/question-sets';
import { takeAnswer } from '#shared/domain/take-answer';
import { aCheckIn, answersOf, cleanAnswers, minutesLater, monday } from '#test/support/builders';

const text = (body: string, inboundMessageId = 'sms-1', minutes = 10) => ({
  inboundMessageId,
  body,
  receivedAt: minutesLater(minutes),
});

describe('takeAnswer', () => {
  it('keeps the answer and names the next question', () => {
    const taken = takeAnswer(aCheckIn({ state: 'asked' }), text('4'), 'en');

    expect(taken).toMatchObject({
      kind: 'answered',
      questionId: 'wellbeing',
      next: 'craving',
      raised: [],
      hasNote: false,
      checkIn: { state: 'asked', answers: answersOf([4]), takenIn: ['sms-1'] },
    });
  });

  it('ends with the last answer', () => {
    const row = aCheckIn({
      state: 'nudged',
      answers: answersOf([4, 2, 8, 3]),
      asked: [{ questionId: 'contact', askedAt: monday.toISOString() }],
    });

    const taken = takeAnswer(row, text('2'), 'en');

    expect(taken).toMatchObject({ kind: 'answered', checkIn: { state: 'answered', answers: cleanAnswers } });
    expect(taken).not.toHaveProperty('next');
  });

  it.each([
    ['the same answer', '4', 'repeated'],
    ['another answer', '1', 'for-a-person'],
    ['something unreadable', 'dunno', 'for-a-person'],
    ['the same with a note', '4 - it is hard', 'for-a-person'],
  ])('to an answered question, %s is: %s', (_what, body, kind) => {
    const row = aCheckIn({ state: 'asked', answers: answersOf([4]) });

    expect(takeAnswer(row, text(body), 'en').kind).toBe(kind);
  });

  it('asks once more for what it cannot read, then leaves it to a person', () => {
    const first = takeAnswer(aCheckIn({ state: 'asked' }), text('dunno'), 'en');
    const row = 'checkIn' in first ? first.checkIn : aCheckIn();

    expect(first).toMatchObject({ kind: 'ask-again', questionId: 'wellbeing' });
    expect(takeAnswer(row, text('dunno', 'sms-1'), 'en')).toEqual({ ...first, checkIn: row });
    expect(takeAnswer(row, text('still not', 'sms-2'), 'en')).toEqual({ kind: 'for-a-person' });
  });

  it('belongs to nothing before any question was asked', () => {
    expect(takeAnswer(aCheckIn(), text('4'), 'en')).toEqual({ kind: 'for-a-person' });
  });
});

describe('takeAnswer, whatever is written', () => {
  const bodies = fc.oneof(
    fc.constantFrom('4', '0', '10', 'skip', 'yes', 'no', 'dunno', '4 and more', ''),
    fc.string({ maxLength: 20 }),
  );
  const starts = fc.constantFrom<CheckIn['state']>(
    'asked',
    'nudged',
    'missed',
    'partial',
    'cancelled',
    'handed-over',
  );
  const history = fc.array(fc.record({ body: bodies, minutes: fc.integer({ min: 1, max: 20 }) }), {
    maxLength: 14,
  });

  /** The rows after each text, each of which may be delivered a second time. */
  function play(
    state: CheckIn['state'],
    texts: readonly { body: string; minutes: number }[],
    twice: boolean,
  ) {
    let row = aCheckIn({ state });
    let minutes = 0;
    const rows = [row];
    for (const [index, one] of texts.entries()) {
      minutes += one.minutes;
      const given = text(one.body, `sms-${index}`, minutes);
      for (let delivery = 0; delivery < (twice ? 2 : 1); delivery += 1) {
        const taken = takeAnswer(row, given, 'en');
        if ('checkIn' in taken) row = taken.checkIn;
      }
      rows.push(row);
    }
    return rows;
  }

  it('ends at most once, and never opens again', () => {
    fc.assert(
      fc.property(starts, history, (state, texts) => {
        const rows = play(state, texts, false);
        const states = rows.map((row) => row.state);
        const ends = states.filter((one) => !isOpen({ state: one }));

        expect(new Set(ends).size).toBeLessThanOrEqual(1);
        expect(states.slice(states.length - ends.length)).toEqual(ends);
      }),
    );
  });

  it('changes no answer that was given, and gives none to a question that was not asked', () => {
    fc.assert(
      fc.property(starts, history, (state, texts) => {
        const rows = play(state, texts, false);
        for (const [index, row] of rows.entries()) {
          expect({ ...row.answers, ...rows[index - 1]?.answers }).toEqual(row.answers);
          const wasAsked = row.asked.map(({ questionId }) => questionId);
          for (const questionId of Object.keys(row.answers)) expect(wasAsked).toContain(questionId);
          expect(new Set(row.takenIn).size).toBe(row.takenIn.length);
          expect(row.lateAnswers.length).toBeLessThanOrEqual(
            questionSetOf(row.questionSetId).questions.length,
          );
        }
      }),
    );
  });

  it('says the same of a text that comes twice', () => {
    fc.assert(
      fc.property(starts, history, (state, texts) => {
        expect(play(state, texts, true)).toEqual(play(state, texts, false));
      }),
    );
  });
});
