import type { Participant } from '../contracts/participant.ts';
import { releaseIdOf } from '../contracts/release.ts';
import { releaseOf, sharedAt } from '../domain/release.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import { put } from './change-row.ts';
import { hoursAfter, type Outbox } from './outbox.ts';

/**
 * Makes the words of one inbound text joint, at their author's word, and plans the one text that brings them. The gate
 * asks again when it leaves: a hold, a STOP, a separation or a consent that was taken back in between keeps them here.
 * Safe to repeat: the same text is released and brought once.
 */
export async function releaseWords(
  { records, outbox, clock }: { readonly records: Records; readonly outbox: Outbox; readonly clock: Clock },
  {
    author,
    partner,
    inboundMessageId,
  }: { readonly author: Participant; readonly partner: Participant; readonly inboundMessageId: string },
): Promise<void> {
  const { participantId: partnerId } = partner;
  const releaseId = releaseIdOf(author.participantId, inboundMessageId);
  await records.write([
    put('release', releaseOf(author, { partnerId, inboundMessageId, at: clock.now() }), 0),
  ]);
  // What was released first counts, also where this is a repetition.
  const release = await records.get('release', releaseId);
  const notBefore = sharedAt(partner, new Date(release?.releasedAt ?? clock.now()));
  await outbox.plan({
    recipient: partnerId,
    channel: 'text',
    template: 'shared-words',
    messageClass: 'scheduled',
    what: `shared-${releaseId}`,
    params: { releaseId },
    notBefore,
    sendBefore: hoursAfter(notBefore, 7 * 24),
  });
}
