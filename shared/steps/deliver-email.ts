import { MailTemplate, type Message } from '../contracts/message.ts';
import { disclosed } from '../domain/disclosure.ts';
import type { Mailer } from '../ports/providers.ts';
import type { Change } from '../ports/records.ts';
import { put } from './change-row.ts';
import { deliverOnce, type DeliverDeps, type DeliveryOutcome, type Judgement } from './deliver-message.ts';
import { emailFor, type EmailWords, type RenderedEmail } from './render-email.ts';
import type { LinkWriter } from './link-writer.ts';

export interface DeliverEmailDeps extends DeliverDeps {
  readonly mailer: Mailer;
  readonly links: LinkWriter;
  readonly programme: EmailWords;
}

/** Looks at one planned email to a mentor or the coordinators, and sends it while it is worth sending. */
export const deliverEmail = (deps: DeliverEmailDeps, messageId: string): Promise<DeliveryOutcome> =>
  deliverOnce(deps, messageId, (message) => judge(deps, message));

async function judge(deps: DeliverEmailDeps, message: Message): Promise<Judgement> {
  const { records, clock, programme } = deps;
  const now = clock.now();
  const refused = (reason: 'gone' | 'too-late' | 'channel-stopped'): Judgement => ({
    decision: { at: now.toISOString(), decision: 'refuse', reason, inputs: {} },
    holdsWhile: [],
    deliver: async () => ({ outcome: 'unknown', code: 'Refused' }),
  });
  if (now.getTime() >= Date.parse(message.sendBefore)) return refused('too-late');
  const mentor =
    message.recipient === 'coordinator' ? undefined : await records.get('mentor', message.recipient);
  if (message.recipient !== 'coordinator' && (!mentor || mentor.status === 'left')) return refused('gone');
  // A page is tried all the same: somebody is in danger.
  if (mentor?.emailStopped && mentor.emailStopped.to === mentor.email && message.template !== 'crisis-page')
    return refused('channel-stopped');
  // Made now and not when it was planned: what it may tell is what holds at this moment [F6].
  const rendered = await emailFor(deps, message, mentor);
  if (!rendered) return refused('gone');
  return {
    decision: {
      at: now.toISOString(),
      decision: 'allow',
      inputs: mentor ? { mentor: mentor.revision } : {},
    },
    // A consent that is withdrawn before the claim undoes it: then the email is made anew, without.
    holdsWhile: [
      ...(mentor ? [{ unchanged: 'mentor', id: mentor.mentorId, revision: mentor.revision } as const] : []),
      ...rendered.standsOn,
      ...(await disclosures(deps, message, rendered)),
    ],
    deliver: () =>
      deps.mailer.send({
        to: mentor?.email ?? programme.coordinatorEmail,
        ...rendered.email,
        messageId: message.messageId,
      }),
  };
}

/** The log of what this email tells about whom: one row a person, and the same one when it has to be tried again [F5]. */
const disclosures = (
  { records, clock }: DeliverEmailDeps,
  { messageId, recipient, template }: Message,
  { discloses }: RenderedEmail,
): Promise<Change[]> =>
  Promise.all(
    discloses.map(async ({ participantId, consents }) => {
      const row = disclosed(
        {
          participantId,
          mentorId: recipient,
          messageId,
          template: MailTemplate.parse(template),
          consents: [...consents],
        },
        { source: messageId, at: clock.now() },
      );
      const before = await records.get('disclosure', row.disclosureId);
      return put('disclosure', row, before?.revision ?? 0);
    }),
  );
