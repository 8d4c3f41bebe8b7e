import type { Message, MessageClass } from '#shared/contracts/message';
import type { Participant } from '#shared/contracts/participant';
import { countsAgainstCaps, mayLeave, type GateQuestion } from '#shared/domain/send-gate';
import { aCheckIn, aMessage, aParticipant, hoursLater, monday } from '#test/support/builders';

const texts = (state: Participant['texts']['state']) => ({ texts: { state, at: monday.toISOString() } });
const week = 7 * 24;

/** Ana’s first question at nine on a Monday in London, if nothing else is said. */
const ask = (
  fields: Omit<Partial<GateQuestion>, 'message' | 'participant'> & {
    message?: Partial<Message>;
    participant?: Partial<Participant>;
  } = {},
) =>
  mayLeave({
    journey: { state: 'active' },
    unasked: [],
    now: monday,
    ...fields,
    message: aMessage({ sendBefore: hoursLater(2 * week).toISOString(), ...fields.message }),
    participant: aParticipant(fields.participant),
  });

const refused = (reason: string) => ({ decision: 'refuse', reason });
const deferred = (until: Date, reason: string) => ({ decision: 'defer', until, reason });
const allowed = { decision: 'allow' };

describe('the send gate: consent', () => {
  const classes: MessageClass[] = ['scheduled', 'reply', 'opt-in', 'opt-out', 'crisis'];
  const table = {
    given: { scheduled: 'allow', reply: 'allow', 'opt-in': 'allow', 'opt-out': 'gone', crisis: 'allow' },
    invited: {
      scheduled: 'no-consent',
      reply: 'allow',
      'opt-in': 'allow',
      'opt-out': 'gone',
      crisis: 'allow',
    },
    declined: {
      scheduled: 'declined',
      reply: 'allow',
      'opt-in': 'declined',
      'opt-out': 'gone',
      crisis: 'allow',
    },
    stopped: {
      scheduled: 'stopped',
      reply: 'stopped',
      'opt-in': 'stopped',
      'opt-out': 'allow',
      crisis: 'stopped',
    },
  } as const;
  const cases = (Object.keys(table) as (keyof typeof table)[]).flatMap((state) =>
    classes.map((messageClass) => ({
      state,
      messageClass,
      expected: table[state][messageClass as keyof (typeof table)['given']],
    })),
  );

  it.each(cases)(
    '$messageClass to somebody who is $state: $expected',
    ({ state, messageClass, expected }) => {
      const result = ask({ message: { messageClass, params: {} }, participant: texts(state) });

      expect(result).toEqual(expected === 'allow' ? allowed : refused(expected));
    },
  );
});

describe('the send gate: what forbids a text', () => {
  it.each<[string, Parameters<typeof ask>[0], string]>([
    ['it is too late', { now: hoursLater(2 * week) }, 'too-late'],
    ['a sentence may have been a STOP', { participant: { undecidedStop: 't-1' } }, 'stop-or-not'],
    ['the person paused', { journey: { state: 'paused' } }, 'paused'],
    ['the person left', { journey: { state: 'ended' } }, 'ended'],
    [
      'the phone is shared, and it asks something private',
      { participant: { sharedPhone: true } },
      'shared-phone',
    ],
    ['its check-in has ended', { checkIn: aCheckIn({ state: 'cancelled' }) }, 'check-in-ended'],
    [
      'its check-in has ended, also for the next question',
      { checkIn: aCheckIn({ state: 'cancelled' }), message: { messageClass: 'reply' } },
      'check-in-ended',
    ],
    ['no hour is safe', { participant: { safeHours: { start: '21:00', end: '22:00' } } }, 'no-safe-hours'],
  ])('%s', (_what, question, reason) => {
    expect(ask(question)).toEqual(refused(reason));
  });

  it.each<[string, Parameters<typeof ask>[0]]>([
    [
      'help in danger, whatever is undecided',
      { message: { messageClass: 'crisis' }, participant: { undecidedStop: 't-1' } },
    ],
    [
      'the last words to somebody who has left',
      { message: { template: 'ended', params: {} }, journey: { state: 'ended' } },
    ],
    [
      'a text without a question on a shared phone',
      { message: { params: {} }, participant: { sharedPhone: true } },
    ],
    [
      'an answer to somebody who is paused',
      { message: { messageClass: 'reply', params: {} }, journey: { state: 'paused' } },
    ],
  ])('lets through %s', (_what, question) => {
    expect(ask(question)).toEqual(allowed);
  });
});

describe('the send gate: hours', () => {
  const newYork = { timeZone: 'America/New_York' };

  it.each([
    ['a minute before nine', '2026-03-02T08:59:00.000Z', 'defer'],
    ['nine', '2026-03-02T09:00:00.000Z', 'allow'],
    ['a minute before eight in the evening', '2026-03-02T19:59:00.000Z', 'allow'],
    ['eight in the evening', '2026-03-02T20:00:00.000Z', 'defer'],
  ])('at %s: %s', (_what, now, decision) => {
    expect(ask({ now: new Date(now) }).decision).toBe(decision);
  });

  it.each<[string, string, string, string]>([
    [
      'the night in which the clocks go forward',
      'America/New_York',
      '2026-03-08T02:00:00.000Z',
      '2026-03-08T13:00:00.000Z',
    ],
    [
      'the night in which they go back',
      'America/New_York',
      '2026-11-01T02:00:00.000Z',
      '2026-11-01T14:00:00.000Z',
    ],
    [
      'summer in Arizona, which has none',
      'America/Phoenix',
      '2026-07-01T05:00:00.000Z',
      '2026-07-01T16:00:00.000Z',
    ],
    ['winter in Arizona', 'America/Phoenix', '2026-01-05T05:00:00.000Z', '2026-01-05T16:00:00.000Z'],
  ])('in %s the morning is the person’s own', (_what, timeZone, now, until) => {
    expect(
      ask({
        now: new Date(now),
        participant: { timeZone },
        message: { sendBefore: '2027-01-01T00:00:00.000Z' },
      }),
    ).toEqual(deferred(new Date(until), 'quiet-hours'));
  });

  it('are narrowed by the hours that are safe for this person', () => {
    const participant = { safeHours: { start: '12:00', end: '13:00' } };

    expect(ask({ participant })).toEqual(deferred(hoursLater(3), 'quiet-hours'));
  });

  it('do not hold back what answers a text, nor help', () => {
    for (const messageClass of ['reply', 'crisis'] as const)
      expect(ask({ participant: newYork, message: { messageClass } })).toEqual(allowed);
  });

  it('refuse what would be too late in the morning', () => {
    const message = { sendBefore: hoursLater(20).toISOString() };

    expect(ask({ now: hoursLater(12), message })).toEqual(refused('too-late'));
  });
});

describe('the send gate: caps', () => {
  it('one unasked text a day, in the person’s own day', () => {
    expect(ask({ unasked: [hoursLater(-1)] })).toEqual(deferred(hoursLater(24), 'cap'));
    expect(ask({ unasked: [hoursLater(-10)] })).toEqual(allowed);
  });

  it('three in seven days', () => {
    const unasked = [-6, -4, -2].map((days) => hoursLater(days * 24));

    expect(ask({ unasked })).toEqual(deferred(hoursLater(24), 'cap'));
    expect(ask({ unasked: unasked.slice(1) })).toEqual(allowed);
    expect(ask({ unasked: [hoursLater(-week), ...unasked.slice(1)] })).toEqual(allowed);
  });

  it('waits for the morning where a cap ends in the night', () => {
    const unasked = [-6.5, -4, -2].map((days) => hoursLater(days * 24));

    expect(ask({ unasked })).toEqual(deferred(hoursLater(24), 'cap'));
  });

  it('refuses what would be too late by then', () => {
    const message = { sendBefore: hoursLater(20).toISOString() };

    expect(ask({ unasked: [hoursLater(-1)], message })).toEqual(refused('over-cap'));
  });

  it('counts neither reminders nor what was asked for', () => {
    const counts = (message: Partial<Message>) => countsAgainstCaps(aMessage(message));

    expect(counts({})).toBe(true);
    expect(counts({ template: 'nudge' })).toBe(false);
    expect(counts({ template: 'own-part-reminder' })).toBe(false);
    expect(counts({ messageClass: 'reply' })).toBe(false);
    expect(ask({ message: { template: 'nudge' }, unasked: [hoursLater(-1)] })).toEqual(allowed);
  });
});
