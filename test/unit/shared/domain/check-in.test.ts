import { readFileSync } from 'node:fs';
import type { CheckInState } from '#shared/contracts/check-in';
import {
  askedCheckIn,
  deadlineOf,
  isOpen,
  isUnsettled,
  missedAfterHours,
  nudgeAfterHours,
  permittedPriorStates,
  placeOfReply,
  waitOutcomeOf,
} from '#shared/domain/check-in';
import { aCheckIn, aReply, hoursLater, monday } from '#test/support/builders';

describe('placeOfReply', () => {
  const reply = aReply(4, 'sms-new');

  it.each<[CheckInState, string]>([
    ['scheduled', 'ask-a-person'],
    ['asked', 'answer'],
    ['nudged', 'answer'],
    ['missed', 'late'],
    ['handed-over', 'late'],
    ['cancelled', 'ask-a-person'],
  ])('a first reply to one that is %s is: %s', (state, place) => {
    expect(placeOfReply(aCheckIn({ state }), reply)).toBe(place);
  });

  it.each([
    { what: 'the same text again', kept: aReply(4, 'sms-new'), afterAnswer: 'answer', afterLate: 'late' },
    { what: 'the same score', kept: aReply(4, 'sms-old'), afterAnswer: 'repeated', afterLate: 'repeated' },
    {
      what: 'another score',
      kept: aReply(1, 'sms-old'),
      afterAnswer: 'ask-a-person',
      afterLate: 'ask-a-person',
    },
  ])('$what, after an answer or a late reply', ({ kept, afterAnswer, afterLate }) => {
    expect(placeOfReply(aCheckIn({ state: 'answered', reply: kept }), reply)).toBe(afterAnswer);
    expect(placeOfReply(aCheckIn({ state: 'missed', lateReply: kept }), reply)).toBe(afterLate);
  });
});

describe('the check-in that a reply belongs to', () => {
  it('is the newest one that was asked', () => {
    const before = aCheckIn({ cycle: 1, state: 'missed' });

    expect(askedCheckIn(aCheckIn({ cycle: 2, state: 'asked' }), before)?.cycle).toBe(2);
    expect(askedCheckIn(aCheckIn({ cycle: 2, state: 'scheduled' }), before)?.cycle).toBe(1);
    expect(askedCheckIn(aCheckIn({ cycle: 1, state: 'scheduled' }), undefined)).toBeUndefined();
    expect(askedCheckIn(undefined, undefined)).toBeUndefined();
  });
});

describe('states', () => {
  const ends: CheckInState[] = ['answered', 'missed', 'cancelled', 'handed-over'];

  it('have no way out of an end', () => {
    const priors = Object.values(permittedPriorStates).flat();

    for (const end of ends) expect(priors).not.toContain(end);
  });

  it.each(ends)('%s is an end that a waiting step can be told', (state) => {
    expect(isOpen({ state })).toBe(false);
    expect(waitOutcomeOf({ state })).toBeDefined();
  });

  it.each(['scheduled', 'asked', 'nudged'] as const)('%s is open, and a waiting step waits on', (state) => {
    expect(isOpen({ state })).toBe(true);
    expect(waitOutcomeOf({ state })).toBeUndefined();
  });

  it('are unsettled until somebody has the task', () => {
    expect(isUnsettled({ state: 'missed' })).toBe(true);
    expect(isUnsettled({ state: 'missed', taskId: 't-1' })).toBe(false);
    expect(isUnsettled({ state: 'answered' })).toBe(false);
  });
});

describe('times', () => {
  it('end a check-in 72 hours after the question', () => {
    expect(deadlineOf(monday)).toEqual(hoursLater(72));
  });

  it('are the same in the state machine', () => {
    const definition: { States: Record<string, { TimeoutSeconds?: number }> } = JSON.parse(
      readFileSync('workflows/check-in.asl.json', 'utf8'),
    );
    const { States } = definition;

    expect(States['Ask and wait a day for the reply']?.TimeoutSeconds).toBe(nudgeAfterHours * 3600);
    expect(States['Nudge and wait two more days']?.TimeoutSeconds).toBe(
      (missedAfterHours - nudgeAfterHours) * 3600,
    );
  });
});
