import { LOCAL_ACCOUNT, type Members } from '../aws-service.ts';
import { parseAddress } from './addresses.ts';
import { sesArn } from './identities.ts';
import type { Mail } from './mail.ts';

/** What happened to a mail, as SES publishes it to a configuration set's topic. */
export function mailEvent(
  type: MailEventType,
  mail: Mail,
  when: { at: number; recipients: readonly string[] },
): Members {
  const timestamp = new Date(when.at).toISOString();
  const { [type]: details } = {
    Send: () => ({ send: {} }),
    Delivery: () => ({
      delivery: {
        timestamp,
        processingTimeMillis: 0,
        recipients: when.recipients,
        smtpResponse: '250 OK',
        reportingMTA: MTA,
      },
    }),
    Bounce: () => ({
      bounce: {
        feedbackId: `${mail.id}-bounce`,
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: when.recipients.map((emailAddress) => ({
          emailAddress,
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        })),
        timestamp,
        reportingMTA: `dns; ${MTA}`,
      },
    }),
    Complaint: () => ({
      complaint: {
        feedbackId: `${mail.id}-complaint`,
        complaintSubType: null,
        complainedRecipients: when.recipients.map((emailAddress) => ({ emailAddress })),
        timestamp,
        complaintFeedbackType: 'abuse',
      },
    }),
    'Rendering Failure': () => ({
      failure: { templateName: 'inline', errorMessage: 'Attribute is not present in the rendering data.' },
    }),
  };
  return { eventType: type, mail: description(mail), ...details() };
}

export type MailEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Rendering Failure';

const MTA = 'local.amazonses.com';

function description(mail: Mail): Members {
  const { from, to, subject } = mail;
  const everybody = [...to, ...mail.cc, ...mail.bcc];
  const tags = Object.fromEntries(mail.tags.map(({ Name, Value }) => [Name, [Value]]));
  return {
    timestamp: new Date(mail.at).toISOString(),
    source: from,
    sourceArn: sesArn('identity', parseAddress(from).domain),
    sendingAccountId: LOCAL_ACCOUNT,
    messageId: mail.id,
    destination: everybody,
    headersTruncated: false,
    headers: mail.headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
    commonHeaders: { from: [from], to, messageId: mail.id, subject },
    tags: { ...(mail.configurationSet && { 'ses:configuration-set': [mail.configurationSet] }), ...tags },
  };
}
