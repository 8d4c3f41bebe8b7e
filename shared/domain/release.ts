import type { Participant } from '../contracts/participant.ts';
import type { RefusalReason } from '../contracts/message.ts';
import type { Release, ToRelease } from '../contracts/release.ts';
import { releaseIdOf } from '../contracts/release.ts';
import { liveConsent } from './consents.ts';
import { keptUntil } from './disclosure.ts';
import { instantAt, localDateAt } from './local-schedule.ts';

/** Longer words are for a conversation. */
export const longestShared = 200;

/** For how long after "SHARE …" a "SHARE YES" is about it. */
const hoursToConfirm = 24;

/** Everything behind the word SHARE, as it was written. Empty for the word alone. */
export const wordsToShare = (body: string): string =>
  body.replace(/^[\s\p{P}]*(?:share|compartir|comparte)\b[\s:,.\-–—]*/iu, '').trim();

/** True where this "SHARE YES" came in time for the words that wait. */
export const isConfirmed = (waiting: ToRelease | undefined, confirmedAt: string): waiting is ToRelease =>
  waiting !== undefined &&
  confirmedAt >= waiting.receivedAt &&
  Date.parse(confirmedAt) <= Date.parse(waiting.receivedAt) + hoursToConfirm * 3_600_000;

/**
 * Why nothing joint happens between these two at this moment; `undefined` where it may. The reason is for the record:
 * both are told the same neutral words, whichever it is and whoever it is about [4e].
 */
export function jointRefusal(
  reader: Participant,
  author: Participant | undefined,
  now: Date,
): RefusalReason | undefined {
  if (author?.coupleId === undefined || author.coupleId !== reader.coupleId) return 'gone';
  // Whoever stops takes back what has not left yet.
  if (author.texts.state !== 'given') return 'no-consent';
  const both = [reader, author];
  if (both.some(({ safetyHold, screen }) => safetyHold || screen !== 'clear')) return 'safety-hold';
  if (both.some(({ sharedPhone }) => sharedPhone)) return 'shared-phone';
  const mayShare = { purpose: 'joint-features', recipient: 'partner' } as const;
  if (both.some(({ consents }) => liveConsent(consents, mayShare, now) === undefined)) return 'no-consent';
  // Nobody knows what the words will give away to whoever else reads this phone [P27].
  return reader.privacyLevel === 'discreet' ? 'discreet' : undefined;
}

/** The next day at noon where the reader is: an hour that says nothing of when the words were written [4e]. */
export const sharedAt = ({ timeZone }: Participant, releasedAt: Date): Date =>
  instantAt(localDateAt(releasedAt, timeZone).add({ days: 1 }), '12:00', timeZone);

export function releaseOf(
  { participantId, coupleId = '' }: Participant,
  { partnerId, inboundMessageId, at }: { partnerId: string; inboundMessageId: string; at: Date },
): Release {
  return {
    releaseId: releaseIdOf(participantId, inboundMessageId),
    participantId,
    partnerId,
    coupleId,
    inboundMessageId,
    releasedAt: at.toISOString(),
    expiresAt: keptUntil(at),
  };
}
