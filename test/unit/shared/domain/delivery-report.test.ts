import { deliveryEventOf, MailEvent, TextEvent, TextEventType } from '#shared/contracts/delivery-event';
import type { Message, MessageState } from '#shared/contracts/message';
import { reported, reportOf, type DeliveryReport } from '#shared/domain/delivery-report';
import { aMessage, monday } from '#test/support/builders';
import { aMailEvent, aTextEvent } from '#test/support/delivery-events';

const at = monday.toISOString();

/** A message in this state, with the attempt that goes with it; the provider answered unless it is said otherwise. */
function inState(state: MessageState, fields: Partial<Message> = {}): Message {
  const attemptState =
    state === 'planned' || state === 'deferred' || state === 'refused' ? ('failed' as const) : state;
  const isAnswered = state === 'sent' || state === 'delivered' || state === 'failed';
  return aMessage({
    state,
    attempts: [
      { attemptId: 'a-1', at, state: attemptState, ...(isAnswered && { providerId: 'provider-1' }) },
    ],
    ...fields,
  });
}

const afterEvent = (event: unknown, before: Message): Message | undefined => {
  const { eventType } = event as { eventType: string };
  const schema = deliveryEventOf(eventType);
  if (!schema) throw new Error(`${eventType} is not known`);
  return reported(before, reportOf(schema.parse(event)));
};

const states = [
  'planned',
  'deferred',
  'sending',
  'unknown',
  'refused',
  'sent',
  'failed',
  'delivered',
] as const;

/** What each event of a text makes of each state; `.` changes nothing. */
const texts: Record<TextEventType, string> = {
  TEXT_QUEUED: 'sent sent sent sent sent . . .',
  TEXT_PENDING: 'sent sent sent sent sent . . .',
  TEXT_SUCCESSFUL: 'sent sent sent sent sent . . .',
  TEXT_UNKNOWN: 'sent sent sent sent sent . . .',
  TEXT_DELIVERED: 'delivered delivered delivered delivered delivered delivered delivered .',
  TEXT_INVALID: 'failed failed failed failed failed failed . .',
  TEXT_INVALID_MESSAGE: 'failed failed failed failed failed failed . .',
  TEXT_UNREACHABLE: 'failed failed failed failed failed failed . .',
  TEXT_CARRIER_UNREACHABLE: 'failed failed failed failed failed failed . .',
  TEXT_BLOCKED: 'failed failed failed failed failed failed . .',
  TEXT_CARRIER_BLOCKED: 'failed failed failed failed failed failed . .',
  TEXT_PROTECT_BLOCKED: 'failed failed failed failed failed failed . .',
  TEXT_SPAM: 'failed failed failed failed failed failed . .',
  TEXT_TTL_EXPIRED: 'failed failed failed failed failed failed . .',
};

const emails: Record<string, string> = {
  Delivery: 'delivered delivered delivered delivered delivered delivered . .',
  Complaint: 'delivered delivered delivered delivered delivered delivered . .',
  Reject: 'failed failed failed failed failed failed . failed',
  'Bounce Permanent': 'failed failed failed failed failed failed . failed',
  'Bounce Transient': 'failed failed failed failed failed failed . failed',
  'Bounce Undetermined': 'failed failed failed failed failed failed . failed',
};

const rows = (table: Record<string, string>) =>
  Object.entries(table).flatMap(([type, expected]) =>
    expected.split(' ').map((after, index) => [type, states[index] ?? 'sent', after] as const),
  );

describe('what an event makes of a text', () => {
  it.each(rows(texts))('%s of one that is %s: %s', (eventType, state, expected) => {
    const after = afterEvent(aTextEvent({ eventType }), inState(state));

    expect(after?.state ?? '.').toBe(expected);
    if (after) expect(after.attempts.at(-1)).toMatchObject({ state: expected, providerId: 'provider-1' });
  });

  it.each(TextEventType.options)('%s is read, whatever else AWS tells', (eventType) => {
    const event = { ...aTextEvent({ eventType }), mcc: '310', carrierName: 'x', isFinal: true };

    expect(TextEvent.parse(event)).toEqual({
      eventType,
      messageId: 'provider-1',
      isFinal: true,
      destinationPhoneNumber: '+12025550101',
      context: { messageId: 'p-ana001_c001-wellbeing' },
    });
  });

  it('that did not arrive yet is no failure while the carrier goes on trying', () => {
    const event = aTextEvent({ eventType: 'TEXT_UNREACHABLE', isFinal: false });

    expect(afterEvent(event, inState('sent'))).toBeUndefined();
    expect(afterEvent(event, inState('unknown'))).toMatchObject({ state: 'sent' });
  });
});

describe('what an event makes of an email', () => {
  it.each(rows(emails))('%s of one that is %s: %s', (type, state, expected) => {
    const before = inState(state, { channel: 'email' });

    expect(afterEvent(aMailEvent(type), before)?.state ?? '.').toBe(expected);
  });

  it.each(['Open', 'Click', 'Send', 'DeliveryDelay', 'VOICE_COMPLETED', 'TEXT_SOMETHING_NEW', 'toString'])(
    '%s is of a type that we do not know',
    (eventType) => {
      expect(deliveryEventOf(eventType)).toBeUndefined();
    },
  );
});

describe('the attempt list', () => {
  const report: DeliveryReport = {
    messageId: 'p-ana001_c001-wellbeing',
    providerId: 'provider-1',
    state: 'failed',
    code: 'UNREACHABLE',
  };

  it('keeps earlier attempts as they were [P17]', () => {
    const throttled = { attemptId: 'a-0', at, state: 'failed', code: 'Throttled' } as const;
    const sent = { attemptId: 'a-1', at, state: 'sent', providerId: 'provider-1', segments: 1 } as const;

    const after = reported(aMessage({ state: 'sent', attempts: [throttled, sent] }), report);

    expect(after?.attempts).toEqual([throttled, { ...sent, state: 'failed', code: 'UNREACHABLE' }]);
  });

  it('forgets why nobody could tell, once somebody does', () => {
    const lost = { attemptId: 'a-1', at, state: 'unknown', code: 'TimeoutError' } as const;
    const before = aMessage({ state: 'unknown', attempts: [lost] });

    expect(reported(before, { ...report, state: 'sent' })?.attempts).toEqual([
      { attemptId: 'a-1', at, state: 'sent', providerId: 'provider-1' },
    ]);
  });

  it('is not changed by a report of another attempt, nor where nothing was tried', () => {
    expect(reported(inState('sent'), { ...report, providerId: 'provider-2' })).toBeUndefined();
    expect(reported(aMessage(), report)).toBeUndefined();
  });
});

describe('what stops a channel', () => {
  const stops = (event: unknown): unknown => {
    const { eventType } = event as { eventType: string };
    const schema = deliveryEventOf(eventType);
    return schema && reportOf(schema.parse(event)).stops;
  };

  it.each(TextEventType.options.map((eventType) => [eventType, eventType === 'TEXT_INVALID'] as const))(
    '%s: %s',
    (eventType, expected) => {
      expect(stops(aTextEvent({ eventType }))).toEqual(expected ? { to: '+12025550101' } : undefined);
    },
  );

  it.each([
    ['Bounce Permanent', true],
    ['Complaint', true],
    ['Bounce Transient', false],
    ['Bounce Undetermined', false],
    ['Reject', false],
    ['Delivery', false],
  ])('%s: %s', (type, expected) => {
    expect(stops(aMailEvent(type))).toEqual(expected ? { to: 'Dana@example.org' } : undefined);
  });

  it('an event of somebody else has no id of ours', () => {
    const text = TextEvent.parse({
      ...aTextEvent({ eventType: 'TEXT_DELIVERED' }),
      context: { messageId: 'x y' },
    });
    const mail = MailEvent.parse({ eventType: 'Delivery', mail: { messageId: 'provider-1' } });

    expect([reportOf(text).messageId, reportOf(mail).messageId]).toEqual([undefined, undefined]);
  });
});
