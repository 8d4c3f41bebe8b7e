import type { Participant } from '#shared/contracts/participant';
import type { TextTemplate } from '#shared/contracts/text-template';
import { isConfirmed, jointRefusal, longestShared, wordsToShare } from '#shared/domain/release';
import { changeJourney } from '#shared/steps/change-journey';
import { releaseWords } from '#shared/steps/release-words';
import { reply, type FromSomebody, type ReceiveSmsDeps, type TextEnd } from './inbound.ts';

/**
 * SHARE and words: they wait for a SHARE YES, and then exactly these words go to the partner, and nothing else [F4, S20].
 * Where nothing joint may happen, the answer is the same neutral one for both partners, whatever the reason is and
 * whoever it is about [4e].
 */
export async function share(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  step: 'how' | 'words' | 'yes',
): Promise<TextEnd> {
  const { text, participant, journey } = about;
  const answer = async (template: TextTemplate, otherId?: string): Promise<TextEnd> => {
    const params = otherId === undefined ? {} : { otherId };
    await reply(deps, about, { template, what: `share-${text.inboundMessageId}`, params });
    return { outcome: 'keyword' };
  };
  const partner = await partnerOf(deps, participant);
  if (!partner || jointRefusal(partner, participant, deps.clock.now())) return answer('neutral-hold');
  const { participantId: partnerId } = partner;

  if (step === 'words') {
    if (wordsToShare(text.body).length > longestShared) return answer('share-too-long');
    const { inboundMessageId, receivedAt } = text;
    await changeJourney(deps, participant.participantId, (row) =>
      row.toRelease && row.toRelease.receivedAt >= receivedAt
        ? undefined
        : { ...row, toRelease: { inboundMessageId, receivedAt } },
    );
    return answer('share-confirm', partnerId);
  }
  if (step === 'how' || !isConfirmed(journey.toRelease, text.receivedAt))
    return answer('share-how', partnerId);
  await releaseWords(deps, {
    author: participant,
    partner,
    inboundMessageId: journey.toRelease.inboundMessageId,
  });
  return answer('share-taken', partnerId);
}

async function partnerOf(
  { records }: ReceiveSmsDeps,
  { participantId, coupleId }: Participant,
): Promise<Participant | undefined> {
  const couple = coupleId === undefined ? undefined : await records.get('couple', coupleId);
  const partnerId = couple?.participantIds.find((id) => id !== participantId);
  return partnerId === undefined ? undefined : records.get('participant', partnerId);
}
