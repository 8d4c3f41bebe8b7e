import type { CheckIn } from '#shared/contracts/check-in';
import { checkInIdOf } from '#shared/contracts/ids';
import type { Participant } from '#shared/contracts/participant';

/** A Monday, nine o'clock in London. */
export const monday = new Date('2026-03-02T09:00:00.000Z');

/** This many hours after `monday`. */
export const hoursLater = (hours: number): Date => new Date(monday.getTime() + hours * 3_600_000);

/** A valid participant; fictional number. */
export const aParticipant = (fields: Partial<Participant> = {}): Participant => ({
  participantId: 'p-ana001',
  name: 'Ana',
  phone: '+12025550101',
  language: 'en',
  consentedAt: monday.toISOString(),
  optedOut: false,
  lastCycle: 0,
  createdAt: monday.toISOString(),
  ...fields,
});

/** A valid check-in of Ana's: the first cycle, waiting to be asked. */
export const aCheckIn = (fields: Partial<CheckIn> = {}): CheckIn => {
  const { participantId = 'p-ana001', cycle = 1 } = fields;
  return {
    checkInId: checkInIdOf(participantId, cycle),
    participantId,
    cycle,
    state: 'scheduled',
    createdAt: monday.toISOString(),
    deadline: hoursLater(72).toISOString(),
    ...fields,
  };
};

/** A reply with this score, in an inbound text of this id. */
export const aReply = (score: number, inboundMessageId = 'sms-1') => ({
  score,
  inboundMessageId,
  receivedAt: hoursLater(1).toISOString(),
});

/** An SQS event of two-way SMS messages, as the inbound topic delivers them raw. */
export const smsEvent = (
  ...texts: { from?: string; body: string; id?: string; at?: Date; messageId?: string }[]
) => ({
  Records: texts.map(({ from = '+12025550101', body, id = 'sms-1', at = hoursLater(1), messageId }) => ({
    messageId: messageId ?? `sqs-${id}`,
    receiptHandle: 'receipt',
    body: JSON.stringify({
      originationNumber: from,
      destinationNumber: '+12025550199',
      messageKeyword: 'KEYWORD_1',
      messageBody: body,
      inboundMessageId: id,
      previousPublishedMessageId: null,
    }),
    attributes: { SentTimestamp: String(at.getTime()), ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    awsRegion: 'us-east-1',
  })),
});
