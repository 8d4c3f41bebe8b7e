import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import {
  LOCAL_REGION,
  type Access,
  type AwsService,
  type CloudCalls,
  type Members,
  type RestRequest,
} from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { DurableWork, type Again, type Attempt } from '../durable-work.ts';
import { codeOf, isRetryable } from '../is-retryable.ts';
import type { Deployment } from '../template/deployment.ts';
import { checkAddress, parseAddress } from './addresses.ts';
import { sendingSettings, sesArn, type Identity } from './identities.ts';
import { read, sendEmailInput, type SendEmailInput } from './input.ts';
import { draftOf, type Mail } from './mail.ts';
import { mailEvent, type MailEventType } from './mail-event.ts';

/**
 * Amazon SES v2: mails land in a durable mailbox. Senders must be identities of the template. What happens to a mail is
 * published to the topics of its configuration set. Recipients at the mailbox simulator behave by their name; any other
 * mail is delivered at once, and bounces or brings a complaint on demand.
 */
export function createSes({ journal, clock, deployment, calls, report }: SesOptions): Ses {
  const settings = sendingSettings(deployment);
  const mailbox = journal.map<Mail>('ses/mailbox');
  const events = new DurableWork<PendingEvent>({
    name: 'ses/events',
    journal,
    clock,
    report,
    perform: publish,
  });

  async function publish(
    { topicArn, sourceArn, text }: PendingEvent,
    { attempts }: Attempt,
  ): Promise<Again | undefined> {
    try {
      await calls.call({
        caller: { kind: 'aws-service', principal: 'ses.amazonaws.com', sourceArn },
        service: 'sns',
        operation: 'Publish',
        input: { TopicArn: topicArn, Subject: 'Amazon SES Email Event Notification', Message: text },
      });
    } catch (error) {
      if (isRetryable(error) && attempts < 10) return { at: clock.now() + 2 ** attempts * 1_000 };
      report(`ses: could not publish an event to ${topicArn}: ${codeOf(error)}`);
    }
    return undefined;
  }

  /** Records what happened, together with the mail's new state, and where it has to be told. */
  function tell(type: MailEventType, mail: Mail, recipients: readonly string[]): void {
    if (recipients.length === 0 || mail.configurationSet === undefined) return;
    const key = type.replace(' ', '').toLowerCase();
    const text = JSON.stringify(mailEvent(type, mail, { at: clock.now(), recipients }));
    const sourceArn = sesArn('configuration-set', mail.configurationSet);
    for (const { topicArn, eventTypes } of settings.configurationSets.get(mail.configurationSet) ?? []) {
      if (eventTypes.includes(key)) events.add(randomUUID(), { topicArn, sourceArn, text });
    }
  }

  function configurationSetOf(input: SendEmailInput, identity: Identity): string | undefined {
    const name = input.ConfigurationSetName ?? identity.ConfigurationSetName;
    if (name === undefined || settings.configurationSets.has(name)) return name;
    const message = `Configuration set <${name}> does not exist.`;
    if (input.ConfigurationSetName === undefined) throw new AwsError('BadRequestException', message);
    throw new AwsError('NotFoundException', message, { status: 404 });
  }

  function sendEmail(input: Members): Members {
    const asked = read(sendEmailInput, input);
    const { missingTemplateValue, ...draft } = draftOf(asked, settings.templates);
    if (draft.from === '') throw new AwsError('BadRequestException', 'FromEmailAddress: is required');
    const sender = checkAddress(draft.from, 'FromEmailAddress');
    const recipients = [...draft.to, ...draft.cc, ...draft.bcc];
    if (recipients.length === 0)
      throw new AwsError('BadRequestException', 'Destination: at least one recipient is required');
    if (recipients.length > 50)
      throw new AwsError('BadRequestException', 'Destination: Recipient count exceeds 50.');
    for (const recipient of [...recipients, ...draft.replyTo]) checkAddress(recipient, 'Destination');
    if (Buffer.byteLength(JSON.stringify(asked.Content)) > LARGEST_MAIL_BYTES) {
      throw new AwsError('MessageRejected', `Message length is more than ${LARGEST_MAIL_BYTES} bytes long.`);
    }
    const identity = settings.identityOf(sender);
    if (identity === undefined) {
      const region = LOCAL_REGION.toUpperCase();
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region}: ${draft.from}`,
      );
    }
    const configurationSet = configurationSetOf(asked, identity);
    const mail: Mail = {
      id: messageIdAt(clock.now()),
      at: clock.now(),
      ...draft,
      ...(configurationSet !== undefined && { configurationSet }),
      status: missingTemplateValue === undefined ? 'DELIVERED' : 'RENDERING_FAILED',
    };
    journal.atomically(() => store(mail, recipients));
    return { MessageId: mail.id };
  }

  function store(mail: Mail, recipients: readonly string[]): void {
    if (mail.status === 'RENDERING_FAILED') {
      mailbox.set(mail.id, mail);
      report(`ses: mail ${mail.id} was not sent: a value of its template is missing`);
      return tell('Rendering Failure', mail, recipients);
    }
    const bounced = recipients.filter((recipient) => simulates(recipient, ['bounce', 'suppressionlist']));
    const complaining = recipients.filter((recipient) => simulates(recipient, ['complaint']));
    const status = bounced.length > 0 ? 'BOUNCED' : complaining.length > 0 ? 'COMPLAINED' : 'DELIVERED';
    mailbox.set(mail.id, { ...mail, status });
    tell('Send', mail, recipients);
    tell('Bounce', mail, bounced);
    tell(
      'Delivery',
      mail,
      recipients.filter((recipient) => !bounced.includes(recipient)),
    );
    tell('Complaint', mail, complaining);
  }

  function afterwards(type: 'Bounce' | 'Complaint', messageId: string, recipient: string | undefined): void {
    const mail = mailbox.get(messageId);
    if (mail === undefined)
      throw new AwsError('NotFoundException', `There is no mail ${messageId}.`, { status: 404 });
    const everybody = [...mail.to, ...mail.cc, ...mail.bcc];
    if (recipient !== undefined && !everybody.includes(recipient)) {
      throw new AwsError('BadRequestException', 'The mail did not go to that recipient.');
    }
    journal.atomically(() => {
      mailbox.set(mail.id, { ...mail, status: type === 'Bounce' ? 'BOUNCED' : 'COMPLAINED' });
      tell(type, mail, recipient === undefined ? everybody : [recipient]);
    });
  }

  function access(input: Members): Access[] {
    const parsed = sendEmailInput.safeParse(input);
    if (!parsed.success) return [{ action: 'ses:SendEmail', resource: '*' }];
    const { Content, ConfigurationSetName, Destination } = parsed.data;
    const sender = parseAddress(senderOf(parsed.data));
    const identity = settings.identityOf(sender);
    const set = ConfigurationSetName ?? identity?.ConfigurationSetName;
    const action = Content.Raw === undefined ? 'ses:SendEmail' : 'ses:SendRawEmail';
    const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination ?? {};
    const context = {
      'ses:FromAddress': sender.email,
      'ses:FromDisplayName': sender.name,
      'ses:Recipients': [...ToAddresses, ...CcAddresses, ...BccAddresses].map(
        (one) => parseAddress(one).email,
      ),
    };
    const resources = [
      sesArn('identity', identity?.name ?? sender.domain),
      ...(set ? [sesArn('configuration-set', set)] : []),
    ];
    return resources.map((resource) => ({ action, resource, context }));
  }

  function senderOf(input: SendEmailInput): string {
    try {
      return draftOf(input, settings.templates).from;
    } catch {
      // The call itself will say what is wrong with it.
      return input.FromEmailAddress ?? '';
    }
  }

  return {
    service: {
      name: 'ses',
      wire: 'rest',
      operations: {
        SendEmail: { access, run: sendEmail },
        GetAccount: { run: () => account(mailbox.values(), clock.now()) },
      },
      route,
    },
    mailbox: () => [...mailbox.values()],
    bounce: (messageId, recipient) => afterwards('Bounce', messageId, recipient),
    complain: (messageId, recipient) => afterwards('Complaint', messageId, recipient),
  };
}

export interface Ses {
  readonly service: AwsService;
  /** Oldest first. */
  mailbox(): readonly Mail[];
  /** The mail comes back as undeliverable, from one recipient or all. Throws for an unknown mail or recipient. */
  bounce(messageId: string, recipient?: string): void;
  /** Somebody marks the mail as spam. */
  complain(messageId: string, recipient?: string): void;
}

export interface SesOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly calls: CloudCalls;
  readonly report: (line: string) => void;
}

interface PendingEvent {
  readonly topicArn: string;
  readonly sourceArn: string;
  readonly text: string;
}

/** 40 MB after encoding. */
const LARGEST_MAIL_BYTES = 41_943_040;

/** `bounce@…` and `bounce+label@simulator.amazonses.com`. */
function simulates(recipient: string, names: readonly string[]): boolean {
  const { local, domain } = parseAddress(recipient);
  return domain === 'simulator.amazonses.com' && names.includes(local.toLowerCase().split('+')[0] ?? '');
}

function messageIdAt(now: number): string {
  return `0100${now.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
}

function account(mails: Iterable<Mail>, now: number): Members {
  let SentLast24Hours = 0;
  for (const { at } of mails) if (at > now - 86_400_000) SentLast24Hours += 1;
  return {
    SendingEnabled: true,
    ProductionAccessEnabled: true,
    EnforcementStatus: 'HEALTHY',
    DedicatedIpAutoWarmupEnabled: false,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours },
  };
}

function route({ method, path, body }: RestRequest): { operation: string; input: Members } | undefined {
  if (method === 'POST' && path === '/v2/email/outbound-emails')
    return { operation: 'SendEmail', input: body };
  return method === 'GET' && path === '/v2/email/account'
    ? { operation: 'GetAccount', input: {} }
    : undefined;
}
