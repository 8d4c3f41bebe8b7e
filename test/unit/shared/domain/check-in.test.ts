import { readFileSync } from 'node:fs';
import { CheckInState } from '#shared/contracts/check-in';
import {
  asked,
  deadlineOf,
  dueAtOf,
  ended,
  isOpen,
  isUnsettled,
  missedAfterHours,
  needsAPerson,
  nudgeAfterHours,
  nudged,
  scheduledCheckIn,
  waitOutcomeOf,
} from '#shared/domain/check-in';
import { aCheckIn, answersOf, hoursLater, monday } from '#test/support/builders';

const states = CheckInState.options;
const open = ['scheduled', 'asked', 'nudged'];

describe('the states of a check-in', () => {
  it.each(states)('%s is either open or has an outcome', (state) => {
    expect(isOpen({ state })).toBe(open.includes(state));
    expect(waitOutcomeOf({ state })).toBe(open.includes(state) ? undefined : state);
  });

  it.each(states)('%s is unsettled while something must still happen with it', (state) => {
    const waits = open.includes(state) || state === 'missed' || state === 'handed-over';

    expect(isUnsettled({ state })).toBe(waits);
    expect(isUnsettled({ state, taskId: 't-1' })).toBe(open.includes(state));
    expect(needsAPerson({ state })).toBe(state === 'missed' || state === 'handed-over');
  });

  it.each(states)('from %s it may be asked, nudged and ended only where that is permitted', (state) => {
    const row = aCheckIn({ state });

    expect(asked(row, 't', monday) !== undefined).toBe(state === 'scheduled' || state === 'asked');
    expect(nudged(row, 't', monday) !== undefined).toBe(state === 'asked' || state === 'nudged');
    expect(ended(row, 'cancelled', { at: monday }) !== undefined).toBe(open.includes(state));
  });
});

describe('asking', () => {
  it('counts the first open question as asked, and the deadline from this moment', () => {
    const row = asked(aCheckIn({ answers: answersOf([4]) }), 'token-1', hoursLater(5));

    expect(row).toMatchObject({
      state: 'asked',
      taskToken: 'token-1',
      asked: [{ questionId: 'craving', askedAt: hoursLater(5).toISOString() }],
      deadline: hoursLater(77).toISOString(),
    });
  });

  it('again keeps everything but the token', () => {
    const before = aCheckIn({ state: 'asked', taskToken: 'token-1' });

    expect(asked(before, 'token-2', hoursLater(9))).toEqual({ ...before, taskToken: 'token-2' });
  });

  it('again after the nudge keeps the time of the first nudge', () => {
    const first = nudged(aCheckIn({ state: 'asked' }), 'token-2', hoursLater(24));
    const again = first && nudged(first, 'token-3', hoursLater(30));

    expect(again).toMatchObject({ taskToken: 'token-3', nudgedAt: hoursLater(24).toISOString() });
  });
});

describe('ending', () => {
  it.each([
    ['missed', {}, 'missed'],
    ['missed', answersOf([4]), 'partial'],
    ['missed', answersOf([undefined]), 'partial'],
    ['cancelled', answersOf([4]), 'cancelled'],
    ['handed-over', answersOf([4]), 'handed-over'],
  ] as const)('as %s with the answers %j is %s', (as, answers, state) => {
    const row = ended(aCheckIn({ state: 'nudged', answers }), as, { at: hoursLater(72), reason: 'x' });

    expect(row).toMatchObject({ state, answers, closedAt: hoursLater(72).toISOString(), reason: 'x' });
  });
});

describe('times', () => {
  it('a scheduled check-in is due three days before its deadline', () => {
    const row = scheduledCheckIn({
      participantId: 'p-ana001',
      cycle: 7,
      questionSetId: 'check-in-1',
      dueAt: hoursLater(24),
      at: monday,
    });

    expect(row).toMatchObject({ checkInId: 'p-ana001-c007', state: 'scheduled', asked: [] });
    expect(dueAtOf(row)).toEqual(hoursLater(24));
    expect(row.deadline).toBe(deadlineOf(hoursLater(24)).toISOString());
  });

  it('are those of the state machine', () => {
    const definition = JSON.parse(readFileSync('workflows/check-in.asl.json', 'utf8')) as {
      States: Record<string, { TimeoutSeconds?: number }>;
    };
    const seconds = (state: string): number => definition.States[state]?.TimeoutSeconds ?? 0;

    expect(seconds('Ask and wait a day for the reply')).toBe(nudgeAfterHours * 3600);
    expect(seconds('Nudge and wait two more days')).toBe((missedAfterHours - nudgeAfterHours) * 3600);
  });
});
