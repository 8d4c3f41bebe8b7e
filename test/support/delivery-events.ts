/** An event of End User Messaging about Ana's first question, as its configuration set publishes it. */
export const aTextEvent = ({
  eventType = 'TEXT_DELIVERED',
  isFinal = true,
  messageId = 'p-ana001_c001-wellbeing',
  providerId = 'provider-1',
  to = '+12025550101',
} = {}) => ({
  eventType,
  eventVersion: '1.0',
  eventTimestamp: 1_772_442_000_000,
  isFinal,
  originationPhoneNumber: '+12025550199',
  destinationPhoneNumber: to,
  isoCountryCode: 'US',
  messageId: providerId,
  messageStatus: eventType.slice('TEXT_'.length),
  messageStatusDescription: 'as AWS says it',
  context: { messageId },
  totalMessageParts: 1,
});

/** An event of SES about an offer to Dana: `Delivery`, `Complaint`, `Reject`, or `Bounce` with its kind. */
export function aMailEvent(
  type: string,
  { messageId = 'm-dana01_offer', providerId = 'provider-1', to = 'Dana@example.org' } = {},
) {
  const [eventType = '', bounceType] = type.split(' ');
  const recipients = [{ emailAddress: to }];
  return {
    eventType,
    mail: {
      timestamp: '2026-03-02T09:00:00.000Z',
      messageId: providerId,
      destination: [to],
      tags: { 'ses:configuration-set': ['alongside-test-mail'], messageId: [messageId] },
    },
    ...(eventType === 'Bounce' && {
      bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: recipients },
    }),
    ...(eventType === 'Complaint' && { complaint: { complainedRecipients: recipients } }),
  };
}

/** Events as the queue delivers them. */
export const deliveryRecords = (...bodies: unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `sqs-${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {},
  })),
});
