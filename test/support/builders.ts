import type { CheckIn } from '#shared/contracts/check-in';
import { checkInIdOf } from '#shared/contracts/ids';
import type { Journey } from '#shared/contracts/journey';
import type { Message } from '#shared/contracts/message';
import type { Participant } from '#shared/contracts/participant';
import type { Answers } from '#shared/contracts/question';
import { newJourney, started } from '#shared/domain/journey';
import { questionSetOf } from '#shared/domain/question-sets';

/** A Monday, nine o'clock in London. */
export const monday = new Date('2026-03-02T09:00:00.000Z');

/** This many hours after `monday`. */
export const hoursLater = (hours: number): Date => new Date(monday.getTime() + hours * 3_600_000);

/** This many minutes after `monday`. */
export const minutesLater = (minutes: number): Date => hoursLater(minutes / 60);

/** A valid participant who agreed to texts and is asked on Mondays at nine in London; fictional number. */
export const aParticipant = (fields: Partial<Participant> = {}): Participant => ({
  participantId: 'p-ana001',
  coupleId: 'c-anaben',
  name: 'Ana',
  phone: '+12025550101',
  language: 'en',
  timeZone: 'Europe/London',
  privacyLevel: 'normal',
  sharedPhone: false,
  schedule: { weekday: 'monday', time: '09:00' },
  texts: { state: 'given', at: hoursLater(-48).toISOString() },
  consents: [],
  screen: 'clear',
  safetyHold: false,
  profile: {},
  createdAt: hoursLater(-48).toISOString(),
  ...fields,
});

/** The journey of somebody whose check-ins have begun an hour before `monday`: the first is due at `monday`. */
export const aJourney = (
  fields: Partial<Journey> = {},
  participant: Participant = aParticipant(),
): Journey => ({
  ...started(newJourney(participant.participantId, hoursLater(-48)), participant, hoursLater(-1)),
  ...fields,
});

/** A valid check-in of Ana's: the first cycle, waiting to be asked; one in another state was asked at `monday`. */
export const aCheckIn = (fields: Partial<CheckIn> = {}): CheckIn => {
  const { participantId = 'p-ana001', cycle = 1, questionSetId = 'check-in-1', state = 'scheduled' } = fields;
  const first = questionSetOf(questionSetId).questions[0]?.questionId ?? 'wellbeing';
  return {
    checkInId: checkInIdOf(participantId, cycle),
    participantId,
    cycle,
    questionSetId,
    state,
    createdAt: monday.toISOString(),
    deadline: hoursLater(72).toISOString(),
    asked: state === 'scheduled' ? [] : [{ questionId: first, askedAt: monday.toISOString() }],
    answers: {},
    takenIn: [],
    askedAgain: [],
    lateAnswers: [],
    ...fields,
  };
};

/** These numbers as answers to the first questions of a set, in its order; `undefined` is a skipped one. */
export const answersOf = (
  values: readonly (number | undefined)[],
  questionSetId: CheckIn['questionSetId'] = 'check-in-1',
): Answers =>
  Object.fromEntries(
    questionSetOf(questionSetId)
      .questions.slice(0, values.length)
      .map(({ questionId }, index) => {
        const value = values[index];
        return [questionId, value === undefined ? { kind: 'skip' } : { kind: 'answer', value }];
      }),
  );

/** Answers that worry nobody. */
export const cleanAnswers = answersOf([4, 2, 8, 3, 2]);

/** A planned text to Ana: the first question of her first check-in. */
export const aMessage = (fields: Partial<Message> = {}): Message => ({
  messageId: 'p-ana001_c001-wellbeing',
  recipient: 'p-ana001',
  channel: 'text',
  template: 'question-wellbeing',
  messageClass: 'scheduled',
  params: { questionId: 'wellbeing', checkInId: 'p-ana001-c001' },
  state: 'planned',
  plannedAt: monday.toISOString(),
  dueAt: monday.toISOString(),
  sendBefore: hoursLater(72).toISOString(),
  decisions: [],
  attempts: [],
  ...fields,
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

/** An SQS event of message ids, as the outbound queues deliver them. */
export const outboundEvent = (...messageIds: string[]) => ({
  Records: messageIds.map((body) => ({ messageId: `sqs-${body}`, body, attributes: {} })),
});
