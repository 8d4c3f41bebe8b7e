import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Delivery, Messenger } from '../../ports/providers.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { onceOnly } from './client-settings.ts';
import { deliveryAfter } from './delivery.ts';

/**
 * `Messenger` over End User Messaging, as transactional SMS. What became of a text is published by the configuration
 * set, with our message id in its context; a refusal's code is the reason that AWS gives for it. The carrier tries for 72
 * hours where the text does not say how long.
 */
export function eumMessenger(aws: AwsClientConfig, settings: EumSettings): Messenger {
  const client = new PinpointSMSVoiceV2Client(onceOnly(aws));
  const { originationIdentity, configurationSetName } = settings;
  return {
    send: async ({ to, body, messageId, timeToLiveSeconds }) => {
      let reason: string | undefined;
      const delivery = await deliveryAfter(async () => {
        const command = new SendTextMessageCommand({
          DestinationPhoneNumber: to,
          MessageBody: body,
          MessageType: 'TRANSACTIONAL',
          OriginationIdentity: originationIdentity,
          ConfigurationSetName: configurationSetName,
          TimeToLive: timeToLiveSeconds,
          ...(messageId !== undefined && { Context: { messageId } }),
        });
        try {
          return (await client.send(command)).MessageId;
        } catch (error) {
          reason = reasonOf(error);
          throw error;
        }
      });
      return withReason(delivery, reason);
    },
  };
}

export interface EumSettings {
  /** A number, a pool, or the id or ARN of one; AWS chooses one where there is none. */
  readonly originationIdentity?: string | undefined;
  /** Its event destination tells what became of a text. */
  readonly configurationSetName?: string | undefined;
}

function withReason(delivery: Delivery, reason: string | undefined): Delivery {
  if (delivery.outcome !== 'refused' || reason === undefined) return delivery;
  return { ...delivery, code: reason, optedOut: reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT' };
}

/** Conflicts, quotas and validations say why. */
function reasonOf(error: unknown): string | undefined {
  const reason = error instanceof Error && 'Reason' in error ? error.Reason : undefined;
  return typeof reason === 'string' && /^[A-Z_]{1,80}$/.test(reason) ? reason : undefined;
}
