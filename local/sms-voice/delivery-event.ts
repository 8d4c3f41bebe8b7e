import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Members } from '../aws-service.ts';
import type { SentText, TextStatus } from '../sms/sms.ts';

/** What becomes of a text after it was accepted: each state with the time that it takes to get there. */
export function stagesOf(status: TextStatus, timeToLiveSeconds: number): readonly Stage[] {
  const queued: Stage = { state: 'QUEUED', isFinal: false, afterMilliseconds: 0 };
  if (status === 'DELIVERED') {
    return [
      queued,
      { state: 'SUCCESSFUL', isFinal: false, afterMilliseconds: 0 },
      { state: 'DELIVERED', isFinal: true, afterMilliseconds: 0 },
    ];
  }
  const afterMilliseconds =
    status === 'TTL_EXPIRED' ? timeToLiveSeconds * 1_000 : status === 'UNKNOWN' ? CARRIER_SILENCE_MS : 0;
  return [queued, { state: status, isFinal: true, afterMilliseconds }];
}

export interface Stage {
  readonly state: 'QUEUED' | 'SUCCESSFUL' | TextStatus;
  readonly isFinal: boolean;
  /** After the text was accepted. */
  readonly afterMilliseconds: number;
}

/** The event as a configuration set publishes it (aws-facts §2.3). */
export function deliveryEvent({ text, stage, context, price }: DeliveryEventParts): Members {
  const country = countryOf(text.to);
  return {
    eventType: `TEXT_${stage.state}`,
    eventVersion: '1.0',
    eventTimestamp: text.at + stage.afterMilliseconds,
    isFinal: stage.isFinal,
    originationPhoneNumber: text.from,
    destinationPhoneNumber: text.to,
    isoCountryCode: country,
    isInternationalSend: country !== countryOf(text.from),
    mcc: '310',
    mnc: '800',
    carrierName: 'Alongside local',
    messageId: text.id,
    messageRequestTimestamp: text.at,
    messageEncoding: text.encoding === 'GSM-7' ? 'GSM' : 'Unicode',
    messageType: text.type.toUpperCase(),
    messageStatus: stage.state,
    messageStatusDescription: DESCRIPTIONS[stage.state],
    ...(Object.keys(context).length > 0 && { context }),
    totalMessageParts: text.segments,
    totalMessagePrice: price,
    totalCarrierFee: 0,
  };
}

interface DeliveryEventParts {
  readonly text: SentText;
  readonly stage: Stage;
  readonly context: Readonly<Record<string, string>>;
  /** US dollars. */
  readonly price: number;
}

/** After 72 hours without a word from the carrier AWS says by itself that it does not know. */
const CARRIER_SILENCE_MS = 72 * 3_600_000;

/** The first is AWS's own example; the others say in our words what its documentation says of the state. */
const DESCRIPTIONS: Readonly<Record<Stage['state'], string>> = {
  SUCCESSFUL: 'Message has been accepted by phone carrier',
  DELIVERED: 'Message has been accepted by phone',
  QUEUED: 'Message is queued for delivery',
  OPTED_OUT: 'Phone number has opted out',
  UNREACHABLE: 'Phone is currently unreachable or unavailable',
  CARRIER_UNREACHABLE: 'Phone carrier is currently unreachable or unavailable',
  BLOCKED: 'Phone or phone carrier has blocked messages to this number',
  CARRIER_BLOCKED: 'Phone carrier has blocked this message',
  SPAM: 'Phone carrier takes this message for spam',
  INVALID: 'Destination phone number is invalid',
  INVALID_MESSAGE: 'Message body is invalid',
  TTL_EXPIRED: 'Message was not delivered within its time to live',
  UNKNOWN: 'An unknown error occurred while attempting to deliver the message',
};

const countryOf = (number: string): string => parsePhoneNumberFromString(number)?.country ?? 'US';
