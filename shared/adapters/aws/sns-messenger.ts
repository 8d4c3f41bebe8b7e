import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Messenger } from '../../ports/providers.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { onceOnly } from './client-settings.ts';
import { deliveryAfter } from './delivery.ts';

/** `Messenger` over SNS, as transactional SMS; from `originationNumber` where there is one. */
export function snsMessenger(aws: AwsClientConfig, originationNumber: string | undefined): Messenger {
  const client = new SNSClient(onceOnly(aws));
  const attributes = {
    'AWS.SNS.SMS.SMSType': textAttribute('Transactional'),
    ...(originationNumber && { 'AWS.MM.SMS.OriginationNumber': textAttribute(originationNumber) }),
  };
  return {
    send: ({ to, body }) =>
      deliveryAfter(async () => {
        const command = new PublishCommand({ PhoneNumber: to, Message: body, MessageAttributes: attributes });
        return (await client.send(command)).MessageId;
      }),
  };
}

const textAttribute = (value: string) => ({ DataType: 'String', StringValue: value });
