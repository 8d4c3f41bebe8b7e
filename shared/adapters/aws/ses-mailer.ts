import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../../ports/providers.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { onceOnly } from './client-settings.ts';
import { deliveryAfter } from './delivery.ts';

/** `Mailer` over SES v2: text and HTML, UTF-8. Our message id is a tag, which comes back with the events. */
export function sesMailer(aws: AwsClientConfig, from: string): Mailer {
  const client = new SESv2Client(onceOnly(aws));
  return {
    send: ({ to, subject, text, html, messageId }) =>
      deliveryAfter(async () => {
        const command = new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          ...(messageId !== undefined && { EmailTags: [{ Name: 'messageId', Value: messageId }] }),
          Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
        });
        return (await client.send(command)).MessageId;
      }),
  };
}

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });
