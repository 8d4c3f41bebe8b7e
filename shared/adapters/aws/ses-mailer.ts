import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../../ports/providers.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { onceOnly } from './client-settings.ts';
import { deliveryAfter } from './delivery.ts';

/** `Mailer` over SES v2: text and HTML, UTF-8. */
export function sesMailer(aws: AwsClientConfig, from: string): Mailer {
  const client = new SESv2Client(onceOnly(aws));
  return {
    send: ({ to, subject, text, html }) =>
      deliveryAfter(async () => {
        const command = new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
        });
        return (await client.send(command)).MessageId;
      }),
  };
}

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });
